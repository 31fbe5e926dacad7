// SPDX-License-Identifier: Apache-2.0
// Files source records: cards, rows of a list, requests. Each is kept as received. A record that is
// on file already, letter for letter from the same source, adds nothing; so the same list filed
// twice, or filed again after a crash, adds nothing twice.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "actions/bureau.h"

namespace nostos::actions {

struct RecordsFiling {
  std::vector<domain::SourceRecord> records;
  std::vector<std::uint64_t> rows;  // of each record in its list; empty: 1, 2, 3, …
  std::string list;
  Origin origin = Origin::list;
  std::string author;
};

struct FiledRow {
  std::string id;  // of the record
  std::uint64_t entry = 0;
  std::uint64_t row = 0;
  bool already_known = false;
};

struct RefusedRow {
  std::uint64_t row = 0;
  std::string reason;  // names the field and the remedy
};

struct RecordsReceipt {
  std::vector<FiledRow> filed;      // in the order given
  std::vector<RefusedRow> refused;  // only with BadRows::pass_over
  std::size_t fresh = 0;            // of `filed`, those that were not on file
};

// Of the records filed, in the order given; a record that came in several rows comes several times.
std::vector<identity::RecordPlace> places_of(const RecordsReceipt& receipt);

enum class BadRows { refuse_all, pass_over };

// Fault::invalid_input, with row and field, when a record cannot be kept and bad rows are not to be
// passed over; then nothing is recorded.
Result<RecordsReceipt> file_records(Bureau& bureau, RecordsFiling filing, BadRows bad_rows);

}  // namespace nostos::actions
