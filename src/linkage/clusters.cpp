// SPDX-License-Identifier: Apache-2.0
#include "linkage/clusters.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <span>

namespace nostos::linkage {
namespace {

using matching::Millibits;

// No single pair speaks louder than this in an average.
constexpr Millibits kLoudest = 12'000;
constexpr std::size_t kLargest = 2'000;  // looked at with all pairs at once
constexpr std::int64_t kNever = std::numeric_limits<std::int64_t>::min();

class Forest {
 public:
  explicit Forest(std::uint32_t size) : parent_(size) {
    std::iota(parent_.begin(), parent_.end(), 0U);
  }
  std::uint32_t root(std::uint32_t item) {
    while (parent_[item] != item) item = parent_[item] = parent_[parent_[item]];
    return item;
  }
  // The smaller number is the root, so that the outcome does not depend on the order.
  void join(std::uint32_t a, std::uint32_t b) {
    a = root(a);
    b = root(b);
    if (a != b) parent_[std::max(a, b)] = std::min(a, b);
  }

 private:
  std::vector<std::uint32_t> parent_;
};

// The groups of one component; joined until no two groups are one person on average.
class Groups {
 public:
  Groups(const Evidence& evidence, std::span<const std::uint32_t> items)
      : evidence_(evidence), items_(items), size_(items.size()) {
    sums_.assign(size_ * size_, 0);
    weight_.assign(size_, 1);
    alive_.assign(size_, true);
    group_.resize(size_);
    std::iota(group_.begin(), group_.end(), std::size_t{0});
    for (std::size_t i = 0; i < size_; ++i) {
      for (std::size_t j = i + 1; j < size_; ++j) {
        const bool never = evidence.cannot && evidence.cannot(items[i], items[j]);
        const std::int64_t sum =
            never ? kNever : std::clamp(evidence.weight(items[i], items[j]), -kLoudest, kLoudest);
        sums_[i * size_ + j] = sums_[j * size_ + i] = sum;
      }
    }
  }

  void join_decided(std::size_t i, std::size_t j) {
    i = group_[i];
    j = group_[j];
    if (i != j) join(std::min(i, j), std::max(i, j), true);
  }

  void join_likely() {
    best_.resize(size_);
    for (std::size_t i = 0; i < size_; ++i) {
      if (alive_[i]) find_best(i);
    }
    while (true) {
      std::size_t first = size_;
      for (std::size_t i = 0; i < size_; ++i) {
        if (!alive_[i] || best_[i] == size_) continue;
        if (first == size_ || better(i, best_[i], first, best_[first])) first = i;
      }
      if (first == size_) return;
      const std::size_t second = best_[first];
      const std::size_t kept = std::min(first, second);
      const std::size_t gone = std::max(first, second);
      join(kept, gone, false);
      for (std::size_t i = 0; i < size_; ++i) {
        if (!alive_[i]) continue;
        if (i == kept || best_[i] == kept || best_[i] == gone) {
          find_best(i);
        } else if (joinable(i, kept) && (best_[i] == size_ || better(i, kept, i, best_[i]))) {
          best_[i] = kept;
        }
      }
    }
  }

  void write(std::vector<std::uint32_t>& clusters) const {
    // Items are in order, so the group's number is its first item's place.
    for (std::size_t i = 0; i < size_; ++i) clusters[items_[i]] = items_[group_[i]];
  }

 private:
  std::int64_t& sum(std::size_t i, std::size_t j) { return sums_[i * size_ + j]; }
  std::int64_t sum(std::size_t i, std::size_t j) const { return sums_[i * size_ + j]; }

  bool joinable(std::size_t i, std::size_t j) const {
    if (i == j || !alive_[j] || sum(i, j) == kNever) return false;
    return sum(i, j) >= std::int64_t{evidence_.cut} * weight_[i] * weight_[j];
  }
  // Whether i with j is likelier than k with l, by the averages; exact, in whole numbers.
  bool better(std::size_t i, std::size_t j, std::size_t k, std::size_t l) const {
    const std::int64_t left = sum(i, j) * weight_[k] * weight_[l];
    const std::int64_t right = sum(k, l) * weight_[i] * weight_[j];
    if (left != right) return left > right;
    return std::minmax(i, j) < std::minmax(k, l);
  }
  void find_best(std::size_t i) {
    best_[i] = size_;
    for (std::size_t j = 0; j < size_; ++j) {
      if (joinable(i, j) && (best_[i] == size_ || better(i, j, i, best_[i]))) best_[i] = j;
    }
  }
  void join(std::size_t kept, std::size_t gone, bool decided) {
    for (std::size_t k = 0; k < size_; ++k) {
      if (!alive_[k] || k == kept || k == gone) continue;
      const bool never = sum(kept, k) == kNever || sum(gone, k) == kNever;
      sum(kept, k) = sum(k, kept) = never ? kNever : sum(kept, k) + sum(gone, k);
    }
    static_cast<void>(decided);
    weight_[kept] += weight_[gone];
    alive_[gone] = false;
    for (auto& group : group_) {
      if (group == gone) group = kept;
    }
  }

