// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "reckoning/audits/audits.h"
#include "reckoning/words.h"

namespace nostos::reckoning {

using namespace nostos::domain;

namespace {

std::optional<std::int64_t> exact_best(const LegView* leg) {
  if (leg == nullptr || leg->count.best_op != CountOp::exact) return std::nullopt;
  return leg->count.best;
}

class SidesAudit {
 public:
  SidesAudit(const AuditInput& input, AuditBook& book) : input_(input), book_(book) {}

  void make(const Entry& entry) {
    for (const LegSources& leg : entry.legs) check_leg(entry, leg);
    for (const TotalView& total : entry.view.totals) check_total(entry, total);
    for (const MentionId id : input_.in.coreference.members(entry.event)) {
      check_both_sides_total(entry, id);
      check_title(entry, id);
    }
    check_denials(entry);
    check_allocation(entry);
  }

 private:
  void check_leg(const Entry& entry, const LegSources& sources) {
    const LegView& leg = entry.view.legs[sources.leg];
    if (leg.to.empty()) return;
    std::set<std::string> speaking;
    for (const SourcedCount* said : sources.said) {
      const bool party =
          std::ranges::find(entry.view.sides, said->speaker_side) != entry.view.sides.end();
      if (party && said->count.op == CountOp::exact && !speaking.contains(said->speaker_side))
        speaking.insert(said->speaker_side);
    }
    const Reckoned& number = sources.choice.number;
    if (number.conflict && number.low && number.high) {
      const bool sides = !speaking.empty() && !number.best;
      const bool both = speaking.size() > 1;
      book_.add(sides ? "side_conflict" : "relay", number.best ? "warning" : "contradiction",
                sides && both ? "the sides disagree on how many came to " + leg.to +
                                    "; both figures are kept, none is chosen"
                : sides ? "what " + *speaking.begin() + " says of those who came to " + leg.to +
                              " is told otherwise by others; both figures are kept, none is chosen"
                        : "sources disagree on how many came to " + leg.to + ": " + number.why,
                std::to_string(*number.low) + " ≠ " + std::to_string(*number.high), {entry.view.id},
                number.claims);
    } else if (speaking.size() > 1) {
      book_.held("side_conflict");
    }
    const std::string chosen =
        number.best ? std::to_string(*number.best) : std::string("what either side says");
    for (const SourcedCount& said : sources.choice.differing) {
      // One finding tells all that a voice of one standing says differently.
      if (number.conflict && number.best) break;
      book_.add("relay", "warning",
                said.report + " gives another figure for those who came to " + leg.to + " than " +
                    number.why,
                std::to_string(*said.count.lo) + " ≠ " + chosen, {entry.view.id}, said.claims);
    }
    if (sources.choice.differing.empty() && sources.said.size() > 1 && number.best)
      book_.held("relay");
    for (const SourcedCount& said : sources.choice.unmet_hedges) {
      book_.add("hedge", "warning",
                said.report +
                    " hedges in a way that excludes the exact figure of those who came to " +
                    leg.to,
                "\"" + said.count.surface + "\" excludes " + chosen, {entry.view.id}, said.claims);
    }
    const bool hedged = std::ranges::any_of(sources.said, [](const SourcedCount* s) {
      return s->count.op != CountOp::exact && s->count.has_figure();
    });
    if (hedged && number.best_op == CountOp::exact && sources.choice.unmet_hedges.empty())
      book_.held("hedge");
  }

  // One exchange leaves one running total.
  void check_total(const Entry& entry, const TotalView& total) {
    const Reckoned& value = total.value;
    if (value.reports < 2 || !value.low || !value.high || value.basis == Basis::derived) return;
    const bool exact = value.best_op == CountOp::exact || value.conflict;
    if (!exact || *value.low == *value.high) {
      book_.held("relay");
      return;
    }
    book_.add("relay", value.best ? "warning" : "contradiction",
              "reports give different running totals of " + total.side + " after it: " + value.why,
              std::to_string(*value.low) + " ≠ " + std::to_string(*value.high), {entry.view.id},
              value.claims);
  }

  // Told as done by some, and by others that it did not take place: neither word is lost. Who
  // repeats a speaker or a text denies nothing by himself.
  void check_denials(const Entry& entry) {
    const bool done = entry.view.status == EventStatus::completed ||
                      entry.view.status == EventStatus::in_progress;
    if (!done) return;
    std::vector<Denial> denials;  // in order of their first report
    for (const MentionId id : input_.in.coreference.members(entry.event)) {
      if (input_.event_of(id).status != EventStatus::denied) continue;
      const std::string origin = origin_of_denial(id);
      const auto known = std::ranges::find(denials, origin, &Denial::origin);
      if (known == denials.end()) {
        denials.push_back({origin, {id}});
      } else {
        known->told_by.push_back(id);
      }
    }
    for (const Denial& denial : denials) tell(entry, denial);
  }

