// SPDX-License-Identifier: Apache-2.0
#include "reckoning/counters.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "reckoning/count_solver.h"
#include "reckoning/event_work.h"
#include "reckoning/words.h"

namespace nostos::reckoning {

using namespace nostos::domain;

namespace {

std::string number(std::int64_t value) { return std::to_string(value); }

bool is_done(const ExchangeView& view) {
  return !view.is_deal && view.type != EventType::bodies &&
         (view.status == EventStatus::completed || view.status == EventStatus::in_progress);
}

Bounds step_of(const ExchangeView& view, const std::string& side) {
  const LegView* leg = whole_leg(view, side);
  if (leg == nullptr) return {0, std::nullopt};
  if (leg->count.best && leg->count.best_op == CountOp::exact) return just(*leg->count.best);
  return {leg->count.low ? leg->count.low : 0, leg->count.high};
}

// What all counters ask of the entries.
struct Neighbours {
  Neighbours(const Inputs& in, const LedgerOfExchanges& ledger) {
    for (const auto& [a, b] : in.open) {
      open.insert(ledger.index_of.at(a));
      open.insert(ledger.index_of.at(b));
    }
    for (const Adjacent& pair : in.timeline.adjacent()) {
      if (!pair.holds) continue;
      const std::size_t later = ledger.index_of.at(pair.later);
      before[later] = ledger.index_of.at(pair.earlier);
      if (pair.ordinal != 0) consecutive.insert(later);
    }
  }
  std::map<std::size_t, std::size_t> before;  // which comes directly before each
  std::set<std::size_t> consecutive;          // by ordinals
  std::set<std::size_t> open;                 // may be another one told a second time
};

// One side's total in one conflict.
class Counter {
 public:
  Counter(const Inputs& in, const Neighbours& neighbours, LedgerOfExchanges& ledger,
          std::string side, std::vector<std::size_t> entries, Counters& out)
      : in_(in),
        ledger_(ledger),
        side_(std::move(side)),
        entries_(std::move(entries)),
        out_(out),
        before_(neighbours.before),
        consecutive_(neighbours.consecutive),
        open_(neighbours.open) {}

  void follow() {
    pick_row();
    if (row_.empty()) return;
    add_neighbours();
    solve();
    make_chain();
  }

 private:
  const ExchangeView& view(std::size_t entry) const { return ledger_.entries[entry].view; }

  const TotalView* total_of(std::size_t entry) const {
    for (const TotalView& total : view(entry).totals) {
      if (total.side == side_ && total.value.best && total.value.best_op == CountOp::exact)
        return &total;
    }
    return nullptr;
  }

  // The longest row of stated totals that rises as it must; the others are strays.
  void pick_row() {
    std::vector<std::size_t> with_total;
    std::vector<std::int64_t> totals;
    std::vector<std::int64_t> steps;
    for (const std::size_t entry : entries_) {
      const TotalView* total = total_of(entry);
      if (total == nullptr) continue;
      with_total.push_back(entry);
      totals.push_back(*total->value.best);
      steps.push_back(step_of(view(entry), side_).low.value_or(0));
    }
    const auto kept = longest_rising(totals, steps);
    std::map<std::int64_t, std::size_t> after;  // total → entry
    for (const std::size_t i : kept) {
      row_.push_back(with_total[i]);
      after.emplace(totals[i], with_total[i]);
    }
    for (std::size_t i = 0; i < with_total.size(); ++i) {
      if (std::ranges::binary_search(kept, i)) continue;
      const auto known = after.find(totals[i]);
      StrayTotal stray{
          side_, view(with_total[i]).id, totals[i], {}, total_of(with_total[i])->value.claims};
      if (known != after.end()) {
        // One of the two is wrong: the words of both are shown.
        stray.belongs_after = view(known->second).id;
        const auto& there = total_of(known->second)->value.claims;
        auto& claims = stray.claims;
        claims.insert(claims.end(), there.begin(), there.end());
      }
      out_.strays.push_back(std::move(stray));
    }
    out_.links_checked += with_total.empty() ? 0 : with_total.size() - 1;
  }

