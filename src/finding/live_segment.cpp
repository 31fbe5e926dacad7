// SPDX-License-Identifier: Apache-2.0
#include "finding/live_segment.h"

#include <utility>

namespace nostos::finding {
namespace {

// Calls take(posting's number) for each posting of the row.
template <class Take>
void each_posting(const Segment& segment, std::uint32_t slot, const Take& take) {
  take(segment.first_posting(slot));
  for (const std::uint32_t posting : segment.more_postings(slot)) take(posting);
}

std::array<std::uint32_t, kNameFields> words_of(const Segment& segment, std::uint32_t posting) {
  const Posting& one = segment.postings()[posting];
  return {segment.surname_of(posting), one.given, one.patronymic};
}

}  // namespace

LiveSegment::LiveSegment(Segment segment)
    : segment_(std::move(segment)), dead_(segment_.slots() / 64 + 1) {
  for (std::size_t f = 0; f < kNameFields; ++f)
    fewer_names_[f] = Counts(segment_.names(static_cast<NameField>(f)).words());
  for (std::size_t f = 0; f < kTextFields; ++f)
    fewer_texts_[f] = Counts(segment_.texts(static_cast<TextField>(f)).texts());
}

bool LiveSegment::holds(Row row) const {
  const auto slot = segment_.slot_of(row);
  return slot && alive(*slot);
}

bool LiveSegment::remove(Row row) {
  const auto slot = segment_.slot_of(row);
  if (!slot || !alive(*slot)) return false;
  dead_[*slot / 64].fetch_or(std::uint64_t{1} << *slot % 64);
  removed_.fetch_add(1);
  each_posting(segment_, *slot, [&](std::uint32_t posting) {
    const auto words = words_of(segment_, posting);
    for (std::size_t f = 0; f < kNameFields; ++f) fewer_names_[f][words[f]].fetch_add(1);
    fewer_postings_.fetch_add(1);
  });
  const Warm& warm = segment_.warm(*slot);
  for (std::size_t f = 0; f < kTextFields; ++f) fewer_texts_[f][warm.texts[f]].fetch_add(1);
  return true;
}

FiledRow LiveSegment::filed(std::uint32_t slot) const {
  FiledRow out;
  out.row = segment_.row_at(slot);
  out.born = segment_.postings()[segment_.first_posting(slot)].born;
  each_posting(segment_, slot, [&](std::uint32_t posting) {
    if (out.postings.size() == FiledRow::kMostPostings) return;
    const auto words = words_of(segment_, posting);
    FiledPosting& one = out.postings.emplace_back();
    for (std::size_t f = 0; f < kNameFields; ++f) {
      const NameDictionary& names = segment_.names(static_cast<NameField>(f));
      one.words[f] = {names.word(words[f]), names.initial[words[f]] != 0};
    }
  });
  const Warm& warm = segment_.warm(slot);
  for (std::size_t f = 0; f < kTextFields; ++f)
    out.texts[f] = segment_.texts(static_cast<TextField>(f)).text_of(warm.texts[f]);
  out.visible = warm.visible;
  return out;
}

}  // namespace nostos::finding