  struct Denial {
    std::string origin;
    std::vector<MentionId> told_by;
  };

  std::string origin_of_denial(MentionId id) const {
    const Reading& reading = input_.reading_of(id);
    for (const std::size_t c : input_.event_of(id).claims) {
      if (c >= reading.claims.size()) continue;
      const Speaker* speaker = innermost(reading.claims[c].speakers);
      if (speaker != nullptr && !speaker->id.empty()) return "speaker " + speaker->id;
    }
    const std::uint32_t origin = input_.in.lineage.origin_of(input_.in.mentions[id].reading);
    return "report " + input_.in.readings[origin]->digest;
  }

  void tell(const Entry& entry, const Denial& denial) {
    const auto is_origin = [&](MentionId id) {
      const std::uint32_t reading = input_.in.mentions[id].reading;
      return input_.in.lineage.origin_of(reading) == reading;
    };
    const auto origin = std::ranges::find_if(denial.told_by, is_origin);
    const MentionId first = origin != denial.told_by.end() ? *origin : denial.told_by.front();
    std::vector<ClaimRef> claims;
    std::set<std::string> repeating;
    for (const MentionId id : denial.told_by) {
      const Reading& reading = input_.reading_of(id);
      const Event& event = input_.event_of(id);
      if (!event.claims.empty()) claims.push_back(claim_ref(reading, event.claims.front()));
      if (reading.digest != input_.reading_of(first).digest) repeating.insert(reading.digest);
    }
    const std::string copies =
        repeating.empty()
            ? ""
            : ", and " + counted(repeating.size(), "other report repeats", "other reports repeat") +
                  " that";
    book_.add("side_conflict", "contradiction",
              report_words(input_.reading_of(first)) + " denies that it took place" + copies +
                  "; others tell it as done",
              {}, {entry.view.id}, std::move(claims));
  }

  // "More than 200 came home on both sides" beside 140 and 82.
  void check_both_sides_total(const Entry& entry, MentionId id) {
    const auto& total = input_.event_of(id).both_sides_total;
    if (!total || !total->has_figure() || entry.view.sides.size() != 2) return;
    const LegView* a = whole_leg(entry.view, entry.view.sides[0]);
    const LegView* b = whole_leg(entry.view, entry.view.sides[1]);
    const auto count_a = exact_best(a);
    const auto count_b = exact_best(b);
    if (!count_a || !count_b) return;
    if (compatible(*total, exactly(*count_a + *count_b))) {
      book_.held("symmetry");
      return;
    }
    std::vector<ClaimRef> claims = a->count.claims;
    claims.insert(claims.end(), b->count.claims.begin(), b->count.claims.end());
    const std::string said =
        total->surface.empty() ? std::to_string(total->nominal().value_or(0)) : total->surface;
    book_.add("symmetry", "warning",
              "the figure for both sides in " + report_words(input_.reading_of(id)) +
                  " is not the sum of the two",
              std::to_string(*count_a) + " + " + std::to_string(*count_b) + " = " +
                  std::to_string(*count_a + *count_b) + ", stated " + said,
              {entry.view.id}, std::move(claims));
  }

  // A figure of which the words do not say what it counts must be one of the things it can count.
  void check_allocation(const Entry& entry) {
    if (entry.view.sides.size() != 2) return;
    const auto count_a = exact_best(whole_leg(entry.view, entry.view.sides[0]));
    const auto count_b = exact_best(whole_leg(entry.view, entry.view.sides[1]));
    if (!count_a || !count_b) return;
    for (const LegSources& sources : entry.legs) {
      const LegView& leg = entry.view.legs[sources.leg];
      if (!leg.to.empty()) continue;
      for (const SourcedCount* each : sources.said) {
        const SourcedCount& said = *each;
        const bool fits = compatible(said.count, exactly(*count_a)) ||
                          compatible(said.count, exactly(*count_b)) ||
                          compatible(said.count, exactly(*count_a + *count_b));
        if (fits) {
          book_.held("symmetry");
          continue;
        }
        book_.add("symmetry", "warning",
                  said.report + " gives a figure that is neither side's count nor their sum",
                  std::to_string(said.count.nominal().value_or(0)) + " is none of " +
                      std::to_string(*count_a) + ", " + std::to_string(*count_b) + ", " +
                      std::to_string(*count_a + *count_b),
                  {entry.view.id}, said.claims);
      }
    }
  }