  // Exchanges without a total of their own that lie directly beside one that has it.
  void add_neighbours() {
    std::set<std::size_t> all(row_.begin(), row_.end());
    std::map<std::size_t, std::size_t> after;
    for (const auto& [later, earlier] : before_) after[earlier] = later;
    // What may be another exchange of the row told a second time is not counted.
    const auto usable = [&](std::size_t entry) {
      return std::ranges::binary_search(entries_, entry) && total_of(entry) == nullptr &&
             !open_.contains(entry);
    };
    for (const std::size_t start : row_) {
      std::size_t at = start;
      // Backwards a total needs the step of the exchange it stands after.
      while (before_.contains(at) && step_of(view(at), side_).is_exact() &&
             usable(before_.at(at))) {
        if (!all.insert(at = before_.at(at)).second) break;
      }
      at = start;
      while (after.contains(at) && usable(after[at]) &&
             step_of(view(after[at]), side_).is_exact()) {
        if (!all.insert(at = after[at]).second) break;
      }
    }
    row_.assign(all.begin(), all.end());
    drop_unplaced();
  }

  // The order of entries is no proof of order in time. What has no total of its own stays only
  // where it certainly comes after the one before it in the row and before the one after it.
  void drop_unplaced() {
    const auto in_order = [&](std::size_t earlier, std::size_t later) {
      const auto direct = before_.find(later);
      if (direct != before_.end() && direct->second == earlier) return true;
      const auto& last = view(earlier).date.latest;
      const auto& first = view(later).date.earliest;
      return last && first && *last < *first;
    };
    for (std::size_t i = 0; i < row_.size();) {
      const bool placed = total_of(row_[i]) != nullptr ||
                          ((i == 0 || in_order(row_[i - 1], row_[i])) &&
                           (i + 1 == row_.size() || in_order(row_[i], row_[i + 1])));
      if (placed) {
        ++i;
        continue;
      }
      row_.erase(row_.begin() + static_cast<std::ptrdiff_t>(i));
      i = i > 0 ? i - 1 : 0;  // its neighbours have new neighbours
    }
  }

  void solve() {
    for (std::size_t i = 0; i < row_.size(); ++i) {
      CounterStop stop;
      stop.step = step_of(view(row_[i]), side_);
      if (const TotalView* total = total_of(row_[i])) stop.total = just(*total->value.best);
      const auto direct = before_.find(row_[i]);
      stop.directly_after_last = i > 0 && direct != before_.end() && direct->second == row_[i - 1];
      stops_.push_back(stop);
    }
    const auto stated = stops_;
    for (const std::size_t broken : solve_counter(stops_)) report_break(broken, stated);
  }

  // Exchanges between two stops of the row whose people are known and whose total is not.
  std::vector<std::size_t> between(std::size_t i) const {
    std::vector<std::size_t> found;
    auto at = std::ranges::upper_bound(entries_, row_[i - 1]);
    for (; at != entries_.end() && *at < row_[i]; ++at) {
      const std::size_t entry = *at;
      if (!open_.contains(entry) && step_of(view(entry), side_).is_exact()) found.push_back(entry);
    }
    return found;
  }

  void report_break(std::size_t i, const std::vector<CounterStop>& stated) {
    ChainBreak gap;
    gap.side = side_;
    gap.before = view(row_[i - 1]).id;
    gap.after = view(row_[i]).id;
    gap.direct = consecutive_.contains(row_[i]);
    const Bounds& before = stated[i - 1].total;
    const Bounds& after = stated[i].total;
    const Bounds& step = stated[i].step;
    if (before.is_exact() && after.is_exact() && step.is_exact()) {
      gap.expected = *before.low + *step.low;
      gap.stated = *after.low;
      gap.arithmetic = number(*before.low) + " + " + number(*step.low) + " = " +
                       number(gap.expected) + ", stated " + number(gap.stated);
    }
    add_claims(gap.claims, row_[i - 1]);
    add_claims(gap.claims, row_[i]);
    broken_.insert(i);
    out_.breaks.push_back(std::move(gap));
  }

