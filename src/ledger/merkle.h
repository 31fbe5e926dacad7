// SPDX-License-Identifier: Apache-2.0
// The Merkle tree of RFC 6962 section 2.1: SHA-256, leaves hashed with a 0x00 in front, nodes with
// a 0x01. Node (level, n) stands over the leaves [n * 2^level, (n + 1) * 2^level); only such whole
// nodes are ever stored, so a stored node never changes. Pure functions; safe from any thread.
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

#include "base/digest.h"
#include "base/result.h"

namespace nostos::ledger {

struct Node {
  unsigned level = 0;
  std::uint64_t n = 0;
  Digest hash{};
  bool operator==(const Node&) const = default;
};

// The tree's state after so many entries.
struct Head {
  std::uint64_t size = 0;
  Digest root{};
  bool operator==(const Head&) const = default;
};

Digest leaf_hash(std::string_view envelope);
Digest node_hash(const Digest& left, const Digest& right);
Digest empty_root();

// The right edge of the tree: all that is needed to append and to know the root.
class Frontier {
 public:
  Frontier() = default;
  std::uint64_t size() const { return size_; }
  // Adds a leaf; returns the whole nodes it completes, the leaf itself first.
  std::vector<Node> append(const Digest& leaf);
  Digest root() const;
  Head head() const { return {size_, root()}; }

  // The whole nodes a frontier of `size` leaves rests on, from the left; see restore.
  static std::vector<Node> places(std::uint64_t size);
  // From the hashes at places(size), in that order.
  static Frontier restore(std::uint64_t size, std::vector<Digest> peaks);

 private:
  std::uint64_t size_ = 0;
  std::vector<Digest> peaks_;  // from the left: falling levels
};

// Looks up a stored whole node.
using NodeSource = std::function<Result<Digest>(unsigned level, std::uint64_t n)>;

// Hash over the leaves [0, size). `size` may be smaller than what is stored.
Result<Digest> root_of(std::uint64_t size, const NodeSource& nodes);
// PATH(index, D[size]); index < size.
Result<std::vector<Digest>> inclusion_proof(std::uint64_t index, std::uint64_t size,
                                            const NodeSource& nodes);
// PROOF(old_size, D[new_size]); old_size <= new_size. Empty when old_size is 0 or new_size.
Result<std::vector<Digest>> consistency_proof(std::uint64_t old_size, std::uint64_t new_size,
                                              const NodeSource& nodes);

// RFC 9162 section 2.1.3.2.
bool proves_inclusion(const Digest& leaf, std::uint64_t index, const Head& head,
                      const std::vector<Digest>& proof);
// RFC 9162 section 2.1.4.2; sizes 0 and equal sizes as one would expect.
bool proves_consistency(const Head& old_head, const Head& new_head,
                        const std::vector<Digest>& proof);

}  // namespace nostos::ledger
