// SPDX-License-Identifier: Apache-2.0
// The labels of two parties are swapped in every table, and the whole corpus is read and reckoned
// again: everything that comes out is the mirror image of what came out before, wording included.
// Nothing in the program may know which side is which.
#include <algorithm>
#include <filesystem>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "outline.h"
#include "reckoning/reckoner.h"
#include "synth/corpus.h"
#include "told.h"
#include "wire/reckoning_json.h"

namespace nostos::readings {
namespace {

namespace fs = std::filesystem;
using Labels = std::pair<std::string, std::string>;

bool in_a_label(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '-';
}

// Both labels, wherever they stand as a word of their own.
std::string swapped(const std::string& text, const Labels& labels) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::string* found = nullptr;
    const std::string* instead = nullptr;
    for (const auto& [one, other] :
         {std::pair{&labels.first, &labels.second}, std::pair{&labels.second, &labels.first}}) {
      const std::size_t end = at + one->size();
      // "KP.RU" is the name of an outlet, as written.
      const bool begins = at == 0 || (!in_a_label(text[at - 1]) && text[at - 1] != '.');
      const bool alone = begins && (end >= text.size() || !in_a_label(text[end]));
      if (alone && text.compare(at, one->size(), *one) == 0) found = one, instead = other;
    }
    if (found == nullptr) {
      out += text[at++];
    } else {
      out += *instead;
      at += found->size();
    }
  }
  return out;
}

struct Text {
  std::string id;
  std::string body;
  std::string published;
};

std::vector<Text> corpus() {
  std::vector<Text> all;
  const fs::path root = NOSTOS_SOURCE_DIR;
  for (const char* folder : {"samples", "tests/readings/development/texts", "tests/readings/en",
                             "tests/readings/uk", "tests/readings/ru"}) {
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(root / folder)) {
      if (entry.path().extension() == ".txt") files.push_back(entry.path());
    }
    std::ranges::sort(files);
    for (const auto& file : files) all.push_back({file.stem().string(), file_content(file), {}});
  }
  std::vector<std::pair<std::string, synth::Phrases>> languages;
  for (const char* lang : {"en", "uk", "ru"})
    languages.emplace_back(
        lang, *synth::Phrases::load(file_content(root / "data/synth" / lang / "phrases.tsv")));
  synth::Wishes wishes;
  wishes.exchanges = 30;
  wishes.per_mille_errors = 100;
  synth::Corpus invented(wishes, std::move(languages));
  for (int i = 0; i < 600; ++i) {
    const synth::InventedReport report = invented.next();
    all.push_back({report.id, report.text, report.published ? domain::iso(*report.published) : ""});
  }
  return all;
}

std::vector<domain::Reading> read_all(const std::vector<Text>& texts,
                                      const reading::Reader& reader) {
  std::vector<domain::Reading> all;
  for (const Text& text : texts)
    all.push_back(read({.text = text.body, .published = text.published, .id = text.id}, reader));
  return all;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines = {{}};
  for (const char c : text) {
    if (c == '\n') {
      lines.emplace_back();
    } else {
      lines.back() += c;
    }
  }
  return lines;
}

// Lists that stand in the order of the labels are put in an order that does not know them; what is
// named after its words has no name.
nlohmann::json canonical(const std::string& reckoning) {
  auto all = nlohmann::json::parse(reckoning);
  const auto sort = [](nlohmann::json& list) { std::sort(list.begin(), list.end()); };
  for (auto& exchange : all["exchanges"]) {
    for (const char* list : {"sides", "legs", "ordinals", "totals"}) sort(exchange[list]);
  }
  for (auto& finding : all["findings"]) finding.erase("id");
  sort(all["findings"]);
  sort(all["chains"]);
  return all;
}

class Mirror : public testing::TestWithParam<Labels> {};

TEST_P(Mirror, ReadingsAndReckoningOfTheWholeCorpusAreTheMirrorImage) {
  const Labels labels = GetParam();
  const auto turn = [&](const std::string& text) { return swapped(text, labels); };
  const reading::Reader other = reader_of_changed_tables(turn);
  const auto texts = corpus();
  const auto here = read_all(texts, reader());
  const auto there = read_all(texts, other);
  ASSERT_GT(texts.size(), 600U);
  std::size_t named = 0;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const std::string mirrored = turn(outline(there[i]));
    named += outline(here[i]) == outline(there[i]) ? 0U : 1U;
    auto expected = lines_of(outline(here[i]));
    auto found = lines_of(mirrored);
    std::ranges::sort(expected);
    std::ranges::sort(found);
    ASSERT_EQ(found, expected) << texts[i].id << "\n" << texts[i].body;
  }
  EXPECT_GT(named, 3U) << "hardly any text is about these two";

  const auto options = [&](const std::function<std::string(std::string)>& change) {
    const fs::path parties = fs::path(NOSTOS_SOURCE_DIR) / "data/parties";
    return reckoning::options_from(change(file_content(parties / "actors.tsv")),
                                   change(file_content(parties / "conflicts.tsv")));
  };
  const auto as_it_is = [](std::string text) { return text; };
  const auto first = reckoning::reckon(here, options(as_it_is));
  const auto second = reckoning::reckon(there, options(turn));
  ASSERT_GT(first.exchanges.size(), 40U);
  const auto expected = canonical(wire::reckoning_json(first));
  const auto found = canonical(turn(wire::reckoning_json(second)));
  for (const auto& [key, value] : expected.items()) {
    if (found[key] == value) continue;
    ADD_FAILURE() << key << ": " << nlohmann::json::diff(value, found[key]).dump().substr(0, 2000);
  }
}

INSTANTIATE_TEST_SUITE_P(
    Labels, Mirror, testing::Values(Labels{"UA", "RU"}, Labels{"NRD", "SDR"}, Labels{"ISR", "PSE"}),
    [](const auto& labels) { return labels.param.first + labels.param.second; });

}  // namespace
}  // namespace nostos::readings
