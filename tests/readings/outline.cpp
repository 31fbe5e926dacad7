// SPDX-License-Identifier: Apache-2.0
#include "outline.h"

#include <algorithm>
#include <set>
#include <vector>

#include "told.h"

namespace nostos::readings {
namespace {

std::string dates(const domain::PartialDate& date) {
  const auto bound = [](const std::optional<domain::Day>& day) {
    return day ? domain::iso(*day) : "…";
  };
  std::string out = date.edtf.empty() ? "unknown" : date.edtf;
  if (!date.is_exact_day() && (date.earliest || date.latest)) {
    out += " [" + bound(date.earliest) + ", " + bound(date.latest) + "]";
  }
  return out;
}

std::string parts(const std::vector<domain::Part>& list) {
  std::string out;
  for (const domain::Part& part : list) {
    out += (out.empty() ? "" : " + ") + part.label;
    if (part.count.op != domain::CountOp::not_stated) out += ' ' + in_short(part.count);
    if (part.complement) out += " (the rest)";
    if (!part.parts.empty()) out += " {" + parts(part.parts) + "}";
  }
  return out;
}

std::string said_by(const std::vector<domain::Speaker>& speakers) {
  const std::string who = chain(speakers);
  return who == "DOC" || who.empty() ? "" : "  — " + who;
}

// What a leg, a total and so on come from is told by the claims; this tells what they come to.
std::vector<std::string> lines_of(const domain::Event& event) {
  std::vector<std::string> out;
  for (const domain::Leg& leg : event.legs) {
    std::string line = (leg.from.empty() ? "?" : leg.from) + " → " +
                       (leg.to.empty() ? "?" : leg.to) + ": " + in_short(leg.count) + ' ' +
                       leg.population;
    if (leg.modality != domain::Modality::actual) line += ", " + std::string(name(leg.modality));
    if (leg.polarity == domain::Polarity::denied) line += ", denied";
    if (!leg.scope.empty()) line += ", " + leg.scope;
    for (const std::string& way : leg.allocation)
      line += (&way == &leg.allocation.front() ? ", may be " : " or ") + way;
    out.push_back(line + said_by(leg.speakers));
  }
  if (event.both_sides_total)
    out.push_back("both sides together: " + in_short(*event.both_sides_total));
  if (!event.ordinals.empty()) out.push_back("ordinal: " + ordinals(event));
  for (const domain::RunningTotal& total : event.cumulative) {
    out.push_back("total " + (total.side.empty() ? "?" : total.side) + ": " +
                  in_short(total.count) + said_by(total.speakers));
  }
  for (const domain::Breakdown& one : event.breakdowns) {
    std::string line = "by " + one.dimension + (one.to.empty() ? "" : " to " + one.to) + ": " +
                       parts(one.parts) + "; " +
                       (one.exhaustive == domain::Exhaustive::yes  ? "whole"
                        : one.exhaustive == domain::Exhaustive::no ? "some"
                                                                   : "perhaps whole") +
                       ", " + std::string(name(one.balance));
    if (one.balance == domain::Balance::off) line += " by " + std::to_string(one.off_by);
    out.push_back(line);
  }
  for (const domain::HealthNote& note : event.health)
    out.push_back("health: " + note.what + ' ' + in_short(note.count));
  for (const domain::PlaceMention& place : event.places)
    out.push_back("place: " + (place.id.empty() ? place.name : place.id) + ", " + place.role);
  for (const domain::Involved& one : event.mediators) out.push_back("mediator: " + one.id);
  for (const domain::Involved& one : event.intermediaries) out.push_back("intermediary: " + one.id);
  return out;
}

std::string head(const domain::Event& event) {
  std::string out = event.id + ' ' + std::string(name(event.role)) + ' ' +
                    std::string(name(event.type)) + ' ' + std::string(name(event.status)) + ", " +
                    dates(event.date);
  if (event.weekday && !event.date.is_exact_day())
    out += ", a " + std::string(name(*event.weekday));
  if (!event.stage.empty()) out += ", stage \"" + event.stage + "\"";
  if (!event.parent.empty()) out += ", part of " + event.parent;
  if (!event.previous.empty()) out += ", after " + event.previous;
  return out;
}

std::string one_line(std::string_view text) {
  std::string out(text);
  std::ranges::replace(out, '\n', ' ');
  return out;
}

}  // namespace

std::string outline(const domain::Event& event) {
  std::string out = head(event) + '\n';
  for (const std::string& line : lines_of(event)) out += "  " + line + '\n';
  return out;
}

namespace {

std::string head(const domain::Reading& reading) {
  std::string out = "read as " + reading.lang + ", published " + dates(reading.published.date);
  if (!reading.published.time.empty()) out += ' ' + reading.published.time;
  out += '\n';
  for (const domain::Event& event : reading.events) out += '\n' + outline(event);
  return out;
}

std::string claims(const domain::Reading& reading) {
  std::string out = "\nclaims\n";
  for (const domain::Claim& claim : reading.claims) {
    std::string line =
        std::string(name(claim.type)) + (claim.event.empty() ? "" : ' ' + claim.event);
    if (claim.count.op != domain::CountOp::not_stated) line += ' ' + in_short(claim.count);
    if (!claim.to.empty()) line += " to " + claim.to;
    for (const domain::Slot& slot : claim.slots) line += ' ' + slot.name + '=' + slot.value;
    if (claim.modality != domain::Modality::actual)
      line += ", " + std::string(name(claim.modality));
    if (claim.polarity == domain::Polarity::denied) line += ", denied";
    if (claim.state != domain::ClaimState::current) line += ", " + std::string(name(claim.state));
    out += "  " + line + ": \"" + one_line(words(reading, claim)) + '"' + said_by(claim.speakers) +
           '\n';
  }
  return out;
}

std::string doubts(const domain::Reading& reading) {
  std::string out = reading.doubts.empty() ? "" : "\ndoubts\n";
  for (const domain::Doubt& doubt : reading.doubts) {
    const std::string_view text(reading.text);
    out += "  " + doubt.kind + ": \"" +
           one_line(text.substr(doubt.span.start, doubt.span.end - doubt.span.start)) + "\"\n";
  }
  return out;
}

}  // namespace

std::string outline(const domain::Reading& reading) {
  return head(reading) + claims(reading) + doubts(reading);
}

std::string events_and_doubts(const domain::Reading& reading) {
  return head(reading) + doubts(reading);
}

}  // namespace nostos::readings
