// SPDX-License-Identifier: Apache-2.0
#include "names/name_parser.h"

#include <algorithm>
#include <optional>
#include <string>

#include "base/utf8.h"
#include "language/fold.h"

namespace nostos::names {
namespace {

bool is_patronymic_key(std::string_view key) {
  for (const std::string_view ending : {"ovic", "evic", "ivic", "ovna", "evna", "ivna", "icna"}) {
    if (key.size() >= ending.size() + 2 && key.ends_with(ending)) return true;
  }
  return false;
}

}  // namespace

struct NameParser::Draft {
  std::vector<ParsedWord> words;
  std::vector<Skeletons> keys;
  std::size_t comma = 0;  // words before the first comma; 0 = there is none
};

NameParser::Draft NameParser::split(std::string_view written) const {
  Draft draft;
  std::string word;
  bool joined = false;
  bool dotted = false;
  const auto close = [&](bool by_hyphen) {
    FoldedWord folded;
    fold_word(word, reader_.homoglyphs(), folded);
    if (folded.size > 0) {
      ParsedWord out;
      out.written = word;
      out.text = composed(word);
      out.script = folded.script;
      out.mended = folded.mended;
      out.initial = folded.size == 1 || (dotted && folded.size <= 2);
      out.joined = joined;
      Skeletons keys;
      reader_.read(folded, NamePart::given, keys);
      draft.words.push_back(std::move(out));
      draft.keys.push_back(keys);
    }
    joined = by_hyphen && folded.size > 0;
    dotted = false;
    word.clear();
  };
  for (std::size_t at = 0; at < written.size();) {
    std::size_t length = utf8_length_at(written, at);
    if (length == 0) {
      ++at;
      continue;
    }
    const char32_t c = decode_utf8(written, at, length);
    at += length;
    const bool ends_sentence = c == U'.' || c == U';' || c == U'(' || c == U')' || c == U'/';
    if (language::is_space(c) || c == U',' || ends_sentence) {
      dotted = c == U'.';
      close(false);
      if (c == U',' && draft.comma == 0) draft.comma = draft.words.size();
    } else if (language::is_hyphen(c)) {
      close(true);
    } else {
      append_utf8(word, c);
    }
  }
  close(false);
  return draft;
}

void NameParser::guess_parts(Draft& draft) const {
  auto& words = draft.words;
  std::optional<std::size_t> patronymic;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words.size() > 2 && i > 0 && !words[i].initial &&
        is_patronymic_key(draft.keys[i].front())) {
      patronymic = i;
    }
  }
  if (patronymic) words[*patronymic].part = NamePart::patronymic;
  if (draft.comma > 0 && draft.comma < words.size()) {
    for (std::size_t i = 0; i < words.size(); ++i) {
      if (words[i].part != NamePart::unknown) continue;
      words[i].part = i < draft.comma ? NamePart::surname : NamePart::given;
    }
    return;
  }
  std::optional<std::size_t> given;
  if (patronymic && *patronymic > 0) given = *patronymic - 1;
  for (std::size_t i = 0; i < words.size() && !given; ++i) {
    for (std::size_t k = 0; k < draft.keys[i].size(); ++k) {
      if (!words[i].initial && given_.classes_of(draft.keys[i][k]) != nullptr) given = i;
    }
  }
  const bool initials = std::ranges::any_of(words, &ParsedWord::initial);
  if (given) words[*given].part = NamePart::given;
  bool first_initial = true;
  for (ParsedWord& word : words) {
    if (word.part != NamePart::unknown) continue;
    if (word.initial) {
      word.part = given || !first_initial ? NamePart::patronymic : NamePart::given;
      first_initial = false;
    } else if (given || initials || words.size() > 1) {
      word.part = NamePart::surname;
    }
  }
  if (!given && !initials && words.size() > 1) words.front().part = NamePart::given;
}

ParsedName NameParser::parse(std::string_view written) const {
  Draft draft = split(written);
  guess_parts(draft);
  return {std::move(draft.words)};
}

}  // namespace nostos::names
