// SPDX-License-Identifier: Apache-2.0
// Whether two events are one: what speaks against it, what speaks for it, and what would decide it.
#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "reckoning/coreference.h"
#include "reckoning/words.h"

namespace nostos::reckoning {

using namespace nostos::domain;

namespace {

// Windows within so many days, with a count that agrees, are one event.
constexpr Day kNearDays = 10;
constexpr Day kMonthDays = 31;

bool same_leg(const ExactCount& a, const ExactCount& b) {
  return !a.to.empty() && a.to == b.to && a.people == b.people && a.scope == b.scope;
}

// Sides, people and values of exact counts that both tell alike.
std::vector<const ExactCount*> equal_counts(const Traits& a, const Traits& b) {
  std::vector<const ExactCount*> equal;
  for (const ExactCount& x : a.counts) {
    const bool told = std::ranges::any_of(
        b.counts, [&](const ExactCount& y) { return x.value == y.value && same_leg(x, y); });
    const bool known =
        told && std::ranges::any_of(equal, [&](const ExactCount* y) { return same_leg(x, *y); });
    if (told && !known) equal.push_back(&x);
  }
  return equal;
}

struct Clash {
  std::string to;
  std::int64_t a = 0;
  std::int64_t b = 0;
};

// The same leg, told exactly by both and never alike. What a side says of people who came to the
// other one is left out: sides do disagree about one exchange. So is a plan beside what was done.
std::optional<Clash> count_clash(const Traits& a, const Traits& b) {
  for (const ExactCount& x : a.counts) {
    if (x.partisan) continue;
    const ExactCount* other = nullptr;
    bool alike = false;
    for (const ExactCount& y : b.counts) {
      if (y.partisan || x.planned != y.planned || !same_leg(x, y)) continue;
      other = &y;
      for (const ExactCount& x2 : a.counts) {
        alike = alike || (!x2.partisan && same_leg(x2, y) && x2.value == y.value);
      }
    }
    if (other != nullptr && !alike) return Clash{x.to, x.value, other->value};
  }
  // A hedge that no exact figure of the other can meet: "more than 300" and 230.
  const auto against = [](const Traits& rough, const Traits& exact) -> std::optional<Clash> {
    for (const RoughCount& r : rough.rough) {
      for (const ExactCount& e : exact.counts) {
        if (e.partisan || e.planned || e.to != r.to || e.people != r.people || e.scope != r.scope)
          continue;
        if (r.to.empty() || compatible(r.count, exactly(e.value))) continue;
        // Told exactly so there, too: the hedge is wrong about its own exchange.
        const bool told_there = std::ranges::any_of(rough.counts, [&](const ExactCount& own) {
          return same_leg(own, e) && own.value == e.value;
        });
        if (told_there) continue;
        return Clash{r.to, r.count.nominal().value_or(0), e.value};
      }
    }
    return std::nullopt;
  };
  if (const auto clash = against(a, b)) return clash;
  if (const auto clash = against(b, a)) return Clash{clash->to, clash->b, clash->a};
  return std::nullopt;
}

bool same_labels(const PartsPrint& a, const PartsPrint& b) {
  return std::ranges::equal(a.parts, b.parts,
                            [](const auto& x, const auto& y) { return x.first == y.first; });
}

// Exhaustive lists of the same kind with the same entries and other numbers. Lists with other
// entries say nothing: what one outlet nests, another lists side by side.
std::optional<std::pair<const PartsPrint*, const PartsPrint*>> parts_clash(const Traits& a,
                                                                           const Traits& b) {
  for (const PartsPrint& x : a.parts) {
    for (const PartsPrint& y : b.parts) {
      if (x.dimension != y.dimension || x.to != y.to || !same_labels(x, y)) continue;
      if (x.parts != y.parts) return std::pair{&x, &y};
    }
  }
  return std::nullopt;
}

const PartsPrint* equal_parts(const Traits& a, const Traits& b) {
  for (const PartsPrint& x : a.parts) {
    for (const PartsPrint& y : b.parts) {
      if (x.dimension == y.dimension && x.to == y.to && x.parts == y.parts) return &x;
    }
  }
  return nullptr;
}

// The ordinals of one namespace, in both, without a common value.
std::optional<std::pair<OrdinalSaid, OrdinalSaid>> ordinal_clash(const Traits& a, const Traits& b) {
  for (const auto& [x, mention_x] : a.ordinals) {
    std::optional<OrdinalSaid> other;
    bool alike = false;
    for (const auto& [y, mention_y] : b.ordinals) {
      if (y.ns != x.ns) continue;
      other = y;
      for (const auto& [x2, mention_x2] : a.ordinals) {
        alike = alike || (x2.ns == y.ns && x2.value == y.value);
      }
    }
    if (other && !alike) return std::pair{x, *other};
  }
  return std::nullopt;
}

std::optional<OrdinalSaid> equal_ordinal(const Traits& a, const Traits& b) {
  for (const auto& [x, mention_x] : a.ordinals) {
    for (const auto& [y, mention_y] : b.ordinals) {
      if (x.ns == y.ns && x.value == y.value) return x;
    }
  }
  return std::nullopt;
}

std::optional<std::pair<ExactTotal, ExactTotal>> total_clash(const Traits& a, const Traits& b) {
  for (const ExactTotal& x : a.totals) {
    for (const ExactTotal& y : b.totals) {
      if (x.side != y.side) continue;
      const auto told_by = [&](const Traits& t, std::int64_t value) {
        return std::ranges::any_of(
            t.totals, [&](const ExactTotal& z) { return z.side == x.side && z.value == value; });
      };
      if (!told_by(a, y.value) && !told_by(b, x.value)) return std::pair{x, y};
    }
  }
  return std::nullopt;
}

std::optional<ExactTotal> equal_total(const Traits& a, const Traits& b) {
  for (const ExactTotal& x : a.totals) {
    for (const ExactTotal& y : b.totals) {
      if (x.side == y.side && x.value == y.value) return x;
    }
  }
  return std::nullopt;
}

bool same_exact_day(const Traits& a, const Traits& b) {
  return a.is_exact_day() && b.is_exact_day() && *a.earliest == *b.earliest;
}

// Days from the first to the last that either can be on; nothing when a window is open.
std::optional<Day> hull(const Traits& a, const Traits& b) {
  if (!a.earliest || !a.latest || !b.earliest || !b.latest) return std::nullopt;
  return std::max(*a.latest, *b.latest) - std::min(*a.earliest, *b.earliest);
}

bool day_of_year_meets_day(const Traits& a, const Traits& b) {
  return a.pattern.month != 0 && a.pattern.day != 0 && !a.is_exact_day() && b.is_exact_day() &&
         a.pattern.fits(*b.earliest);
}

bool one_family(const Traits& a, const Traits& b) {
  return std::ranges::any_of(a.families, [&](std::uint32_t family) {
    return std::ranges::find(b.families, family) != b.families.end();
  });
}

std::string window_words(const Traits& t, Days days = Days::solved) {
  return days == Days::solved ? day_words(t.earliest, t.latest, t.pattern)
                              : day_words(t.said_earliest, t.said_latest, t.pattern);
}
}  // namespace

// Two events before the judge.
class Coreference::Hearing {
 public:
  Hearing(const Coreference& all, EventId a, EventId b, Explain explain, Days days)
      : all_(all),
        a_(a),
        b_(b),
        x_(all.traits(a)),
        y_(all.traits(b)),
        tell_(explain == Explain::yes),
        days_(days) {}

