// SPDX-License-Identifier: Apache-2.0
#include "reckoning/reckoner.h"

#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <vector>

#include "reckoning/audits/audits.h"
#include "reckoning/coreference.h"
#include "reckoning/counters.h"
#include "reckoning/ledger_of_exchanges.h"
#include "reckoning/lineage.h"
#include "reckoning/mention.h"
#include "reckoning/timeline.h"
#include "reckoning/undated_reports.h"
#include "reckoning/words.h"

namespace nostos::reckoning {

using namespace nostos::domain;

namespace {

// Joining tightens days and days allow joining; each round joins something, so few are needed.
constexpr int kMostRounds = 12;

std::string member_key(const Inputs& in, EventId event) {
  return in.mentions[in.coreference.members(event).front()].key;
}

bool share_a_count(const Traits& a, const Traits& b) {
  return std::ranges::any_of(a.counts, [&](const ExactCount& x) {
    return std::ranges::any_of(b.counts, [&](const ExactCount& y) { return x.value == y.value; });
  });
}

// Judgements worth telling besides the joinings: every pair that stays open; neighbours in time
// that one could take for one another and that are not one.
std::vector<JudgementEdge> edges(const Inputs& in, const LedgerOfExchanges& ledger) {
  std::vector<JudgementEdge> all;
  std::set<std::pair<EventId, EventId>> told;
  const auto tell = [&](EventId a, EventId b) {
    if (ledger.index_of.at(a) > ledger.index_of.at(b)) std::swap(a, b);
    if (!told.insert({a, b}).second) return;
    const Verdict verdict = in.coreference.judge(a, b, Coreference::Explain::yes);
    all.push_back({member_key(in, a), member_key(in, b), verdict.judgement,
                   std::string(verdict.rule), verdict.reason});
  };
  for (const auto& [a, b] : in.open) tell(a, b);
  for (const Adjacent& pair : in.timeline.adjacent()) tell(pair.earlier, pair.later);
  std::map<std::vector<std::string>, EventId> last;
  for (const Entry& entry : ledger.entries) {
    const Traits& traits = in.coreference.traits(entry.event);
    const auto before = last.find(traits.sides);
    if (before != last.end() && share_a_count(in.coreference.traits(before->second), traits)) {
      tell(before->second, entry.event);
    }
    last[traits.sides] = entry.event;
  }
  return all;
}

// All judgements told, in order. Blocks that stay are not sorted again.
class EdgeBook {
 public:
  using Block = std::shared_ptr<const std::vector<JudgementEdge>>;

  SharedList<JudgementEdge> update(std::vector<Block> now) {
    std::vector<Item> fresh = renumber(now);
    std::ranges::sort(fresh, sooner);
    blocks_ = std::move(now);
    SharedList<JudgementEdge> all;
    all.set(merge(fresh), {blocks_.begin(), blocks_.end()});
    return all;
  }

 private:
  struct Item {
    const JudgementEdge* edge;
    std::uint32_t block;
    std::uint64_t begins;  // judgement and beginning of the first name: what mostly decides
  };
  static constexpr std::uint32_t kGone = static_cast<std::uint32_t>(-1);

  static Item item_of(const JudgementEdge& edge, std::uint32_t block) {
    auto begins = static_cast<std::uint64_t>(edge.judgement);
    for (std::size_t i = 0; i < 7; ++i)
      begins = begins << 8 | (i < edge.a.size() ? static_cast<unsigned char>(edge.a[i]) : 0U);
    return {&edge, block, begins};
  }

  static bool sooner(const Item& left, const Item& right) {
    if (left.begins != right.begins) return left.begins < right.begins;
    const JudgementEdge& a = *left.edge;
    const JudgementEdge& b = *right.edge;
    return std::tie(a.judgement, a.a, a.b) < std::tie(b.judgement, b.a, b.b);
  }

