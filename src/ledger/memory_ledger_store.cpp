// SPDX-License-Identifier: Apache-2.0
#include "ledger/memory_ledger_store.h"

#include <algorithm>

namespace nostos::ledger {

namespace {

auto no_entry(std::uint64_t index) {
  return fail(Fault::not_found, "there is no entry " + std::to_string(index));
}

}  // namespace

Head MemoryLedgerStore::head() const {
  const std::lock_guard lock(mutex_);
  return frontier_.head();
}

Result<Appended> MemoryLedgerStore::append(const Entry& entry) {
  const std::lock_guard lock(mutex_);
  if (const auto known = operations_.find(entry.operation); known != operations_.end()) {
    return Appended{known->second, true, frontier_.head()};
  }
  const std::uint64_t index = frontier_.size();
  envelopes_.push_back(to_envelope(entry));
  for (const Node& node : frontier_.append(leaf_hash(envelopes_.back()))) {
    nodes_[{node.level, node.n}] = node.hash;
  }
  operations_[entry.operation] = index;
  if (has_standing(entry)) standing_[{entry.kind, entry.about}] = index;
  return Appended{index, false, frontier_.head()};
}

Result<std::vector<Appended>> MemoryLedgerStore::append_all(const std::vector<Entry>& entries) {
  std::vector<Appended> all;
  for (const Entry& entry : entries) {
    TRY_ASSIGN(const Appended appended, append(entry));
    all.push_back(appended);
  }
  return all;
}

Result<Entry> MemoryLedgerStore::entry(std::uint64_t index) const {
  const std::lock_guard lock(mutex_);
  if (index >= envelopes_.size()) return no_entry(index);
  return from_envelope(envelopes_[static_cast<std::size_t>(index)]);
}

Result<std::optional<std::uint64_t>> MemoryLedgerStore::with_operation(
    const std::string& operation) const {
  const std::lock_guard lock(mutex_);
  const auto known = operations_.find(operation);
  if (known == operations_.end()) return std::optional<std::uint64_t>();
  return std::optional(known->second);
}

Result<Digest> MemoryLedgerStore::node(unsigned level, std::uint64_t n) const {
  const std::lock_guard lock(mutex_);
  const auto found = nodes_.find({level, n});
  if (found == nodes_.end()) return fail(Fault::not_found, "there is no such tree node");
  return found->second;
}

Result<std::vector<Standing>> MemoryLedgerStore::standing(std::string_view kind) const {
  const std::lock_guard lock(mutex_);
  std::vector<Standing> all;
  for (const auto& [key, index] : standing_) {
    if (key.first == kind) all.push_back({key.first, key.second, index});
  }
  std::sort(all.begin(), all.end(),
            [](const Standing& a, const Standing& b) { return a.index < b.index; });
  return all;
}

Result<std::optional<std::uint64_t>> MemoryLedgerStore::standing_about(
    std::string_view kind, std::string_view about) const {
  const std::lock_guard lock(mutex_);
  const auto found = standing_.find({std::string(kind), std::string(about)});
  if (found == standing_.end()) return std::optional<std::uint64_t>();
  return std::optional(found->second);
}

Result<std::vector<Standing>> MemoryLedgerStore::standing_beginning(std::string_view kind,
                                                                    std::string_view beginning,
                                                                    std::size_t most) const {
  const std::lock_guard lock(mutex_);
  std::vector<Standing> all;
  auto at = standing_.lower_bound({std::string(kind), std::string(beginning)});
  for (; at != standing_.end() && all.size() < most; ++at) {
    const auto& [key, index] = *at;
    if (key.first != kind || !key.second.starts_with(beginning)) break;
    all.push_back({key.first, key.second, index});
  }
  return all;
}

Result<void> MemoryLedgerStore::rebuild_views() {
  const std::lock_guard lock(mutex_);
  standing_.clear();
  for (std::size_t index = 0; index < envelopes_.size(); ++index) {
    TRY_ASSIGN(const Entry entry, from_envelope(envelopes_[index]));
    if (has_standing(entry)) standing_[{entry.kind, entry.about}] = index;
  }
  return {};
}

Result<void> MemoryLedgerStore::each_stored(
    std::uint64_t from, const std::function<bool(const StoredEntry&)>& each) const {
  for (std::uint64_t index = from;; ++index) {
    StoredEntry stored;
    {
      const std::lock_guard lock(mutex_);
      if (index >= envelopes_.size()) return {};
      stored.envelope = envelopes_[static_cast<std::size_t>(index)];
    }
    stored.index = index;
    TRY_ASSIGN(const Entry entry, from_envelope(stored.envelope));
    stored.operation = entry.operation;
    if (!each(stored)) return {};
  }
}

Result<Head> MemoryLedgerStore::stored_head() const { return head(); }

Result<std::uint64_t> MemoryLedgerStore::stored_nodes() const {
  const std::lock_guard lock(mutex_);
  return nodes_.size();
}

Result<void> MemoryLedgerStore::check_structure() const { return {}; }

}  // namespace nostos::ledger
