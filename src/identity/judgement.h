// SPDX-License-Identifier: Apache-2.0
// Judgement: what somebody decided about two source records. A person is never stored: it is the
// records that standing `same` judgements hold together, so that each step can be taken back.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace nostos::identity {

enum class Verdict : std::uint8_t {
  none,       // looked at and left open: the pair is as if nobody had judged it
  same,       // one person
  different,  // two people; remembered, and stronger than any suggestion
  unsure,     // cannot be decided from what is on file
};

std::string_view name(Verdict verdict);  // "none", "same", …
std::optional<Verdict> verdict_named(std::string_view name);

using RecordPlace = std::uint32_t;  // a record's place in the order of filing
using EntryIndex = std::uint64_t;   // an entry's place in the ledger

struct Judgement {
  EntryIndex entry = 0;  // the entry that recorded it: its name, and its place in time
  RecordPlace left = 0;
  RecordPlace right = 0;  // never the same as left
  Verdict verdict = Verdict::none;
  bool operator==(const Judgement&) const = default;
};

}  // namespace nostos::identity
