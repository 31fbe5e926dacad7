// SPDX-License-Identifier: Apache-2.0
#include "actions/find_person.h"

#include <algorithm>
#include <array>

#include "actions/judge_records.h"
#include "base/utf8.h"

namespace nostos::actions {

namespace {

constexpr std::array<std::string_view, 4> kBands = {"strong", "possible", "weak", "hardly"};
constexpr std::array<std::string_view, 3> kWhys = {"found", "below_weak", "outranked"};
constexpr matching::Millibits kStrong = 4'248;  // 19 to 1
constexpr matching::Millibits kPossible = 0;    // 1 to 1
constexpr matching::Millibits kWeak = -6'629;   // 1 to 99
constexpr std::size_t kLongestQuestion = 500;

Result<void> check(const Search& search) {
  if (search.question.size() > kLongestQuestion) {
    return fail(Fault::invalid_input, "the question is longer than " +
                                          std::to_string(kLongestQuestion) +
                                          " bytes; a name and what else is known will do");
  }
  std::vector<const std::string*> texts{&search.question};
  for (const domain::RecordField& field : search.sought) texts.push_back(&field.text);
  for (const std::string* text : texts) {
    if (first_invalid_utf8(*text)) return fail(Fault::invalid_input, "the question is not UTF-8");
  }
  return {};
}

Result<FoundRecord> found(const RegistryState& state, const SearchAnswer& answer,
                          const Candidate& candidate) {
  TRY_ASSIGN(RecordPointer record, state.at(candidate.place));
  const auto person = state.graph().person_of(candidate.place).records;
  TRY_ASSIGN(const RecordPointer first, state.at(person.front()));
  auto waterfall = as_written(candidate.waterfall, answer.sought, record->received.record);
  return FoundRecord{std::move(record), first->id, person.size(), std::move(waterfall)};
}

Result<NamedRecord> about_named(const RegistryState& state, const Search& search,
                                const SearchAnswer& answer) {
  TRY_ASSIGN(const RecordPointer record, state.record(search.named));
  for (const FoundRecord& hit : answer.hits) {
    if (hit.record->place == record->place) return NamedRecord{hit, Why::found};
  }
  TRY_ASSIGN(FoundRecord as_weighed,
             found(state, answer,
                   {record->place, state.candidates().compare(answer.sought, record->place)}));
  NamedRecord named{std::move(as_weighed), Why::outranked};
  if (band_of(named.found.waterfall.total()) == Band::hardly) named.why = Why::below_weak;
  return named;
}

}  // namespace

std::string_view name(Band band) { return kBands[static_cast<std::size_t>(band)]; }
std::string_view name(Why why) { return kWhys[static_cast<std::size_t>(why)]; }

Band band_of(matching::Millibits total) {
  if (total >= kStrong) return Band::strong;
  if (total >= kPossible) return Band::possible;
  return total >= kWeak ? Band::weak : Band::hardly;
}

Result<SearchAnswer> find_person(Bureau& bureau, const Search& search) {
  TRY(check(search));
  SearchAnswer answer;
  if (!search.as_corrected && !search.question.empty()) {
    UnderstoodQuery understood = bureau.registry().look(
        [&](const RegistryState& state) { return state.candidates().understand(search.question); });
    answer.sought = std::move(understood.fields);
    answer.unread = std::move(understood.unread);
  }
  answer.sought.insert(answer.sought.end(), search.sought.begin(), search.sought.end());
  if (answer.sought.empty()) {
    return fail(Fault::invalid_input,
                "nothing to look for was understood; give a name, or a number");
  }
  TRY_ASSIGN(
      const ledger::Appended recorded,
      bureau.record({ledger::kind::search_made, search.author, "search " + search.operation, "",
                     to_payload(SearchMade{search.question, answer.sought, search.purpose})}));
  answer.entry = recorded.index;
  return bureau.registry().look([&](const RegistryState& state) -> Result<SearchAnswer> {
    answer.searched = state.records();
    for (const Candidate& candidate : state.candidates().find(answer.sought, search.most)) {
      if (band_of(candidate.waterfall.total()) == Band::hardly) continue;
      TRY_ASSIGN(FoundRecord hit, found(state, answer, candidate));
      answer.hits.push_back(std::move(hit));
    }
    if (!search.named.empty()) {
      TRY_ASSIGN(answer.named, about_named(state, search, answer));
    }
    return std::move(answer);
  });
}

}  // namespace nostos::actions