  // What each block is called now; the edges of blocks that were not there before.
  std::vector<Item> renumber(const std::vector<Block>& now) {
    // tidy-allow: pure: looked up by address and never walked, so its order shows nowhere
    std::unordered_map<const void*, std::uint32_t> there;
    there.reserve(blocks_.size());
    for (std::uint32_t i = 0; i < blocks_.size(); ++i) there.emplace(blocks_[i].get(), i);
    becomes_.assign(blocks_.size(), kGone);
    std::vector<Item> fresh;
    for (std::uint32_t i = 0; i < now.size(); ++i) {
      const auto known = there.find(now[i].get());
      if (known != there.end()) {
        becomes_[known->second] = i;
        continue;
      }
      for (const JudgementEdge& edge : *now[i]) fresh.push_back(item_of(edge, i));
    }
    return fresh;
  }

  // What stays, under its new number, and what is fresh, in one walk; gives all edges in order.
  std::vector<const JudgementEdge*> merge(const std::vector<Item>& fresh) {
    merged_.clear();
    merged_.reserve(items_.size() + fresh.size());
    std::vector<const JudgementEdge*> edges;
    edges.reserve(items_.size() + fresh.size());
    const auto take = [&](const Item& item) {
      merged_.push_back(item);
      edges.push_back(item.edge);
    };
    auto next = fresh.begin();
    for (Item& item : items_) {
      item.block = becomes_[item.block];
      if (item.block == kGone) continue;
      while (next != fresh.end() && sooner(*next, item)) take(*next++);
      take(item);
    }
    for (; next != fresh.end(); ++next) take(*next);
    items_.swap(merged_);
    return edges;
  }

  std::vector<Block> blocks_;
  std::vector<Item> items_;
  std::vector<Item> merged_;            // room for the next walk
  std::vector<std::uint32_t> becomes_;  // by block of before: its number now
};

void add_ordinals(const std::vector<DerivedOrdinal>& found, LedgerOfExchanges& ledger) {
  for (const DerivedOrdinal& derived : found) {
    OrdinalView view;
    view.ns = derived.ordinal.ns;
    view.scope = derived.ordinal.scope;
    view.value.low = view.value.best = view.value.high = derived.ordinal.value;
    view.value.best_op = CountOp::exact;
    view.value.basis = Basis::derived;
    view.value.why = derived.why;
    ledger.of(derived.event).view.ordinals.push_back(std::move(view));
  }
}

std::vector<std::pair<EventId, OrdinalSaid>> places(const std::vector<DerivedOrdinal>& found) {
  std::vector<std::pair<EventId, OrdinalSaid>> all;
  for (const DerivedOrdinal& derived : found) all.emplace_back(derived.event, derived.ordinal);
  return all;
}

struct LeftOut {
  std::size_t later = 0;
  std::size_t undated = 0;
};

std::vector<std::string> assumptions(const Options& options, const LeftOut& left_out) {
  std::vector<std::string> all;
  if (options.known_on) {
    all.push_back("known-on: what was published by " + iso(*options.known_on) +
                  "; left out: " + counted(left_out.later, "report", "reports") +
                  " published later, " + counted(left_out.undated, "report", "reports") +
                  " of which the day is not known.");
  }
  if (options.assume_adjacency) {
    all.emplace_back(
        "adjacency: each pair of sides has one list of exchanges, at most one a day; an exchange "
        "named as the one before, "
        "or with the ordinal before, is directly before. Unlisted transfers would break it.");
  }
  if (options.assume_news_recency) {
    all.emplace_back(
        "news-recency: an undated report speaks of an event not older than anything else it "
        "dates.");
  }
  return all;
}

CopyView copy_view(const std::vector<const Reading*>& readings, const CopyLink& link) {
  CopyView view;
  view.report = readings[link.copy]->digest;
  view.of = readings[link.original]->digest;
  view.copying = name(link.copying);
  view.order_known = link.order_known;
  view.text_percent = link.text_percent;
  view.figures_shared = link.figures_shared;
  for (const Difference& d : link.differences)
    view.differences.push_back(d.what + ": " + d.words + " (" + d.kind + ")");
  return view;
}

}  // namespace

// Everything at hand. Readings and mentions keep their indexes as long as they are here, and an
// index is not given twice; their order is that of the digests and is kept apart.
class Reckoner::Desk {
 public:
  explicit Desk(Options options) : options_(std::move(options)) {
    std::ranges::sort(options_.list_keepers);
  }

