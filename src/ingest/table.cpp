// SPDX-License-Identifier: Apache-2.0
#include "ingest/table.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/check.h"
#include "base/utf8.h"
#include "ingest/cell_text.h"
#include "ingest/json_cursor.h"

namespace nostos::ingest {
namespace {

constexpr std::size_t kPiece = 256UL * 1024;
constexpr std::string_view kBlanks = " \t\r\n";

struct FileKind {
  std::string_view magic;
  std::string_view what;
  std::string_view remedy;
};

constexpr auto kNoTables = std::to_array<FileKind>({
    {"PK\x03\x04", "a ZIP archive, perhaps a spreadsheet",
     "open it in the spreadsheet program and save the list as CSV (UTF-8)"},
    {"\xD0\xCF\x11\xE0", "an old Excel or Word file",
     "open it in the spreadsheet program and save the list as CSV (UTF-8)"},
    {"%PDF-", "a PDF file", "take the list out as CSV first"},
    {"\x1F\x8B", "a gzip file", "unpack it first: zcat FILE | nostos … -"},
    {"{\\rtf", "an RTF document", "copy the table into a spreadsheet and save it as CSV (UTF-8)"},
    {"SQLite format 3", "an SQLite database", "export the list as CSV first"},
    {"<!DOCTYPE", "an HTML page", "copy the table into a spreadsheet and save it as CSV (UTF-8)"},
    {"<html", "an HTML page", "copy the table into a spreadsheet and save it as CSV (UTF-8)"},
});

std::string megabytes(std::size_t bytes) {
  return bytes >= 1UL << 20U ? std::to_string(bytes >> 20U) + " MB"
                             : std::to_string(bytes) + " bytes";
}

std::string counted(std::size_t n, std::string_view one) {
  return std::to_string(n) + " " + std::string(one) + (n == 1 ? "" : "s");
}

// The separator that the first line has most of, outside quotation marks.
char separator_of(std::string_view line) {
  constexpr std::array<char, 3> kSeparators = {',', ';', '\t'};
  std::array<std::size_t, 3> counts{};
  bool quoted = false;
  for (const char c : line) {
    if (c == '"') quoted = !quoted;
    const auto* found = std::ranges::find(kSeparators, c);
    if (!quoted && found != kSeparators.end())
      ++counts[static_cast<std::size_t>(found - kSeparators.begin())];
  }
  return kSeparators[static_cast<std::size_t>(std::ranges::max_element(counts) - counts.begin())];
}

}  // namespace

std::string said(const TableRemark& remark, std::string_view table) {
  std::string out(table);
  if (remark.line > 0) out += ":" + std::to_string(remark.line);
  out += ": ";
  if (remark.field > 0) {
    out += "field " + std::to_string(remark.field);
    if (!remark.column.empty()) out += " (" + remark.column + ")";
    out += ": ";
  } else if (!remark.column.empty()) {
    out += "\"" + remark.column + "\": ";
  }
  return out + remark.message;
}

std::string said_at_command_line(const TableRemark& remark, std::string_view table) {
  return said(remark, table) + remark.option;
}

ReadBytes bytes_of(std::string_view text) {
  return [text](std::span<char> into) mutable -> Result<std::size_t> {
    const std::size_t count = std::min(into.size(), text.size());
    std::copy_n(text.data(), count, into.data());
    text.remove_prefix(count);
    return count;
  };
}

// A record as it stands in the text. Places count from its first byte.
struct TableReader::Fields {
  struct Field {
    std::size_t start = 0;
    std::size_t end = 0;
    bool doubled = false;  // has quotation marks written twice
  };
  std::vector<Field> fields;
  std::size_t length = 0;      // with its line end
  std::size_t first_line = 0;  // length of its first line, with the line end
  std::size_t lines = 0;       // line ends in it
  std::size_t bad_field = 0;   // 1…: where the quoting breaks
  std::string bad;             // and how
};

TableReader::TableReader(std::string name, TableOptions options, ReadBytes read)
    : name_(std::move(name)),
      options_(options),
      read_(std::move(read)),
      decoder_(options.encoding),
      form_(options.form) {}

std::unexpected<Error> TableReader::refuse(std::size_t line, const std::string& message) const {
  return fail(Fault::invalid_input, said({line, 0, {}, message}, name_));
}

Result<bool> TableReader::read_more() {
  if (ended_) return false;
  if (at_ > 0) {
    text_.erase(0, at_);
    at_ = 0;
  }
  const std::size_t before = text_.size();
  std::string piece(kPiece, '\0');
  // A decoder may hold everything back for a while.
  while (!ended_ && text_.size() == before) {
    const auto got = read_(piece);
    if (!got) {
      failed_ = true;
      return std::unexpected(got.error());
    }
    bytes_read_ += *got;
    ended_ = *got == 0;
    decoder_.decode(std::string_view(piece).substr(0, *got), ended_, text_);
  }
  return text_.size() > before;
}

void TableReader::consume(std::size_t bytes) { at_ += bytes; }

Result<void> TableReader::begin() {
  if (begun_) return {};
  begun_ = true;
  TRY(read_more());
  for (const FileKind& kind : kNoTables) {
    if (!text_.starts_with(kind.magic)) continue;
    failed_ = true;
    return refuse(
        0, std::string(kind.what) + ", not a list as CSV or JSONL; " + std::string(kind.remedy));
  }
  // Blank lines at the beginning are passed over.
  std::size_t first = 0;
  while ((first = text_.find_first_not_of(kBlanks, at_)) == std::string::npos) {
    line_ += static_cast<std::size_t>(std::count(text_.begin(), text_.end(), '\n'));
    at_ = text_.size();
    TRY_ASSIGN(const bool more, read_more());
    if (!more) {
      failed_ = true;
      return refuse(0, "empty; there is no list in it");
    }
  }
  if (form_ == TableForm::by_content)
    form_ = text_[first] == '{' || name_.ends_with(".jsonl") || name_.ends_with(".ndjson")
                ? TableForm::jsonl
                : TableForm::csv;
  if (text_[first] == '[') {
    failed_ = true;
    return refuse(1, "a JSON list where one object a line is wanted; jq -c '.[]' makes it so");
  }
  // A tab may stand for an empty first heading, so only whole blank lines are dropped.
  const std::size_t line_start = text_.rfind('\n', first);
  if (line_start != std::string::npos && line_start >= at_) {
    line_ += static_cast<std::size_t>(
        std::count(text_.begin() + static_cast<std::ptrdiff_t>(at_),
                   text_.begin() + static_cast<std::ptrdiff_t>(line_start + 1), '\n'));
    consume(line_start + 1 - at_);
  }
  return form_ == TableForm::csv ? read_heading() : Result<void>{};
}

// The place behind the next line end from `from` (counted from at_); nothing when the text ends, or
// goes on for more than a row may be, without one.
Result<std::optional<std::size_t>> TableReader::find_line_end(std::size_t from) {
  while (true) {
    const std::size_t end = text_.find('\n', at_ + from);
    if (end != std::string::npos) return std::optional(end + 1 - at_);
    from = text_.size() - at_;
    if (from > options_.largest_row) return std::optional<std::size_t>{};
    TRY_ASSIGN(const bool more, read_more());
    if (!more) return std::optional<std::size_t>{};
  }
}

Result<void> TableReader::skip_line() {
  while (true) {
    const std::size_t end = text_.find('\n', at_);
    if (end != std::string::npos) {
      consume(end + 1 - at_);
      break;
    }
    at_ = text_.size();
    TRY_ASSIGN(const bool more, read_more());
    if (!more) break;
  }
  ++line_;
  return {};
}

Result<void> TableReader::read_heading() {
  TRY_ASSIGN(const auto end, find_line_end(0));
  std::string_view line = std::string_view(text_).substr(at_, end.value_or(text_.size() - at_));
  // Spreadsheet programs write such a line for themselves.
  if (line.starts_with("sep=") && line.size() > 4 && options_.separator == '\0') {
    options_.separator = line[4];
    consume(end.value_or(line.size()));
    ++line_;
    TRY_ASSIGN(const auto next_end, find_line_end(0));
    line = std::string_view(text_).substr(at_, next_end.value_or(text_.size() - at_));
  }
  separator_ = options_.separator != '\0' ? options_.separator : separator_of(line);
  const std::size_t heading_line = line_;
  Fields fields;
  TRY_ASSIGN(const bool whole, cut_record(fields));
  if (!whole || !fields.bad.empty()) {
    failed_ = true;
    return refuse(heading_line, whole ? "the heading cannot be read: field " +
                                            std::to_string(fields.bad_field) + ": " + fields.bad
                                      : "the heading is larger than " +
                                            megabytes(options_.largest_row) + "; is this a list?");
  }
  if (fields.fields.size() > options_.most_columns) {
    failed_ = true;
    return refuse(heading_line, "the heading has " + counted(fields.fields.size(), "column") +
                                    ", more than the " + std::to_string(options_.most_columns) +
                                    " that are taken; is this a list of people?");
  }
  for (std::size_t i = 0; i < fields.fields.size(); ++i) {
    const auto& field = fields.fields[i];
    CellText cell =
        cell_text(std::string_view(text_).substr(at_ + field.start, field.end - field.start));
    if (cell.fault) {
      failed_ = true;
      return refuse(heading_line, "the heading cannot be read: field " + std::to_string(i + 1) +
                                      ": " + *cell.fault);
    }
    columns_.push_back(std::move(cell.text));
  }
  while (columns_.size() > 1 && columns_.back().empty()) columns_.pop_back();
  consume(fields.length);
  line_ += fields.lines;
  return {};
}

// Cuts the record at `at_`; false when it is longer than a row may be.
Result<bool> TableReader::cut_record(Fields& out) {
  std::size_t i = 0;  // from at_
  const auto have = [&](std::size_t at) -> Result<bool> {
    while (at_ + at >= text_.size()) {
      if (at > options_.largest_row) return false;
      TRY_ASSIGN(const bool more, read_more());
      if (!more) return false;
    }
    return true;
  };
  const auto at = [&](std::size_t place) { return text_[at_ + place]; };
  const auto bad = [&](std::string how) {
    if (!out.bad.empty()) return;
    out.bad = std::move(how);
    out.bad_field = out.fields.size() + 1;
  };
  const auto end_line = [&](std::size_t behind) {
    ++out.lines;
    if (out.first_line == 0) out.first_line = behind;
  };
  while (true) {
    Fields::Field field{i, i, false};
    TRY_ASSIGN(bool there, have(i));
    const bool quoted = there && at(i) == '"';
    if (quoted) {
      const std::size_t opened = out.lines;
      field.start = ++i;
      while (true) {
        TRY_ASSIGN(there, have(i));
        if (!there) break;
        const char c = at(i);
        if (c == '\n') end_line(i + 1);
        if (c == '"') {
          TRY_ASSIGN(const bool next_there, have(i + 1));
          if (!next_there || at(i + 1) != '"') break;
          field.doubled = true;
          ++i;
        }
        ++i;
      }
      field.end = i;
      if (!there) {
        if (i > options_.largest_row) return false;
        bad("the quotation mark that opens it is never closed; close it, or write a mark that "
            "belongs to the text twice");
      } else {
        ++i;
        TRY_ASSIGN(there, have(i));
        if (there && at(i) != separator_ && at(i) != '\n' && at(i) != '\r') {
          bad(std::string("text after the closing quotation mark") +
              (out.lines > opened ? ", which stands on a later line: was a mark left open?" : "") +
              "; write a mark that belongs to the text twice");
        }
      }
    }
    // All of it, or what wrongly stands behind the closing mark.
    while (true) {
      TRY_ASSIGN(there, have(i));
      if (!there) {
        if (i > options_.largest_row) return false;
        break;
      }
      const char c = at(i);
      if (c == separator_ || c == '\n' || c == '\r') break;
      if (c == '"' && !quoted)
        bad("a quotation mark within a field that does not begin with one; put the field in "
            "quotation marks and write this one twice");
      ++i;
    }
    if (!quoted) field.end = i;
    out.fields.push_back(field);
    if (!there) break;
    if (at(i) == separator_) {
      ++i;
      continue;
    }
    if (at(i) == '\r') {
      TRY_ASSIGN(const bool feed, have(i + 1));
      if (feed && at(i + 1) == '\n') ++i;
    }
    end_line(++i);
    break;
  }
  out.length = i;
  if (out.first_line == 0) out.first_line = i;
  return true;
}

void TableReader::fault(TableRow& row, std::size_t field, std::string message) const {
  if (row.fault) return;
  row.fault = TableRemark{row.line, field, {}, std::move(message)};
  if (field > 0 && form_ == TableForm::csv && field <= columns_.size())
    row.fault->column = columns_[field - 1];
}

void TableReader::take_cell(TableRow& row, std::size_t column, std::size_t field,
                            std::string text) {
  if (text.size() > options_.largest_field) {
    fault(row, field,
          megabytes(text.size()) + " long, more than the " + megabytes(options_.largest_field) +
              " that a field may be; was a quotation mark left open, or rows joined?");
    if (row.fault->column.empty()) row.fault->column = columns_[column];
    return;
  }
  CellText cell = cell_text(text);
  if (cell.fault) {
    fault(row, field, *cell.fault);
    if (row.fault->column.empty()) row.fault->column = columns_[column];
    row.fault->option = cell.option;
    return;
  }
  for (std::string& remark : cell.remarks)
    row.remarks.push_back({row.line, field, columns_[column], std::move(remark)});
  if (!cell.text.empty()) row.cells.push_back({column, std::move(cell.text)});
}

TableRow TableReader::row_of(Fields& fields) {
  TableRow row;
  row.line = line_;
  row.number = ++rows_;
  if (!fields.bad.empty()) {
    fault(row, fields.bad_field, fields.bad);
    return row;
  }
  const auto text = [&](const Fields::Field& field) {
    return std::string_view(text_).substr(at_ + field.start, field.end - field.start);
  };
  auto& cut = fields.fields;
  while (cut.size() > columns_.size() &&
         text(cut.back()).find_first_not_of(kBlanks) == std::string_view::npos)
    cut.pop_back();
  if (cut.size() != columns_.size()) {
    fault(row, 0,
          "has " + counted(cut.size(), "field") + ", the heading has " +
              std::to_string(columns_.size()) +
              (cut.size() > columns_.size()
                   ? "; a field that holds the separator goes in quotation marks"
                   : "; was the row cut off, or a field left out?"));
    return row;
  }
  for (std::size_t i = 0; i < cut.size() && !row.fault; ++i) {
    std::string cell(text(cut[i]));
    if (cut[i].doubled) {
      for (std::size_t mark = 0; (mark = cell.find("\"\"", mark)) != std::string::npos; ++mark)
        cell.erase(mark, 1);
    }
    take_cell(row, i, i + 1, std::move(cell));
  }
  if (row.fault) row.cells.clear();
  return row;
}

Result<std::optional<TableRow>> TableReader::next() {
  if (failed_) return std::optional<TableRow>{};
  TRY(begin());
  return form_ == TableForm::jsonl ? next_json() : next_csv();
}

Result<std::optional<TableRow>> TableReader::next_csv() {
  while (true) {
    if (at_ == text_.size()) {
      TRY_ASSIGN(const bool more, read_more());
      if (!more) return std::optional<TableRow>{};
    }
    Fields fields;
    TRY_ASSIGN(const bool whole, cut_record(fields));
    if (!whole) {
      TableRow row;
      row.line = line_;
      row.number = ++rows_;
      fault(row, fields.fields.size() + 1,
            "the row is larger than " + megabytes(options_.largest_row) +
                "; was a quotation mark left open?");
      TRY(skip_line());
      return std::optional(std::move(row));
    }
    const auto line = std::string_view(text_).substr(at_, fields.length);
    if (line.find_first_not_of(kBlanks) == std::string_view::npos && fields.fields.size() == 1) {
      consume(fields.length);
      line_ += fields.lines;
      continue;
    }
    TableRow row = row_of(fields);
    // Where the quoting breaks, what looks like one row may be several: only a line is given up.
    const bool broken = !fields.bad.empty();
    consume(broken ? fields.first_line : fields.length);
    line_ += broken ? std::min<std::size_t>(fields.lines, 1) : fields.lines;
    return std::optional(std::move(row));
  }
}

std::size_t TableReader::column_for(const std::string& key) {
  const auto [found, added] = column_of_key_.try_emplace(key, columns_.size());
  if (added) columns_.push_back(key);
  return found->second;
}

TableRow TableReader::row_of_json(std::string_view line) {
  TableRow row;
  row.line = line_;
  row.number = ++rows_;
  const auto wrong = [&](std::size_t field, const ByteFault& found) {
    fault(
        row, field,
        "character " +
            std::to_string(count_code_points(line.substr(0, std::min(found.at, line.size()))) + 1) +
            ": " + found.message);
    row.cells.clear();
  };
  if (const auto bad = first_invalid_utf8(line)) {
    wrong(0, {*bad, "not UTF-8; save the file as UTF-8 first"});
    row.fault->option = ", or say --encoding";
    return row;
  }
  JsonCursor json(line);
  if (auto open = json.expect('{', "to begin an object"); !open) {
    wrong(0, open.error());
    return row;
  }
  std::vector<std::size_t> seen;
  bool more = json.peek() != '}';
  for (std::size_t field = 1; more; ++field) {
    const std::size_t key_at = json.at();
    auto key = json.string();
    Parsed<void> step = key ? json.expect(':', "after a key") : std::unexpected(key.error());
    if (!step) {
      wrong(field, step.error());
      return row;
    }
    CellText heading = cell_text(*key);
    if (heading.fault || heading.text.size() > 256 ||
        (columns_.size() >= options_.most_columns && !column_of_key_.contains(heading.text))) {
      wrong(field,
            {key_at, heading.fault
                         ? *heading.fault
                         : std::string("a key too many or too long; is this a list of people?")});
      return row;
    }
    const std::size_t column = column_for(heading.text);
    if (std::ranges::find(seen, column) != seen.end()) {
      wrong(field, {key_at, "\"" + heading.text +
                                "\" is given twice; keep one of them, or make it a list"});
      return row;
    }
    seen.push_back(column);
    const bool list = json.peek() == '[';
    if (list) (void)json.expect('[', "");
    bool another = !list || json.peek() != ']';
    while (another) {
      const char first = json.peek();
      const std::size_t value_at = json.at();
      if (first == '{' || first == '[') {
        wrong(field, {value_at,
                      "a value within a value; a field holds a text, a number, or a list of them"});
        row.fault->column = heading.text;
        return row;
      }
      std::string value;
      if (first == '"') {
        auto text = json.string();
        if (!text) {
          wrong(field, text.error());
          return row;
        }
        value = std::move(*text);
      } else if (auto skipped = json.skip_value(); !skipped) {
        wrong(field, skipped.error());
        return row;
      } else if (first != 'n') {
        value = line.substr(value_at, json.at() - value_at);
      }
      take_cell(row, column, field, std::move(value));
      if (row.fault) {
        row.cells.clear();
        return row;
      }
      another = list && json.peek() == ',';
      if (another) (void)json.expect(',', "");
    }
    step = list ? json.expect(']', "or ',' after a value") : Parsed<void>{};
    if (!step) {
      wrong(field, step.error());
      return row;
    }
    more = json.peek() == ',';
    if (more) (void)json.expect(',', "");
  }
  if (auto close = json.expect('}', "or ',' after a value"); !close) {
    wrong(0, close.error());
    return row;
  }
  json.peek();
  if (!json.at_end())
    wrong(0, {json.at(),
              "expected the end of the line after '}'; put each object on a line of its own"});
  return row;
}

Result<std::optional<TableRow>> TableReader::next_json() {
  while (true) {
    TRY_ASSIGN(const auto end, find_line_end(0));
    const std::size_t length = end.value_or(text_.size() - at_);
    if (length == 0) return std::optional<TableRow>{};
    if (!end && length > options_.largest_row) {
      TableRow row;
      row.line = line_;
      row.number = ++rows_;
      fault(row, 0,
            "the line is larger than " + megabytes(options_.largest_row) +
                ", which a row may not be");
      TRY(skip_line());
      return std::optional(std::move(row));
    }
    const auto line = std::string_view(text_).substr(at_, length);
    const auto last = line.find_last_not_of(kBlanks);
    std::optional<TableRow> row;
    if (last != std::string_view::npos) row = row_of_json(line.substr(0, last + 1));
    consume(length);
    ++line_;
    if (row) return row;
  }
}

std::vector<TableRemark> TableReader::doubts() const {
  std::vector<TableRemark> out;
  if (!decoder_.doubt().empty()) out.push_back({0, 0, {}, decoder_.doubt(), decoder_.option()});
  if (form_ == TableForm::csv && begun_ && !failed_) {
    if (columns_.size() == 1)
      out.push_back(
          {1,
           0,
           {},
           "one column only; if there are more, save the list with commas, semicolons or tabs "
           "between them",
           ", or say what divides them: --separator"});
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      const auto first = std::ranges::find(columns_, columns_[i]);
      if (!columns_[i].empty() && first - columns_.begin() < static_cast<std::ptrdiff_t>(i))
        out.push_back({1, i + 1, columns_[i], "a second column of this heading; both are read"});
    }
  }
  return out;
}

}  // namespace nostos::ingest
