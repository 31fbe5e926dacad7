// SPDX-License-Identifier: Apache-2.0
#include "linkage/growing_clusters.h"

#include <algorithm>
#include <tuple>
#include <unordered_map>
#include <unordered_set>

namespace nostos::linkage {

GrowingClusters::Item GrowingClusters::add(std::uint64_t key, std::span<const Likely> likely) {
  const auto item = static_cast<Item>(clusters_.size());
  keys_.push_back(key);
  clusters_.push_back(item);
  likely_.emplace_back();
  same_.emplace_back();
  for (const Likely& other : likely) {
    if (other.weight < ties_.cut || other.item >= item) continue;
    likely_[item].push_back(other);
    likely_[other.item].push_back({item, other.weight});
  }
  changed_.clear();
  settle(std::span(&item, 1));
  if (!std::ranges::binary_search(changed_, item))
    changed_.insert(std::ranges::upper_bound(changed_, item), item);
  return item;
}

void GrowingClusters::judge(Item a, Item b, Verdict verdict) {
  const auto pair = std::pair(std::min(a, b), std::max(a, b));
  // What was held together is settled anew also where it falls apart.
  const Item both[] = {a, b};
  std::erase(same_[a], b);
  std::erase(same_[b], a);
  different_.erase(pair);
  if (verdict == Verdict::same) {
    same_[a].push_back(b);
    same_[b].push_back(a);
  }
  if (verdict == Verdict::different) different_.insert(pair);
  changed_.clear();
  settle(both);
}

std::vector<GrowingClusters::Item> GrowingClusters::connected(std::span<const Item> from) const {
  std::vector<Item> items(from.begin(), from.end());
  std::unordered_set<Item> seen(items.begin(), items.end());
  for (std::size_t i = 0; i < items.size(); ++i) {
    const Item item = items[i];
    const auto visit = [&](Item other) {
      if (seen.insert(other).second) items.push_back(other);
    };
    for (const Likely& other : likely_[item]) visit(other.item);
    for (const Item other : same_[item]) visit(other);
  }
  std::ranges::sort(items, {}, [this](Item item) { return std::pair(keys_[item], item); });
  items.erase(std::ranges::unique(items).begin(), items.end());
  return items;
}

void GrowingClusters::settle(std::span<const Item> from) {
  const std::vector<Item> items = connected(from);
  std::unordered_map<Item, std::uint32_t> place;
  for (std::uint32_t i = 0; i < items.size(); ++i) place.emplace(items[i], i);
  Evidence evidence;
  evidence.size = static_cast<std::uint32_t>(items.size());
  evidence.cut = ties_.cut;
  for (std::uint32_t i = 0; i < items.size(); ++i) {
    for (const Likely& other : likely_[items[i]]) {
      if (const std::uint32_t j = place.at(other.item); i < j)
        evidence.edges.push_back({i, j, other.weight});
    }
    for (const Item other : same_[items[i]]) {
      if (const std::uint32_t j = place.at(other); i < j) evidence.same.emplace_back(i, j);
    }
  }
  std::ranges::sort(evidence.edges);
  std::ranges::sort(evidence.same);
  evidence.weight = [&](std::uint32_t a, std::uint32_t b) {
    return ties_.weight(items[a], items[b]);
  };
  evidence.cannot = [&](std::uint32_t a, std::uint32_t b) {
    const auto pair = std::minmax(items[a], items[b]);
    return different_.contains(pair) || (ties_.cannot && ties_.cannot(pair.first, pair.second));
  };
  const std::vector<std::uint32_t> found = cluster(evidence);
  for (std::uint32_t i = 0; i < items.size(); ++i) {
    if (clusters_[items[i]] == items[found[i]]) continue;
    clusters_[items[i]] = items[found[i]];
    changed_.push_back(items[i]);
  }
  std::ranges::sort(changed_);
}

}  // namespace nostos::linkage
