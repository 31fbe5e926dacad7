// SPDX-License-Identifier: Apache-2.0
// Query: what is known of the person sought. Hit: a record that may be of that person, with the
// steps that led to its probability. WhyNot: what kept a named record out. Plain values.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "finding/row.h"
#include "matching/waterfall.h"

namespace nostos::finding {

struct QueryWord {
  std::string text;
  names::NamePart part = names::NamePart::unknown;  // unknown: tried in every place
  bool initial = false;
  // Still being typed: what begins so agrees, of very many words the most frequent in each base. Of
  // records that weigh the same any may be shown.
  bool unfinished = false;
  bool operator==(const QueryWord&) const = default;
};

struct Query {
  std::vector<QueryWord> words;  // at most one of each part is used, and six words in all
  std::optional<Born> born;
  std::vector<std::string> numbers;
  std::string unit;
  std::string rank;
  std::string place;
  std::uint8_t visible = 0xFF;  // rows that share no bit with it are not found
  std::size_t limit = 10;       // hits wanted
  bool operator==(const Query&) const = default;
};

struct Hit {
  Row row = 0;
  matching::Millibits weight = 0;  // the total of the waterfall
  matching::Waterfall waterfall;   // step keys: "prior", "surname.exact", "birth_date.turned", …
  bool operator==(const Hit&) const = default;
};

struct Found {
  std::vector<Hit> hits;        // best first; of equal ones, the lower row first
  std::uint64_t looked_at = 0;  // records whose weight was reckoned or bounded
  std::uint64_t records = 0;    // in the registry
  // Nothing in the query could be used: no word with letters, no whole birth date, no number.
  bool too_little = false;
};

// What kept a record out of the hits of a query.
enum class Kept : std::uint8_t {
  found,         // nothing: it is among the hits
  no_such_row,   // not in the index, or removed
  not_visible,   // it has none of the query's bits
  not_in_reach,  // no way leads from the query to it: `waterfall` says how far off each part is
  outranked,     // it was weighed; `place` records weigh more
};
std::string_view name(Kept kept);  // "found", "no_such_row", …

struct WhyNot {
  Kept kept = Kept::found;
  // Of words that are too far: "surname" "Ковальчук" "5" (edits), "2" (allowed).
  std::vector<matching::Step> reasons;
  std::uint64_t place = 0;          // 1 = first; counted over everything in reach
  matching::Waterfall waterfall;    // of the record against the query; empty for no_such_row
  matching::Millibits weakest = 0;  // of the last hit, when outranked
};

// A word as it stands in the registry, for the box that is being typed in.
struct Completion {
  std::string word;
  names::NamePart part = names::NamePart::surname;
  std::uint64_t records = 0;
  std::uint8_t edits = 0;  // between what was typed and the beginning of the word
  bool operator==(const Completion&) const = default;
};

}  // namespace nostos::finding
