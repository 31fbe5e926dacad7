// SPDX-License-Identifier: Apache-2.0
#include "finding/builder.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <numeric>
#include <thread>

#include "base/check.h"
#include "base/large_pages.h"
#include "finding/dictionary_builder.h"
#include "finding/filed_row.h"
#include "finding/layout.h"
#include "finding/word_pool.h"

namespace nostos::finding {
namespace {

constexpr std::size_t kSurname = static_cast<std::size_t>(NameField::surname);
constexpr std::size_t kGiven = static_cast<std::size_t>(NameField::given);
constexpr std::size_t kPatronymic = static_cast<std::size_t>(NameField::patronymic);

using PostingWords = std::array<std::uint32_t, kNameFields>;

}  // namespace

struct Gatherer::State {
  std::array<WordPool, kNameFields> names;
  std::array<WordPool, kTextFields> texts;
  std::vector<Row> rows;
  std::vector<PackedDate> born;
  std::vector<Warm> warm;
  std::vector<PostingWords> postings;     // of the first row, then of the second …
  std::vector<std::uint8_t> postings_of;  // how many
  std::vector<std::pair<std::uint64_t, Row>> numbers;
  FiledRow filed;  // room for the next
};

Gatherer::Gatherer() : state_(std::make_unique<State>()) {}
Gatherer::~Gatherer() = default;
Gatherer::Gatherer(Gatherer&&) noexcept = default;
Gatherer& Gatherer::operator=(Gatherer&&) noexcept = default;

std::uint64_t Gatherer::rows() const { return state_->rows.size(); }

void Gatherer::add(const PersonRow& person) {
  file(person, state_->filed);
  add(state_->filed);
}

void Gatherer::add(const FiledRow& row) {
  State& to = *state_;
  NOSTOS_CHECK(to.rows.empty() || to.rows.back() < row.row, "rows come by rising number");
  to.rows.push_back(row.row);
  to.born.push_back(row.born);
  Warm warm;
  for (std::size_t f = 0; f < kTextFields; ++f)
    warm.texts[f] = to.texts[f].take(row.texts[f], false);
  warm.visible = row.visible;
  warm.has_number = row.numbers.empty() ? 0 : 1;
  to.warm.push_back(warm);
  for (const FiledPosting& posting : row.postings) {
    PostingWords words{};
    for (std::size_t f = 0; f < kNameFields; ++f)
      words[f] = to.names[f].take(posting.words[f].text, posting.words[f].initial);
    to.postings.push_back(words);
  }
  to.postings_of.push_back(static_cast<std::uint8_t>(row.postings.size()));
  for (const std::uint64_t number : row.numbers) to.numbers.emplace_back(number, row.row);
}

// All gatherers together, under one numbering of words.
struct Gathered {
  std::vector<std::unique_ptr<Gatherer::State>> parts;
  // By part and field: its number of a word → the dictionary's.
  std::vector<std::array<std::vector<std::uint32_t>, kNameFields>> names;
  std::vector<std::array<std::vector<std::uint32_t>, kTextFields>> texts;
  std::uint64_t rows = 0;
  std::uint64_t postings = 0;

  explicit Gathered(std::vector<Gatherer> gatherers) {
    for (Gatherer& gatherer : gatherers) {
      rows += gatherer.state_->rows.size();
      postings += gatherer.state_->postings.size();
      parts.push_back(std::move(gatherer.state_));
    }
    names.resize(parts.size());
    texts.resize(parts.size());
  }