  Verdict verdict() {
    const bool vetoes = all_.options_.veto;
    if (vetoes) {
      if (auto apart = what_nothing_lifts()) return *std::move(apart);
    }
    weigh();
    if (vetoes && !lifted()) {
      if (auto apart = figures_differ()) return *std::move(apart);
    }
    if (auto one = same_by_name()) return *std::move(one);
    if (auto one = same_by_list_or_day()) return *std::move(one);
    if (auto one = same_by_figures_and_days()) return *std::move(one);
    return nothing_decides();
  }

 private:
  using S = std::string;
  using May = std::optional<Verdict>;

  template <class Reason>
  Verdict judged(Judgement judgement, std::string_view rule, int strength, Reason reason) const {
    Verdict v{judgement, rule, strength, {}};
    if (tell_) v.reason = reason();
    return v;
  }
  template <class Reason>
  Verdict veto(std::string_view rule, Reason reason) const {
    return judged(Judgement::different, rule, 0, reason);
  }
  // The more figures agree the stronger.
  template <class Reason>
  Verdict same(std::string_view rule, int strength, Reason reason) const {
    const int agreement = static_cast<int>(counts_.size()) - (clash_ ? 1 : 0);
    return judged(Judgement::same, rule, strength + agreement, reason);
  }

  static S in_both(const ExactCount& c) { return std::to_string(c.value) + " to " + c.to; }

  // -- vetoes

