// SPDX-License-Identifier: Apache-2.0
#include "linkage/prepared.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <numeric>
#include <optional>
#include <string_view>
#include <unordered_map>

#include "base/large_pages.h"
#include "base/utf8.h"
#include "base/word_hash.h"
#include "matching/distance.h"
#include "names/name_engine.h"

namespace nostos::linkage {
namespace {

using matching::Measure;

std::string_view bytes_of(const std::u16string& letters) {
  return {reinterpret_cast<const char*>(letters.data()), letters.size() * sizeof(char16_t)};
}

// What the screen sees of a spelling.
SpellingValue screened(std::u16string_view letters, ValueId id) {
  SpellingValue value;
  value.signature = matching::letter_signature(letters);
  value.length = static_cast<std::uint32_t>(letters.size());
  value.first = letters.front();
  value.id = id;
  while (!letters.empty()) {
    const std::size_t end = std::min(letters.find(u' '), letters.size());
    const auto word = letters.substr(0, end);
    const std::uint64_t hash =
        word_hash({reinterpret_cast<const char*>(word.data()), word.size() * sizeof(char16_t)});
    value.words |= std::uint64_t{1} << (hash & 63U);
    letters.remove_prefix(std::min(end + 1, letters.size()));
  }
  return value;
}

// What a field's words are to the name engine; nothing for fields that hold no names.
std::optional<names::NamePart> part_of(domain::FieldKind kind) {
  using domain::FieldKind;
  switch (kind) {
    case FieldKind::given_name:
    case FieldKind::fathers_name:
    case FieldKind::mothers_name:
      return names::NamePart::given;
    case FieldKind::patronymic:
      return names::NamePart::patronymic;
    case FieldKind::surname:
    case FieldKind::mothers_maiden_name:
      return names::NamePart::surname;
    case FieldKind::maiden_name:
      return names::NamePart::maiden;
    case FieldKind::full_name:
    case FieldKind::alias:
      return names::NamePart::unknown;
    default:
      return std::nullopt;
  }
}

std::string utf8_of(std::u16string_view letters) {
  std::string text;
  for (const char16_t letter : letters) append_utf8(text, letter);
  return text;
}

// Adds folded values to a dictionary, each once.
class Shelf {
 public:
  Shelf(Dictionary& dictionary, const names::NameEngine* names)
      : dictionary_(dictionary), names_(names) {}

  ValueId add(domain::FieldKind kind, Measure measure, std::string_view text) {
    if (measure == Measure::date) {
      const auto date = matching::written_date(text);
      return date.says_nothing() ? kNoValue : add_number(date.digits, true);
    }
    if (measure == Measure::age) {
      std::uint32_t years = 0;
      const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), years);
      return failure == std::errc() && years < 150 ? add_number(years, false) : kNoValue;
    }
    auto letters =
        measure == Measure::number ? matching::spelled_number(text) : matching::spelled(text);
    if (letters.empty()) return kNoValue;
    const ValueId id = known_.intern(bytes_of(letters));
    if (id == dictionary_.size()) {
      const auto part = names_ == nullptr ? std::nullopt : part_of(kind);
      std::uint32_t of_class = 0;
      if (part) letters = sounds(letters, *part, of_class);
      dictionary_.letters.insert(dictionary_.letters.end(), letters.begin(), letters.end());
      dictionary_.starts.push_back(static_cast<std::uint32_t>(dictionary_.letters.size()));
      dictionary_.hot.push_back(screened(letters, id));
      if (of_class != 0) dictionary_.hot.back().words |= std::uint64_t{1} << (of_class & 63U);
      dictionary_.classes.push_back(of_class);
    }
    return id;
  }