  void add_claims(std::vector<ClaimRef>& into, std::size_t entry) const {
    if (const TotalView* total = total_of(entry))
      into.insert(into.end(), total->value.claims.begin(), total->value.claims.end());
    if (const LegView* leg = whole_leg(view(entry), side_))
      into.insert(into.end(), leg->count.claims.begin(), leg->count.claims.end());
    std::ranges::sort(into);
    into.erase(std::ranges::unique(into).begin(), into.end());
  }

  // As add_claims() into nothing; what an exchange states itself is put together once.
  SharedVector<ClaimRef> claims_of(std::size_t entry) const {
    EventWork::Together claims;
    if (const TotalView* total = total_of(entry)) claims.total = total->value.claims;
    if (const LegView* leg = whole_leg(view(entry), side_)) claims.leg = leg->count.claims;
    auto& known = in_.coreference.work(ledger_.entries[entry].event).together;
    for (const EventWork::Together& one : known) {
      if (one.total.shares(claims.total) && one.leg.shares(claims.leg)) return one.both;
    }
    std::vector<ClaimRef> both;
    add_claims(both, entry);
    claims.both = std::move(both);
    if (known.size() >= 8) known.clear();
    known.push_back(claims);
    return claims.both;
  }

  void make_chain() {
    Chain chain;
    chain.side = side_;
    std::optional<std::size_t> last;  // index into row_
    for (std::size_t i = 0; i < row_.size(); ++i) {
      if (!stops_[i].total.is_exact()) continue;
      ChainLink link;
      link.exchange = view(row_[i]).id;
      link.total_after = *stops_[i].total.low;
      link.derived = total_of(row_[i]) == nullptr;
      if (stops_[i].step.is_exact()) link.step = stops_[i].step.low;
      if (last && *last == i - 1) {
        tie(link, i);
      } else if (link.derived && i + 1 < row_.size()) {
        link.arithmetic = number(*stops_[i + 1].total.low) + " - " +
                          number(*stops_[i + 1].step.low) + " = " + number(link.total_after);
      }
      link.claims = claims_of(row_[i]);
      if (link.derived && i + 1 < row_.size()) add_claims(link.claims.own(), row_[i + 1]);
      fill_in(i, link);
      chain.links.push_back(std::move(link));
      last = i;
    }
    if (chain.links.size() > 1 || (chain.links.size() == 1 && !chain.links[0].derived))
      out_.chains.push_back(std::move(chain));
  }

  // How this total follows from the one before.
  void tie(ChainLink& link, std::size_t i) {
    const std::int64_t before = *stops_[i - 1].total.low;
    if (!link.step) {
      link.arithmetic = number(link.total_after) + " - " + number(before) + " = " +
                        number(link.total_after - before);
      return;
    }
    std::int64_t sum = before + *link.step;
    std::string left = number(before);
    if (!stops_[i].directly_after_last) {
      for (const std::size_t entry : between(i)) {
        const std::int64_t step = *step_of(view(entry), side_).low;
        sum += step;
        left += " + " + number(step) + " (" + view(entry).id + ")";
      }
    }
    left += " + " + number(*link.step) + " = " + number(sum);
    if (sum == link.total_after) {
      link.arithmetic = left;
      return;
    }
    link.arithmetic = left + ", stated " + number(link.total_after);
    if (sum < link.total_after) link.gap = link.total_after - sum;
  }