  // Calls take(part, place in it, number of its first posting there) by rising row number. False
  // when a row comes twice.
  template <class Take>
  bool each_row(const Take& take) const {
    std::vector<std::size_t> at(parts.size());
    std::vector<std::size_t> posting(parts.size());
    std::optional<Row> before;
    for (;;) {
      std::size_t next = parts.size();
      for (std::size_t p = 0; p < parts.size(); ++p) {
        if (at[p] == parts[p]->rows.size()) continue;
        if (next == parts.size() || parts[p]->rows[at[p]] < parts[next]->rows[at[next]]) next = p;
      }
      if (next == parts.size()) return true;
      const Row row = parts[next]->rows[at[next]];
      if (before && *before == row) return false;
      before = row;
      take(next, at[next], posting[next]);
      posting[next] += parts[next]->postings_of[at[next]];
      ++at[next];
    }
  }
  // Calls take(words, born, row) for each posting, by row.
  template <class Take>
  void each_posting(const Take& take) const {
    each_row([&](std::size_t p, std::size_t at, std::size_t first) {
      const Gatherer::State& part = *parts[p];
      for (std::size_t i = first; i < first + part.postings_of[at]; ++i) {
        PostingWords words{};
        for (std::size_t f = 0; f < kNameFields; ++f) words[f] = names[p][f][part.postings[i][f]];
        take(words, part.born[at], part.rows[at]);
      }
    });
  }
};

namespace {

// One pool of all parts' words; `number_of` receives, by part, the place of each word in it.
template <std::size_t N>
WordPool joined(const Gathered& gathered, std::array<WordPool, N> Gatherer::State::* pools,
                std::size_t field, std::vector<std::vector<std::uint32_t>>& number_of) {
  WordPool all;
  for (const auto& part : gathered.parts) {
    const WordPool& pool = ((*part).*pools)[field];
    std::vector<std::uint32_t>& numbers = number_of.emplace_back(pool.size());
    for (std::uint32_t i = 1; i < pool.size(); ++i)
      numbers[i] = all.take(pool.text(i), pool.initial(i), pool.times(i));
  }
  return all;
}

void rename(std::vector<std::uint32_t>& numbers, const std::vector<std::uint32_t>& to) {
  for (std::uint32_t& number : numbers) number = to[number];
}

struct Columns {
  std::array<BuiltNames, kNameFields> names;
  std::array<BuiltTexts, kTextFields> texts;
  std::vector<Row> rows;
  std::vector<std::uint32_t> surname_at;
  std::vector<Posting> posting;
  std::vector<std::uint32_t> day;
  std::vector<std::uint32_t> day_at;
  std::vector<DayPosting> day_posting;
  std::vector<std::uint32_t> given_at;
  std::vector<std::uint32_t> by_given;
  std::vector<std::uint32_t> first_posting;
  std::vector<std::uint32_t> more_slot;
  std::vector<std::uint32_t> more_posting;
  std::vector<Warm> warm;
  std::vector<std::uint64_t> number;
  std::vector<Row> number_row;
};

// From counts at [i + 1] to where each begins.
void begin_places(std::vector<std::uint32_t>& at) {
  std::partial_sum(at.begin(), at.end(), at.begin());
}
// After each place has run on to the beginning of the next.
void wind_back(std::vector<std::uint32_t>& at) {
  std::shift_right(at.begin(), at.end(), 1);
  at.front() = 0;
}

void build_dictionaries(Gathered& gathered, Columns& out, const NameKeys& keys, unsigned threads) {
  for (std::size_t f = 0; f < kNameFields; ++f) {
    std::vector<std::vector<std::uint32_t>> numbers;
    const WordPool all = joined(gathered, &Gatherer::State::names, f, numbers);
    out.names[f] = build_names(all, static_cast<NameField>(f), keys, threads);
    for (std::size_t p = 0; p < numbers.size(); ++p) {
      rename(numbers[p], out.names[f].number_of);
      gathered.names[p][f] = std::move(numbers[p]);
    }
    out.names[f].number_of = {};
    for (auto& part : gathered.parts) part->names[f] = WordPool();
  }
  for (std::size_t f = 0; f < kTextFields; ++f) {
    std::vector<std::vector<std::uint32_t>> numbers;
    const WordPool all = joined(gathered, &Gatherer::State::texts, f, numbers);
    out.texts[f] = build_texts(all, keys);
    for (std::size_t p = 0; p < numbers.size(); ++p) {
      rename(numbers[p], out.texts[f].number_of);
      gathered.texts[p][f] = std::move(numbers[p]);
    }
  }
}

void sort_postings(const Gathered& gathered, Columns& out) {
  std::vector<std::uint32_t>& at = out.surname_at;
  at.assign(out.names[kSurname].initial.size() + 1, 0);
  gathered.each_posting(
      [&](const PostingWords& words, PackedDate, Row) { ++at[words[kSurname] + 1]; });
  begin_places(at);
  reserve_large(out.posting, gathered.postings);
  out.posting.resize(gathered.postings);
  gathered.each_posting([&](const PostingWords& words, PackedDate born, Row row) {
    out.posting[at[words[kSurname]]++] = {words[kGiven], words[kPatronymic], born, row};
  });
  wind_back(at);
}

// Sorts what is little against the days there are, without room for every day.
void sort_few_by_day(const Gathered& gathered, Columns& out) {
  std::vector<std::pair<std::uint32_t, DayPosting>> all;
  gathered.each_posting([&](const PostingWords& words, PackedDate born, Row row) {
    if (to_the_day(born))
      all.emplace_back(day_place(born),
                       DayPosting{words[kSurname], words[kGiven], words[kPatronymic], row});
  });
  std::ranges::stable_sort(all, {}, [](const auto& one) { return one.first; });
  for (const auto& [place, posting] : all) {
    if (out.day.empty() || out.day.back() != place) {
      out.day.push_back(place);
      out.day_at.push_back(static_cast<std::uint32_t>(out.day_posting.size()));
    }
    out.day_posting.push_back(posting);
  }
  out.day_at.push_back(static_cast<std::uint32_t>(out.day_posting.size()));
}

void sort_by_day(const Gathered& gathered, Columns& out) {
  if (gathered.postings < kDays / 8) return sort_few_by_day(gathered, out);
  std::vector<std::uint32_t> at(kDays + 1);
  gathered.each_posting([&](const PostingWords&, PackedDate born, Row) {
    if (to_the_day(born)) ++at[day_place(born) + 1];
  });
  begin_places(at);
  reserve_large(out.day_posting, at.back());
  out.day_posting.resize(at.back());
  gathered.each_posting([&](const PostingWords& words, PackedDate born, Row row) {
    if (!to_the_day(born)) return;
    out.day_posting[at[day_place(born)]++] = {words[kSurname], words[kGiven], words[kPatronymic],
                                              row};
  });
  wind_back(at);
  for (std::uint32_t place = 0; place < kDays; ++place) {
    if (at[place] == at[place + 1]) continue;
    out.day.push_back(place);
    out.day_at.push_back(at[place]);
  }
  out.day_at.push_back(at.back());
}

void sort_by_given(Columns& out) {
  const std::size_t size = out.posting.size();
  std::vector<std::uint32_t> by_patronymic;
  reserve_large(by_patronymic, size);
  by_patronymic.resize(size);
  std::vector<std::uint32_t> at(out.names[kPatronymic].initial.size() + 1);
  for (const Posting& one : out.posting) ++at[one.patronymic + 1];
  begin_places(at);
  for (std::uint32_t i = 0; i < size; ++i) by_patronymic[at[out.posting[i].patronymic]++] = i;
  out.given_at.assign(out.names[kGiven].initial.size() + 1, 0);
  for (const Posting& one : out.posting) ++out.given_at[one.given + 1];
  begin_places(out.given_at);
  reserve_large(out.by_given, size);
  out.by_given.resize(size);
  for (const std::uint32_t i : by_patronymic)
    out.by_given[out.given_at[out.posting[i].given]++] = i;
  wind_back(out.given_at);
}

void fill_rows(const Gathered& gathered, Columns& out) {
  reserve_large(out.rows, gathered.rows);
  reserve_large(out.warm, gathered.rows);
  gathered.each_row([&](std::size_t p, std::size_t at, std::size_t) {
    const Gatherer::State& part = *gathered.parts[p];
    out.rows.push_back(part.rows[at]);
    Warm warm = part.warm[at];
    for (std::size_t f = 0; f < kTextFields; ++f)
      warm.texts[f] = gathered.texts[p][f][warm.texts[f]];
    out.warm.push_back(warm);
  });
  std::vector<std::pair<std::uint64_t, Row>> numbers;
  for (const auto& part : gathered.parts)
    numbers.insert(numbers.end(), part->numbers.begin(), part->numbers.end());
  std::ranges::sort(numbers);
  for (const auto& [number, row] : numbers) {
    out.number.push_back(number);
    out.number_row.push_back(row);
  }
}

void find_first_postings(Columns& out) {
  constexpr std::uint32_t kNone = UINT32_MAX;
  reserve_large(out.first_posting, out.rows.size());
  out.first_posting.assign(out.rows.size(), kNone);
  const bool gaps = !out.rows.empty() && out.rows.back() - out.rows.front() + 1 != out.rows.size();
  std::vector<std::pair<std::uint32_t, std::uint32_t>> more;
  for (std::uint32_t i = 0; i < out.posting.size(); ++i) {
    const Row row = out.posting[i].row;
    const auto slot =
        gaps
            ? static_cast<std::uint32_t>(std::ranges::lower_bound(out.rows, row) - out.rows.begin())
            : row - out.rows.front();
    if (out.first_posting[slot] == kNone)
      out.first_posting[slot] = i;
    else
      more.emplace_back(slot, i);
  }
  std::ranges::sort(more);
  for (const auto& [slot, posting] : more) {
    out.more_slot.push_back(slot);
    out.more_posting.push_back(posting);
  }
}

void count_words(Columns& out) {
  for (std::size_t f = 0; f < kNameFields; ++f)
    out.names[f].count.assign(out.names[f].initial.size(), 0);
  for (std::size_t i = 0; i + 1 < out.surname_at.size(); ++i)
    out.names[kSurname].count[i] = out.surname_at[i + 1] - out.surname_at[i];
  for (std::size_t i = 0; i + 1 < out.given_at.size(); ++i)
    out.names[kGiven].count[i] = out.given_at[i + 1] - out.given_at[i];
  for (const Posting& one : out.posting) ++out.names[kPatronymic].count[one.patronymic];
  for (BuiltNames& names : out.names) note_beginnings(names);
  for (std::size_t f = 0; f < kTextFields; ++f) {
    out.texts[f].count.assign(out.texts[f].text_at.size() - 1, 0);
    for (const Warm& one : out.warm) ++out.texts[f].count[one.texts[f]];
  }
}

// --- writing ---

class Sections {
 public:
  template <class Container>
  void set(std::size_t which, const Container& content) {
    parts_[which] = std::as_bytes(std::span(content));
  }
  Result<void> write(IndexFile& file, Header header) const {
    std::array<SectionEntry, kSections> table;
    std::uint64_t at = border_after(sizeof header + sizeof table);
    for (std::size_t i = 0; i < kSections; ++i) {
      table[i] = {at, parts_[i].size(), checksum(parts_[i])};
      at = border_after(at + parts_[i].size());
    }
    header.magic = kMagic;
    header.version = kLayoutVersion;
    header.sections = kSections;
    header.bytes = at;
    const std::uint64_t sums[2] = {checksum(std::as_bytes(std::span(table))),
                                   checksum(std::as_bytes(std::span(&header, 1)))};
    header.checksum = checksum(std::as_bytes(std::span(sums)));
    TRY(file.write(std::as_bytes(std::span(&header, 1))));
    TRY(file.write(std::as_bytes(std::span(table))));
    TRY(fill_up(file, sizeof header + sizeof table));
    for (const auto& part : parts_) {
      TRY(file.write(part));
      TRY(fill_up(file, part.size()));
    }
    return {};
  }

