// SPDX-License-Identifier: Apache-2.0
// The sets that the linker is measured on: other people's, in place where they are, with their
// truth; and invented people, any number.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "linkage/linkage.h"

namespace nostos::bench {

struct LabelledSet {
  std::string name;
  linkage::RecordTable table;
  std::vector<std::uint64_t> truth;  // by row: who it is
  linkage::Settings settings;
  double true_pairs = 0;
};

// "febrl4", "febrl4-names", "febrl3", "febrl3-names", "rldata10000", "historical",
// "historical-names"; nothing when its files are not under `data`.
std::optional<LabelledSet> labelled_set(const std::filesystem::path& data, const std::string& name);
const std::vector<std::string>& labelled_sets();

// As many records of invented people of one script, each person once, twice or more.
LabelledSet invented_set(const std::filesystem::path& tables, std::uint64_t records,
                         std::uint64_t seed);

}  // namespace nostos::bench
