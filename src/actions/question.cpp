// SPDX-License-Identifier: Apache-2.0
#include "actions/question.h"

#include <algorithm>

#include "base/utf8.h"
#include "language/fold.h"
#include "language/table.h"

namespace nostos::actions {

namespace {

using domain::FieldKind;

constexpr std::array<std::string_view, kQuestionWords> kKinds = {"rank", "unit",  "born",  "years",
                                                                 "aged", "place", "number"};
constexpr std::size_t kLongestDate = 3;  // "12 March 1987"
constexpr std::size_t kLongestUnit = 4;  // "93rd separate mechanised brigade"
constexpr std::size_t kLongestPlace = 4;
constexpr std::size_t kDigitsOfNumber = 5;  // from here on it is no year and no unit
constexpr std::size_t kOldest = 120;

std::size_t digits_in(std::string_view text) {
  return static_cast<std::size_t>(
      std::ranges::count_if(text, [](char c) { return c >= '0' && c <= '9'; }));
}

bool begins_with_digit(std::string_view text) {
  return !text.empty() && text[0] >= '0' && text[0] <= '9';
}

bool has_letter(std::string_view text) {
  std::size_t length = 0;
  for (std::size_t at = 0; at < text.size(); at += length) {
    if (language::is_letter(decode_utf8(text, at, length))) return true;
  }
  return false;
}

// Folded, without the points and commas at its ends.
std::string key_of(std::string_view word) {
  constexpr std::string_view kEnds = ".,;:()\"";
  std::string folded = language::fold(word);
  while (!folded.empty() && kEnds.find(folded.back()) != std::string_view::npos) folded.pop_back();
  const std::size_t first = folded.find_first_not_of(kEnds);
  return first == std::string::npos ? std::string() : folded.substr(first);
}

std::optional<FieldKind> kind_of(names::NamePart part) {
  switch (part) {
    case names::NamePart::given:
      return FieldKind::given_name;
    case names::NamePart::patronymic:
      return FieldKind::patronymic;
    case names::NamePart::surname:
      return FieldKind::surname;
    case names::NamePart::maiden:
      return FieldKind::maiden_name;
    case names::NamePart::alias:
      return FieldKind::alias;
    case names::NamePart::unknown:
      break;
  }
  return std::nullopt;
}

}  // namespace

struct QuestionReader::Words {
  struct Word {
    std::string written;
    std::string key;
    bool ends = false;  // a comma or the like follows
  };
  std::vector<Word> all;
  std::vector<std::string> names;  // words left over, as written
  UnderstoodQuery understood;