 private:
  static std::uint64_t border_after(std::uint64_t at) {
    return (at + kBorder - 1) / kBorder * kBorder;
  }
  static Result<void> fill_up(IndexFile& file, std::uint64_t size) {
    static constexpr std::array<std::byte, kBorder> kZeros{};
    return file.write(std::span(kZeros).first(border_after(size) - size));
  }
  std::array<std::span<const std::byte>, kSections> parts_;
};

Sections sections_of(const Columns& columns) {
  Sections out;
  for (std::size_t f = 0; f < kNameFields; ++f) {
    const auto field = static_cast<NameField>(f);
    const BuiltNames& names = columns.names[f];
    out.set(section(field, NameSection::text_at), names.text_at);
    out.set(section(field, NameSection::text), names.text);
    out.set(section(field, NameSection::initial), names.initial);
    out.set(section(field, NameSection::count), names.count);
    out.set(section(field, NameSection::class_of), names.class_of);
    out.set(section(field, NameSection::class_word), names.class_word);
    out.set(section(field, NameSection::key), names.key);
    out.set(section(field, NameSection::key_word_at), names.key_word_at);
    out.set(section(field, NameSection::key_word), names.key_word);
    out.set(section(field, NameSection::word_key), names.word_key);
    out.set(section(field, NameSection::begun), names.begun);
    out.set(section(field, NameSection::begun_word), names.begun_word);
    out.set(section(field, NameSection::deletion_at), names.deletion_at);
    out.set(section(field, NameSection::deletion), names.deletion);
  }
  for (std::size_t f = 0; f < kTextFields; ++f) {
    const auto field = static_cast<TextField>(f);
    const BuiltTexts& texts = columns.texts[f];
    out.set(section(field, TextSection::text_at), texts.text_at);
    out.set(section(field, TextSection::text), texts.text);
    out.set(section(field, TextSection::count), texts.count);
    out.set(section(field, TextSection::token), texts.token);
    out.set(section(field, TextSection::token_at), texts.token_at);
    out.set(section(field, TextSection::token_text), texts.token_text);
  }
  const bool gaps = !columns.rows.empty() &&
                    columns.rows.back() - columns.rows.front() + 1 != columns.rows.size();
  if (gaps) out.set(section(RowSection::rows), columns.rows);
  out.set(section(RowSection::surname_at), columns.surname_at);
  out.set(section(RowSection::posting), columns.posting);
  out.set(section(RowSection::day), columns.day);
  out.set(section(RowSection::day_at), columns.day_at);
  out.set(section(RowSection::day_posting), columns.day_posting);
  out.set(section(RowSection::given_at), columns.given_at);
  out.set(section(RowSection::by_given), columns.by_given);
  out.set(section(RowSection::first_posting), columns.first_posting);
  out.set(section(RowSection::more_slot), columns.more_slot);
  out.set(section(RowSection::more_posting), columns.more_posting);
  out.set(section(RowSection::warm), columns.warm);
  out.set(section(RowSection::number), columns.number);
  out.set(section(RowSection::number_row), columns.number_row);
  return out;
}

}  // namespace

Result<std::shared_ptr<const Mapping>> build(std::vector<Gatherer> gatherers, const NameKeys& keys,
                                             IndexFile& file, const BuildOptions& options) {
  Gathered gathered(std::move(gatherers));
  if (!gathered.each_row([](std::size_t, std::size_t, std::size_t) {}))
    return fail(Fault::invalid_input, "one row number was given to two records");
  Columns columns;
  build_dictionaries(gathered, columns, keys, options.threads);
  const auto rest = [&] {
    sort_by_day(gathered, columns);
    fill_rows(gathered, columns);
  };
  if (options.threads > 1) {
    const std::jthread other(rest);
    sort_postings(gathered, columns);
    sort_by_given(columns);
  } else {
    sort_postings(gathered, columns);
    sort_by_given(columns);
    rest();
  }
  gathered.parts.clear();
  find_first_postings(columns);
  count_words(columns);

  Header header;
  header.keys_version = keys.version();
  header.mark = options.mark;
  header.slots = static_cast<std::uint32_t>(columns.rows.size());
  header.first_row = columns.rows.empty() ? 0 : columns.rows.front();
  for (std::size_t f = 0; f < kNameFields; ++f)
    header.deletion_bits[f] = columns.names[f].deletion_bits;
  if (auto written = sections_of(columns).write(file, header); !written) {
    file.discard();
    return std::unexpected(std::move(written).error());
  }
  columns = {};
  return file.commit();
}

}  // namespace nostos::finding
