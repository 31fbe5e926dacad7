// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "reckoning/audits/audits.h"
#include "reckoning/words.h"

namespace nostos::reckoning {

using namespace nostos::domain;

namespace {

// The event's own claim, or none.
std::vector<ClaimRef> event_claims(const Reading& reading, const Event& event) {
  if (event.claims.empty()) return {};
  return {claim_ref(reading, event.claims.front())};
}

std::string capitalised(std::string_view word) {
  std::string out(word);
  if (!out.empty() && out[0] >= 'a' && out[0] <= 'z')
    out[0] = static_cast<char>(out[0] - 'a' + 'A');
  return out;
}

void audit_weekdays(const AuditInput& input, const Entry& entry, AuditBook& book) {
  for (const MentionId id : input.in.coreference.members(entry.event)) {
    const Event& event = input.event_of(id);
    if (!event.weekday || !event.date.is_exact_day()) continue;
    const Weekday is = weekday_of(*event.date.earliest);
    if (is == *event.weekday) {
      book.held("weekday");
      continue;
    }
    const Reading& reading = input.reading_of(id);
    book.add("weekday", "warning",
             report_words(reading) + " names a " + capitalised(name(*event.weekday)) +
                 ", and the date it gives is a " + capitalised(name(is)) + "; the date is kept",
             iso(*event.date.earliest) + " is a " + capitalised(name(is)), {entry.view.id},
             event_claims(reading, event));
  }
}

void audit_told_after_done(const AuditInput& input, const Entry& entry, AuditBook& book) {
  for (const MentionId id : input.in.coreference.members(entry.event)) {
    const Reading& reading = input.reading_of(id);
    const Event& event = input.event_of(id);
    const auto& published = reading.published.date.latest;
    if (!input.in.mentions[id].is_done || !event.date.earliest || !published) continue;
    if (*event.date.earliest <= *published) {
      book.held("date_order");
      continue;
    }
    book.add("date_order", "warning",
             report_words(reading) + " tells it as done on " + iso(*event.date.earliest) +
                 " and was published before, on " + iso(*published),
             iso(*event.date.earliest) + " > " + iso(*published), {entry.view.id},
             event_claims(reading, event));
  }
}

}  // namespace

// Day 1 is the first day for some and the day after for others; both are accepted.
void audit_war_days(const Reading& reading, const Options& options, AuditBook& book) {
  for (std::size_t c = 0; c < reading.claims.size(); ++c) {
    const Claim& claim = reading.claims[c];
    const auto number = claim.count.nominal();
    if (claim.type != ClaimType::war_day || !number || !stands(claim)) continue;
    std::optional<Day> first;
    for (const Slot& slot : claim.slots) {
      if (slot.name == "since") first = parse_iso(slot.value);
    }
    for (const War& war : options.wars) {
      if (first) break;
      for (const Event& event : reading.events) {
        const auto has = [&](const std::string& side) {
          return std::ranges::find(event.sides, side) != event.sides.end();
        };
        if (has(war.side_a) && has(war.side_b)) first = war.first_day;
      }
    }
    const auto& today = claim.date && claim.date->is_exact_day() ? claim.date->earliest
                                                                 : reading.published.date.earliest;
    if (!first || !today || (!claim.date && !reading.published.date.is_exact_day())) continue;
    const std::int64_t days = *today - *first;
    // A report may be written on the day before it is published.
    if (*number >= days - 1 && *number <= days + 1) {
      book.held("war_day");
      continue;
    }
    book.add("war_day", "warning",
             "the " + ordinal_words(*number) + " day of the war is not " + iso(*today) + " in " +
                 report_words(reading),
             iso(*first) + " + " + std::to_string(days) + " days = " + iso(*today), {},
             {claim_ref(reading, c)});
  }
}

void audit_time_network(const AuditInput& input, AuditBook& book) {
  const auto name_of = [&](EventId event) { return input.id_of(event); };
  for (const auto& c : input.in.timeline.contradictions(name_of)) {
    std::vector<std::string> exchanges;
    for (const EventId event : c.events) exchanges.push_back(input.id_of(event));
    std::ranges::sort(exchanges, [](const std::string& a, const std::string& b) {
      return std::pair(a.size(), a) < std::pair(b.size(), b);
    });
    const bool assumed = c.strength <= Strength::adjacency;
    const bool counted_order = std::ranges::any_of(c.statements, [](const std::string& s) {
      return s.starts_with("the ") && s.find(" exchange (") != std::string::npos;
    });
    book.add(counted_order ? "ordinal_order" : "date_order",
             assumed                          ? "note"
             : c.strength >= Strength::stated ? "contradiction"
                                              : "warning",
             "these cannot all hold: " + joined(c.statements, "; ") + ". Set aside: " + c.given_up,
             {}, std::move(exchanges), c.claims);
  }
}

void audit_dates(const AuditInput& input, const Entry& entry, AuditBook& book) {
  audit_weekdays(input, entry, book);
  audit_told_after_done(input, entry, book);
}

}  // namespace nostos::reckoning
