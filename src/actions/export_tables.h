// SPDX-License-Identifier: Apache-2.0
// What the bureau holds, laid out as tables with described columns. All exports in rows come from
// these, so that a column means the same in each of them.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "actions/bureau.h"

namespace nostos::actions {

struct ExportColumn {
  std::string_view name;
  std::string_view type;  // of a Table Schema: string, integer, date, boolean
  std::string_view hxl;   // HXL 1.1 tag with attributes; empty when no tag fits
  std::string_view about;
};

struct ExportTable {
  std::string_view name;
  std::string_view about;
  std::span<const ExportColumn> columns;
  std::vector<std::vector<std::string>>
      rows;  // as many cells as columns; an empty cell: not stated
};

// One row an exchange and leg; an exchange of which no leg is told has a row without a count.
ExportTable exchanges_table(const ReckonedLedger& ledger);
// One row a claim, as it was read.
ExportTable claims_table(const ReckonedLedger& ledger);
// One row an exchange and leg in the manner of the UCDP event data: date precision, both sides, and
// best, high and low beside the sources.
ExportTable ucdp_table(const ReckonedLedger& ledger);

}  // namespace nostos::actions
