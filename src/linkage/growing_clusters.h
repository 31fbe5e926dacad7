// SPDX-License-Identifier: Apache-2.0
// GrowingClusters: clusters that are kept while items come one by one and people judge. What
// changes touches only the items that a chain of likely pairs connects with it; all others are left
// as they are, and neither their weights are asked for nor their clusters looked at. At any time
// the clusters are those that cluster() gives for all items at once, whatever the order in which
// they came. Not thread-safe.
//
// A registry adds a record with the pairs it found for it:
//   GrowingClusters people({cut, weigh, kept_apart});
//   const auto item = people.add(content_hash, likely);   // likely: items at or above the cut
//   for (const auto other : people.changed()) …           // whose cluster is another now
#pragma once

#include <cstdint>
#include <functional>
#include <set>
#include <span>
#include <utility>
#include <vector>

#include "linkage/clusters.h"

namespace nostos::linkage {

class GrowingClusters {
 public:
  using Item = std::uint32_t;  // counts from 0 in the order of adding
  struct Ties {
    matching::Millibits cut = 0;
    // The weight of two items that are connected; the same in either order, whenever it is asked.
    std::function<matching::Millibits(Item, Item)> weight;
    // Those that are never one person, such as two rows of a list that names each once; may be
    // empty.
    std::function<bool(Item, Item)> cannot;
  };
  struct Likely {
    Item item = 0;  // added before
    matching::Millibits weight = 0;
  };

  explicit GrowingClusters(Ties ties) : ties_(std::move(ties)) {}

  // `key` says where the item stands among others when weights are equal; taken from what the item
  // says, it makes the outcome independent of the order of adding. Pairs below the cut are left
  // out.
  Item add(std::uint64_t key, std::span<const Likely> likely);
  enum class Verdict : std::uint8_t { same, different, none };  // none takes back
  void judge(Item a, Item b, Verdict verdict);

  std::size_t size() const { return clusters_.size(); }
  // The item of the cluster that stands first by its key.
  Item cluster_of(Item item) const { return clusters_[item]; }
  // Those whose cluster_of() the last add() or judge() changed, the added one among them; in order.
  const std::vector<Item>& changed() const { return changed_; }

 private:
  std::vector<Item> connected(std::span<const Item> from) const;
  void settle(std::span<const Item> from);

  Ties ties_;
  std::vector<std::uint64_t> keys_;
  std::vector<std::vector<Likely>> likely_;  // by item, from both sides
  std::vector<std::vector<Item>> same_;      // by item, from both sides
  std::set<std::pair<Item, Item>> different_;
  std::vector<Item> clusters_;
  std::vector<Item> changed_;
};

}  // namespace nostos::linkage