 private:
  // The words' skeletons, the same in every script; and the class of the whole, for given names and
  // the fathers' names in patronymics.
  std::u16string sounds(const std::u16string& letters, names::NamePart part,
                        std::uint32_t& of_class) const {
    std::u16string out;
    std::u16string_view rest = letters;
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find(u' '), rest.size());
      const std::string skeleton = names_->primary(utf8_of(rest.substr(0, end)), part);
      if (end == letters.size() && part == names::NamePart::given)
        of_class = names_->given_class(skeleton);
      if (end == letters.size() && part == names::NamePart::patronymic)
        of_class = names_->fathers_class(skeleton);
      if (!out.empty()) out += u' ';
      out.append(skeleton.begin(), skeleton.end());
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    // A name is not to become an initial.
    return out.size() >= std::min<std::size_t>(letters.size(), 2) ? out : letters;
  }

  ValueId add_number(std::uint32_t number, bool is_date) {
    const auto [at, is_new] =
        numbers_.try_emplace(number, static_cast<ValueId>(dictionary_.size()));
    if (is_new) {
      const bool known = is_date && matching::WrittenDate{number}.has_whole_year();
      const auto year =
          known ? static_cast<std::uint32_t>(matching::WrittenDate{number}.year()) : kNoYear;
      dictionary_.dates.push_back({at->second, number, year});
      dictionary_.classes.push_back(0);
    }
    return at->second;
  }

  Dictionary& dictionary_;
  const names::NameEngine* names_;
  Values known_;
  std::unordered_map<std::uint32_t, ValueId> numbers_;
};

std::uint64_t mixed(std::uint64_t a, std::uint64_t b) {
  a = (a ^ (b + 0x9E3779B97F4A7C15ULL + (a << 6U) + (a >> 2U))) * 0xFF51AFD7ED558CCDULL;
  return a ^ a >> 33U;
}

// What a record says, as one number that does not depend on how values were numbered.
std::vector<std::uint64_t> content_hashes(const RecordTable& table) {
  std::vector<std::uint64_t> hashes(table.rows(), 0x5851F42D4C957F2DULL);
  std::vector<std::uint64_t> of_value;
  for (const Column& column : table.columns) {
    of_value.resize(column.values.size());
    for (ValueId id = 0; id < of_value.size(); ++id)
      of_value[id] = word_hash(column.values.text(id));
    for (std::size_t row = 0; row < hashes.size(); ++row)
      hashes[row] = mixed(hashes[row], of_value[column.rows[row]]);
  }
  for (Row row = 0; row < hashes.size(); ++row) {
    hashes[row] = mixed(hashes[row], table.list(row));
    if (!table.keys.empty()) hashes[row] = mixed(hashes[row], table.keys[row]);
  }
  return hashes;
}

std::vector<Row> canonical_order(const RecordTable& table) {
  const auto hashes = content_hashes(table);
  struct Item {
    std::uint64_t hash;
    Row row;
  };
  std::vector<Item> items(hashes.size());
  for (Row row = 0; row < items.size(); ++row) items[row] = {hashes[row], row};
  std::ranges::sort(items, [](const Item& a, const Item& b) {
    return a.hash != b.hash ? a.hash < b.hash : a.row < b.row;
  });
  std::vector<Row> order(items.size());
  std::ranges::transform(items, order.begin(), &Item::row);
  return order;
}

// Fields whose values change places share a dictionary; every other one has its own.
void assign_dictionaries(const Settings& settings, Prepared& prepared) {
  const auto index_of = [&](const std::string& column) {
    return static_cast<std::size_t>(
        std::ranges::find(prepared.fields, column,
                          [](const PreparedField& field) { return field.column->name; }) -
        prepared.fields.begin());
  };
  std::vector<std::size_t> group(prepared.fields.size());
  std::iota(group.begin(), group.end(), std::size_t{0});
  for (const auto& names : settings.changed_round) {
    std::vector<std::size_t> members;
    for (const auto& name : names) {
      if (const auto index = index_of(name); index < prepared.fields.size())
        members.push_back(index);
    }
    for (const std::size_t field : members) {
      group[field] = group[members.front()];
      for (const std::size_t other : members) {
        if (field < other) prepared.changing.emplace_back(field, other);
      }
    }
  }
  std::map<std::size_t, std::size_t> number_of;
  for (std::size_t field = 0; field < group.size(); ++field) {
    const auto at = number_of.try_emplace(group[field], number_of.size()).first;
    prepared.fields[field].dictionary = at->second;
  }
  prepared.dictionaries.resize(number_of.size());
}

