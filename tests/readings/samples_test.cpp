// SPDX-License-Identifier: Apache-2.0
// The English samples are read as docs/samples.md says they should be. The expectations are
// en/<sample>.reading, looked at by a person; en/known_gaps.md names the samples whose reading is
// not there yet. UPDATE=1 in the environment writes what is read now, except for those with a gap.
#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "outline.h"
#include "told.h"

namespace nostos::readings {
namespace {

const std::filesystem::path kSource = NOSTOS_SOURCE_DIR;
const std::filesystem::path kExpected = kSource / "tests" / "readings" / "en";

std::string read_sample(const std::filesystem::path& path) {
  const std::string text = file_content(path);
  return events_and_doubts(
      read(Told{.text = text,
                .format = path.extension() == ".html" ? domain::Format::html : domain::Format::text,
                .id = path.stem().c_str()}));
}

std::vector<std::filesystem::path> english_samples() {
  std::vector<std::filesystem::path> out;
  for (const auto& entry : std::filesystem::directory_iterator(kSource / "samples")) {
    const std::string stem = entry.path().stem().string();
    const bool other_language =
        stem.find("-uk-") != std::string::npos || stem.find("-ru-") != std::string::npos;
    // Tables of persons lie beside the reports.
    const auto kind = entry.path().extension();
    const bool report = kind == ".txt" || kind == ".html";
    if (report && !other_language) out.push_back(entry.path());
  }
  std::ranges::sort(out);
  return out;
}

// A gap is a heading with the sample's name; below it stands what is wrong.
bool has_gap(const std::string& stem) {
  return ("\n" + file_content(kExpected / "known_gaps.md")).find("\n## " + stem + "\n") !=
         std::string::npos;
}

class Samples : public testing::TestWithParam<std::filesystem::path> {};

TEST_P(Samples, AreReadAsExpected) {
  const std::string stem = GetParam().stem().string();
  const auto expectation = kExpected / (stem + ".reading");
  const std::string now = read_sample(GetParam());
  const bool gap = has_gap(stem);
  if (const char* update = std::getenv("UPDATE"); update != nullptr && !gap) {
    std::ofstream(expectation, std::ios::binary) << now;
    GTEST_SKIP() << "wrote " << expectation;
  }
  ASSERT_TRUE(std::filesystem::exists(expectation))
      << "no expectation yet; run once with UPDATE=1 and review it";
  if (gap) {
    EXPECT_NE(now, file_content(expectation))
        << "it is read right now: take it off tests/readings/en/known_gaps.md";
  } else {
    EXPECT_EQ(now, file_content(expectation))
        << "if the change is meant: UPDATE=1, and review the difference";
  }
}

INSTANTIATE_TEST_SUITE_P(
    English, Samples, testing::ValuesIn(english_samples()), [](const auto& test) {
      std::string name = test.param.stem().string();
      std::ranges::replace_if(
          name, [](char c) { return std::isalnum(static_cast<unsigned char>(c)) == 0; }, '_');
      return name;
    });

TEST(SamplesExpected, EveryExpectationAndEveryGapHasItsSample) {
  std::vector<std::string> stems;
  for (const auto& sample : english_samples()) stems.push_back(sample.stem().string());
  for (const auto& entry : std::filesystem::directory_iterator(kExpected)) {
    if (entry.path().extension() != ".reading") continue;
    EXPECT_EQ(std::ranges::count(stems, entry.path().stem().string()), 1) << entry.path();
  }
  std::istringstream gaps(file_content(kExpected / "known_gaps.md"));
  for (std::string line; std::getline(gaps, line);) {
    if (line.starts_with("## ")) {
      EXPECT_EQ(std::ranges::count(stems, line.substr(3)), 1) << line;
    }
  }
}

}  // namespace
}  // namespace nostos::readings
