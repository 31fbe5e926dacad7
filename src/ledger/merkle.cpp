// SPDX-License-Identifier: Apache-2.0
#include "ledger/merkle.h"

#include <bit>

#include "base/check.h"

namespace nostos::ledger {

namespace {

// The largest power of two smaller than `count`; count >= 2.
std::uint64_t split_of(std::uint64_t count) { return std::bit_floor(count - 1); }

// Hash over the leaves [first, first + count), from whole nodes. `first` is a multiple of the
// smallest power of two that is not below `count`, as in every subtree RFC 6962 makes.
Result<Digest> range_hash(std::uint64_t first, std::uint64_t count, const NodeSource& nodes) {
  if (std::has_single_bit(count)) {
    const auto level = static_cast<unsigned>(std::countr_zero(count));
    return nodes(level, first >> level);
  }
  const std::uint64_t split = split_of(count);
  TRY_ASSIGN(const Digest left, range_hash(first, split, nodes));
  TRY_ASSIGN(const Digest right, range_hash(first + split, count - split, nodes));
  return node_hash(left, right);
}

Result<void> append_path(std::uint64_t index, std::uint64_t first, std::uint64_t count,
                         const NodeSource& nodes, std::vector<Digest>& path) {
  if (count == 1) return {};
  const std::uint64_t split = split_of(count);
  if (index < split) {
    TRY(append_path(index, first, split, nodes, path));
    TRY_ASSIGN(const Digest other, range_hash(first + split, count - split, nodes));
    path.push_back(other);
  } else {
    TRY(append_path(index - split, first + split, count - split, nodes, path));
    TRY_ASSIGN(const Digest other, range_hash(first, split, nodes));
    path.push_back(other);
  }
  return {};
}

// SUBPROOF(m, D[first, first + count), complete) of RFC 6962.
Result<void> append_subproof(std::uint64_t m, std::uint64_t first, std::uint64_t count,
                             bool complete, const NodeSource& nodes, std::vector<Digest>& proof) {
  if (m == count) {
    if (complete) return {};
    TRY_ASSIGN(const Digest whole, range_hash(first, count, nodes));
    proof.push_back(whole);
    return {};
  }
  const std::uint64_t split = split_of(count);
  if (m <= split) {
    TRY(append_subproof(m, first, split, complete, nodes, proof));
    TRY_ASSIGN(const Digest other, range_hash(first + split, count - split, nodes));
    proof.push_back(other);
  } else {
    TRY(append_subproof(m - split, first + split, count - split, false, nodes, proof));
    TRY_ASSIGN(const Digest other, range_hash(first, split, nodes));
    proof.push_back(other);
  }
  return {};
}

}  // namespace

Digest leaf_hash(std::string_view envelope) {
  return sha256(std::string_view("\x00", 1), envelope);
}

Digest node_hash(const Digest& left, const Digest& right) {
  std::string both("\x01");
  both.append(left.begin(), left.end());
  both.append(right.begin(), right.end());
  return sha256(both);
}

Digest empty_root() { return sha256(""); }

std::vector<Node> Frontier::append(const Digest& leaf) {
  std::vector<Node> completed{{0, size_, leaf}};
  // Each 1 at the low end of the old size is a peak that the new leaf completes a pair with.
  for (std::uint64_t rest = size_; (rest & 1U) != 0; rest >>= 1U) {
    const Node& right = completed.back();
    completed.push_back({right.level + 1, right.n >> 1U, node_hash(peaks_.back(), right.hash)});
    peaks_.pop_back();
  }
  peaks_.push_back(completed.back().hash);
  ++size_;
  return completed;
}

Digest Frontier::root() const {
  if (peaks_.empty()) return empty_root();
  Digest hash = peaks_.back();
  for (auto peak = std::next(peaks_.rbegin()); peak != peaks_.rend(); ++peak) {
    hash = node_hash(*peak, hash);
  }
  return hash;
}

std::vector<Node> Frontier::places(std::uint64_t size) {
  std::vector<Node> places;
  std::uint64_t first = 0;
  for (unsigned level = 64; level-- > 0;) {
    if ((size >> level & 1U) == 0) continue;
    places.push_back({level, first >> level, {}});
    first += std::uint64_t{1} << level;
  }
  return places;
}

Frontier Frontier::restore(std::uint64_t size, std::vector<Digest> peaks) {
  NOSTOS_CHECK(peaks.size() == static_cast<std::size_t>(std::popcount(size)),
               "one peak for each 1 in the size");
  Frontier frontier;
  frontier.size_ = size;
  frontier.peaks_ = std::move(peaks);
  return frontier;
}

Result<Digest> root_of(std::uint64_t size, const NodeSource& nodes) {
  if (size == 0) return empty_root();
  return range_hash(0, size, nodes);
}

Result<std::vector<Digest>> inclusion_proof(std::uint64_t index, std::uint64_t size,
                                            const NodeSource& nodes) {
  NOSTOS_CHECK(index < size, "only entries that are there can be proved");
  std::vector<Digest> path;
  TRY(append_path(index, 0, size, nodes, path));
  return path;
}

Result<std::vector<Digest>> consistency_proof(std::uint64_t old_size, std::uint64_t new_size,
                                              const NodeSource& nodes) {
  NOSTOS_CHECK(old_size <= new_size, "a ledger only grows");
  std::vector<Digest> proof;
  if (old_size == 0) return proof;
  TRY(append_subproof(old_size, 0, new_size, true, nodes, proof));
  return proof;
}

bool proves_inclusion(const Digest& leaf, std::uint64_t index, const Head& head,
                      const std::vector<Digest>& proof) {
  if (index >= head.size) return false;
  std::uint64_t fn = index;
  std::uint64_t sn = head.size - 1;
  Digest hash = leaf;
  for (const Digest& other : proof) {
    if (sn == 0) return false;
    if ((fn & 1U) != 0 || fn == sn) {
      hash = node_hash(other, hash);
      while ((fn & 1U) == 0 && fn != 0) {
        fn >>= 1U;
        sn >>= 1U;
      }
    } else {
      hash = node_hash(hash, other);
    }
    fn >>= 1U;
    sn >>= 1U;
  }
  return sn == 0 && hash == head.root;
}

bool proves_consistency(const Head& old_head, const Head& new_head,
                        const std::vector<Digest>& proof) {
  if (old_head.size > new_head.size) return false;
  if (old_head.size == 0) return proof.empty() && old_head.root == empty_root();
  if (old_head.size == new_head.size) return proof.empty() && old_head.root == new_head.root;
  std::vector<Digest> path = proof;
  if (std::has_single_bit(old_head.size)) path.insert(path.begin(), old_head.root);
  if (path.empty()) return false;
  std::uint64_t fn = old_head.size - 1;
  std::uint64_t sn = new_head.size - 1;
  while ((fn & 1U) != 0) {
    fn >>= 1U;
    sn >>= 1U;
  }
  Digest old_hash = path.front();
  Digest new_hash = path.front();
  for (auto other = std::next(path.begin()); other != path.end(); ++other) {
    if (sn == 0) return false;
    if ((fn & 1U) != 0 || fn == sn) {
      old_hash = node_hash(*other, old_hash);
      new_hash = node_hash(*other, new_hash);
      while ((fn & 1U) == 0 && fn != 0) {
        fn >>= 1U;
        sn >>= 1U;
      }
    } else {
      new_hash = node_hash(new_hash, *other);
    }
    fn >>= 1U;
    sn >>= 1U;
  }
  return sn == 0 && old_hash == old_head.root && new_hash == new_head.root;
}

}  // namespace nostos::ledger
