// SPDX-License-Identifier: Apache-2.0
#include "finding/testing/reference.h"

#include <algorithm>
#include <map>
#include <set>

#include "finding/deletions.h"
#include "finding/dictionary_builder.h"
#include "finding/filed_row.h"
#include "finding/plan.h"
#include "finding/scoring.h"

namespace nostos::finding::testing {
namespace {

// Optimal string alignment by the full table.
unsigned plain_edits(std::string_view a, std::string_view b) {
  std::vector<std::vector<unsigned>> d(a.size() + 1, std::vector<unsigned>(b.size() + 1));
  for (unsigned i = 0; i <= a.size(); ++i) d[i][0] = i;
  for (unsigned j = 0; j <= b.size(); ++j) d[0][j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    for (std::size_t j = 1; j <= b.size(); ++j) {
      d[i][j] = std::min(
          {d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0U : 1U)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
    }
  }
  return d[a.size()][b.size()];
}

NameLevel plain_level(const SoughtWord& sought, const FiledWord& word, const NameKeys& keys) {
  if (word.text.empty()) return NameLevel::missing;
  // A registered word is always a whole one, or an initial.
  const SoughtWord other({std::string(word.text), part_of(sought.field), word.initial, false},
                         sought.field, keys);
  const auto begins = [](const Key& whole, const Key& beginning) {
    return whole.view().starts_with(beginning.view());
  };
  NameLevel best = NameLevel::different;
  const auto take = [&](NameLevel level) {
    if (rank(level) < rank(best)) best = level;
  };
  for (const Key& mine : sought.keys) {
    for (const Key& theirs : other.keys) {
      if (sought.initial || word.initial) {
        const bool agree =
            sought.initial ? begins(theirs, mine) : theirs.size <= 4 && begins(mine, theirs);
        if (agree) take(NameLevel::initial);
        continue;
      }
      const unsigned edits = plain_edits(mine.view(), theirs.view());
      if (edits > reach(mine.size, theirs.size)) continue;
      if (edits == 0) take(other.folded == sought.folded ? NameLevel::exact : NameLevel::spelling);
      if (edits == 1) take(NameLevel::one_edit);
      if (edits == 2) take(NameLevel::two_edits);
    }
  }
  const auto meet = [](const auto& one, const auto& another) {
    return std::ranges::find_first_of(one, another) != one.end();
  };
  if (sought.initial || word.initial) {
    if (sought.initial && !word.initial && meet(sought.initial_classes, other.classes))
      take(NameLevel::initial_of_same);
    if (!sought.initial && word.initial && meet(sought.classes, other.initial_classes))
      take(NameLevel::initial_of_same);
    return best;
  }
  if (meet(sought.classes, other.classes)) take(NameLevel::same_name);
  if (meet(sought.near_classes, other.classes)) take(NameLevel::same_near);
  if (best != NameLevel::different) return best;
  const std::string_view theirs = other.keys.front().view();
  for (const Key& mine : sought.keys) {
    const unsigned allowed = distant_reach(mine.size, theirs.size());
    if (plain_edits(mine.view(), theirs) <= allowed) take(NameLevel::distant);
  }
  return best;
}

TextLevel plain_text_level(const SoughtText& sought, std::string_view text, const NameKeys& keys) {
  if (sought.tokens.empty() || text.empty()) return TextLevel::missing;
  const std::string folded = keys.folded(text);
  if (folded == sought.folded) return TextLevel::exact;
  const auto theirs = text_tokens(folded);
  const std::set<std::uint64_t> other(theirs.begin(), theirs.end());
  const auto common = static_cast<std::size_t>(std::ranges::count_if(
      sought.tokens, [&](std::uint64_t token) { return other.contains(token); }));
  if (common == 0) return TextLevel::different;
  return common == sought.tokens.size() || common == other.size() ? TextLevel::part
                                                                  : TextLevel::alike;
}

bool said(NameLevel level) {
  return level != NameLevel::different && level != NameLevel::distant &&
         level != NameLevel::missing;
}
bool names_a_person(NameLevel level) {
  return said(level) && rank(level) <= rank(NameLevel::same_name);
}

}  // namespace

std::vector<ReferenceHit> reference_search(const std::vector<PersonRow>& people, const Query& query,
                                           const NameKeys& keys, const Weights& weights) {
  const Plan plan(query, keys);
  std::vector<FiledRow> rows;
  rows.reserve(people.size());
  for (const PersonRow& person : people) rows.push_back(filed(person));

  // How far each way to find a record is from each word of the query.
  std::vector<LevelCounts> counts(plan.words.size());
  std::vector<std::vector<std::vector<NameLevel>>> levels(plan.words.size());
  for (std::size_t w = 0; w < plan.words.size(); ++w) {
    for (const FiledRow& row : rows) {
      auto& of_row = levels[w].emplace_back();
      for (const FiledPosting& posting : row.postings) {
        const FiledWord& word = posting.words[static_cast<std::size_t>(plan.words[w].field)];
        const NameLevel level = plain_level(plan.words[w], word, keys);
        of_row.push_back(level);
        if (level != NameLevel::missing) ++counts[w].said;
        if (said(level)) ++counts[w].at[static_cast<std::size_t>(level)];
      }
    }
  }
  const std::array<const std::array<double, kTextLevels>*, kTextFields> text_shares = {
      &weights.unit, &weights.rank, &weights.place};
  std::array<TextWeights, kTextFields> text_weights_of{};
  for (std::size_t f = 0; f < kTextFields; ++f) {
    std::array<std::uint64_t, kTextLevels> at{};
    for (const FiledRow& row : rows) {
      const TextLevel level = plain_text_level(plan.texts[f], row.texts[f], keys);
      if (level != TextLevel::missing) ++at[static_cast<std::size_t>(level)];
    }
    if (!plan.texts[f].tokens.empty()) text_weights_of[f] = text_weights(*text_shares[f], at);
  }
  const auto reached = [&](int word) {
    return word >= 0 && std::ranges::any_of(counts[static_cast<std::size_t>(word)].at,
                                            [](std::uint64_t count) { return count > 0; });
  };
  const DateWeights dates(weights, plan.dates);
  const auto numbers = number_weights(weights, people.size());
  const Millibits prior = prior_weight(weights, people.size());
  std::map<Row, Millibits> best;
  for (const Assignment& reading : plan.readings) {
    if (reading.swapped && !(reached(reading.word[0]) && reached(reading.word[1]))) continue;
    bool by_given = reading.word[1] >= 0 && reached(reading.word[1]) && !reached(reading.word[0]);
    if (reading.word[2] >= 0 && !reached(reading.word[2])) by_given = false;
    for (std::size_t r = 0; r < rows.size(); ++r) {
      if ((rows[r].visible & plan.visible) == 0) continue;
      for (std::size_t p = 0; p < rows[r].postings.size(); ++p) {
        Millibits weight = prior;
        if (reading.swapped) weight += matching::weight_of(weights.swapped);
        std::array<NameLevel, kNameFields> at{};
        for (std::size_t f = 0; f < kNameFields; ++f) {
          at[f] = NameLevel::missing;
          if (reading.word[f] < 0) continue;
          const auto w = static_cast<std::size_t>(reading.word[f]);
          at[f] = levels[w][r][p];
          weight += name_weights(weights, static_cast<NameField>(f),
                                 counts[w])[static_cast<std::size_t>(at[f])];
        }
        const DateLevel date = plan.dates.level(rows[r].born);
        weight += dates.of(date, rows[r].born);
        NumberLevel number = NumberLevel::missing;
        if (!plan.numbers.empty() && !rows[r].numbers.empty()) {
          number = NumberLevel::different;
          for (const std::uint64_t one : rows[r].numbers) {
            if (std::ranges::find(plan.numbers, one) != plan.numbers.end())
              number = NumberLevel::exact;
            else if (number == NumberLevel::different &&
                     std::ranges::find(plan.near_numbers, one) != plan.near_numbers.end())
              number = NumberLevel::one_digit;
          }
        }
        if (!plan.numbers.empty()) weight += numbers[static_cast<std::size_t>(number)];
        for (std::size_t f = 0; f < kTextFields; ++f) {
          const TextLevel level = plain_text_level(plan.texts[f], rows[r].texts[f], keys);
          weight += text_weights_of[f][static_cast<std::size_t>(level)];
        }

        bool in_reach = said(at[0]);
        const auto& near = plan.dates.near_days();
        for (unsigned d = 0; d < near.size; ++d)
          in_reach =
              in_reach || (to_the_day(rows[r].born) && day_place(rows[r].born) == near.places[d]);
        in_reach = in_reach || number == NumberLevel::exact || number == NumberLevel::one_digit;
        in_reach = in_reach ||
                   (by_given && names_a_person(at[1]) &&
                    (reading.word[2] < 0 || names_a_person(at[2]) || at[2] == NameLevel::initial));
        if (!in_reach) continue;
        const auto [known, is_new] = best.emplace(rows[r].row, weight);
        if (!is_new) known->second = std::max(known->second, weight);
      }
    }
  }
  std::vector<ReferenceHit> hits;
  for (const auto& [row, weight] : best) hits.push_back({row, weight});
  std::ranges::stable_sort(hits, std::ranges::greater(), &ReferenceHit::weight);
  return hits;
}

}  // namespace nostos::finding::testing