  void add(std::shared_ptr<const Reading> reading) {
    Held& held = held_[reading->digest];
    held.readings.push_back(std::move(reading));
    choose(held);
  }

  bool remove(const std::string& digest) {
    const auto found = held_.find(digest);
    if (found == held_.end()) return false;
    found->second.readings.clear();
    choose(found->second);
    held_.erase(found);
    return true;
  }

  std::size_t size() const { return held_.size(); }
  const Options& options() const { return options_; }
  // Most of the indexes belong to what is gone.
  bool is_worn() const {
    return mentions_.size() > 1024 && order_mentions_.size() < mentions_.size() / 2;
  }
  template <class Take>
  void each(Take take) const {
    for (const auto& [digest, held] : held_) {
      for (const auto& reading : held.readings) take(reading);
    }
  }

  Reckoning result() {
    settle();
    Coreference coreference(readings_, mentions_, options_, memory_, order_mentions_,
                            rank_mention_);
    // What the reports alone join needs no solving; most of them tell the day.
    static_cast<void>(coreference.join_alike());
    auto timeline =
        std::make_unique<Timeline>(readings_, mentions_, coreference, options_, undated_);
    auto ordinals = derive_ordinals(coreference, *timeline);
    for (int round = 0; round < kMostRounds; ++round) {
      for (const EventId event : coreference.events()) {
        coreference.set_window(event, timeline->earliest(event), timeline->latest(event));
      }
      coreference.place(places(ordinals));
      if (!coreference.join_alike()) break;
      timeline = std::make_unique<Timeline>(readings_, mentions_, coreference, options_, undated_);
      ordinals = derive_ordinals(coreference, *timeline);
    }
    const auto open = coreference.open_pairs();
    const Inputs in{readings_, mentions_, coreference, *timeline,      options_,
                    open,      lineage_,  order_,      first_mention_, said_};
    LedgerOfExchanges ledger = lay_out(in);
    const Counters counters = follow_counters(in, ledger);
    add_ordinals(ordinals, ledger);

    AuditBook book;
    audit_all({in, ledger, counters, audits_}, book);

    Reckoning result;
    auto blocks = coreference.joinings();
    blocks.push_back(std::make_shared<const std::vector<JudgementEdge>>(edges(in, ledger)));
    result.edges = edges_.update(std::move(blocks));
    result.chains = counters.chains;
    result.audits = book.tallies();
    result.findings = std::move(book).findings();
    result.copies = copies();
    result.assumptions = assumptions(options_, left_out_);
    result.reports = report_dates(*timeline, ledger);
    result.exchanges.reserve(ledger.entries.size());
    for (Entry& entry : ledger.entries) result.exchanges.push_back(std::move(entry.view));
    return result;
  }

 private:
  static constexpr std::uint32_t kNone = static_cast<std::uint32_t>(-1);
  // So many new reports are put between the others one by one.
  static constexpr std::size_t kFew = 16;
  struct Held {
    std::vector<std::shared_ptr<const Reading>> readings;  // of one digest, as they came
    std::shared_ptr<const Reading> chosen;
    std::uint32_t at = kNone;                   // where the chosen one lies
    std::size_t LeftOut::* left_out = nullptr;  // … or why it is left out
  };

