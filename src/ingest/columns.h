// SPDX-License-Identifier: Apache-2.0
// Columns: what the columns of a list hold, told by their headings in several languages
// (data/columns.tsv), or by whoever hands the list in. Immutable; safe from any thread.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "domain/source_record.h"
#include "ingest/written_date.h"

namespace nostos::ingest {

// What a column is to a list: a field of the person, or one of the list's own.
struct ColumnUse {
  enum class Role { field, id, source, truth } role = Role::field;
  domain::FieldKind kind = domain::FieldKind::other;
  bool operator==(const ColumnUse&) const = default;
};

std::string name(const ColumnUse& use);  // "surname", "id", …

class Columns {
 public:
  // Fails with the line that is wrong, also when an example of the table does not hold.
  static Result<Columns> load(std::string_view table, std::string path = "columns.tsv");

  // What stands under `heading`; `other` when the table does not know it.
  ColumnUse use_of(std::string_view heading) const;
  // The same for all headings. `overrides`: "heading=kind,heading=kind"; an unknown kind or a
  // heading that is not there fails with what would be right.
  Result<std::vector<ColumnUse>> uses_of(const std::vector<std::string>& headings,
                                         std::string_view overrides) const;
  const DateWords& dates() const { return dates_; }
  // The word that stands for all that mean what `text` says in a column of that kind; the text
  // itself where the table says nothing.
  std::string_view value_of(domain::FieldKind kind, std::string_view text) const;
  // The same, and nothing where the table says nothing.
  std::optional<std::string_view> known_value(domain::FieldKind kind, std::string_view text) const;

 private:
  std::map<std::string, ColumnUse, std::less<>> by_heading_;
  std::map<domain::FieldKind, std::map<std::string, std::string, std::less<>>> values_;
  DateWords dates_;
};

// "heading=kind,…" taken apart.
Result<std::vector<std::pair<std::string, ColumnUse>>> parse_column_overrides(
    std::string_view overrides);

}  // namespace nostos::ingest
