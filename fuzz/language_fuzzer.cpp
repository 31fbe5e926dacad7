// SPDX-License-Identifier: Apache-2.0
// Language packs: the tables of one language, one of them spoiled. The first bytes choose the file
// and how it is spoiled, the rest is what is put there. Whatever it is, either the pack loads and
// reads, or the refusal names the file; lint names it as well, and nothing else happens.
//
//   byte 0      which file of data/languages
//   byte 1      0 the rest is the whole file, 1 is put behind it, 2 into it, 3 over it
//   bytes 2, 3  where, in 65,536ths of the file
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/ingest.h"
#include "knowledge/embedded_knowledge.h"
#include "reading/language_lint.h"
#include "reading/reader.h"

namespace {

using nostos::reading::KnowledgeFile;

void must(bool holds, const std::string& what) {
  if (holds) return;
  std::fprintf(stderr, "broken: %s\n", what.c_str());
  std::abort();
}

struct Shipped {
  std::vector<KnowledgeFile> languages;
  std::vector<KnowledgeFile> parties;
};

const Shipped& shipped() {
  static const Shipped all = [] {
    Shipped out;
    for (const nostos::EmbeddedFile& file : nostos::embedded_knowledge()) {
      const std::string path(file.path);
      if (path.starts_with("languages/")) out.languages.push_back({path, file.content});
      if (path.starts_with("parties/")) out.parties.push_back({path, file.content});
    }
    return out;
  }();
  return all;
}

// "languages/pl/" of "languages/pl/lexicon.tsv".
std::string folder_of(const std::string& path) { return path.substr(0, path.rfind('/') + 1); }

// Rules need all words; a table of words needs only what says how they inflect, and loads sooner
// so.
bool needed_beside(const std::string& path, const std::string& chosen) {
  return chosen.ends_with("patterns.txt") || path == chosen || path.ends_with("meta.ini") ||
         path.ends_with("paradigms.tsv") || path.ends_with("irregular.tsv");
}

std::string spoil(std::string_view sound, const std::uint8_t* how, std::string_view with) {
  const std::size_t at = sound.size() * (how[1] * 256U + how[2]) / 65536U;
  switch (how[0] % 4) {
    case 0:
      return std::string(with);
    case 1:
      return std::string(sound) + std::string(with);
    case 2:
      return std::string(sound.substr(0, at)) + std::string(with) + std::string(sound.substr(at));
    default: {
      std::string out(sound);
      out.replace(at, std::min(with.size(), out.size() - at), with);
      return out;
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::size_t kHead = 4;
  if (size < kHead) return 0;
  const auto& languages = shipped().languages;
  const KnowledgeFile& chosen = languages[data[0] % languages.size()];
  const std::string folder = folder_of(chosen.path);
  const std::string lang = folder.substr(folder.find('/') + 1, folder.size() - 11);
  const std::string spoiled =
      spoil(chosen.content, data + 1,
            std::string_view(reinterpret_cast<const char*>(data) + kHead, size - kHead));
  std::vector<KnowledgeFile> files = shipped().parties;
  for (const KnowledgeFile& file : languages) {
    if (folder_of(file.path) != folder || !needed_beside(file.path, chosen.path)) continue;
    files.push_back({file.path, file.path == chosen.path ? spoiled : file.content});
  }
  const auto remarks = nostos::reading::lint_language(files, lang);
  const bool named = std::ranges::any_of(remarks, [](const nostos::reading::Remark& remark) {
    return remark.weight == nostos::reading::RemarkWeight::error;
  });
  const auto reader = nostos::reading::Reader::load(files);
  const auto refused =
      reader ? reader->load_all() : nostos::Result<void>(std::unexpected(reader.error()));
  if (!refused) {
    must(refused.error().message.starts_with("data/" + folder),
         "a refusal begins with the place: " + refused.error().message);
    must(named, "what the reader refuses, lint names: " + refused.error().message);
    return 0;
  }
  nostos::domain::Report report;
  report.lang = lang;
  report.body =
      "12 345 Norland 40 000 000 000 000 (5.5.2018): 300 na 300, 49. 12, 7 - 8; \"1 за 1\" "
      "Sudria 20-й 3 million.";
  (void)reader->read(report, nostos::ingest::to_document(report));
  return 0;
}
