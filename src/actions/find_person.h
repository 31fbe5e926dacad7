// SPDX-License-Identifier: Apache-2.0
// Finds a person: what is known of them, in one box, against every record on file. The search is
// recorded before it is answered; the answer is not. Whoever is found is found with the reasons,
// and a record that was not found can be asked about by name.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "actions/bureau.h"

namespace nostos::actions {

// How likely a record is the one sought, in words. The cuts are fixed.
enum class Band : std::uint8_t { strong, possible, weak, hardly };
std::string_view name(Band band);
Band band_of(matching::Millibits total);  // strong from 0.95, possible from 0.5, weak from 0.01

struct Search {
  std::string question;                     // as typed
  std::vector<domain::RecordField> sought;  // beside the question, or corrected by the asker
  bool as_corrected = false;                // `sought` alone counts, the question is kept as typed
  Purpose purpose = Purpose::inform_family;
  std::string named;  // id of a record to tell about whether it is found or not
  std::size_t most = 30;
  std::string operation;  // a retry is one search
  std::string author;
};

struct FoundRecord {
  RecordPointer record;
  std::string person;              // id of the person it belongs to
  std::size_t person_records = 1;  // how many records that person has
  matching::Waterfall waterfall;
};

// Why a named record is among the hits or not.
enum class Why : std::uint8_t { found, below_weak, outranked };
std::string_view name(Why why);

struct NamedRecord {
  FoundRecord found;
  Why why = Why::found;
};

struct SearchAnswer {
  std::vector<domain::RecordField> sought;  // as understood
  std::vector<std::string> unread;          // words nothing was made of
  std::vector<FoundRecord> hits;            // likeliest first; none below weak
  std::size_t searched = 0;                 // records on file
  std::uint64_t entry = 0;                  // the entry that recorded the search
  std::optional<NamedRecord> named;
};

// Fault::invalid_input when nothing is asked for; nothing is recorded then.
Result<SearchAnswer> find_person(Bureau& bureau, const Search& search);

}  // namespace nostos::actions
