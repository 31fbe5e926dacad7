// SPDX-License-Identifier: Apache-2.0
// What the ledger's entries about persons say, as values and as the JSON of their payloads
// (docs/formats/ledger.md). An unknown version is Fault::corrupt with a hint to upgrade.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "domain/source_record.h"
#include "identity/judgement.h"
#include "matching/waterfall.h"

namespace nostos::actions {

// What kind of paper a record came on. A name in the news is a lead at most, never a match.
enum class Origin : std::uint8_t { list, card, request, news };
std::string_view name(Origin origin);
std::optional<Origin> origin_named(std::string_view name);

// Why somebody looks: the only ends for which a bureau may use what it holds (GC III Art. 122,
// ICRC rules on restoring family links). Never questioning, never targeting.
enum class Purpose : std::uint8_t { inform_family, account_for, identify, check_list, correct };
std::string_view name(Purpose purpose);
std::optional<Purpose> purpose_named(std::string_view name);

struct RecordReceived {
  domain::SourceRecord record;
  std::string list;  // what it came in: a file's name, a register
  Origin origin = Origin::list;
  std::uint64_t row = 0;  // in the list, from 1; 0: not in a list
};

struct JudgementMade {
  std::string left;  // ids of records
  std::string right;
  identity::Verdict verdict = identity::Verdict::none;
  std::string why;            // in the judge's words; may be empty
  matching::Waterfall shown;  // what the judge had before their eyes
  // The records that each of the two was held together with when it was judged.
  std::vector<std::string> left_with;
  std::vector<std::string> right_with;
};

struct JudgementUndone {
  std::string why;
};

struct SuggestionMade {
  std::string left;
  std::string right;
  matching::Waterfall waterfall;
};

// Who asked and what for; never what was answered.
struct SearchMade {
  std::string question;
  std::vector<domain::RecordField> sought;
  Purpose purpose = Purpose::inform_family;
};

struct PersonRead {
  Purpose purpose = Purpose::inform_family;
};

std::string to_payload(const RecordReceived& received);
std::string to_payload(const JudgementMade& made);
std::string to_payload(const JudgementUndone& undone);
std::string to_payload(const SuggestionMade& made);
std::string to_payload(const SearchMade& made);
std::string to_payload(const PersonRead& read);

Result<RecordReceived> record_received(std::string_view payload);
Result<JudgementMade> judgement_made(std::string_view payload);
Result<JudgementUndone> judgement_undone(std::string_view payload);
Result<SuggestionMade> suggestion_made(std::string_view payload);

}  // namespace nostos::actions
