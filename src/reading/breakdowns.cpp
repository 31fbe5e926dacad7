// SPDX-License-Identifier: Apache-2.0
// Breakdowns: lists of counts that say what a figure is made of.
#include <algorithm>

#include "reading/assembler.h"
#include "reading/partition.h"

namespace nostos::reading {

using domain::ClaimType;
using domain::CountOp;

namespace {

constexpr std::uint32_t kLongestLine = 12;  // tokens of a line of a list

}  // namespace

// Runs of parts in one sentence that words keep apart: "107 of them fell in one region, 12 in
// another".
CountList Assembler::join_runs(std::uint32_t s, const CountList& list,
                               std::vector<std::uint8_t>& done) const {
  CountList joined = list;
  const auto dimension_of = [&](std::uint32_t m) {
    const auto labels = labels_of(m);
    return labels.empty() ? std::string_view() : labels.front().dimension;
  };
  const std::string_view dimension = dimension_of(list.members.front());
  const bool part = std::ranges::any_of(legs_, [&](const LegDraft& leg) {
    return leg.count == list.members.front() && leg.subset && !leg.also;
  });
  if (dimension.empty() || (used_[list.members.front()] != 0 && !part)) return joined;
  for (std::uint32_t c = l_.sentences[s].chunk_first; c < l_.sentences[s].chunk_last; ++c) {
    const Chunk& chunk = l_.chunks[c];
    if (chunk.cls != g_.words->qtys || chunk.payload < 0) continue;
    const CountList& next = l_.lists[static_cast<std::size_t>(chunk.payload)];
    if (done[next.members.front()] != 0 ||
        l_.counts[next.members.front()].first < l_.counts[joined.members.back()].last ||
        dimension_of(next.members.front()) != dimension || used_[next.members.front()] != 0) {
      continue;
    }
    char separator = ',';
    for (std::uint32_t k = l_.sentences[s].chunk_first; k < l_.sentences[s].chunk_last; ++k) {
      const Chunk& between = l_.chunks[k];
      if (between.cls == g_.words->sep && between.sense->is("including") &&
          between.first >= l_.counts[joined.members.back()].last &&
          between.last <= l_.counts[next.members.front()].first) {
        separator = 'i';
      }
    }
    joined.separators.push_back(separator);
    joined.members.insert(joined.members.end(), next.members.begin(), next.members.end());
    joined.separators.insert(joined.separators.end(), next.separators.begin(),
                             next.separators.end());
    for (const std::uint32_t m : next.members) done[m] = 1;
  }
  return joined;
}

// "Men 132, women eight; officers 22, sergeants 118": each counts all of them another way.
std::vector<CountList> Assembler::by_dimension(const CountList& list) const {
  std::vector<CountList> out(1);
  for (std::size_t m = 0; m < list.members.size(); ++m) {
    if (m > 0) {
      const auto before = labels_of(list.members[m - 1]);
      const auto here = labels_of(list.members[m]);
      // Civilians beside soldiers are no other way of counting.
      const auto kind = [](const LabelUse& use) { return use.dimension == "status"; };
      const bool apart =
          !before.empty() && !here.empty() && std::ranges::none_of(before, kind) &&
          std::ranges::none_of(here, kind) && std::ranges::none_of(here, [&](const LabelUse& use) {
            return std::ranges::any_of(
                before, [&](const LabelUse& other) { return other.dimension == use.dimension; });
          });
      if (list.separators[m - 1] == ';' && apart) {
        out.emplace_back();
      } else {
        out.back().separators.push_back(list.separators[m - 1]);
      }
    }
    out.back().members.push_back(list.members[m]);
  }
  return out;
}

// Lines one below the other, each with one labelled figure: "— 70 of the army", "— 24 guards".
// Returns the first sentence behind them; `list` holds them when there are two or more.
std::uint32_t Assembler::lines_below(std::uint32_t s, CountList& list) const {
  const auto only_part = [&](std::uint32_t line) -> std::optional<std::uint32_t> {
    const Sentence& sentence = l_.sentences[line];
    const Name& zone = zoning_.sentence[line];
    const bool text = zone == "lede" || zone == "body" || zone == "quote" || zone == "subhead";
    if (!text || sentence.last - sentence.first > kLongestLine) return std::nullopt;
    if (sentence.count_last != sentence.count_first + 1) return std::nullopt;
    const std::uint32_t count = sentence.count_first;
    const bool opens = l_.counts[count].first <= sentence.first + 2;
    if (!opens || used_[count] != 0 || labels_of(count).empty()) return std::nullopt;
    return count;
  };
  std::uint32_t next = s;
  for (; next < l_.sentences.size(); ++next) {
    const bool alone = (next == 0 || l_.sentences[next - 1].block != l_.sentences[next].block) &&
                       (next + 1 == l_.sentences.size() ||
                        l_.sentences[next + 1].block != l_.sentences[next].block);
    const auto part = alone ? only_part(next) : std::nullopt;
    if (!part) break;
    if (!list.members.empty()) list.separators.push_back(',');
    list.members.push_back(*part);
  }
  return next;
}

void Assembler::read_breakdowns() {
  std::vector<std::uint8_t> done(l_.counts.size(), 0);
  const auto labelled = [this](std::uint32_t m) {
    return !l_.counts[m].labels.empty() || extra_labels_.contains(m);
  };
  for (std::uint32_t s = 0; s < facts_.size(); ++s) {
    CountList lines;
    const std::uint32_t behind = lines_below(s, lines);
    if (lines.members.size() < 2) continue;
    for (const std::uint32_t m : lines.members) done[m] = 1;
    read_breakdown(s, lines);
    s = behind - 1;
  }
  for (const auto [s, c] : places_.counts) {
    const Chunk& chunk = l_.chunks[c];
    if (!tells(s) || zoning_.sentence[s] == "correction" || chunk.payload < 0) continue;
    const CountList& list = l_.lists[static_cast<std::size_t>(chunk.payload)];
    if (done[list.members.front()] != 0) continue;
    for (const std::uint32_t m : list.members) done[m] = 1;
    if (std::ranges::none_of(list.members, labelled)) continue;  // parts of nothing
    for (const CountList& part : by_dimension(join_runs(s, list, done))) read_breakdown(s, part);
  }
}

// Labels of a count: its own noun's, and those a rule gave it ("84 soldiers defended the town").
std::vector<LabelUse> Assembler::labels_of(std::uint32_t count) const {
  std::vector<LabelUse> labels = l_.counts[count].labels;
  if (const auto extra = extra_labels_.find(count); extra != extra_labels_.end()) {
    labels.insert(labels.end(), extra->second.begin(), extra->second.end());
  }
  return labels;
}

// "39 Norlanders, 24 women and 15 teenagers": the first is what the others add up to.
static bool rest_adds_up(const Lattice& l, const CountList& list) {
  if (list.members.size() < 3) return false;
  std::int64_t rest = 0;
  for (std::size_t m = 1; m < list.members.size(); ++m)
    rest += l.counts[list.members[m]].quantity.nominal().value_or(0);
  return l.counts[list.members.front()].quantity.nominal() == rest;
}

// Which members of a list are parts: all of them, or those behind the whole that opens it.
Assembler::ListedParts Assembler::parts_of(const CountList& list) const {
  ListedParts out;
  out.items = list.members;
  // "185 defenders: 183 soldiers and two officers": the first is the whole.
  const PeopleCount& head = l_.counts[list.members.front()];
  const auto head_labels = labels_of(list.members.front());
  const bool opens_parts =
      list.members.size() > 1 &&
      (list.separators.front() == 'i' ||  // "477 Norlanders, 27 women among them"
       (head_labels.empty() && (l_.counts[list.members[1]].of_which || rest_adds_up(l_, list))));
  if (!opens_parts || !head.quantity.nominal()) return out;
  const auto next_labels = labels_of(list.members[1]);
  const bool same_kind = !head_labels.empty() && !next_labels.empty() &&
                         head_labels.front().dimension == next_labels.front().dimension;
  const bool two = list.members.size() == 2;
  if (same_kind && !two) return out;
  // "14 defenders of the town, including 8 of the works": the head is a part with a part.
  out.head_is_part = !head_labels.empty();
  if (out.head_is_part) return out;
  out.own_whole = head.quantity.nominal();
  out.items.erase(out.items.begin());
  out.begin = 1;
  return out;
}

// What most of the figures tell of; empty when they have no labels.
std::string_view Assembler::dimension_of(const std::vector<std::uint32_t>& items) const {
  std::map<std::string_view, int> dimensions;
  for (const std::uint32_t m : items) {
    for (const LabelUse& label : labels_of(m)) ++dimensions[label.dimension];
  }
  std::string_view dimension;
  int best = 0;
  for (const auto& [name, count] : dimensions) {
    if (name != "status" && count > best) best = count, dimension = name;
  }
  // "22 wounded soldiers and one civilian": told apart by what they are.
  const bool apart = items.size() > 1 && best * 2 <= static_cast<int>(items.size());
  if (dimensions.contains("status") && (dimension.empty() || dimensions["status"] > best || apart))
    return "status";
  return dimension;
}

// A labelled figure may be a leg of its own instead.
bool Assembler::are_parts(const ListedParts& parts) const {
  const auto& items = parts.items;
  const bool single = items.size() == 1;
  const bool own_legs = std::ranges::any_of(legs_, [&](const LegDraft& leg) {
    return !leg.derived && !leg.subset && std::ranges::find(items, leg.count) != items.end();
  });
  // "two civilians came home" is its own leg, not a part of it.
  if (own_legs && (single || !parts.own_whole) && !parts.head_is_part) {
    const bool derived = std::ranges::any_of(
        legs_, [&](const LegDraft& leg) { return leg.derived && leg.count == items.front(); });
    if (!derived) return false;
  }
  // One labelled figure is a part only where words make it one: "including", "of them", a rule.
  const PeopleCount& first = l_.counts[items.front()];
  if (!single || first.of_which || first.detail || parts.begin > 0 ||
      extra_labels_.contains(items.front()))
    return true;
  return std::ranges::any_of(legs_, [&](const LegDraft& leg) {
    return leg.count == items.front() && leg.subset && !leg.also;
  });
}

// The side named last before a figure: "among the Norlanders who returned are 12 …".
std::string Assembler::people_before(std::uint32_t s, std::uint32_t count) const {
  std::string named;
  for (std::uint32_t c = l_.sentences[s].chunk_first; c < l_.sentences[s].chunk_last; ++c) {
    const Chunk& chunk = l_.chunks[c];
    if (chunk.last > l_.counts[count].first) break;
    if (chunk.cls == g_.words->side && chunk.features.test(g_.words->f_demonym))
      named = g_.parties->side_of(chunk.sense->id);
  }
  return named;
}

// The leg that the parts are of, and which of them are parts of parts.
Assembler::SolvedParts Assembler::solve_parts(std::uint32_t s, const ListedParts& parts,
                                              const std::vector<PartitionItem>& figures,
                                              const domain::Event& event,
                                              const std::string& side) const {
  SolvedParts out;
  // Of two legs that they fit, the one of the people named before them.
  for (const domain::Leg& leg : event.legs) {
    if (!leg.count.nominal() || (!side.empty() && leg.to != side && !leg.to.empty())) continue;
    Partition trial = solve_partition(figures, leg.count.nominal(), g_.nesting);
    if (!trial.balanced || (out.of != nullptr && leg.to != people_before(s, parts.items.front())))
      continue;
    out.partition = std::move(trial);
    out.of = &leg;
  }
  if (out.of != nullptr) return out;
  if (parts.own_whole) {
    out.partition = solve_partition(figures, parts.own_whole, g_.nesting);
    return out;
  }
  // Of the legs told before it the largest; "six of them" speaks of nobody told later.
  const PeopleCount& first = l_.counts[parts.items.front()];
  const std::uint32_t here = l_.span(first.first, first.last).start;
  const auto told_before = [&](const domain::Leg& leg) {
    return out_.claims[leg.claim].spans.front().start < here;
  };
  const bool any_before = std::ranges::any_of(event.legs, told_before);
  for (const domain::Leg& leg : event.legs) {
    const bool fits = leg.count.nominal() && (side.empty() || leg.to == side || leg.to.empty()) &&
                      (!any_before || told_before(leg));
    if (fits && (out.of == nullptr || *leg.count.nominal() > *out.of->count.nominal()))
      out.of = &leg;
  }
  out.partition = solve_partition(
      figures, out.of != nullptr ? out.of->count.nominal() : std::nullopt, g_.nesting);
  return out;
}

domain::Part Assembler::part_of(std::uint32_t count_index, std::string_view dimension) const {
  const PeopleCount& count = l_.counts[count_index];
  domain::Part part;
  const auto labels = labels_of(count_index);
  for (const LabelUse& label : labels) {
    if (label.dimension == dimension) part.label = label.id;
  }
  if (part.label.empty() && !labels.empty()) part.label = labels.front().id;
  if (part.label.empty()) part.label = count.population.empty() ? "persons" : count.population;
  part.words = std::string(l_.words(count.words_first, count.words_last));
  part.count = count.quantity;
  return part;
}

// One list of counts → a breakdown of the leg that its top level adds up to, or of the largest leg.
void Assembler::read_breakdown(std::uint32_t s, const CountList& list) {
  const std::size_t e = facts_[s].event != kNoEvent ? facts_[s].event : main_;
  if (e == kNoEvent) return;
  const ListedParts parts = parts_of(list);
  const auto& items = parts.items;
  const std::string_view dimension = dimension_of(items);
  if (std::ranges::all_of(items, [&](std::uint32_t m) { return labels_of(m).empty(); })) return;
  if (!are_parts(parts)) return;
  std::string side;
  for (const std::uint32_t m : items) {
    if (!l_.counts[m].side.empty()) side = g_.parties->side_of(l_.counts[m].side);
  }
  std::vector<PartitionItem> figures;
  figures.reserve(items.size());
  for (std::size_t i = 0; i < items.size(); ++i) {
    const auto n = l_.counts[items[i]].quantity.nominal();
    if (!n) return;
    figures.push_back({*n, i == 0 ? '\0' : list.separators[parts.begin + i - 1]});
  }
  const domain::Event& event = events_[e].event;
  const auto [solved, of] = solve_parts(s, parts, figures, event, side);
  const bool single = items.size() == 1;
  if (of != nullptr && solved.sum >= of->count.high().value_or(solved.sum + 1) && single) return;
  if (event.legs.empty() && event.type == domain::EventType::exchange && items.size() < 2) return;
  std::vector<domain::Part> flat;
  flat.reserve(items.size());
  for (const std::uint32_t m : items) {
    flat.push_back(part_of(m, dimension));
    used_[m] = 1;
  }
  domain::Breakdown breakdown;
  breakdown.dimension = dimension;
  breakdown.to = of != nullptr ? of->to : side;
  for (std::size_t i = flat.size(); i-- > 0;) {
    // A part stands before its own parts, so these are with it when it is moved.
    auto& inside = solved.parent[i] < 0 ? breakdown.parts
                                        : flat[static_cast<std::size_t>(solved.parent[i])].parts;
    inside.insert(inside.begin(), std::move(flat[i]));
  }
  const bool of_which = l_.counts[items.front()].of_which;
  const auto whole = parts.own_whole ? parts.own_whole
                     : of != nullptr ? of->count.nominal()
                                     : std::nullopt;
  if (solved.balanced) {
    breakdown.exhaustive = domain::Exhaustive::yes;
    breakdown.balance = domain::Balance::balanced;
    breakdown.note = solved.arithmetic;
  } else if (whole && breakdown.parts.size() >= 3 && !of_which && of != nullptr &&
             of->count.op == CountOp::exact &&
             (dimension == "service" || dimension == "rank" || dimension == "sex")) {
    breakdown.exhaustive = domain::Exhaustive::unknown;
    breakdown.balance = domain::Balance::off;
    breakdown.off_by = solved.sum - *whole;
    breakdown.note = solved.arithmetic + ", stated " + std::to_string(*whole);
  } else {
    const bool one_part = breakdown.parts.size() == 1;
    breakdown.exhaustive =
        one_part || of_which ? domain::Exhaustive::no : domain::Exhaustive::unknown;
  }
  const std::uint32_t last = l_.counts[items.back()].last;
  add_breakdown(std::move(breakdown), e,
                add_claim(ClaimType::breakdown, s, l_.counts[items.front()].first, last,
                          single ? "breakdown.part" : "breakdown.list"));
}

// Files a breakdown with its claim, as one of the event.
void Assembler::add_breakdown(domain::Breakdown breakdown, std::size_t event, std::size_t claim) {
  breakdown.claim = claim;
  domain::Claim& c = out_.claims[claim];
  c.breakdown = breakdown;
  c.event = std::to_string(event);
  c.to = breakdown.to;
  events_[event].event.claims.push_back(claim);
  events_[event].event.breakdowns.push_back(std::move(breakdown));
}

}  // namespace nostos::reading
