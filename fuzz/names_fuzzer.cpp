// SPDX-License-Identifier: Apache-2.0
// Names: any bytes as a name, as two names, and as a table of names.
//
//   byte 0      which file of data/names the rest is put behind; from 128 on the rest is two names,
//               split at the first line feed
// Whatever it is, a word with a letter has keys of a–z, none twice; a table is taken or refused
// with its place; likenesses lie within their bounds and do not depend on which name comes first.
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "base/utf8.h"
#include "knowledge/embedded_knowledge.h"
#include "names/name_engine.h"

namespace {

using namespace nostos::names;

void must(bool holds, const std::string& what) {
  if (holds) return;
  std::fprintf(stderr, "broken: %s\n", what.c_str());
  std::abort();
}

const std::vector<NameFile>& shipped() {
  static const std::vector<NameFile> files = [] {
    std::vector<NameFile> out;
    for (const nostos::EmbeddedFile& file : nostos::embedded_knowledge()) {
      if (file.path.starts_with("names/")) out.push_back({std::string(file.path), file.content});
    }
    return out;
  }();
  return files;
}

const NameEngine& engine() {
  static const NameEngine made = [] {
    auto loaded = NameEngine::load(shipped());
    must(loaded.has_value(), loaded ? "" : loaded.error().message);
    return std::move(*loaded);
  }();
  return made;
}

void check_keys(std::string_view word) {
  FoldedWord folded;
  engine().fold(word, folded);
  for (std::size_t part = 0; part < kNameParts; ++part) {
    Skeletons keys;
    engine().skeletons(word, static_cast<NamePart>(part), keys);
    must(folded.size == 0 || !keys.empty(), "a word with a letter has a key");
    for (std::size_t i = 0; i < keys.size(); ++i) {
      must(keys[i].find_first_not_of("abcdefghijklmnopqrstuvwxyz") == std::string_view::npos,
           "a key is of letters a-z");
      for (std::size_t j = 0; j < i; ++j) must(keys[i] != keys[j], "no key is there twice");
    }
  }
}

void check_two(std::string_view a, std::string_view b) {
  check_keys(a);
  check_keys(b);
  for (const std::string_view written : {a, b}) {
    for (const ParsedWord& word : engine().parse(written).words) {
      must(!nostos::first_invalid_utf8(word.text), "a word of a name is UTF-8");
      must(!word.best().empty(), "a word of a name has letters");
    }
  }
  const Likeness there = engine().compare(a, b, NamePart::surname);
  const Likeness back = engine().compare(b, a, NamePart::surname);
  must(there.cost >= 0 && std::isfinite(there.cost), "a cost is a number, not below 0");
  must(std::abs(there.cost - back.cost) < 1e-3, "which word comes first does not matter");
  must(engine().compare(a, a, NamePart::given).cost == 0, "a word is itself");
  const double score = engine().compare_names(a, b).score;
  must(score >= 0 && score <= 1, "a score lies between 0 and 1");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 1) return 0;
  const std::string_view rest(reinterpret_cast<const char*>(data) + 1, size - 1);
  if (data[0] >= 128) {
    const auto cut = rest.find('\n');
    check_two(rest.substr(0, cut), cut == std::string_view::npos ? "" : rest.substr(cut + 1));
    return 0;
  }
  std::vector<NameFile> files = shipped();
  NameFile& spoiled = files[data[0] % files.size()];
  const std::string content =
      std::string(spoiled.content.substr(0, 4000)) + "\n" + std::string(rest);
  spoiled.content = content;
  if (spoiled.path == "names/correspondences.tsv") return 0;  // not written by hand
  for (NameFile& file : files) {
    if (file.path == "names/correspondences.tsv") file.content = "-\ta\ta=а:0\n";
  }
  const auto loaded = NameEngine::load(files);
  const auto remarks = NameEngine::lint(files);
  must(loaded.has_value() == remarks.empty(), "what is refused is what lint names");
  if (!loaded)
    must(loaded.error().message.starts_with("data/names/"), "a refusal begins with the place");
  return 0;
}
