// SPDX-License-Identifier: Apache-2.0
// Search: one query against one state of a registry. Room: what a search needs besides, kept for
// the next one. A search is of one thread; rooms are not shared while in use.
//
// A record is in reach when one of four ways leads to it: its surname is within reach of the
// query's; it was born on one of the days near the query's; it has one of the numbers; or, where no
// surname leads anywhere, its given name and patronymic are those of the query. Its weight does not
// depend on the way by which it was met.
//
// Words that no key leads to are compared letter by letter only where the rest of the record makes
// it worth the while: until then they count as if they were `distant`, the most they can be.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <tuple>
#include <vector>

#include "finding/live_segment.h"
#include "finding/plan.h"
#include "finding/scoring.h"
#include "finding/sought_word.h"

namespace nostos::finding {

using Segments = std::vector<std::shared_ptr<LiveSegment>>;

// A record as it was met: by which reading, with which words.
struct Candidate {
  Millibits weight = 0;
  Row row = 0;
  std::uint32_t segment = 0;
  std::uint32_t reading = 0;
  std::array<std::uint32_t, kNameFields> words{};
  PackedDate born = 0;
  std::array<NameLevel, kNameFields> levels{};
  DateLevel date = DateLevel::missing;
  std::array<TextLevel, kTextFields> texts{};
  NumberLevel number = NumberLevel::missing;
};

// Keeps the best of what it is offered; or, told to count, all that are better than a given one.
class Best {
 public:
  explicit Best(std::size_t limit) : limit_(limit) { kept_.reserve(limit); }
  // All rows that come before this one.
  static Best before(Millibits weight, Row row);

  // No lower weight is of use.
  Millibits least() const { return least_; }
  bool wants(Millibits weight, Row row) const;
  void offer(const Candidate& candidate, const Segments& segments);
  const std::vector<Candidate>& kept() const { return kept_; }
  std::uint64_t rows_before();  // when counting

 private:
  std::size_t limit_ = 0;
  Millibits least_ = INT32_MIN;
  bool counting_ = false;
  Row row_ = 0;
  std::vector<Candidate> kept_;  // best first
  std::vector<Row> counted_;
};

struct Room {
  Reacher reacher;
  std::vector<std::vector<Reached>> reached;  // by segment and word of the plan
  struct ReachedText {
    std::uint32_t text = 0;
    TextLevel level = TextLevel::different;
  };
  std::vector<std::vector<ReachedText>> reached_texts;       // by segment and field
  std::array<std::vector<std::uint8_t>, kNameFields> level;  // by word; all 0 between uses
  std::array<std::vector<std::uint8_t>, kTextFields> text_level;
  std::vector<std::pair<Row, NumberLevel>> numbered;  // rising
  // Words whose letters have been compared, to be cleared with the others.
  std::array<std::vector<std::uint32_t>, kNameFields> compared;
  std::vector<std::vector<EditCounter>> counters;  // by word of the plan, and key
  std::vector<DayPosting> later;  // of a day: those whose surname is to be compared
  std::array<std::uint64_t, 512> may_be_reached{};  // by the low bits of a surname
};

class Search {
 public:
  Search(const Plan& plan, const Segments& segments, const Weights& weights, const NameKeys& keys,
         Room& room);
  void run(Best& best);
  std::uint64_t looked_at() const { return looked_at_; }
  bool has_way() const { return has_way_; }
  std::uint64_t records() const { return records_; }

  // A row against the query, whether in reach or not: as it weighs most.
  struct Judged {
    Candidate candidate;
    bool in_reach = false;
  };
  Judged judge(std::uint32_t segment, std::uint32_t slot);
  // `in_letters`: with what was read as what.
  matching::Waterfall waterfall(const Candidate& candidate, bool in_letters = true) const;
  // For each name of the query that the row's word is too far from.
  std::vector<matching::Step> too_far(const Candidate& candidate) const;

 private:
  struct Reading {
    std::array<NameWeights, kNameFields> names{};
    // By what stands in Room::level: the weight, or the most it can be.
    std::array<std::array<Millibits, kNameLevels + 1>, kNameFields> bounds{};
    std::array<Millibits, kNameFields> most{};  // of what is reached, or of different
    Millibits fixed = 0;                        // prior and how the query is read
    bool by_given = false;                      // the fourth way is open
    bool possible = true;
  };
  void reach_words();
  void reach_word(std::size_t word);
  void forget(int word);
  void reach_texts();
  void reach_numbers();
  void weigh_readings();
  std::span<const Reached> reached(std::uint32_t segment, int word) const;
  void set_levels(std::uint32_t segment, const Assignment& reading);
  void clear_levels(std::uint32_t segment, const Assignment& reading);
  void by_day(std::uint32_t segment, std::uint32_t reading, Best& best);
  void by_day_alone(std::uint32_t segment, std::uint32_t reading, Best& best);
  void by_number(std::uint32_t segment, std::uint32_t reading, Best& best);
  void by_surname(std::uint32_t segment, std::uint32_t reading, Best& best);
  void by_given(std::uint32_t segment, std::uint32_t reading, Best& best);
  void look(std::uint32_t segment, std::uint32_t reading, std::uint32_t surname,
            const Posting& posting, Best& best);
  // The level of a word, from the levels set.
  NameLevel level_of(std::uint32_t segment, std::uint32_t reading, std::size_t field,
                     std::uint32_t word);
  bool is_distant(std::uint32_t segment, int of_plan, std::uint32_t word);
  // Levels and weight.
  void weigh(Candidate& candidate, std::uint32_t slot);
  NumberLevel number_level(const LiveSegment& live, std::uint32_t slot, Row row) const;
  bool in_reach(const Candidate& candidate) const;
  const std::vector<matching::Step>& reasons(NameField field, const std::string& sought,
                                             const std::string& registered) const;
  std::uint64_t given_postings(const Assignment& reading) const;

  const Plan& plan_;
  const Segments& segments_;
  const Weights& weights_;
  const NameKeys& keys_;
  Room& room_;
  std::uint64_t records_ = 0;
  std::uint64_t looked_at_ = 0;
  bool has_way_ = false;
  Millibits prior_ = 0;
  std::vector<LevelCounts> counts_;  // by word of the plan
  std::vector<Reading> readings_;
  DateWeights dates_;
  std::array<TextWeights, kTextFields> texts_{};
  std::array<bool, kTextFields> has_text_{};
  std::array<Millibits, kNumberLevels> numbers_{};
  mutable std::map<std::tuple<NameField, std::string, std::string>, std::vector<matching::Step>>
      reasons_;
  Millibits most_texts_ = 0;  // of texts and numbers together
};

}  // namespace nostos::finding