  void check_title(const Entry& entry, MentionId id) {
    using Slot = std::tuple<std::string, People, std::string>;
    std::map<Slot, std::pair<const CountSaid*, const CountSaid*>> slots;  // title, text
    const Mention& mention = input_.in.mentions[id];
    for (const auto* counts : {&mention.counts, &mention.title_counts}) {
      for (const CountSaid& said : *counts) {
        if (!said.usable || !said.count.has_figure() || said.to.empty()) continue;
        auto& [title, text] = slots[{said.to, said.people, said.scope}];
        const bool in_title = said.zone == "title" || said.zone == "subhead";
        const CountSaid*& place = in_title ? title : text;
        // The exact figure of a zone speaks for it.
        if (place == nullptr ||
            (place->count.op != CountOp::exact && said.count.op == CountOp::exact))
          place = &said;
      }
    }
    const Reading& reading = input_.reading_of(id);
    for (const auto& [slot, pair] : slots) {
      const auto& [title, text] = pair;
      if (title == nullptr || text == nullptr) continue;
      if (compatible(title->count, text->count)) {
        book_.held("title_body");
        continue;
      }
      book_.add(
          "title_body", "warning",
          "title and text of " + report_words(reading) + " differ on how many came to " + title->to,
          std::to_string(title->count.nominal().value_or(0)) + " ≠ " +
              std::to_string(text->count.nominal().value_or(0)),
          {entry.view.id},
          {claim_ref(reading, title->claims.front()), claim_ref(reading, text->claims.front())});
    }
  }

  const AuditInput& input_;
  AuditBook& book_;
};

// "The largest exchange": larger than every one that certainly came before.
class SuperlativesAudit {
 public:
  SuperlativesAudit(const AuditInput& input, AuditBook& book) : input_(input), book_(book) {
    for (const Entry& entry : input_.ledger.entries) {
      auto& counts = largest_.emplace_back();
      for (const std::string& side : entry.view.sides) {
        if (const auto count = exact_best(whole_leg(entry.view, side))) counts[side] = *count;
      }
    }
  }

  void check(MentionId id, const ClaimRef& claim) {
    const std::size_t at = input_.ledger.index_of.at(input_.in.coreference.event_of(id));
    const auto [known, added] = found_.try_emplace(at);
    if (added) known->second = look(at);
    const Found& found = known->second;
    if (!found.asked) return;
    if (found.side.empty()) {
      book_.held("superlative");
      return;
    }
    const Entry& entry = input_.ledger.entries[at];
    const Entry& other = input_.ledger.entries[found.other];
    std::vector<ClaimRef> claims = whole_leg(other.view, found.side)->count.claims;
    claims.push_back(claim);
    book_.add("superlative", "warning",
              entry.view.id + " is called the largest, and more came to " + found.side + " in " +
                  other.view.id,
              std::to_string(largest_[found.other].at(found.side)) + " > " +
                  std::to_string(largest_[at].at(found.side)),
              {entry.view.id, other.view.id}, std::move(claims));
  }

 private:
  struct Found {
    bool asked = false;
    std::string side;  // empty: it is the largest
    std::size_t other = 0;
  };

  Found look(std::size_t at) const {
    const Entry& entry = input_.ledger.entries[at];
    const auto& counts = largest_[at];
    if (counts.empty() || !entry.view.date.earliest) return {};
    for (std::size_t i = 0; i < at; ++i) {  // entries stand in order of date
      const Entry& other = input_.ledger.entries[i];
      const bool before =
          other.view.date.latest && *other.view.date.latest < *entry.view.date.earliest;
      if (!before || other.view.is_deal || other.view.type == EventType::bodies ||
          other.view.sides.size() != entry.view.sides.size())
        continue;
      // In the order of the text: what a side is called must not decide which one is named.
      for (const std::string& side : entry.view.sides) {
        const auto mine = counts.find(side);
        const auto there = largest_[i].find(side);
        if (mine == counts.end() || there == largest_[i].end() || there->second <= mine->second)
          continue;
        return {true, side, i};
      }
    }
    return {true, {}, 0};
  }

  const AuditInput& input_;
  AuditBook& book_;
  std::vector<std::map<std::string, std::int64_t>> largest_;  // by entry
  std::map<std::size_t, Found> found_;
};

}  // namespace

void audit_sides(const AuditInput& input, const Entry& entry, AuditBook& book) {
  SidesAudit(input, book).make(entry);
}

void audit_superlatives(const AuditInput& input, AuditBook& book) {
  if (input.reports.with_superlatives().empty()) return;
  SuperlativesAudit audit(input, book);
  for (const std::uint32_t r : input.reports.with_superlatives()) {
    for (const auto& [event, claim] : input.reports.of(r).superlatives)
      audit.check(input.in.first_mention[r] + event, claim_ref(*input.in.readings[r], claim));
  }
}

}  // namespace nostos::reckoning
