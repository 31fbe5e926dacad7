// SPDX-License-Identifier: Apache-2.0
#include "reckoning/best_value.h"

#include <algorithm>
#include <array>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>

#include "reckoning/words.h"

namespace nostos::reckoning {

using namespace nostos::domain;

namespace {

enum Standing { list_keeper, own_side, own_voice, other_side };

constexpr std::array<std::string_view, 4> kStandings = {
    "the receiving side's own list keeper", "the receiving side", "a report in its own voice",
    "the other side"};

Standing standing_of(const SourcedCount& said, const std::string& to,
                     const std::vector<std::string>& sides,
                     const std::vector<std::string>& list_keepers) {
  if (said.speaker_side.empty()) return own_voice;
  if (said.speaker_side == to) {
    return std::ranges::binary_search(list_keepers, said.speaker) ? list_keeper : own_side;
  }
  return std::ranges::binary_search(sides, said.speaker_side) ? other_side : own_voice;
}

std::string voice_words(const SourcedCount& said) {
  return said.speaker.empty() ? said.report : said.speaker + " in " + said.report;
}

std::set<std::int64_t> values(const std::vector<const SourcedCount*>& all) {
  std::set<std::int64_t> out;
  for (const SourcedCount* said : all) out.insert(*said->count.lo);
  return out;
}

std::string values_words(const std::set<std::int64_t>& all) {
  std::vector<std::string> words;
  for (const std::int64_t value : all) words.push_back(std::to_string(value));
  return joined(words, ", ");
}

// Each once, in order. They come nearly so: what is said comes in order of reports.
SharedVector<ClaimRef> claims_of(const Said& said) {
  std::vector<const ClaimRef*> all;
  all.reserve(2 * said.size());
  for (const SourcedCount* one : said) {
    for (const ClaimRef& claim : one->claims) all.push_back(&claim);
  }
  const auto less = [](const ClaimRef* a, const ClaimRef* b) { return *a < *b; };
  if (!std::ranges::is_sorted(all, less)) std::ranges::sort(all, less);
  std::vector<ClaimRef> claims;
  claims.reserve(all.size());
  for (const ClaimRef* claim : all) {
    if (claims.empty() || claims.back() != *claim) claims.push_back(*claim);
  }
  return claims;
}

std::size_t distinct(std::vector<std::string_view> words) {
  std::ranges::sort(words);
  return static_cast<std::size_t>(std::ranges::unique(words).begin() - words.begin());
}

Said pointers(const std::vector<SourcedCount>& said) {
  Said all;
  all.reserve(said.size());
  for (const SourcedCount& one : said) all.push_back(&one);
  return all;
}

// Nobody says it exactly: the window that all hedges leave, and the narrowest of them as the
// figure; among equals the earliest.
void choose_hedged(Choice& choice, const Said& said) {
  Reckoned& number = choice.number;
  const SourcedCount* first = nullptr;
  const auto rank = [](const SourcedCount& one) {
    const auto low = one.count.low();
    const auto high = one.count.high();
    const std::int64_t width = low && high ? *high - *low : std::int64_t{1} << 40;
    return std::tuple(width, !one.published, one.published.value_or(0));
  };
  for (const SourcedCount* each : said) {
    const SourcedCount& one = *each;
    if (!one.count.has_figure()) continue;
    const auto low = one.count.low();
    const auto high = one.count.high();
    const bool fits = (!low || !number.high || *low <= *number.high) &&
                      (!high || !number.low || *high >= *number.low);
    if (!fits) {
      number.conflict = true;
      continue;
    }
    if (low && (!number.low || *low > *number.low)) number.low = low;
    if (high && (!number.high || *high < *number.high)) number.high = high;
    if (first == nullptr || rank(one) < rank(*first)) first = &one;
  }
  if (first == nullptr) {
    number.why = "said, but without a figure";
    return;
  }
  number.best = first->count.nominal();
  number.best_op = first->count.op;
  number.why =
      "only hedged: \"" +
      (first->count.surface.empty() ? std::to_string(*number.best) : first->count.surface) +
      "\" by " + voice_words(*first);
  if (number.conflict) number.why += "; other hedges exclude it";
}

// The figures of those who say them exactly, by standing.
using Tiers = std::array<Said, 4>;

// Both sides of a leg speak and tell otherwise. Others have their say on what neither side says.
void leave_to_the_sides(Choice& choice, const Said& said, const std::set<std::int64_t>& receiver,
                        const std::set<std::int64_t>& sender, const std::string& to) {
  Reckoned& number = choice.number;
  number.conflict = true;
  number.best_op = CountOp::not_stated;
  number.why = "the sides disagree: " + values_words(receiver) + " by " + to + ", " +
               values_words(sender) + " by the other side; none is chosen";
  std::set<std::int64_t> either = receiver;
  either.insert(sender.begin(), sender.end());
  for (const SourcedCount* each : said) {
    const SourcedCount& one = *each;
    const bool met = std::ranges::any_of(
        either, [&](std::int64_t v) { return compatible(one.count, exactly(v)); });
    if (met || !one.count.has_figure()) continue;
    (one.count.op == CountOp::exact ? choice.differing : choice.unmet_hedges).push_back(one);
  }
}

// A party to the exchange has spoken, and outlets that name nobody tell otherwise.
bool party_is_denied(Choice& choice, const Tiers& exact, const Said& top,
                     const std::set<std::int64_t>& sender) {
  const bool denied =
      &top == &exact[own_voice] && !sender.empty() &&
      std::ranges::any_of(values(top), [&](std::int64_t v) { return !sender.contains(v); });
  if (!denied) return false;
  Reckoned& number = choice.number;
  number.conflict = true;
  number.best_op = CountOp::not_stated;
  number.why = "the side they came from says " + values_words(sender) +
               ", reports in their own voice " + values_words(values(top)) +
               ", and the side they came to is not heard; none is chosen";
  return true;
}

// The earliest of equal standing is the source, later ones are copies; no figure where two of the
// earliest disagree.
void choose_earliest(Choice& choice, const Said& top, std::string_view standing) {
  Reckoned& number = choice.number;
  const auto earlier = [](const SourcedCount* a, const SourcedCount* b) {
    if (a->published.has_value() != b->published.has_value()) return a->published.has_value();
    return a->published && *a->published < *b->published;
  };
  const SourcedCount* first = *std::ranges::min_element(top, earlier);
  const bool rivals = std::ranges::any_of(top, [&](const SourcedCount* one) {
    return *one->count.lo != *first->count.lo && !earlier(first, one);
  });
  const auto all = values(top);
  if (rivals) {
    number.conflict = true;
    number.best_op = CountOp::not_stated;
    number.why =
        "sources of equal standing (" + std::string(standing) + ") disagree: " + values_words(all);
    return;
  }
  number.best = first->count.lo;
  number.basis = first->count.basis;
  number.conflict = all.size() > 1;
  number.why = number.basis == Basis::derived ? first->count.formula + "; " : std::string();
  number.why += "exact, by " + std::string(standing);
  if (!first->speaker.empty()) number.why += " (" + first->speaker + ")";
  if (number.conflict) number.why += "; the earliest of " + values_words(all);
}

// What does not go with the figure that was chosen.
void tell_what_differs(Choice& choice, const Said& said) {
  const std::int64_t best = *choice.number.best;
  for (const SourcedCount* each : said) {
    const SourcedCount& one = *each;
    if (one.count.op == CountOp::exact && *one.count.lo != best) choice.differing.push_back(one);
    const bool hedged = one.count.op != CountOp::exact && one.count.has_figure();
    if (hedged && !compatible(one.count, exactly(best))) choice.unmet_hedges.push_back(one);
  }
}

}  // namespace

void count_origins(Reckoned& number, const Said& said) {
  std::vector<std::string_view> reports;
  std::vector<std::string_view> origins;
  for (const SourcedCount* one : said) {
    if (!one->count.has_figure()) continue;
    reports.push_back(one->digest);
    origins.push_back(one->origin);
  }
  number.reports = distinct(std::move(reports));
  number.origins = distinct(std::move(origins));
}

Choice choose(Said said, const std::string& to, const std::vector<std::string>& sides,
              const std::vector<std::string>& list_keepers) {
  Choice choice;
  Reckoned& number = choice.number;
  // What was planned counts only as long as nothing is told as done.
  const bool done = std::ranges::any_of(
      said, [](const SourcedCount* s) { return !s->planned && s->count.has_figure(); });
  if (done) std::erase_if(said, [](const SourcedCount* s) { return s->planned; });
  number.claims = claims_of(said);
  count_origins(number, said);

  Tiers exact;
  for (const SourcedCount* one : said) {
    if (one->count.op == CountOp::exact)
      exact[standing_of(*one, to, sides, list_keepers)].push_back(one);
  }
  const auto top = std::ranges::find_if(exact, [](const Said& tier) { return !tier.empty(); });
  if (top == exact.end()) {
    choose_hedged(choice, said);
    return choice;
  }
  number.best_op = CountOp::exact;
  std::set<std::int64_t> every;
  for (const Said& tier : exact) every.merge(values(tier));
  number.low = *every.begin();
  number.high = *every.rbegin();

  std::set<std::int64_t> receiver = values(exact[list_keeper]);
  receiver.merge(values(exact[own_side]));
  const std::set<std::int64_t> sender = values(exact[other_side]);
  const bool sides_disagree =
      !receiver.empty() && !sender.empty() &&
      std::ranges::none_of(sender, [&](std::int64_t v) { return receiver.contains(v); });
  if (sides_disagree) {
    leave_to_the_sides(choice, said, receiver, sender, to);
    return choice;
  }
  if (party_is_denied(choice, exact, *top, sender)) return choice;
  choose_earliest(choice, *top, kStandings[static_cast<std::size_t>(top - exact.begin())]);
  if (number.best) tell_what_differs(choice, said);
  return choice;
}

Choice choose(const std::vector<SourcedCount>& said, const std::string& to,
              const std::vector<std::string>& sides, const std::vector<std::string>& list_keepers) {
  return choose(pointers(said), to, sides, list_keepers);
}

}  // namespace nostos::reckoning