  May what_nothing_lifts() {
    if (is_of_the_living(x_.type) != is_of_the_living(y_.type)) {
      return veto("veto.type", [] {
        return S("one is about living people, the other about the bodies of the dead");
      });
    }
    if (x_.is_deal != y_.is_deal && !plan_of_the_deal()) {
      return veto("veto.deal", [] {
        return S("one is an agreement, the other an exchange under it or beside it");
      });
    }
    if (all_.names_other(x_.previous, b_) || all_.names_other(y_.previous, a_)) {
      return veto("veto.previous", [&] {
        const auto report = all_.names_other(x_.previous, b_) ? all_.who_names(x_.previous, b_)
                                                              : all_.who_names(y_.previous, a_);
        return report.value_or("a report") + " names one as the exchange before the other";
      });
    }
    // A copy with a wrong ordinal is no report of another exchange.
    if (const auto other = ordinal_clash(x_, y_); other && !one_family(x_, y_)) {
      return veto("veto.ordinal", [&] {
        return "one is the " + ordinal_words(other->first.value) + ", the other the " +
               ordinal_words(other->second.value) + " in one count" +
               (other->first.ns.empty() ? S() : " (" + other->first.ns + ")");
      });
    }
    if (days_exclude_each_other(x_, y_, days_)) {
      return veto("veto.date", [&] {
        return "they cannot be on one day: " + window_words(x_, days_) + "; " +
               window_words(y_, days_);
      });
    }
    if (all_.names_other(x_.parents, b_) || all_.names_other(y_.parents, a_)) {
      return veto("veto.stage", [] { return S("a report tells of one as a stage of the other"); });
    }
    if (all_.one_report_tells_both(a_, b_)) {
      return veto("veto.one_report", [] { return S("one report tells of both as two events"); });
    }
    if (all_.predecessors_differ(x_, y_, days_)) {
      return veto("veto.predecessor",
                  [] { return S("the exchanges directly before them are different ones"); });
    }
    return std::nullopt;
  }

  // "33 are to go free for nearly 2,000" beside "a deal on 33 for up to 1,650": one report speaks
  // of the agreement, the other of all that is planned under it. A part of it that is planned has a
  // day, or as many people as the whole only by chance; a plan of another month is another plan.
  bool plan_of_the_deal() const {
    if (x_.is_done || y_.is_done || !(x_.is_open_plan() || y_.is_open_plan())) return false;
    if (!x_.told_first || !x_.told_last || !y_.told_first || !y_.told_last) return false;
    const Day apart =
        std::max(*x_.told_last, *y_.told_last) - std::min(*x_.told_first, *y_.told_first);
    const auto alike = equal_counts(x_, y_);
    return apart <= kMonthDays && !count_clash(x_, y_) &&
           std::ranges::any_of(alike, [](const ExactCount* c) { return c->people == People::all; });
  }

  // What both tell alike, and what not.
  void weigh() {
    one_day_ = same_exact_day(x_, y_);
    counts_ = equal_counts(x_, y_);
    clash_ = count_clash(x_, y_);
    copies_ = one_family(x_, y_);
    ordinal_ = equal_ordinal(x_, y_);
    one_before_ = !counts_.empty() && !clash_ && all_.one_exchange_before(x_, y_);
    one_day_of_year_ = day_of_year_meets_day(x_, y_) || day_of_year_meets_day(y_, x_);
  }

  // A copy, the same ordinal, the same exchange before, or the same day with the same count, lifts
  // what figures say against it.
  bool lifted() const {
    return ordinal_ || copies_ || one_before_ || (one_day_ && !counts_.empty());
  }

  May figures_differ() const {
    const bool one_day_of_year =
        one_day_of_year_ &&
        std::ranges::any_of(counts_, [](const ExactCount* c) { return c->people == People::all; });
    if (clash_ && !one_day_ && !one_day_of_year) {
      return veto("veto.count", [&] {
        return std::to_string(clash_->a) + " ≠ " + std::to_string(clash_->b) + " who came to " +
               clash_->to;
      });
    }
    if (const auto parts = parts_clash(x_, y_)) {
      return veto("veto.breakdown", [&] {
        return "full lists by " + parts->first->dimension +
               " differ: " + parts_words(*parts->first) + "; " + parts_words(*parts->second);
      });
    }
    if (const auto totals = total_clash(x_, y_)) {
      return veto("veto.total", [&] {
        return "running totals differ: " + std::to_string(totals->first.value) + " and " +
               std::to_string(totals->second.value);
      });
    }
    return std::nullopt;
  }

  // -- evidence

