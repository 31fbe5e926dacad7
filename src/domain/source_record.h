// SPDX-License-Identifier: Apache-2.0
// SourceRecord: one card, list row, tracing request or sighting that speaks of one person, kept as
// it was received. A record is never changed and never merged: what is believed about whom is a
// judgement between records. Which data a record may hold: GC III Art. 17,
// 70, 120 and 122, Annex IV; GC IV Art. 138.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace nostos::domain {

// What a column of a list, or a line of a card, holds.
enum class FieldKind : std::uint8_t {
  full_name,  // one text with everything: "Коваленко Іван Петрович"
  surname,
  given_name,
  patronymic,
  maiden_name,
  alias,  // any other name the person goes by; a call sign
  sex,
  birth_date,  // EDTF, or as people write it: 1987, 12.03.1987, 03/1987, ~1985
  age,         // in whole years, at `as_of`
  as_of,       // the day the record speaks of
  birth_place,
  residence,
  fathers_name,
  mothers_name,
  mothers_maiden_name,
  nationality,  // the Power depended on (GC III Art. 122)
  rank,
  unit,
  service_number,   // army, regimental, personal or serial number
  prisoner_number,  // given by the detaining Power
  document_number,
  place,   // where taken, last seen, held or buried: see the record's own words
  status,  // what the record says of the person; a claim, never a fact
  note,
  other,  // kept and shown, never compared
};
inline constexpr std::size_t kFieldKinds = static_cast<std::size_t>(FieldKind::other) + 1;

std::string_view name(FieldKind kind);  // "surname", "birth_date", …
std::optional<FieldKind> field_kind_named(std::string_view name);

struct RecordField {
  FieldKind kind = FieldKind::other;
  std::string column;  // the heading it stood under, as written
  std::string text;    // as received, UTF-8; never empty
  bool operator==(const RecordField&) const = default;
};

struct SourceRecord {
  std::string id;      // the source's own id of the row or card; unique within the source
  std::string source;  // the list, office or person it came from
  std::vector<RecordField> fields;  // in the order received; a kind may occur more than once
  bool operator==(const SourceRecord&) const = default;

  std::string_view first(FieldKind kind) const;  // empty when the record does not have it
};

}  // namespace nostos::domain
