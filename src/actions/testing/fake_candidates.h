// SPDX-License-Identifier: Apache-2.0
// Candidates by letter-for-letter equality, for tests of the actions around them: each field that
// is the same adds four bits, each that differs takes three away, and the prior is minus six.
#pragma once

#include <algorithm>
#include <map>

#include "actions/candidate_source.h"
#include "actions/records_on_file.h"

namespace nostos::actions {

class FakeCandidates final : public CandidateSource {
 public:
  void add(const std::vector<PlacedRecord>& records) override {
    for (const PlacedRecord& one : records) records_[one.place] = *one.record;
  }
  Result<void> take(const NextEntries& next, std::uint64_t) override {
    return each_record(
        next, [this](const FiledRecord& one) { records_[one.place] = one.received.record; });
  }
  void clear() override { records_.clear(); }
  std::size_t records() const override { return records_.size(); }

  // "surname given 1987": letters are names in this order, digits a year of birth.
  UnderstoodQuery understand(std::string_view question) const override {
    using domain::FieldKind;
    UnderstoodQuery understood;
    FieldKind next = FieldKind::surname;
    for (std::size_t at = 0; at < question.size();) {
      const std::size_t end = std::min(question.find(' ', at), question.size());
      const std::string word(question.substr(at, end - at));
      at = end + 1;
      if (word.empty()) continue;
      if (word[0] >= '0' && word[0] <= '9') {
        understood.fields.push_back({FieldKind::birth_date, word, word});
      } else if (next == FieldKind::other) {
        understood.unread.push_back(word);
      } else {
        understood.fields.push_back({next, word, word});
        next = next == FieldKind::surname ? FieldKind::given_name : FieldKind::other;
      }
    }
    return understood;
  }
  std::vector<Candidate> find(const std::vector<domain::RecordField>& sought,
                              std::size_t most) const override {
    std::vector<Candidate> found;
    for (const auto& [place, record] : records_) {
      found.push_back({place, compare(sought, place)});
    }
    std::ranges::stable_sort(found, std::greater<>(),
                             [](const Candidate& one) { return one.waterfall.total(); });
    if (found.size() > most) found.resize(most);
    return found;
  }
  matching::Waterfall compare(const std::vector<domain::RecordField>& sought,
                              identity::RecordPlace place) const override {
    matching::Waterfall waterfall{{{"prior", {}, -6'000}}};
    for (const domain::RecordField& field : sought) {
      const std::string_view there = records_.at(place).first(field.kind);
      if (there.empty()) continue;
      const bool same = there == field.text;
      waterfall.steps.push_back(
          {std::string(domain::name(field.kind)) + (same ? ".exact" : ".different"),
           {field.text, std::string(there)},
           same ? 4'000 : -3'000});
    }
    return waterfall;
  }
  bool says_enough(const domain::SourceRecord& record) const override {
    return record.first(domain::FieldKind::surname).size() > 2 &&
           record.first(domain::FieldKind::given_name).size() > 2;
  }

 private:
  std::map<identity::RecordPlace, domain::SourceRecord> records_;
};

}  // namespace nostos::actions
