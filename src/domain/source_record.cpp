// SPDX-License-Identifier: Apache-2.0
#include "domain/source_record.h"

#include <algorithm>
#include <array>

namespace nostos::domain {
namespace {

constexpr std::array<std::string_view, kFieldKinds> kNames = {
    "full_name",
    "surname",
    "given_name",
    "patronymic",
    "maiden_name",
    "alias",
    "sex",
    "birth_date",
    "age",
    "as_of",
    "birth_place",
    "residence",
    "fathers_name",
    "mothers_name",
    "mothers_maiden_name",
    "nationality",
    "rank",
    "unit",
    "service_number",
    "prisoner_number",
    "document_number",
    "place",
    "status",
    "note",
    "other",
};

}  // namespace

std::string_view name(FieldKind kind) { return kNames[static_cast<std::size_t>(kind)]; }

std::optional<FieldKind> field_kind_named(std::string_view name) {
  const auto found = std::ranges::find(kNames, name);
  if (found == kNames.end()) return std::nullopt;
  return static_cast<FieldKind>(found - kNames.begin());
}

std::string_view SourceRecord::first(FieldKind kind) const {
  const auto found = std::ranges::find(fields, kind, &RecordField::kind);
  return found == fields.end() ? std::string_view() : std::string_view(found->text);
}

}  // namespace nostos::domain