  // The reading that stands for a report has changed: what lay here goes, what stands now comes.
  void choose(Held& held) {
    std::shared_ptr<const Reading> best;
    for (const auto& reading : held.readings) {
      if (!best || stands_for(*reading, *best)) best = reading;
    }
    if (best == held.chosen && best) return;
    if (held.chosen) {
      if (held.left_out != nullptr) --(left_out_.*held.left_out);
      if (held.at != kNone) gone_.push_back(held.at);
      std::erase(coming_, &held);
    }
    held.at = kNone;
    held.left_out = nullptr;
    held.chosen = best;
    if (!best) return;
    held.left_out = why_left_out(*best);
    if (held.left_out != nullptr) {
      ++(left_out_.*held.left_out);
    } else {
      coming_.push_back(&held);
    }
  }

  // Only what had been published by the day that was asked for.
  std::size_t LeftOut::* why_left_out(const Reading& reading) const {
    if (!options_.known_on) return nullptr;
    const PartialDate& published = reading.published.date;
    if (published.latest && *published.latest <= *options_.known_on) return nullptr;
    return published.earliest && *published.earliest > *options_.known_on ? &LeftOut::later
                                                                          : &LeftOut::undated;
  }

  // Brings what goes and what comes into all that is kept.
  void settle() {
    std::set<MentionId> changed;  // mentions that say something else than before
    std::set<std::string> sides;  // of which the other one may be another now
    for (const std::uint32_t r : gone_) take_away(r, changed, sides);
    any_gone_ = any_gone_ || !gone_.empty();
    if (!gone_.empty()) std::erase_if(order_, [&](std::uint32_t r) { return !kept_[r]; });
    gone_.clear();
    std::ranges::sort(coming_, {},
                      [](const Held* held) -> const std::string& { return held->chosen->digest; });
    const auto first_new = static_cast<std::uint32_t>(readings_.size());
    for (Held* held : coming_) held->at = lay_down(held->chosen, sides);
    coming_.clear();
    put_in_order(first_new);
    add_undated(first_new);
    complete_sides(sides, changed);
    for (std::uint32_t r = first_new; r < readings_.size(); ++r) lineage_.put(r, *readings_[r]);
    for (const std::uint32_t r : lineage_.find(readings_, rank_reading_)) {
      for (MentionId id = first_mention_[r]; id < end_of(r); ++id) {
        Mention& m = mentions_[id];
        m.family.reset();
        if (m.is_main && lineage_.has_copies(r)) m.family = lineage_.origin_of(r);
        changed.insert(id);
      }
    }
    for (const MentionId id : changed) {
      if (id >= known_mentions_) continue;
      memory_.drop(id, rank_mention_);
    }
    for (const MentionId id : changed) {
      if (id < known_mentions_) put(id);
    }
    for (std::uint32_t r = first_new; r < readings_.size(); ++r) {
      for (MentionId id = first_mention_[r]; id < end_of(r); ++id) put(id);
    }
    known_mentions_ = static_cast<MentionId>(mentions_.size());
  }

  MentionId end_of(std::uint32_t r) const {
    return first_mention_[r] + static_cast<MentionId>(readings_[r]->events.size());
  }

  void put(MentionId id) {
    said_.forget(id);
    const Mention& m = mentions_[id];
    memory_.put(m, id, *readings_[m.reading], rank_mention_);
  }

  void take_away(std::uint32_t r, std::set<MentionId>& changed, std::set<std::string>& sides) {
    for (MentionId id = first_mention_[r]; id < end_of(r); ++id) {
      memory_.drop(id, rank_mention_);
      Mention& m = mentions_[id];
      if (!m.completed) pairs_.drop(m);
      if (!m.completed && m.sides.size() == 2) sides.insert(m.sides.begin(), m.sides.end());
      if (const auto found = one_sided_.find(id); found != one_sided_.end()) {
        by_side_[found->second].erase(id);
        one_sided_.erase(found);
      }
      changed.erase(id);
      said_.forget(id);
      m = {};
    }
    lineage_.drop(r, rank_reading_);
    audits_.drop(r);
    undated_.drop(r);
    copies_[r] = {};
    readings_[r] = nullptr;
    kept_[r] = nullptr;
  }

