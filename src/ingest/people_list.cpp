// SPDX-License-Identifier: Apache-2.0
#include "ingest/people_list.h"

#include <algorithm>
#include <utility>

#include "ingest/cell_text.h"
#include "language/table.h"

namespace nostos::ingest {
namespace {

using Role = ColumnUse::Role;

// Several may stand in one field: "captured, wounded".
void add_statuses(std::string_view text, const Columns& columns, std::vector<SaidStatus>& out) {
  constexpr auto kStatus = domain::FieldKind::status;
  if (const auto whole = columns.known_value(kStatus, text)) {
    out.push_back({std::string(text), std::string(*whole)});
    return;
  }
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of(",;/"), text.size());
    const std::string_view one = language::trim(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (one.empty()) continue;
    out.push_back({std::string(one), std::string(columns.known_value(kStatus, one).value_or(""))});
  }
}

}  // namespace

PeopleList::PeopleList(std::string name, PeopleListOptions options, const Columns& columns,
                       ReadBytes read)
    : table_(std::move(name), options.table, std::move(read)),
      options_(std::move(options)),
      columns_(columns) {}

Result<void> PeopleList::look_at_columns() {
  const auto& headings = table_.columns();
  if (uses_.size() == headings.size() && told_) return {};
  // Of JSONL, a column that is overridden may come with any row.
  const bool grows = table_.form() == TableForm::jsonl;
  auto uses = columns_.uses_of(headings, grows ? std::string_view() : options_.overrides);
  if (!uses) {
    return fail(Fault::invalid_input, said({1, 0, {}, uses.error().message}, table_.name()));
  }
  uses_ = std::move(*uses);
  if (grows) {
    TRY_ASSIGN(const auto wishes, parse_column_overrides(options_.overrides));
    for (const auto& [heading, use] : wishes) {
      for (std::size_t i = 0; i < headings.size(); ++i)
        if (headings[i] == heading) uses_[i] = use;
    }
  }
  const bool known = std::ranges::any_of(uses_, [](const ColumnUse& use) {
    return use.role == Role::field && use.kind != domain::FieldKind::other;
  });
  if (!known && !told_) {
    std::string list;
    for (std::size_t i = 0; i < std::min<std::size_t>(headings.size(), 12); ++i)
      list += (i == 0 ? "" : ", ") + beginning(headings[i]);
    const auto say = options_.at_command_line ? said_at_command_line : said;
    return fail(Fault::invalid_input,
                say({1,
                     0,
                     {},
                     "no column is known by its heading (" + list +
                         "); the first row must name the columns: surname, given name, birth date",
                     ", or say what they hold: --columns \"HEADING=surname,HEADING=birth_date\""},
                    table_.name()));
  }
  told_ = true;
  return {};
}

Result<std::optional<ListedPerson>> PeopleList::next() {
  TRY(table_.begin());
  if (table_.form() == TableForm::csv) TRY(look_at_columns());
  TRY_ASSIGN(auto row, table_.next());
  if (!row) return std::optional<ListedPerson>{};
  if (!row->fault) TRY(look_at_columns());
  return std::optional(person_of(std::move(*row)));
}

ListedPerson PeopleList::person_of(TableRow row) {
  ListedPerson person;
  person.line = row.line;
  person.number = row.number;
  person.remarks = std::move(row.remarks);
  person.fault = std::move(row.fault);
  if (person.fault) return person;
  domain::SourceRecord& record = person.record;
  record.fields.reserve(row.cells.size());
  for (TableCell& cell : row.cells) {
    const ColumnUse use = uses_[cell.column];
    switch (use.role) {
      case Role::id:
        if (record.id.empty()) record.id = std::move(cell.text);
        break;
      case Role::source:
        record.source = std::move(cell.text);
        break;
      case Role::truth:
        person.truth = std::move(cell.text);
        break;
      case Role::field:
        if (use.kind == domain::FieldKind::birth_date || use.kind == domain::FieldKind::as_of ||
            use.kind == domain::FieldKind::age)
          check_date(person, use.kind, cell);
        if (use.kind == domain::FieldKind::status) check_status(person, cell);
        record.fields.push_back({use.kind, table_.columns()[cell.column], std::move(cell.text)});
        break;
    }
  }
  if (record.id.empty()) record.id = std::to_string(row.number);
  if (record.source.empty())
    record.source = options_.source.empty() ? table_.name() : options_.source;
  if (record.fields.empty()) {
    person.fault =
        TableRemark{row.line, 0, {}, "says nothing of a person; all its fields are empty"};
    record = {};
  }
  return person;
}

void PeopleList::check_status(ListedPerson& person, const TableCell& cell) const {
  std::vector<SaidStatus> said;
  add_statuses(cell.text, columns_, said);
  for (const SaidStatus& one : said) {
    if (!one.status.empty()) continue;
    person.remarks.push_back(
        {person.line, cell.column + 1, table_.columns()[cell.column],
         "'" + beginning(one.text) + "' is no status that is known; it is kept as written"});
  }
}

void PeopleList::check_date(ListedPerson& person, domain::FieldKind kind,
                            const TableCell& cell) const {
  const WrittenDate read = kind == domain::FieldKind::age
                               ? born_at_age(cell.text, domain::exact_day(0, "any day"))
                               : read_written_date(cell.text, columns_.dates());
  if (!read.doubt.empty())
    person.remarks.push_back(
        {person.line, cell.column + 1, table_.columns()[cell.column], read.doubt});
}

std::vector<TableRemark> PeopleList::doubts() const {
  std::vector<TableRemark> out = table_.doubts();
  for (std::size_t i = 0; i < uses_.size(); ++i) {
    const std::string& heading = table_.columns()[i];
    if (uses_[i] == ColumnUse{} && !heading.empty() && heading != "other")
      out.push_back({table_.form() == TableForm::csv ? 1UL : 0UL, i + 1, heading,
                     "not known by its heading: kept and shown, never compared; say what it holds",
                     ", with --columns \"" + heading + "=KIND\""});
  }
  return out;
}

std::vector<SaidStatus> statuses_of(const domain::SourceRecord& record, const Columns& columns) {
  std::vector<SaidStatus> said;
  for (const domain::RecordField& field : record.fields)
    if (field.kind == domain::FieldKind::status) add_statuses(field.text, columns, said);
  return said;
}

std::optional<WrittenDate> birth_of(const domain::SourceRecord& record, const DateWords& words) {
  if (const auto born = record.first(domain::FieldKind::birth_date); !born.empty()) {
    WrittenDate read = read_written_date(born, words);
    if (read.date.earliest || record.first(domain::FieldKind::age).empty()) return read;
  }
  const auto age = record.first(domain::FieldKind::age);
  if (age.empty()) return std::nullopt;
  const auto as_of = record.first(domain::FieldKind::as_of);
  return born_at_age(
      age, as_of.empty() ? domain::unknown_date("not said") : read_written_date(as_of, words).date);
}

}  // namespace nostos::ingest