bool has_word(matching::Spelling spelling) {
  return spelling.letters.size() >= 2;  // an initial is no name
}

// Initials alone, or first names alone, are of nobody in particular.
void find_who_speaks(const Settings& settings, Prepared& prepared) {
  prepared.speaks.assign(prepared.size(), 1);
  std::vector<std::size_t> telling;
  std::vector<std::size_t> names;
  for (std::size_t f = 0; f < prepared.fields.size(); ++f) {
    const PreparedField& field = prepared.fields[f];
    if (std::ranges::find(settings.person_gives, field.column->name) != settings.person_gives.end())
      telling.push_back(f);
    if (field.measure == Measure::name) names.push_back(f);
  }
  if (telling.empty() && names.empty()) return;
  for (Place place = 0; place < prepared.size(); ++place) {
    const ValueId* record = prepared.record(place);
    bool speaks = telling.empty();
    for (const std::size_t f : telling) {
      const ValueId id = record[f];
      if (id == kNoValue) continue;
      const Measure measure = prepared.fields[f].measure;
      const bool spelled = measure != Measure::date && measure != Measure::age;
      speaks = speaks || !spelled || has_word(prepared.dictionary(f).spelling(id));
    }
    prepared.speaks[place] = speaks;
  }
}

// What a name says that stands in a column.
enum class Named : std::uint8_t { not_at_all, by_initials, by_words };

Named named_by(std::string_view text, bool whole_name) {
  const auto letters = matching::spelled(text);
  std::size_t words = 0;
  std::size_t initials = 0;
  for (std::u16string_view rest = letters; !rest.empty();) {
    const std::size_t end = std::min(rest.find(u' '), rest.size());
    ++words;
    initials += end == 1;
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  if (words == 0) return Named::not_at_all;
  // Of a whole name in one text, one initial stands for a name.
  const bool initial = whole_name ? initials > 0 : initials == words;
  return initial ? Named::by_initials : Named::by_words;
}

// By value: what it is to whoever asks.
template <class Answer, class Ask>
std::vector<Answer> of_values(const Column& column, const Ask& ask) {
  std::vector<Answer> answers(column.values.size());
  for (ValueId id = 0; id < answers.size(); ++id) answers[id] = ask(column.values.text(id));
  return answers;
}

constexpr std::uint32_t kOfAge = 18;

// Somebody of whom it is known for certain that they were a child when the record was made: by the
// age it gives, or by the birth date and the day it speaks of.
std::vector<bool> children(const RecordTable& table) {
  std::vector<bool> child(table.rows(), false);
  const Column* as_of = nullptr;
  for (const Column& column : table.columns) {
    if (column.kind == domain::FieldKind::as_of && as_of == nullptr) as_of = &column;
    if (column.kind != domain::FieldKind::age) continue;
    const auto under_age = of_values<char>(column, [](std::string_view text) {
      std::uint32_t years = kOfAge;
      std::from_chars(text.data(), text.data() + text.size(), years);
      return static_cast<char>(years < kOfAge);
    });
    for (Row row = 0; row < child.size(); ++row)
      child[row] = child[row] || under_age[column.rows[row]] != 0;
  }
  if (as_of == nullptr) return child;
  // Digits as a number, YYYYMMDD, the latest day or the earliest that they may mean.
  const auto day = [](std::string_view text, bool latest) -> std::uint32_t {
    const auto date = matching::written_date(text);
    if (!date.has_year()) return 0;
    std::uint32_t number = 0;
    for (unsigned place = 0; place < 8; ++place) {
      const std::uint32_t digit = date.digits >> (28U - 4 * place) & 15U;
      number = number * 10 + (digit == 15 ? (latest ? 9U : 0U) : digit);
    }
    return number;
  };
  const auto days =
      of_values<std::uint32_t>(*as_of, [&](std::string_view text) { return day(text, true); });
  for (const Column& column : table.columns) {
    if (column.kind != domain::FieldKind::birth_date) continue;
    const auto born =
        of_values<std::uint32_t>(column, [&](std::string_view text) { return day(text, false); });
    for (Row row = 0; row < child.size(); ++row) {
      const std::uint32_t then = days[as_of->rows[row]];
      const std::uint32_t birth = born[column.rows[row]];
      if (birth != 0 && then >= birth) child[row] = child[row] || then < birth + kOfAge * 10'000;
    }
  }
  return child;
}

// A child whose surname or given name stands as an initial was not to be known: nobody is linked to
// it, whatever else agrees.
void leave_children_unnamed(const RecordTable& table, Prepared& prepared) {
  using domain::FieldKind;
  const auto child = children(table);
  if (std::ranges::find(child, true) == child.end()) return;
  std::vector<bool> initials(table.rows(), false);
  for (const Column& column : table.columns) {
    const bool whole = column.kind == FieldKind::full_name;
    if (!whole && column.kind != FieldKind::surname && column.kind != FieldKind::given_name)
      continue;
    const auto named =
        of_values<Named>(column, [whole](std::string_view text) { return named_by(text, whole); });
    for (Row row = 0; row < initials.size(); ++row)
      initials[row] = initials[row] || named[column.rows[row]] == Named::by_initials;
  }
  for (Place place = 0; place < prepared.size(); ++place) {
    const Row row = prepared.row_at[place];
    if (child[row] && initials[row]) prepared.speaks[place] = 0;
  }
}

}  // namespace