  std::uint32_t lay_down(const std::shared_ptr<const Reading>& reading,
                         std::set<std::string>& sides) {
    const auto r = static_cast<std::uint32_t>(readings_.size());
    const auto first = static_cast<MentionId>(mentions_.size());
    kept_.push_back(reading);
    readings_.push_back(reading.get());
    first_mention_.push_back(first);
    add_mentions(*reading, r, options_.voices, mentions_);
    for (MentionId id = first; id < mentions_.size(); ++id) {
      const Mention& m = mentions_[id];
      if (!m.completed) pairs_.put(m);
      if (!m.completed && m.sides.size() == 2) sides.insert(m.sides.begin(), m.sides.end());
      if (m.sides.size() != 1) continue;
      one_sided_.emplace(id, m.sides.front());
      by_side_[m.sides.front()].insert(id);
      sides.insert(m.sides.front());
    }
    audits_.put(r, audit_report(*reading, options_));
    copies_.emplace_back();
    return r;
  }

  void add_undated(std::uint32_t first_new) {
    std::vector<std::unique_ptr<const UndatedReport>> undated;
    for (std::uint32_t r = first_new; r < readings_.size(); ++r) {
      if (readings_[r]->published.date.is_exact_day()) continue;
      undated.push_back(std::make_unique<const UndatedReport>(
          undated_report(*readings_[r], r, mentions_, first_mention_[r])));
    }
    undated_.add(std::move(undated), rank_reading_);
  }

  void put_in_order(std::uint32_t first_new) {
    rank_reading_.resize(readings_.size());
    rank_mention_.resize(mentions_.size());
    const bool all_but_few = !any_gone_ && readings_.size() - first_new <= kFew;
    if (all_but_few) {
      for (std::uint32_t r = first_new; r < readings_.size(); ++r) put_between(r);
      return;
    }
    any_gone_ = false;
    const auto middle = static_cast<std::ptrdiff_t>(order_.size());
    std::vector<std::uint32_t> merged;
    merged.reserve(order_.size() + readings_.size() - first_new);
    auto at = order_.begin();
    for (std::uint32_t r = first_new; r < readings_.size(); ++r) {
      const auto place = place_of(r, at, order_.begin() + middle);
      merged.insert(merged.end(), at, place);
      merged.push_back(r);
      at = place;
    }
    merged.insert(merged.end(), at, order_.end());
    order_ = std::move(merged);
    order_mentions_.clear();
    for (std::uint32_t i = 0; i < order_.size(); ++i) {
      const std::uint32_t r = order_[i];
      rank_reading_[r] = i;
      for (MentionId id = first_mention_[r]; id < end_of(r); ++id) {
        rank_mention_[id] = static_cast<std::uint32_t>(order_mentions_.size());
        order_mentions_.push_back(id);
      }
    }
  }

  std::vector<std::uint32_t>::iterator place_of(std::uint32_t r,
                                                std::vector<std::uint32_t>::iterator from,
                                                std::vector<std::uint32_t>::iterator to) {
    const auto digest = [&](std::uint32_t one) -> const std::string& {
      return readings_[one]->digest;
    };
    return std::ranges::upper_bound(from, to, digest(r), {}, digest);
  }

  // One report between those there are: all after it move on.
  void put_between(std::uint32_t r) {
    const auto place = place_of(r, order_.begin(), order_.end());
    const auto at = static_cast<std::uint32_t>(place - order_.begin());
    const std::uint32_t count = end_of(r) - first_mention_[r];
    // Those without a mention have no place among mentions.
    auto next = place;
    while (next != order_.end() && first_mention_[*next] == end_of(*next)) ++next;
    const auto first = next == order_.end() ? static_cast<std::uint32_t>(order_mentions_.size())
                                            : rank_mention_[first_mention_[*next]];
    for (std::uint32_t& rank : rank_reading_) rank += rank >= at ? 1U : 0U;
    for (std::uint32_t& rank : rank_mention_) rank += rank >= first ? count : 0U;
    order_.insert(place, r);
    rank_reading_[r] = at;
    std::vector<MentionId> ids;
    for (MentionId id = first_mention_[r]; id < end_of(r); ++id) {
      rank_mention_[id] = first + static_cast<std::uint32_t>(ids.size());
      ids.push_back(id);
    }
    order_mentions_.insert(order_mentions_.begin() + first, ids.begin(), ids.end());
  }

