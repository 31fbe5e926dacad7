// SPDX-License-Identifier: Apache-2.0
#include "actions/file_records.h"

#include <optional>

#include "base/digest.h"
#include "base/json_writer.h"
#include "base/utf8.h"
#include "wire/person_json.h"

namespace nostos::actions {

namespace {

constexpr std::size_t kAtOnce = 1000;  // records in one step of the ledger
constexpr std::size_t kMostFields = 200;
constexpr std::size_t kLongestText = 1U << 16U;

std::string field_name(const domain::RecordField& field) {
  return field.column.empty() ? std::string(domain::name(field.kind)) : field.column;
}

// Why a record cannot be kept; nothing when it can.
std::optional<std::string> objection(const domain::SourceRecord& record) {
  if (record.fields.empty()) return "it says nothing: at least one field is needed";
  if (record.fields.size() > kMostFields) {
    return "it has " + std::to_string(record.fields.size()) + " fields; at most " +
           std::to_string(kMostFields) + " are kept";
  }
  for (const std::string* text : {&record.id, &record.source}) {
    if (first_invalid_utf8(*text)) return "its id or source is not UTF-8; give it in UTF-8";
  }
  for (const domain::RecordField& field : record.fields) {
    if (const auto bad = first_invalid_utf8(field.column)) {
      return "the name of a field is not UTF-8 at byte " + std::to_string(*bad + 1);
    }
    if (field.text.empty()) return "field '" + field_name(field) + "' is empty; leave it out";
    if (field.text.size() > kLongestText) {
      return "field '" + field_name(field) + "' has " + std::to_string(field.text.size()) +
             " bytes; at most " + std::to_string(kLongestText) + " are kept";
    }
    if (const auto bad = first_invalid_utf8(field.text)) {
      return "field '" + field_name(field) + "' is not UTF-8 at byte " + std::to_string(*bad + 1);
    }
  }
  return std::nullopt;
}

// The same words from the same source are the same record, whatever list brought them.
std::string operation_of(const domain::SourceRecord& record) {
  std::string written;
  {
    JsonWriter json(written);
    wire::write_source_record(json, record);
  }
  return "record " + to_hex(sha256(written));
}

}  // namespace

Result<RecordsReceipt> file_records(Bureau& bureau, RecordsFiling filing, BadRows bad_rows) {
  if (filing.list.empty() || first_invalid_utf8(filing.list)) {
    return fail(Fault::invalid_input,
                "a list needs a name, so that one can say where a record "
                "came from");
  }
  RecordsReceipt receipt;
  std::vector<std::pair<std::size_t, std::uint64_t>> good;  // index, row
  for (std::size_t i = 0; i < filing.records.size(); ++i) {
    const std::uint64_t row = i < filing.rows.size() ? filing.rows[i] : i + 1;
    const auto problem = objection(filing.records[i]);
    if (!problem) {
      good.emplace_back(i, row);
    } else if (bad_rows == BadRows::pass_over) {
      receipt.refused.push_back({row, *problem});
    } else {
      return fail(Fault::invalid_input, filing.list + ", row " + std::to_string(row) + ": " +
                                            *problem + ". Nothing was filed");
    }
  }
  for (std::size_t from = 0; from < good.size(); from += kAtOnce) {
    std::vector<Bureau::NewRecord> step;
    for (std::size_t i = from; i < std::min(good.size(), from + kAtOnce); ++i) {
      domain::SourceRecord& record = filing.records[good[i].first];
      std::string operation = operation_of(record);
      step.push_back(
          {std::move(operation), {std::move(record), filing.list, filing.origin, good[i].second}});
    }
    TRY_ASSIGN(const auto recorded, bureau.record_persons(std::move(step), filing.author));
    for (std::size_t i = 0; i < recorded.size(); ++i) {
      const FiledRecord& record = *recorded[i].record;
      receipt.filed.push_back(
          {record.id, record.recording.entry, good[from + i].second, recorded[i].already_known});
      if (!recorded[i].already_known) ++receipt.fresh;
    }
  }
  // What cannot be kept now costs time at the next opening and nothing else.
  if (receipt.fresh > 0) static_cast<void>(bureau.keep_candidates());
  return receipt;
}

std::vector<identity::RecordPlace> places_of(const RecordsReceipt& receipt) {
  std::vector<identity::RecordPlace> places;
  for (const FiledRow& row : receipt.filed)
    places.push_back(static_cast<identity::RecordPlace>(row.entry));
  return places;
}

}  // namespace nostos::actions