  // What the chain knows and the exchange does not say.
  void fill_in(std::size_t i, const ChainLink& link) {
    ExchangeView& e = ledger_.entries[row_[i]].view;
    if (link.derived) {
      TotalView total;
      total.side = side_;
      total.value.low = total.value.best = total.value.high = link.total_after;
      total.value.best_op = CountOp::exact;
      total.value.basis = Basis::derived;
      total.value.why = link.arithmetic;
      total.value.claims = link.claims;
      e.totals.push_back(std::move(total));
      ledger_.entries[row_[i]].filled_in = true;
    }
    LegView* leg = whole_leg(e, side_);
    const bool open = leg == nullptr || (!leg->count.best && !leg->count.conflict) ||
                      leg->count.best_op != CountOp::exact;
    if (!stops_[i].directly_after_last || broken_.contains(i) || !stops_[i].step.is_exact() ||
        !open)
      return;
    if (leg == nullptr) {
      e.legs.push_back({side_, {}, {}, "persons", {}});
      leg = &e.legs.back();
      for (const std::string& other : e.sides) {
        if (e.sides.size() == 2 && other != side_) leg->from = other;
      }
    } else if (leg->count.conflict) {
      return;
    }
    ledger_.entries[row_[i]].filled_in = true;
    Reckoned& count = leg->count;
    count.low = count.best = count.high = *stops_[i].step.low;
    count.best_op = CountOp::exact;
    count.basis = Basis::derived;
    count.why = "from the running total: " + number(link.total_after) + " - " +
                number(*stops_[i - 1].total.low) + " = " + number(*count.best);
    add_claims(count.claims.own(), row_[i]);
    add_claims(count.claims.own(), row_[i - 1]);
  }

  const Inputs& in_;
  LedgerOfExchanges& ledger_;
  std::string side_;
  std::vector<std::size_t> entries_;  // rising
  Counters& out_;
  const std::map<std::size_t, std::size_t>& before_;
  const std::set<std::size_t>& consecutive_;
  const std::set<std::size_t>& open_;
  std::vector<std::size_t> row_;
  std::vector<CounterStop> stops_;
  std::set<std::size_t> broken_;
};

}  // namespace

Counters follow_counters(const Inputs& in, LedgerOfExchanges& ledger) {
  Counters out;
  // (conflict, side) → entries that can move the counter.
  std::map<std::pair<std::string, std::string>, std::vector<std::size_t>> counters;
  std::set<std::pair<std::string, std::string>> told;
  for (std::size_t i = 0; i < ledger.entries.size(); ++i) {
    const ExchangeView& view = ledger.entries[i].view;
    if (!is_done(view)) continue;
    std::vector<std::string> sides = view.sides;
    std::ranges::sort(sides);
    const std::string conflict = joined(sides, "-");
    for (const std::string& side : sides) counters[{conflict, side}].push_back(i);
    for (const TotalView& total : view.totals) told.insert({conflict, total.side});
  }
  const Neighbours neighbours(in, ledger);
  for (auto& [name, entries] : counters) {
    if (!told.contains(name)) continue;
    Counter(in, neighbours, ledger, name.second, std::move(entries), out).follow();
  }
  return out;
}

std::vector<DerivedOrdinal> derive_ordinals(const Coreference& coreference,
                                            const Timeline& timeline) {
  std::map<std::pair<EventId, std::string>, std::int64_t> known;
  for (const EventId event : coreference.events()) {
    for (const auto& [ordinal, mention] : coreference.traits(event).ordinals) {
      known.emplace(std::pair{event, ordinal.ns}, ordinal.value);
    }
  }
  std::vector<DerivedOrdinal> found;
  const auto derive = [&](EventId from, EventId to, std::int64_t step) {
    bool any = false;
    std::vector<std::pair<std::string, std::int64_t>> here;
    for (auto at = known.lower_bound({from, ""}); at != known.end() && at->first.first == from;
         ++at) {
      here.emplace_back(at->first.second, at->second);
    }
    for (const auto& [ns, value] : here) {
      if (value + step < 1 || !known.emplace(std::pair{to, ns}, value + step).second) continue;
      found.push_back({to,
                       {ns, value + step, "war", 0},
                       "directly " + std::string(step > 0 ? "after" : "before") + " the " +
                           ordinal_words(value)});
      any = true;
    }
    return any;
  };
  for (bool moved = true; moved;) {
    moved = false;
    for (const Adjacent& pair : timeline.adjacent()) {
      if (!pair.holds) continue;
      moved |= derive(pair.earlier, pair.later, 1);
      moved |= derive(pair.later, pair.earlier, -1);
    }
  }
  return found;
}

}  // namespace nostos::reckoning
