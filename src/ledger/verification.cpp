// SPDX-License-Identifier: Apache-2.0
#include "ledger/verification.h"

#include <algorithm>
#include <map>
#include <utility>

namespace nostos::ledger {

namespace {

// Number of whole nodes over `size` leaves.
std::uint64_t nodes_over(std::uint64_t size) {
  std::uint64_t count = 0;
  for (; size > 0; size >>= 1U) count += size;
  return count;
}

std::string number(std::uint64_t value) { return std::to_string(value); }

class Verifier {
 public:
  Verifier(const LedgerStore& store, const std::optional<Head>& known)
      : store_(store), known_(known) {}

  Result<Verification> run() {
    // The head first: without it there is nothing to compare with.
    const auto head = store_.stored_head();
    if (!head) return unreadable(head.error(), 0);
    verdict_.head = *head;
    if (const auto structure = store_.check_structure(); !structure) {
      if (structure.error().fault != Fault::corrupt) return std::unexpected(structure.error());
      structure_problem_ = structure.error().message;
    }
    const auto scanned =
        store_.each_stored(0, [this](const StoredEntry& stored) { return check(stored); });
    if (!scanned) return unreadable(scanned.error(), expected_);
    if (failure_) return std::unexpected(*failure_);
    if (!verdict_.reason.empty()) return verdict_;
    finish();
    if (failure_) return std::unexpected(*failure_);
    verdict_.ok = verdict_.reason.empty();
    return verdict_;
  }

 private:
  // A store that cannot hand out an entry because its bytes make no sense is a finding, not a
  // failure of the check.
  Result<Verification> unreadable(const Error& error, std::uint64_t at) {
    if (error.fault != Fault::corrupt && error.fault != Fault::not_found) {
      return std::unexpected(error);
    }
    bad(at, "entry " + number(at) + " cannot be read: " + error.message);
    return verdict_;
  }

  void bad(std::optional<std::uint64_t> index, std::string reason) {
    if (!verdict_.reason.empty()) return;
    verdict_.first_bad = index;
    verdict_.reason = std::move(reason);
  }

  // The stored node, nothing when it is missing. Other failures end the check.
  std::optional<Digest> stored_node(unsigned level, std::uint64_t n) {
    const auto hash = store_.node(level, n);
    if (hash) return *hash;
    if (hash.error().fault == Fault::unavailable) failure_ = hash.error();
    return std::nullopt;
  }

  bool check(const StoredEntry& stored) {
    const std::uint64_t index = expected_;
    if (stored.index != index) {
      bad(index, "entry " + number(index) + " is missing; entry " + number(stored.index) +
                     " follows entry " + (index == 0 ? "none" : number(index - 1)));
      return false;
    }
    if (index >= verdict_.head.size) {
      bad(index, "entry " + number(index) +
                     " was added behind the ledger's back: the head counts " +
                     number(verdict_.head.size) + " entries");
      return false;
    }
    const Digest leaf = leaf_hash(stored.envelope);
    const auto stored_leaf = stored_node(0, index);
    if (failure_) return false;
    if (!stored_leaf || *stored_leaf != leaf) {
      bad(index, leaf_reason(index, leaf, stored_leaf));
      return false;
    }
    const auto entry = from_envelope(stored.envelope);
    if (!entry) {
      bad(index, "entry " + number(index) + ": " + entry.error().message);
      return false;
    }
    if (entry->operation != stored.operation) {
      bad(index, "entry " + number(index) + " is indexed under another operation than its own");
      return false;
    }
    if (has_standing(*entry)) standing_[entry->kind][entry->about] = index;
    if (known_ && known_->size == index && frontier_.root() != known_->root) return differs();
    for (const Node& node : frontier_.append(leaf)) {
      if (node.level == 0) continue;
      if (!check_node(node)) return false;
    }
    ++expected_;
    return true;
  }

  bool check_node(const Node& node) {
    const auto stored = stored_node(node.level, node.n);
    if (failure_) return false;
    if (stored && *stored == node.hash) return true;
    const std::uint64_t first = node.n << node.level;
    const std::uint64_t last = ((node.n + 1) << node.level) - 1;
    bad(first, "the stored hash over entries " + number(first) + " to " + number(last) +
                   (stored ? " is not the hash of those entries" : " is missing"));
    return false;
  }