Result<Prepared> prepare(const RecordTable& table, const Settings& settings,
                         const names::NameEngine* names) {
  Prepared prepared;
  for (const FieldSetting& setting : settings.fields) {
    const Column* column = table.column(setting.column);
    if (column == nullptr) {
      return fail(Fault::invalid_input,
                  fmt::format("settings: there is no column \"{}\".", setting.column));
    }
    PreparedField field;
    field.column = column;
    field.measure = setting.measure;
    field.rarity = setting.rarity;
    prepared.fields.push_back(std::move(field));
  }
  assign_dictionaries(settings, prepared);
  std::vector<Shelf> shelves;
  shelves.reserve(prepared.dictionaries.size());
  for (Dictionary& dictionary : prepared.dictionaries) shelves.emplace_back(dictionary, names);
  for (PreparedField& field : prepared.fields) {
    const Values& values = field.column->values;
    field.prepared.assign(values.size(), kNoValue);
    for (ValueId id = 1; id < values.size(); ++id)
      field.prepared[id] =
          shelves[field.dictionary].add(field.column->kind, field.measure, values.text(id));
  }
  for (const Dictionary& dictionary : prepared.dictionaries) {
    move_to_large_pages(dictionary.hot);
    move_to_large_pages(dictionary.letters);
    move_to_large_pages(dictionary.starts);
    move_to_large_pages(dictionary.classes);
    move_to_large_pages(dictionary.dates);
  }
  prepared.row_at = canonical_order(table);
  prepared.list_at.resize(prepared.size());
  reserve_large(prepared.cells, prepared.size() * prepared.fields.size());
  prepared.cells.resize(prepared.size() * prepared.fields.size());
  for (std::size_t f = 0; f < prepared.fields.size(); ++f) {
    PreparedField& field = prepared.fields[f];
    field.counts.assign(prepared.dictionary(f).size(), 0);
    for (Place place = 0; place < prepared.size(); ++place) {
      const ValueId id = field.prepared[field.column->rows[prepared.row_at[place]]];
      prepared.cells[place * prepared.fields.size() + f] = id;
      ++field.counts[id];
    }
    field.counts[kNoValue] = 0;
    field.distinct = static_cast<std::size_t>(
        std::ranges::count_if(field.counts, [](std::uint32_t count) { return count > 0; }));
  }
  for (Place place = 0; place < prepared.size(); ++place) {
    prepared.list_at[place] = table.list(prepared.row_at[place]);
    prepared.lists = std::max<std::size_t>(prepared.lists, prepared.list_at[place] + 1U);
  }
  find_who_speaks(settings, prepared);
  leave_children_unnamed(table, prepared);
  return prepared;
}

}  // namespace nostos::linkage
