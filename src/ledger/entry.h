// SPDX-License-Identifier: Apache-2.0
// Entry: one thing that happened in the bureau, for good. Entries are only ever added. The envelope
// is the entry as bytes: exactly those bytes are stored, and exactly those are hashed into the
// tree. docs/formats/ledger.md has the layout with an example.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/chance.h"
#include "base/clock.h"
#include "base/result.h"

namespace nostos::ledger {

// What an entry may tell. A kind that this program does not know is kept and verified like the
// rest.
namespace kind {
inline constexpr std::string_view bureau_opened = "bureau_opened";
inline constexpr std::string_view report_received = "report_received";
inline constexpr std::string_view claims_read = "claims_read";
inline constexpr std::string_view published_corrected = "published_corrected";
inline constexpr std::string_view record_received = "record_received";
inline constexpr std::string_view judgement_made = "judgement_made";
inline constexpr std::string_view judgement_undone = "judgement_undone";
inline constexpr std::string_view suggestion_made = "suggestion_made";
inline constexpr std::string_view search_made = "search_made";
inline constexpr std::string_view person_read = "person_read";
}  // namespace kind

struct Entry {
  std::string id;  // 16 random bytes in hexadecimal: nobody can guess an entry from its hash
  std::string kind;
  Instant recorded_at;    // never orders anything; the index does
  std::string author;     // who did it
  std::string operation;  // the doer's own id for doing it; unique in the ledger
  std::string about;      // the report, record or judgement it is about; empty: the whole bureau
  std::string payload;    // JSON, with its version inside
  bool operator==(const Entry&) const = default;
};

// What a caller says of a new entry; time and id are added.
struct Happening {
  std::string_view kind;
  std::string author;
  std::string operation;
  std::string about;
  std::string payload;
};
Entry new_entry(Happening happening, const Clock& clock, Chance& chance);

std::string to_envelope(const Entry& entry);
// Fails with Fault::corrupt unless `envelope` is exactly what to_envelope would write.
Result<Entry> from_envelope(std::string_view envelope);

}  // namespace nostos::ledger
