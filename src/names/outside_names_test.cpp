// SPDX-License-Identifier: Apache-2.0
// The promise of the keys, held against names that others wrote down (../shared/data/names beside
// the tree). Left out where they are not there.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <sstream>

#include "names/testing/shipped_names.h"

namespace nostos::names {
namespace {

using names::testing::shipped_engine;

std::filesystem::path outside(const char* file) {
  return std::filesystem::path(NOSTOS_SOURCE_DIR).parent_path() / "shared" / "data" / "names" /
         file;
}

std::vector<std::string> cells(const std::string& line) {
  std::vector<std::string> out;
  std::stringstream split(line);
  for (std::string cell; std::getline(split, cell, '\t');) out.push_back(cell);
  return out;
}

bool share_key(const std::string& a, const std::string& b, NamePart part) {
  Skeletons left;
  Skeletons right;
  shipped_engine().skeletons(a, part, left);
  shipped_engine().skeletons(b, part, right);
  for (std::size_t i = 0; i < left.size(); ++i) {
    for (std::size_t j = 0; j < right.size(); ++j) {
      if (left[i] == right[j]) return true;
    }
  }
  return false;
}

TEST(OutsideNames, EveryWordSharesAKeyWithItsTransliterationInEachScheme) {
  std::ifstream in(outside("transliteration_tests.tsv"));
  if (!in) GTEST_SKIP() << "no transliteration tests beside the tree";
  std::map<std::string, std::pair<int, int>> found;  // scheme → shared, all
  for (std::string line; std::getline(in, line);) {
    const auto row = cells(line);
    if (row.size() < 3 || row[2].ends_with('\\') || row[1].find(' ') != std::string::npos) continue;
    auto& [shared, all] = found[row[0]];
    ++all;
    shared += share_key(row[1], row[2], NamePart::surname) ? 1 : 0;
  }
  EXPECT_GE(found.size(), 15U);
  for (const auto& [scheme, counts] : found) {
    EXPECT_GE(counts.first, 0.995 * counts.second) << scheme;
  }
}

TEST(OutsideNames, UkrainianAndRussianSurnamesMostlyShareAKeyAndFewKeysSuffice) {
  std::ifstream in(outside("uk_ru_last.tsv"));
  if (!in) GTEST_SKIP() << "no surnames beside the tree";
  int shared = 0;
  int all = 0;
  std::size_t keys = 0;
  for (std::string line; std::getline(in, line);) {
    const auto row = cells(line);
    if (row.size() < 2) continue;
    ++all;
    shared += share_key(row[0], row[1], NamePart::surname) ? 1 : 0;
    keys += shipped_engine().skeletons(row[0], NamePart::surname).size();
  }
  EXPECT_GE(shared, 0.98 * all);
  EXPECT_LE(static_cast<double>(keys), 1.1 * all);
}

}  // namespace
}  // namespace nostos::names
