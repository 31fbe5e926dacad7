// SPDX-License-Identifier: Apache-2.0
#include "ledger/merkle.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <map>
#include <random>
#include <string>
#include <utility>

namespace nostos::ledger {
namespace {

using Hashes = std::vector<Digest>;

// The definitions of RFC 6962 section 2.1, word for word, slow and obvious.
Digest naive_root(const Hashes& leaves, std::size_t first, std::size_t count) {
  if (count == 0) return sha256("");
  if (count == 1) return leaves[first];
  std::size_t k = 1;
  while (k * 2 < count) k *= 2;
  return node_hash(naive_root(leaves, first, k), naive_root(leaves, first + k, count - k));
}

Hashes naive_path(std::size_t m, const Hashes& leaves, std::size_t first, std::size_t count) {
  if (count == 1) return {};
  std::size_t k = 1;
  while (k * 2 < count) k *= 2;
  Hashes path;
  if (m < k) {
    path = naive_path(m, leaves, first, k);
    path.push_back(naive_root(leaves, first + k, count - k));
  } else {
    path = naive_path(m - k, leaves, first + k, count - k);
    path.push_back(naive_root(leaves, first, k));
  }
  return path;
}

Hashes naive_subproof(std::size_t m, const Hashes& leaves, std::size_t first, std::size_t count,
                      bool complete) {
  if (m == count) return complete ? Hashes{} : Hashes{naive_root(leaves, first, count)};
  std::size_t k = 1;
  while (k * 2 < count) k *= 2;
  Hashes proof;
  if (m <= k) {
    proof = naive_subproof(m, leaves, first, k, complete);
    proof.push_back(naive_root(leaves, first + k, count - k));
  } else {
    proof = naive_subproof(m - k, leaves, first + k, count - k, false);
    proof.push_back(naive_root(leaves, first, k));
  }
  return proof;
}

struct Tree {
  Hashes leaves;
  Frontier frontier;
  std::map<std::pair<unsigned, std::uint64_t>, Digest> nodes;
  std::vector<Head> heads{Frontier().head()};

