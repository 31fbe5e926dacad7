// SPDX-License-Identifier: Apache-2.0
#include "finding/scoring.h"

#include <algorithm>
#include <bit>

#include "finding/sought_word.h"

namespace nostos::finding {
namespace {

using matching::weight_of;

// A range is never worth more than a month would be.
constexpr std::uint32_t kShortestRange = 28;
constexpr double kOneDigitDays = 15;  // days that are one digit from a day, about

// Half a record more than were counted: what has not been met is not impossible.
double share(std::uint64_t counted, std::uint64_t of) {
  return std::min(1.0, (static_cast<double>(counted) + 0.5) / (static_cast<double>(of) + 1));
}

// log2 of a number of days, in millibits.
Millibits bits_of(std::uint32_t days) {
  constexpr std::size_t kKept = 1024;
  static const std::array<Millibits, kKept> kTable = [] {
    std::array<Millibits, kKept> table{};
    for (std::size_t i = 1; i < kKept; ++i) table[i] = weight_of(static_cast<double>(i));
    return table;
  }();
  return days < kKept ? kTable[days] : weight_of(days);
}

double rest(double share) { return std::max(1 - share, 0.001); }

}  // namespace

NameWeights name_weights(const Weights& set, NameField field, const LevelCounts& counts) {
  const NameShares& shares = field == NameField::surname ? set.surname
                             : field == NameField::given ? set.given
                                                         : set.patronymic;
  const NameShares& by_chance =
      field == NameField::surname ? set.surname_by_chance : set.given_by_chance;
  // One record fewer: the one that is sought does not agree by chance.
  const auto share_of = [&](std::uint64_t counted, std::size_t level) {
    const double others = static_cast<double>(std::max<std::uint64_t>(counted, 1) - 1);
    return std::min(1.0, (others + set.counts_for * by_chance[level]) /
                             (static_cast<double>(counts.said) + set.counts_for));
  };
  NameWeights weights{};
  std::uint64_t so_far = 0;
  double reached = 0;
  // By rank: each level with all that is closer.
  for (unsigned r = 0; r < kNameLevels; ++r) {
    for (std::size_t l = 0; l < kNameLevels; ++l) {
      const auto level = static_cast<NameLevel>(l);
      if (rank(level) != r) continue;
      if (level == NameLevel::different || level == NameLevel::missing) continue;
      if (level == NameLevel::distant) continue;  // below
      so_far += counts.at[l];
      const double share = share_of(so_far, l);
      weights[l] = weight_of(shares[l] / share);
      if (level == NameLevel::two_edits) reached = share;
    }
  }
  const auto distant = static_cast<std::size_t>(NameLevel::distant);
  const double so_distant = std::min(1.0, reached + by_chance[distant]);
  const auto different = static_cast<std::size_t>(NameLevel::different);
  weights[different] = std::min<Millibits>(0, weight_of(shares[different] / rest(so_distant)));
  weights[distant] = std::max(weights[different], weight_of(shares[distant] / so_distant));
  return weights;
}

TextWeights text_weights(const std::array<double, kTextLevels>& shares,
                         const std::array<std::uint64_t, kTextLevels>& counts) {
  TextWeights weights{};
  std::uint64_t said = 0;
  for (const std::uint64_t count : counts) said += count;
  std::uint64_t so_far = 0;
  for (const TextLevel level : {TextLevel::exact, TextLevel::part, TextLevel::alike}) {
    const auto l = static_cast<std::size_t>(level);
    so_far += counts[l];
    weights[l] = weight_of(shares[l] / share(so_far, said));
  }
  weights[0] = std::min<Millibits>(0, weight_of(shares[0] / rest(share(so_far, said))));
  return weights;
}

DateWeights::DateWeights(const Weights& weights, const DateComparer& sought) {
  if (!sought.known()) return;
  const double all = weights.days_of_birth;
  sought_days_ = days_in(sought.sought());
  const auto m = [&](DateLevel level) { return weights.date[static_cast<std::size_t>(level)]; };
  const auto set = [&](DateLevel level, double days) {
    fixed_[static_cast<std::size_t>(level)] = weight_of(m(level) * all / days);
  };
  set(DateLevel::exact, 1);
  set(DateLevel::turned, 1);
  set(DateLevel::near_year, 2);
  set(DateLevel::one_digit, kOneDigitDays);
  set(DateLevel::year, 366);
  set(DateLevel::close_year, 2 * 366 + sought_days_ - 1.0);
  set(DateLevel::different, all);
  consistent_ = weight_of(m(DateLevel::consistent) * all);
  for (std::size_t l = 1; l < kDateLevels; ++l) most_ = std::max(most_, fixed_[l]);
  most_elsewhere_ = std::max(of(DateLevel::consistent, 0),
                             fixed_[static_cast<std::size_t>(DateLevel::one_digit)]);
  most_ = std::max(most_, most_elsewhere_);
}

Millibits DateWeights::of(DateLevel level, PackedDate registered) const {
  if (level != DateLevel::consistent) return fixed_[static_cast<std::size_t>(level)];
  const std::uint32_t days = std::max(days_in(registered) + sought_days_ - 1, kShortestRange);
  return std::max<Millibits>(0, consistent_ - bits_of(days));
}

std::array<Millibits, kNumberLevels> number_weights(const Weights& weights, std::uint64_t records) {
  std::array<Millibits, kNumberLevels> out{};
  const auto size = static_cast<double>(std::max<std::uint64_t>(records, 1));
  const auto m = [&](NumberLevel level) { return weights.number[static_cast<std::size_t>(level)]; };
  out[static_cast<std::size_t>(NumberLevel::exact)] = weight_of(m(NumberLevel::exact) * size / 2);
  out[static_cast<std::size_t>(NumberLevel::one_digit)] =
      weight_of(m(NumberLevel::one_digit) * size / 40);
  out[static_cast<std::size_t>(NumberLevel::different)] = weight_of(m(NumberLevel::different));
  for (Millibits& weight : out) weight = std::min<Millibits>(weight, 30'000);
  return out;
}

Millibits prior_weight(const Weights& weights, std::uint64_t records) {
  const auto size = static_cast<double>(std::max<std::uint64_t>(records, 1));
  return weight_of(weights.in_registry / (1 - weights.in_registry) / size);
}

}  // namespace nostos::finding