  // An ordinal, a text, a running total, the exchange before: there is one exchange of that name.
  May same_by_name() const {
    if (ordinal_) {
      return same("evidence.same_ordinal", 80, [&] {
        return "both are the " + ordinal_words(ordinal_->value) +
               (ordinal_->ns.empty() ? S() : " in the count of " + ordinal_->ns);
      });
    }
    if (copies_) {
      return same("evidence.copy", 70, [] {
        return S("a report of one repeats the text or statement of a report of the other");
      });
    }
    if (const auto total = equal_total(x_, y_); total && !x_.is_deal) {
      return same("evidence.same_total", 75, [&] {
        return "both bring the running total to " + std::to_string(total->value);
      });
    }
    if (x_.is_deal != y_.is_deal && !counts_.empty()) {
      return same("evidence.plan_of_deal", 24, [&] {
        return "one tells of an agreement, the other of what is planned, without a day of its "
               "own; " +
               in_both(*counts_[0]) + " in both";
      });
    }
    // No known exchange lies between: what comes directly after one exchange is one exchange.
    if (one_before_) {
      return same("evidence.same_before", 55, [&] {
        return in_both(*counts_[0]) + " in both, and one exchange directly before them";
      });
    }
    return std::nullopt;
  }

  May same_by_list_or_day() const {
    const PartsPrint* parts = equal_parts(x_, y_);
    if (parts != nullptr &&
        (parts->parts.size() > 2 ||
         (!counts_.empty() && hull(x_, y_).value_or(kMonthDays + 1) <= kMonthDays))) {
      return same("evidence.same_breakdown", 50, [&] {
        return "the same full list by " + parts->dimension + ": " + parts_words(*parts);
      });
    }
    if (!one_day_) return std::nullopt;
    return same("evidence.same_day", 40, [&] {
      S reason = "the same sides on the same day, " + iso(*x_.earliest);
      for (const ExactCount* c : counts_) reason += "; " + in_both(*c) + " in both";
      if (clash_) {
        reason += "; they disagree on who came to " + clash_->to + ": " +
                  std::to_string(clash_->a) + " and " + std::to_string(clash_->b);
      }
      return reason;
    });
  }

  May same_by_figures_and_days() const {
    const auto near = hull(x_, y_);
    const bool two_legs = counts_.size() > 1 && counts_[0]->to != counts_[1]->to;
    const bool telling_pair = two_legs && counts_[0]->value != counts_[1]->value;
    if (telling_pair || (two_legs && (x_.is_deal || (near && *near <= kMonthDays)))) {
      return same("evidence.both_counts", 30, [&] {
        return "the counts of both sides agree: " + in_both(*counts_[0]) + ", " +
               in_both(*counts_[1]);
      });
    }
    if (!counts_.empty() && one_day_of_year_) {
      return same("evidence.day_of_year_and_count", 25,
                  [&] { return in_both(*counts_[0]) + " in both, and one day of the year"; });
    }
    if (near && *near <= 3 && (!clash_ || !counts_.empty())) {
      return same("evidence.same_days", 22,
                  [&] { return "the same sides within " + std::to_string(*near + 1) + " days"; });
    }
    if (near && *near <= kNearDays && !counts_.empty()) {
      return same("evidence.near_and_count", 20, [&] {
        return in_both(*counts_[0]) + " in both, within " + std::to_string(*near + 1) + " days";
      });
    }
    // What is directly before the 14th is what another report calls the 13th.
    if (const auto place = counts_.empty() ? std::nullopt : all_.one_place(a_, b_)) {
      return same("evidence.same_place", 18, [&] {
        return in_both(*counts_[0]) +
               " in both, and by the exchanges directly before or after them both are the " +
               ordinal_words(place->value) +
               (place->ns.empty() ? S() : " in the count of " + place->ns);
      });
    }
    return std::nullopt;
  }

  // -- neither

  Verdict nothing_decides() const {
    return judged(Judgement::undetermined, "open.not_enough", 0, [&] {
      S reason = what_agrees();
      if (!reason.empty()) reason += "; ";
      reason += "the days can be one (" + window_words(x_) + "; " + window_words(y_) + ")";
      reason += ", but a weekday and a count that agree never suffice. Would need: ";
      std::vector<S> needs;
      for (const auto& [traits, event] : {std::pair(&x_, a_), std::pair(&y_, b_)}) {
        if (traits->is_exact_day()) continue;
        const Mention& m = all_.mentions_[all_.members(event).front()];
        needs.push_back("the date of " + report_words(*all_.readings_[m.reading]));
      }
      needs.push_back("the count of the other leg, the ordinal or a full breakdown in both");
      return reason + joined(needs, "; or ");
    });
  }