  const Evidence& evidence_;
  std::span<const std::uint32_t> items_;
  std::size_t size_;
  std::vector<std::int64_t> sums_;    // of the weights between two groups
  std::vector<std::int64_t> weight_;  // items of a group
  std::vector<bool> alive_;
  std::vector<std::size_t> group_;
  std::vector<std::size_t> best_;
};

void settle(const Evidence& evidence, std::vector<std::uint32_t> items, std::vector<Edge> edges,
            Millibits cut, std::vector<std::uint32_t>& clusters);

// Components of the items under the edges at or above `cut`, each settled by itself.
void settle_components(const Evidence& evidence, const std::vector<std::uint32_t>& items,
                       const std::vector<Edge>& edges, Millibits cut,
                       std::vector<std::uint32_t>& clusters) {
  Forest forest(static_cast<std::uint32_t>(items.size()));
  struct Local {
    std::uint32_t a;
    std::uint32_t b;
    std::uint32_t edge;
  };
  std::vector<Local> locals;
  for (std::uint32_t e = 0; e < edges.size(); ++e) {
    if (edges[e].weight < cut) continue;
    const auto local = [&](std::uint32_t item) {
      return static_cast<std::uint32_t>(std::ranges::lower_bound(items, item) - items.begin());
    };
    locals.push_back({local(edges[e].a), local(edges[e].b), e});
    forest.join(locals.back().a, locals.back().b);
  }
  // Roots are the smallest of their component: items and edges are dealt out to them in order.
  std::vector<std::uint32_t> component(items.size());
  std::vector<std::vector<std::uint32_t>> members;
  for (std::uint32_t i = 0; i < items.size(); ++i) {
    const std::uint32_t root = forest.root(i);
    if (root == i) {
      component[i] = static_cast<std::uint32_t>(members.size());
      members.emplace_back();
    }
    component[i] = component[root];
    members[component[i]].push_back(items[i]);
  }
  std::vector<std::vector<Edge>> own(members.size());
  for (const Local& local : locals) {
    if (members[component[local.a]].size() > kLargest)
      own[component[local.a]].push_back(edges[local.edge]);
  }
  for (std::size_t c = 0; c < members.size(); ++c)
    settle(evidence, std::move(members[c]), std::move(own[c]), cut, clusters);
}

void settle(const Evidence& evidence, std::vector<std::uint32_t> items, std::vector<Edge> edges,
            Millibits cut, std::vector<std::uint32_t>& clusters) {
  if (items.size() == 1) return;
  if (items.size() == 2 && !(evidence.cannot && evidence.cannot(items[0], items[1]))) {
    clusters[items[1]] = items[0];  // only a pair above the cut, or people, bring two together
    return;
  }
  if (items.size() > kLargest && cut < 40'000) {
    // Too many to look at all pairs: only what is likelier holds such a crowd together.
    settle_components(evidence, items, edges, cut + 1'000, clusters);
    return;
  }
  Groups groups(evidence, items);
  for (const auto& [a, b] : evidence.same) {
    const auto i = std::ranges::lower_bound(items, a);
    const auto j = std::ranges::lower_bound(items, b);
    if (i != items.end() && j != items.end() && *i == a && *j == b) {
      groups.join_decided(static_cast<std::size_t>(i - items.begin()),
                          static_cast<std::size_t>(j - items.begin()));
    }
  }
  groups.join_likely();
  groups.write(clusters);
}

}  // namespace

std::vector<std::uint32_t> cluster(const Evidence& evidence) {
  std::vector<std::uint32_t> clusters(evidence.size);
  std::iota(clusters.begin(), clusters.end(), 0U);
  std::vector<Edge> edges = evidence.edges;
  for (const auto& [a, b] : evidence.same)
    edges.push_back({std::min(a, b), std::max(a, b), std::numeric_limits<Millibits>::max()});
  std::vector<std::uint32_t> items;
  for (const Edge& edge : edges) {
    items.push_back(edge.a);
    items.push_back(edge.b);
  }
  std::ranges::sort(items);
  items.erase(std::ranges::unique(items).begin(), items.end());
  settle_components(evidence, items, edges, evidence.cut, clusters);
  return clusters;
}

}  // namespace nostos::linkage
