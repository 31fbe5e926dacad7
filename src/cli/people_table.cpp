// SPDX-License-Identifier: Apache-2.0
#include "cli/people_table.h"

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

#include "base/word_hash.h"
#include "ingest/written_date.h"
#include "matching/level.h"

namespace nostos::cli {
namespace {

using domain::FieldKind;

constexpr std::size_t kTold = 10;  // remarks of a list that are written out
constexpr std::size_t kMostLists = 1000;

// A date as the linker reads it: as far as it is known for certain, else what stands there, for a
// day that does not exist has right digits in it, too.
std::string comparable_date(std::string_view text, const ingest::DateWords& words) {
  const ingest::WrittenDate read = ingest::read_written_date(text, words);
  const bool whole = read.date.is_exact_day() || read.date.edtf.size() == 7;
  const bool year = read.date.edtf.size() == 4 && read.doubt.empty();
  return whole || year ? read.date.edtf : std::string(text);
}

}  // namespace

PeopleTable::PeopleTable(Environment& environment, const ingest::Columns& columns,
                         const names::NameEngine& names, ListWishes wishes)
    : environment_(environment), columns_(columns), names_(names), wishes_(std::move(wishes)) {}

void PeopleTable::tell(const ingest::TableRemark& remark, const std::string& list) {
  if (told_++ < kTold) complain(environment_, ingest::said_at_command_line(remark, list));
}

std::uint16_t PeopleTable::begin_list(std::string name) {
  lists_.push_back(std::move(name));
  column_of_heading_.clear();
  told_ = 0;
  return static_cast<std::uint16_t>(lists_.size() - 1);
}

std::string_view PeopleTable::id(linkage::Row row) const {
  return std::string_view(ids_).substr(id_starts_[row], id_starts_[row + 1] - id_starts_[row]);
}

// The first heading of a kind in a list is the column of that kind in all lists; a further one is a
// column of its own, joined with those of the same heading.
std::size_t PeopleTable::column_for(FieldKind kind, const std::string& heading) {
  if (const auto found = column_of_heading_.find(heading); found != column_of_heading_.end())
    return found->second;
  const std::string kind_name(name(kind));
  const bool taken = std::ranges::any_of(column_of_heading_, [&](const auto& known) {
    return records_.columns[known.second].name == kind_name;
  });
  const std::string& wanted = taken ? heading : kind_name;
  std::size_t at = 0;
  while (at < records_.columns.size() && records_.columns[at].name != wanted) ++at;
  if (at == records_.columns.size()) {
    records_.columns.push_back({wanted, kind, {}, {}});
    records_.columns.back().rows.resize(numbers_.size(), linkage::kNoValue);
  }
  column_of_heading_.emplace(heading, at);
  return at;
}

void PeopleTable::set(FieldKind kind, const std::string& heading, std::string_view text) {
  if (text.empty()) return;
  linkage::Column& column = records_.columns[column_for(kind, heading)];
  linkage::ValueId& value = column.rows.back();
  if (value == linkage::kNoValue) {
    value = column.values.intern(text);
  } else {
    value = column.values.intern(std::string(column.values.text(value)) + " " + std::string(text));
  }
}

// A name in one field is compared by its parts, where they can be told.
void PeopleTable::set_name_parts(std::string_view full_name) {
  const names::ParsedName parsed = names_.parse(full_name);
  constexpr std::array<std::pair<names::NamePart, FieldKind>, 4> kParts = {{
      {names::NamePart::surname, FieldKind::surname},
      {names::NamePart::given, FieldKind::given_name},
      {names::NamePart::patronymic, FieldKind::patronymic},
      {names::NamePart::maiden, FieldKind::maiden_name},
  }};
  for (const auto& [part, kind] : kParts) set(kind, std::string(name(kind)), parsed.text(part));
  if (parsed.text(names::NamePart::surname).empty())
    set(FieldKind::full_name, std::string(name(FieldKind::full_name)), full_name);
}

void PeopleTable::want_column(const std::string& wanted, FieldKind kind) {
  if (records_.column(wanted) != nullptr) return;
  records_.columns.push_back({wanted, kind, {}, {}});
  records_.columns.back().rows.resize(numbers_.size(), linkage::kNoValue);
}

void PeopleTable::add_row(const ingest::ListedPerson& person, std::uint16_t list) {
  numbers_.push_back(static_cast<std::uint32_t>(person.number));
  for (linkage::Column& column : records_.columns) column.rows.push_back(linkage::kNoValue);
  records_.lists.push_back(list);
  const auto& record = person.record;
  ids_ += record.id;
  id_starts_.push_back(ids_.size());
  records_.keys.push_back(word_hash(lists_[list]) * 31 + word_hash(record.id));
  digest_ = digest_ * 0x100000001b3ULL ^ word_hash(record.id);
  truth_.push_back(truths_.intern(person.truth));
  has_truth_ = has_truth_ || !person.truth.empty();
  const bool has_surname = !record.first(FieldKind::surname).empty();
  for (const domain::RecordField& field : record.fields) {
    digest_ = digest_ * 0x100000001b3ULL ^ word_hash(field.text);
    // The day a record speaks of is not compared, but tells with the birth date who was a child.
    if (!matching::usual_measure(field.kind) && field.kind != FieldKind::as_of) continue;
    if (field.kind == FieldKind::full_name && !has_surname) {
      set_name_parts(field.text);
    } else if (field.kind == FieldKind::birth_date || field.kind == FieldKind::as_of) {
      set(field.kind, field.column, comparable_date(field.text, columns_.dates()));
    } else {
      set(field.kind, field.column, columns_.value_of(field.kind, field.text));
    }
  }
}

Result<void> PeopleTable::add_list(const std::string& path) {
  if (lists_.size() >= kMostLists)
    return fail(Fault::invalid_input, "more than 1,000 lists at once; join some of them first");
  std::unique_ptr<Source> owned;
  Source* source = &environment_.input;
  if (path != "-") {
    TRY_ASSIGN(owned, environment_.files.open(path));
    source = owned.get();
  }
  const std::string list = path == "-" ? "standard input" : path;
  const std::uint16_t list_number = begin_list(list);
  ingest::PeopleListOptions options;
  options.at_command_line = true;
  options.table = wishes_.table;
  options.overrides = wishes_.columns;
  ingest::PeopleList people(list, std::move(options), columns_,
                            [source](std::span<char> into) { return source->read(into); });
  std::size_t bad = 0;
  while (true) {
    TRY_ASSIGN(const auto person, people.next());
    if (!person) break;
    for (const ingest::TableRemark& remark : person->remarks) tell(remark, list);
    if (person->fault) {
      ++bad;
      // The first bad rows are told even after many lesser remarks.
      if (bad <= kTold) complain(environment_, ingest::said_at_command_line(*person->fault, list));
      if (!wishes_.skip_bad_rows && bad == kTold) break;
      continue;
    }
    if (numbers_.size() == std::numeric_limits<std::uint32_t>::max() - 1)
      return fail(Fault::invalid_input,
                  list + ": more rows than can be linked at once (4 billion)");
    add_row(*person, list_number);
  }
  bad_rows_ += bad;
  for (const ingest::TableRemark& doubt : people.doubts())
    complain(environment_, ingest::said_at_command_line(doubt, list));
  if (told_ > kTold)
    complain(environment_, list + ": and " + std::to_string(told_ - kTold) + " more remarks");
  if (bad > 0 && wishes_.skip_bad_rows)
    complain(environment_,
             list + ": " + std::to_string(bad) + " rows could not be used and were skipped");
  if (bad > 0 && !wishes_.skip_bad_rows) {
    return fail(Fault::invalid_input,
                list +
                    ": rows that cannot be used; mend them, or say --skip-bad-rows to go on "
                    "without them");
  }
  return {};
}

}  // namespace nostos::cli