  void add(std::string_view content) {
    leaves.push_back(leaf_hash(content));
    for (const Node& node : frontier.append(leaves.back())) nodes[{node.level, node.n}] = node.hash;
    heads.push_back(frontier.head());
  }
  NodeSource source() const {
    return [this](unsigned level, std::uint64_t n) -> Result<Digest> {
      const auto at = nodes.find({level, n});
      if (at == nodes.end()) return fail(Fault::not_found, "no node");
      return at->second;
    };
  }
};

Tree tree_of(std::size_t count) {
  Tree tree;
  for (std::size_t i = 0; i < count; ++i) tree.add("entry " + std::to_string(i));
  return tree;
}

constexpr std::size_t kExhaustive = 128;

TEST(Merkle, GivesThePublishedRootsOfCertificateTransparency) {
  const std::array<std::string, 8> inputs{
      std::string(),
      std::string("\x00", 1),
      "\x10",
      "\x20\x21",
      "\x30\x31",
      "\x40\x41\x42\x43",
      "\x50\x51\x52\x53\x54\x55\x56\x57",
      "\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f"};
  const std::array<std::string, 8> roots{
      "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
      "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
      "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
      "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
      "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
      "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
      "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
      "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"};
  Tree tree;
  EXPECT_EQ(to_hex(tree.frontier.root()),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    tree.add(inputs[i]);
    EXPECT_EQ(to_hex(tree.frontier.root()), roots[i]) << "size " << i + 1;
  }
  // Path of leaf 5 among 8, as published with them.
  const auto path = inclusion_proof(5, 8, tree.source());
  ASSERT_TRUE(path);
  ASSERT_EQ(path->size(), 3U);
  EXPECT_EQ(to_hex((*path)[0]), "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b");
  EXPECT_EQ(to_hex((*path)[1]), "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0");
  EXPECT_EQ(to_hex((*path)[2]), "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7");
}

TEST(Merkle, AppendingGivesTheRootOfTheWholeForEverySizeAndRestoresFromItsPeaks) {
  const Tree tree = tree_of(kExhaustive);
  for (std::size_t size = 0; size <= kExhaustive; ++size) {
    ASSERT_EQ(tree.heads[size].root, naive_root(tree.leaves, 0, size)) << size;
    EXPECT_EQ(*root_of(size, tree.source()), tree.heads[size].root);
    Hashes peaks;
    for (const Node& place : Frontier::places(size)) {
      peaks.push_back(*tree.source()(place.level, place.n));
    }
    EXPECT_EQ(Frontier::restore(size, peaks).head(), tree.heads[size]);
  }
}

TEST(Merkle, InclusionProofsAreThoseOfTheDefinitionForEveryIndexAndSize) {
  const Tree tree = tree_of(kExhaustive);
  for (std::size_t size = 1; size <= kExhaustive; ++size) {
    for (std::size_t index = 0; index < size; ++index) {
      const auto proof = inclusion_proof(index, size, tree.source());
      ASSERT_TRUE(proof);
      ASSERT_EQ(*proof, naive_path(index, tree.leaves, 0, size)) << index << " of " << size;
      ASSERT_TRUE(proves_inclusion(tree.leaves[index], index, tree.heads[size], *proof));
    }
  }
}

TEST(Merkle, ConsistencyProofsAreThoseOfTheDefinitionForEveryPairOfSizes) {
  const Tree tree = tree_of(kExhaustive);
  for (std::size_t size = 1; size <= kExhaustive; ++size) {
    for (std::size_t old_size = 1; old_size <= size; ++old_size) {
      const auto proof = consistency_proof(old_size, size, tree.source());
      ASSERT_TRUE(proof);
      ASSERT_EQ(*proof, naive_subproof(old_size, tree.leaves, 0, size, true));
      ASSERT_TRUE(proves_consistency(tree.heads[old_size], tree.heads[size], *proof));
    }
    EXPECT_TRUE(proves_consistency(tree.heads[0], tree.heads[size], {}));
  }
}

TEST(Merkle, NoProofHoldsForAnythingElse) {
  const Tree tree = tree_of(kExhaustive);
  std::mt19937 random(20240302);  // NOLINT(cert-msc51-cpp): the run must repeat
  for (int round = 0; round < 20'000; ++round) {
    const std::size_t size = 2 + random() % (kExhaustive - 1);
    const std::size_t index = random() % size;
    auto proof = *inclusion_proof(index, size, tree.source());
    Digest leaf = tree.leaves[index];
    Head head = tree.heads[size];
    std::size_t claimed = index;
    switch (random() % 6) {
      case 0:
        proof[random() % proof.size()][random() % 32] ^=
            static_cast<std::uint8_t>(1U << random() % 8);
        break;
      case 1:
        proof.pop_back();
        break;
      case 2:
        proof.push_back(leaf);
        break;
      case 3:
        leaf[random() % 32] ^= 1U;
        break;
      case 4:
        head.root[random() % 32] ^= 1U;
        break;
      default:
        claimed = (index + 1 + random() % (size - 1)) % size;
        break;
    }
    ASSERT_FALSE(proves_inclusion(leaf, claimed, head, proof)) << index << " of " << size;
  }
  for (int round = 0; round < 20'000; ++round) {
    const std::size_t size = 2 + random() % (kExhaustive - 1);
    const std::size_t old_size = 1 + random() % (size - 1);
    auto proof = *consistency_proof(old_size, size, tree.source());
    Head old_head = tree.heads[old_size];
    Head head = tree.heads[size];
    switch (random() % 5) {
      case 0:
        proof[random() % proof.size()][random() % 32] ^=
            static_cast<std::uint8_t>(1U << random() % 8);
        break;
      case 1:
        proof.pop_back();
        break;
      case 2:
        proof.push_back(head.root);
        break;
      case 3:
        old_head.root[random() % 32] ^= 1U;
        break;
      default:
        head.root[random() % 32] ^= 1U;
        break;
    }
    ASSERT_FALSE(proves_consistency(old_head, head, proof)) << old_size << " to " << size;
  }
}

TEST(Merkle, AShorterLedgerIsNeverConsistentWithALongerOne) {
  const Tree tree = tree_of(9);
  EXPECT_FALSE(proves_consistency(tree.heads[9], tree.heads[8], {}));
  EXPECT_FALSE(proves_consistency(tree.heads[8], tree.heads[9], {}));
  EXPECT_FALSE(proves_inclusion(tree.leaves[8], 8, tree.heads[8], {}));
}

}  // namespace
}  // namespace nostos::ledger