  S what_agrees() const {
    if (!counts_.empty()) {
      return "both tell of " + std::to_string(counts_[0]->value) + " who came to " + counts_[0]->to;
    }
    for (const ExactCount& c : x_.counts) {
      for (const ExactCount& d : y_.counts) {
        if (c.value != d.value) continue;
        S reason = "both tell of " + std::to_string(c.value) + " people";
        if (!c.to.empty() && !d.to.empty())
          reason += ", on opposite legs (to " + c.to + ", to " + d.to + ")";
        return reason;
      }
    }
    return {};
  }

  const Coreference& all_;
  EventId a_;
  EventId b_;
  const Traits& x_;
  const Traits& y_;
  bool tell_;
  Days days_;

  bool one_day_ = false;
  std::vector<const ExactCount*> counts_;  // of x_, told alike by y_
  std::optional<Clash> clash_;
  bool copies_ = false;
  std::optional<OrdinalSaid> ordinal_;
  bool one_before_ = false;
  bool one_day_of_year_ = false;
};

bool Coreference::names_other(const std::vector<MentionId>& named, EventId other) const {
  return std::ranges::any_of(named, [&](MentionId id) { return event_of(id) == other; });
}

// A place in the order of exchanges that both have, said of one of them at most.
std::optional<OrdinalSaid> Coreference::one_place(EventId a, EventId b) const {
  if (placed_.empty()) return std::nullopt;
  static const std::vector<OrdinalSaid> none;
  const auto placed = [&](EventId event) -> const std::vector<OrdinalSaid>& {
    const auto found = placed_.find(event);
    return found == placed_.end() ? none : found->second;
  };
  const auto has = [&](EventId event, const OrdinalSaid& wanted) {
    const auto same = [&](const OrdinalSaid& o) {
      return o.ns == wanted.ns && o.value == wanted.value;
    };
    return std::ranges::any_of(placed(event), same) ||
           std::ranges::any_of(traits(event).ordinals,
                               [&](const auto& said) { return same(said.first); });
  };
  for (const OrdinalSaid& ordinal : placed(a)) {
    if (has(b, ordinal)) return ordinal;
  }
  for (const OrdinalSaid& ordinal : placed(b)) {
    if (has(a, ordinal)) return ordinal;
  }
  return std::nullopt;
}

// A report may tell of one event twice, as a plan and as done, or in its head and its body. Two
// events of one report on one day with counts that do not fit are two.
bool Coreference::may_be_told_twice(MentionId a, MentionId b) const {
  const Traits& x = memory_->base_[a]->traits;
  const Traits& y = memory_->base_[b]->traits;
  return same_exact_day(x, y) && !count_clash(x, y) && !parts_clash(x, y);
}

bool Coreference::one_report_tells_both(EventId a, EventId b) const {
  if (traits(a).of_several.size() > traits(b).of_several.size()) std::swap(a, b);
  for (const MentionId member : traits(a).of_several) {
    const JoinMemory::Refers& refers = memory_->refers_[member];
    for (MentionId sibling = refers.first; sibling < refers.first + refers.count; ++sibling) {
      if (sibling != member && event_of(sibling) == b && !may_be_told_twice(member, sibling)) {
        return true;
      }
    }
  }
  return false;
}

bool Coreference::one_exchange_before(const Traits& a, const Traits& b) const {
  return options_.assume_adjacency && std::ranges::any_of(a.previous, [&](MentionId id) {
           return names_other(b.previous, event_of(id));
         });
}

// The exchange directly before one cannot be the exchange directly before the other.
bool Coreference::predecessors_differ(const Traits& a, const Traits& b, Days days) const {
  if (!options_.assume_adjacency || a.previous.empty() || b.previous.empty()) return false;
  const Traits& x = traits(event_of(a.previous.front()));
  const Traits& y = traits(event_of(b.previous.front()));
  return days_exclude_each_other(x, y, days) || ordinal_clash(x, y).has_value();
}

std::optional<std::string> Coreference::who_names(const std::vector<MentionId>& named,
                                                  EventId other) const {
  for (const MentionId id : named) {
    if (event_of(id) == other) return report_words(*readings_[mentions_[id].reading]);
  }
  return std::nullopt;
}

Verdict Coreference::judge(EventId a, EventId b, Explain explain, Days days) const {
  return Hearing(*this, a, b, explain, days).verdict();
}

}  // namespace nostos::reckoning