  // A mention that names one side only belongs to the conflict that all reports together know that
  // side in; when that is not one conflict, it stays as it is.
  void complete_sides(const std::set<std::string>& sides, std::set<MentionId>& changed) {
    for (const std::string& side : sides) {
      const auto found = by_side_.find(side);
      if (found == by_side_.end()) continue;
      const std::string other = pairs_.other(side);
      std::vector<std::string> whole = {side};
      if (!other.empty()) whole.push_back(other);
      std::ranges::sort(whole);
      for (const MentionId id : found->second) {
        Mention& m = mentions_[id];
        if (m.sides == whole) continue;
        m.sides = whole;
        m.completed = !other.empty();
        changed.insert(id);
      }
    }
  }

  SharedList<CopyView> copies() {
    const auto& now = lineage_.copies();
    if (copy_shelf_.is_worn(now.size())) {
      copy_shelf_ = {};
      for (CopyKept& kept : copies_) kept = {};
    }
    std::vector<const CopyView*> all;
    all.reserve(now.size());
    for (const std::uint32_t r : now) {
      CopyKept& kept = copies_[r];
      if (kept.version != lineage_.link_version(r)) {
        kept.version = lineage_.link_version(r);
        kept.view = copy_shelf_.put(copy_view(readings_, *lineage_.link(r)));
      }
      all.push_back(kept.view);
    }
    return copy_shelf_.list(std::move(all));
  }

  SharedList<ReportDate> report_dates(const Timeline& timeline, const LedgerOfExchanges& ledger) {
    BoundsSaid now;
    std::vector<BoundsSaid::One> bounds;  // by kind
    bounds.reserve(timeline.kinds());
    for (std::size_t kind = 0; kind < timeline.kinds(); ++kind)
      bounds.push_back(bounds_of(kind, timeline, ledger, now));
    bounds_said_ = std::move(now);
    const auto& kind_of_report = timeline.kind_of_report();
    auto& rows = undated_.rows();
    if (date_shelf_.is_worn(rows.size())) {
      date_shelf_ = {};
      for (UndatedReports::Row& row : rows) row.bounds = 0;
    }
    std::vector<const ReportDate*> all;
    all.reserve(rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
      UndatedReports::Row& row = rows[i];
      const std::uint32_t kind = kind_of_report[i];
      if (row.bounds != bounds[kind].number) {
        row.bounds = bounds[kind].number;
        row.date = date_shelf_.put(report_date(*readings_[row.reading], *bounds[kind].bounds));
      }
      all.push_back(row.date);
    }
    return date_shelf_.list(std::move(all));
  }

  // The bounds of reports that were told, and a number for each; by what they follow from and by
  // their words.
  struct BoundsSaid {
    struct One {
      std::uint64_t number = 0;
      std::shared_ptr<const ReportBounds> bounds;
    };
    std::map<Timeline::Print, One> by_print;
    std::unordered_map<std::string, One> by_words;
  };

  // "E12" as a number; names that are longer than a number are none.
  static std::uint64_t number_of(const std::string& name) {
    std::uint64_t number = 0;
    for (const char c : name) number = number << 8 | static_cast<unsigned char>(c);
    return number;
  }

