// SPDX-License-Identifier: Apache-2.0
// Texts in other languages than English are read as a person found them to be: those of the sample
// bureau and those in the language's folder here. The expectations are <lang>/<name>.reading.
// UPDATE=1 in the environment writes what is read now; then look at the difference.
#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "outline.h"
#include "reading/language_lint.h"
#include "told.h"

namespace nostos::readings {
namespace {

const std::filesystem::path kSource = NOSTOS_SOURCE_DIR;

struct Text {
  std::filesystem::path path;
  std::string lang;
};

std::vector<Text> texts() {
  std::vector<Text> out;
  for (const std::string& lang : reading::languages_in(tables())) {
    const std::filesystem::path folder = kSource / "tests" / "readings" / lang;
    if (lang == "en" || !std::filesystem::exists(folder)) continue;
    const std::string in_name = "-" + lang + "-";
    for (const auto& entry : std::filesystem::directory_iterator(kSource / "samples")) {
      if (entry.path().stem().string().find(in_name) != std::string::npos)
        out.push_back({entry.path(), lang});
    }
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
      if (entry.path().extension() == ".txt") out.push_back({entry.path(), lang});
    }
  }
  std::ranges::sort(out, {}, [](const Text& text) { return text.lang + text.path.string(); });
  return out;
}

class LanguageTexts : public testing::TestWithParam<Text> {};

TEST_P(LanguageTexts, AreReadAsExpected) {
  const Text& text = GetParam();
  const std::string stem = text.path.stem().string();
  const auto expectation = kSource / "tests" / "readings" / text.lang / (stem + ".reading");
  const domain::Reading reading = read(Told{.text = file_content(text.path), .id = stem.c_str()});
  EXPECT_EQ(reading.lang, text.lang);
  const std::string now = events_and_doubts(reading);
  if (std::getenv("UPDATE") != nullptr) {
    std::ofstream(expectation, std::ios::binary) << now;
    GTEST_SKIP() << "wrote " << expectation;
  }
  ASSERT_TRUE(std::filesystem::exists(expectation))
      << "no expectation yet; run once with UPDATE=1 and review it";
  EXPECT_EQ(now, file_content(expectation))
      << "if the change is meant: UPDATE=1, and review the difference";
}

INSTANTIATE_TEST_SUITE_P(
    EveryLanguage, LanguageTexts, testing::ValuesIn(texts()), [](const auto& test) {
      std::string name = test.param.lang + test.param.path.stem().string();
      std::ranges::replace_if(
          name, [](char c) { return std::isalnum(static_cast<unsigned char>(c)) == 0; }, '_');
      return name;
    });

}  // namespace
}  // namespace nostos::readings