  explicit Words(std::string_view question) {
    std::string word;
    const auto finish = [&](bool ends) {
      if (!word.empty()) all.push_back({word, key_of(word), ends});
      if (word.empty() && ends && !all.empty()) all.back().ends = true;
      word.clear();
    };
    std::size_t length = 0;
    for (std::size_t at = 0; at < question.size(); at += length) {
      length = utf8_length_at(question, at);
      if (length == 0) {  // no letter of any script: as if it were not there
        length = 1;
        continue;
      }
      const char32_t c = decode_utf8(question, at, length);
      if (language::is_space(c) || c < 0x20) {
        finish(false);
      } else if (c == ',' || c == ';') {
        finish(true);
      } else {
        word.append(question.substr(at, length));
      }
    }
    finish(true);
  }
  std::string joined(std::size_t at, std::size_t count) const {
    std::string text;
    for (std::size_t i = at; i < at + count; ++i) text += (i > at ? " " : "") + all[i].written;
    return text;
  }
  bool whole(std::size_t at, std::size_t count) const {
    if (at + count > all.size()) return false;
    for (std::size_t i = at; i + 1 < at + count; ++i) {
      if (all[i].ends) return false;
    }
    return true;
  }
  std::size_t take(FieldKind kind, std::size_t at, std::size_t count, std::string text) {
    understood.fields.push_back({kind, joined(at, count), std::move(text)});
    return count;
  }
};

Result<QuestionReader> QuestionReader::load(std::string_view table, const names::NameEngine& names,
                                            const ingest::DateWords& dates) {
  QuestionReader reader(names, dates);
  TRY_ASSIGN(const auto rows, language::parse_table("data/people/questions.tsv", table, 3));
  for (const auto& row : rows.rows) {
    const auto kind = std::ranges::find(kKinds, row.cells[0]);
    if (kind == kKinds.end()) {
      return language::complain(
          rows, row,
          "'" + std::string(row.cells[0]) + "' is no kind of word; see the head of the table");
    }
    for (const std::string_view word : language::split(row.cells[2], '|')) {
      std::string key;
      std::size_t count = 0;
      for (const std::string_view part : language::split(word, ' ')) {
        key += (count++ > 0 ? " " : "") + key_of(part);
      }
      reader.longest_ = std::max(reader.longest_, count);
      reader.words_[static_cast<std::size_t>(kind - kKinds.begin())].insert(std::move(key));
    }
  }
  return reader;
}

std::size_t QuestionReader::length_of(QuestionWord kind, const Words& words, std::size_t at) const {
  const auto& known = words_[static_cast<std::size_t>(kind)];
  for (std::size_t count = longest_; count > 0; --count) {
    if (!words.whole(at, count)) continue;
    std::string key;
    for (std::size_t i = at; i < at + count; ++i) key += (i > at ? " " : "") + words.all[i].key;
    if (known.contains(key)) return count;
  }
  return 0;
}

std::size_t QuestionReader::take_rank(Words& words, std::size_t at) const {
  const std::size_t count = length_of(QuestionWord::rank, words, at);
  return count == 0 ? 0 : words.take(FieldKind::rank, at, count, words.joined(at, count));
}

// "93 brigade", "93rd separate mechanised brigade", "brigade no. 93" by its number.
std::size_t QuestionReader::take_unit(Words& words, std::size_t at) const {
  if (begins_with_digit(words.all[at].key) && digits_in(words.all[at].key) < kDigitsOfNumber) {
    for (std::size_t count = 2; count <= kLongestUnit && words.whole(at, count); ++count) {
      const std::size_t last = at + count - 1;
      if (begins_with_digit(words.all[last].key)) return 0;
      if (length_of(QuestionWord::unit, words, last) == 0) continue;
      return words.take(FieldKind::unit, at, count, words.joined(at, count));
    }
  }
  if (length_of(QuestionWord::unit, words, at) == 0) return 0;
  const bool numbered = words.whole(at, 2) && begins_with_digit(words.all[at + 1].key) &&
                        digits_in(words.all[at + 1].key) < 4;
  const std::size_t count = numbered ? 2 : 1;
  return words.take(FieldKind::unit, at, count, words.joined(at, count));
}

std::size_t QuestionReader::take_age(Words& words, std::size_t at) const {
  const auto is_age = [&](std::size_t place) {
    const std::string& key = words.all[place].key;
    return !key.empty() && key.size() <= 3 && digits_in(key) == key.size() &&
           std::stoul(key) >= 1 && std::stoul(key) <= kOldest;
  };
  if (words.whole(at, 2) && is_age(at)) {
    const std::size_t years = length_of(QuestionWord::years, words, at + 1);
    if (years > 0) return words.take(FieldKind::age, at, 1 + years, words.all[at].key);
  }
  const std::size_t aged = length_of(QuestionWord::aged, words, at);
  if (aged > 0 && words.whole(at, aged + 1) && is_age(at + aged)) {
    return words.take(FieldKind::age, at, aged + 1, words.all[at + aged].key);
  }
  return 0;
}

std::size_t QuestionReader::take_date(Words& words, std::size_t at) const {
  const std::size_t born = length_of(QuestionWord::born, words, at);
  domain::PartialDate read;
  std::size_t length = 0;
  for (std::size_t count = 1; count <= kLongestDate; ++count) {
    if (!words.whole(at + born, count)) break;
    const std::string written = words.joined(at + born, count);
    if (digits_in(written) < 4) continue;  // a year at least
    const auto date = ingest::read_written_date(written, dates_).date;
    if (!date.earliest && !date.latest) continue;
    // A further word is of the date when it says more.
    if (length > 0 && date.earliest == read.earliest && date.latest == read.latest) continue;
    read = date;
    length = count;
  }
  if (length == 0) return 0;
  const std::size_t end = at + born + length;
  const std::size_t after = end < words.all.size() && !words.all[end - 1].ends
                                ? length_of(QuestionWord::born, words, end)
                                : 0;
  return words.take(FieldKind::birth_date, at, born + length + after,
                    words.joined(at + born, length));
}

std::size_t QuestionReader::take_number(Words& words, std::size_t at) const {
  const std::size_t said = length_of(QuestionWord::number, words, at);
  if (!words.whole(at, said + 1)) return 0;
  const std::string& number = words.all[at + said].written;
  const std::size_t digits = digits_in(number);
  const bool looks_it = digits >= kDigitsOfNumber || (digits >= 3 && has_letter(number));
  if (digits == 0 || (said == 0 && !looks_it)) return 0;
  return words.take(FieldKind::service_number, at, said + 1, number);
}

std::size_t QuestionReader::take_place(Words& words, std::size_t at) const {
  const std::size_t said = length_of(QuestionWord::place, words, at);
  // Written small: "З." is an initial.
  if (said == 0 || language::fold(words.all[at].written) != words.all[at].written) return 0;
  if (words.all[at + said - 1].ends) return 0;
  std::size_t count = 0;
  while (count < kLongestPlace && at + said + count < words.all.size() &&
         digits_in(words.all[at + said + count].key) == 0) {
    ++count;
    if (words.all[at + said + count - 1].ends) break;
  }
  if (count == 0) return 0;
  return words.take(FieldKind::place, at, said + count, words.joined(at + said, count));
}

void QuestionReader::take_names(Words& words) const {
  std::string written;
  for (const std::string& name : words.names) written += (written.empty() ? "" : " ") + name;
  if (written.empty()) return;
  for (const names::ParsedWord& word : names_.parse(written).words) {
    const FieldKind kind = kind_of(word.part).value_or(FieldKind::full_name);
    auto& fields = words.understood.fields;
    if (word.joined && !fields.empty() && fields.back().kind == kind) {
      fields.back().column += "-" + word.written;
      fields.back().text += "-" + word.best();
    } else {
      fields.push_back({kind, word.written, word.initial ? word.text + "." : word.best()});
    }
  }
}

UnderstoodQuery QuestionReader::read(std::string_view question) const {
  Words words(question);
  using Take = std::size_t (QuestionReader::*)(Words&, std::size_t) const;
  static constexpr std::array<Take, 6> kTakes = {
      &QuestionReader::take_rank, &QuestionReader::take_unit,   &QuestionReader::take_age,
      &QuestionReader::take_date, &QuestionReader::take_number, &QuestionReader::take_place};
  for (std::size_t at = 0; at < words.all.size();) {
    std::size_t taken = 0;
    for (const Take take : kTakes) {
      taken = (this->*take)(words, at);
      if (taken > 0) break;
    }
    if (taken == 0) {
      const Words::Word& word = words.all[at];
      if (has_letter(word.written) && digits_in(word.written) == 0) {
        words.names.push_back(word.written);
      } else {
        words.understood.unread.push_back(word.written);
      }
      taken = 1;
    }
    at += taken;
  }
  const auto facts = words.understood.fields;  // names first, in the order written
  words.understood.fields.clear();
  take_names(words);
  words.understood.fields.insert(words.understood.fields.end(), facts.begin(), facts.end());
  return std::move(words.understood);
}

}  // namespace nostos::actions