  bool differs() {
    bad(std::nullopt, "the first " + number(known_->size) +
                          " entries are not those that the noted head was made over");
    return false;
  }

  // Why the bytes of entry `index` do not have the stored hash: who is wrong, entry or hash?
  std::string leaf_reason(std::uint64_t index, const Digest& leaf,
                          const std::optional<Digest>& stored) {
    const std::string entry = "entry " + number(index);
    if (fits_tree(index, leaf)) {
      return entry + " is as it was written, but its stored hash was " +
             (stored ? "changed" : "removed");
    }
    for (std::uint64_t other = 0; other < verdict_.head.size && !failure_; ++other) {
      const auto hash = stored_node(0, other);
      if (other != index && hash && *hash == leaf) {
        return "out of order: what stands as " + entry + " was written as entry " + number(other);
      }
    }
    if (!stored) return "the stored hash of " + entry + " is missing";
    return "the bytes of " + entry + " were changed after it was written";
  }

  // Does the rest of the stored tree, up to the stored root, agree with this leaf?
  bool fits_tree(std::uint64_t index, const Digest& leaf) {
    const NodeSource nodes = [this](unsigned level, std::uint64_t n) {
      return store_.node(level, n);
    };
    const auto proof = inclusion_proof(index, verdict_.head.size, nodes);
    return proof && proves_inclusion(leaf, index, verdict_.head, *proof);
  }

  void finish() {
    const Head& head = verdict_.head;
    if (expected_ < head.size) {
      bad(expected_, "entry " + number(expected_) + " is missing: the head counts " +
                         number(head.size) + " entries");
      return;
    }
    if (frontier_.root() != head.root) {
      bad(std::nullopt, "the stored root is not the root of the " + number(head.size) +
                            " entries, each of which agrees with its own hash");
      return;
    }
    if (known_ && known_->size > head.size) {
      bad(head.size, "entry " + number(head.size) + " is missing: the noted head counts " +
                         number(known_->size) + " entries, this ledger has " + number(head.size));
      return;
    }
    if (known_ && known_->size == head.size && known_->root != head.root) {
      (void)differs();
      return;
    }
    const auto nodes = store_.stored_nodes();
    if (!nodes) {
      if (nodes.error().fault != Fault::corrupt) {
        failure_ = nodes.error();
        return;
      }
      bad(std::nullopt, nodes.error().message);
    } else if (*nodes != nodes_over(head.size)) {
      bad(std::nullopt, "the tree has " + number(*nodes) + " stored hashes where " +
                            number(nodes_over(head.size)) + " belong");
    }
    check_view();
    if (!structure_problem_.empty()) bad(std::nullopt, structure_problem_);
  }

  // The view is not the ledger, but a view that says something else would be shown to people.
  void check_view() {
    for (const auto& [kind, subjects] : standing_) {
      const auto rows = store_.standing(kind);
      if (!rows) {
        if (rows.error().fault == Fault::corrupt) {
          bad(std::nullopt, rows.error().message);
          continue;
        }
        failure_ = rows.error();
        return;
      }
      std::map<std::string, std::uint64_t> shown;
      for (const Standing& row : *rows) shown[row.about] = row.index;
      if (shown == subjects && rows->size() == subjects.size()) continue;
      std::uint64_t first = verdict_.head.size;
      for (const auto& [about, index] : subjects) {
        const auto row = shown.find(about);
        if (row == shown.end() || row->second != index) first = std::min(first, index);
      }
      bad(first, "the view of '" + kind +
                     "' entries is not what the entries say; the entries are sound: "
                     "'nostos rebuild' makes the view again");
    }
  }

  const LedgerStore& store_;
  const std::optional<Head>& known_;
  Verification verdict_;
  Frontier frontier_;
  std::uint64_t expected_ = 0;
  std::map<std::string, std::map<std::string, std::uint64_t>> standing_;  // kind → about → index
  std::string structure_problem_;
  std::optional<Error> failure_;
};

}  // namespace

Result<Verification> verify(const LedgerStore& store, const std::optional<Head>& known) {
  return Verifier(store, known).run();
}

}  // namespace nostos::ledger