  // What was said before of other reports, or of these, need not be said again.
  BoundsSaid::One bounds_of(std::size_t kind, const Timeline& timeline,
                            const LedgerOfExchanges& ledger, BoundsSaid& now) {
    const auto name_of = [&](EventId event) -> const std::string& {
      return ledger.of(event).view.id;
    };
    bool short_names = true;
    const auto print = timeline.report_print(kind, [&](EventId event) {
      short_names = short_names && name_of(event).size() <= 8;
      return number_of(name_of(event));
    });
    const bool has_print = print && short_names;
    if (has_print) {
      const auto known = bounds_said_.by_print.find(*print);
      if (known != bounds_said_.by_print.end())
        return now.by_print.try_emplace(*print, known->second).first->second;
      const auto twice = now.by_print.find(*print);
      if (twice != now.by_print.end()) return twice->second;
    }
    ReportBounds bounds = timeline.report_bounds(kind, name_of);
    std::string words = (bounds.earliest ? iso(*bounds.earliest) : "") + "/" +
                        (bounds.latest ? iso(*bounds.latest) : "");
    for (const std::string& line : bounds.proof) words += "\n" + line;
    const auto before = bounds_said_.by_words.find(words);
    const auto one = now.by_words.try_emplace(std::move(words));
    if (one.second) {
      one.first->second =
          before != bounds_said_.by_words.end()
              ? before->second
              : BoundsSaid::One{++bounds_number_,
                                std::make_shared<const ReportBounds>(std::move(bounds))};
    }
    if (has_print) now.by_print.emplace(*print, one.first->second);
    return one.first->second;
  }

  Options options_;
  std::unordered_map<std::string, Held> held_;
  std::vector<std::uint32_t> gone_;
  std::vector<Held*> coming_;
  LeftOut left_out_;

  // By index.
  std::vector<std::shared_ptr<const Reading>> kept_;
  std::vector<const Reading*> readings_;
  std::vector<MentionId> first_mention_;
  std::vector<Mention> mentions_;
  struct CopyKept {
    std::uint64_t version = 0;
    const CopyView* view = nullptr;
  };
  std::vector<CopyKept> copies_;
  MentionId known_mentions_ = 0;

  // In order of digests.
  bool any_gone_ = false;  // since the order was made last
  std::vector<std::uint32_t> order_;
  std::vector<std::uint32_t> rank_reading_;
  std::vector<MentionId> order_mentions_;
  std::vector<std::uint32_t> rank_mention_;

  SaidByMentions said_;
  Pairs pairs_;
  std::map<MentionId, std::string> one_sided_;
  std::map<std::string, std::set<MentionId>> by_side_;
  Lineage lineage_;
  JoinMemory memory_;
  ReportAudits audits_;
  EdgeBook edges_;
  UndatedReports undated_;
  BoundsSaid bounds_said_;
  std::uint64_t bounds_number_ = 0;
  Shelf<ReportDate> date_shelf_;
  Shelf<CopyView> copy_shelf_;
};

Reckoner::Reckoner(Options options) : desk_(std::make_unique<Desk>(std::move(options))) {}
Reckoner::~Reckoner() = default;
Reckoner::Reckoner(Reckoner&&) noexcept = default;
Reckoner& Reckoner::operator=(Reckoner&&) noexcept = default;

void Reckoner::add(std::shared_ptr<const Reading> reading) { desk_->add(std::move(reading)); }

void Reckoner::add(Reading reading) {
  desk_->add(std::make_shared<const Reading>(std::move(reading)));
}

bool Reckoner::remove(const std::string& digest) { return desk_->remove(digest); }

std::size_t Reckoner::size() const { return desk_->size(); }

Reckoning Reckoner::result() {
  if (desk_->is_worn()) {
    auto anew = std::make_unique<Desk>(desk_->options());
    desk_->each([&](const std::shared_ptr<const Reading>& reading) { anew->add(reading); });
    desk_ = std::move(anew);
  }
  return desk_->result();
}

Reckoning reckon(const std::vector<Reading>& readings, const Options& options) {
  Reckoner reckoner(options);
  // They outlive the reckoner, which need not own them.
  for (const Reading& reading : readings)
    reckoner.add(std::shared_ptr<const Reading>(std::shared_ptr<void>(), &reading));
  return reckoner.result();
}

}  // namespace nostos::reckoning
