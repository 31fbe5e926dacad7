// SPDX-License-Identifier: Apache-2.0
#include "cli/reading_in_words.h"

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <vector>

#include "base/utf8.h"

namespace nostos::cli {
namespace {

using domain::Claim;
using domain::Event;
using domain::Leg;
using domain::Quantity;
using domain::Reading;
using domain::Span;
using domain::Speaker;

constexpr std::size_t kLongestExcerpt = 240;  // bytes on each side of a claim's words

std::string grouped(std::int64_t number) {
  std::string digits = std::to_string(number);
  for (std::size_t at = digits.size(); at > 3 + (number < 0 ? 1U : 0U); at -= 3)
    digits.insert(at - 3, 1, ',');
  return digits;
}

std::string in_words(const Quantity& count) {
  using domain::CountOp;
  const auto figure = [](const std::optional<std::int64_t>& n) {
    return n ? grouped(*n) : std::string("?");
  };
  const auto nominal = count.nominal();
  std::string words;
  switch (count.op) {
    case CountOp::exact:
      words = figure(nominal);
      break;
    case CountOp::about:
      words = "about " + figure(nominal);
      break;
    case CountOp::at_least:
      words = "at least " + figure(nominal);
      break;
    case CountOp::more_than:
      words = "more than " + figure(nominal);
      break;
    case CountOp::at_most:
      words = "at most " + figure(nominal);
      break;
    case CountOp::less_than:
      words = "fewer than " + figure(nominal);
      break;
    case CountOp::range:
      words = figure(count.lo) + " to " + figure(count.hi);
      break;
    case CountOp::fraction:
      words = count.surface;
      break;
    case CountOp::not_stated:
      return "an unstated number";
  }
  if (count.basis == domain::Basis::derived) words += " (reckoned: " + count.formula + ")";
  return words;
}

std::string or_else(std::string_view text, std::string_view otherwise) {
  return std::string(text.empty() ? otherwise : text);
}

std::string spaced(std::string_view id) {
  std::string words(id);
  std::ranges::replace(words, '_', ' ');
  return words;
}

// "the report, by Ombudsman Dmytro Lubinets (quoted)"
std::string chain_in_words(const std::vector<Speaker>& chain) {
  std::string words;
  for (const Speaker& speaker : chain) {
    if (speaker.name == "DOC") continue;
    if (!words.empty()) words += " › ";
    words += or_else(speaker.name, speaker.id);
    if (!speaker.mode.empty() && speaker.mode != "paraphrase")
      words += " (" + spaced(speaker.mode) + ")";
  }
  return words.empty() ? "the report itself" : words;
}

std::string date_in_words(const domain::PartialDate& date) {
  std::string words = date.edtf;
  if (words.empty() && (date.earliest || date.latest)) {
    words = (date.earliest ? "not before " + domain::iso(*date.earliest) : "") +
            (date.earliest && date.latest ? ", " : "") +
            (date.latest ? "not after " + domain::iso(*date.latest) : "");
  }
  if (words.empty()) words = "date unknown";
  return date.basis.empty() ? words : words + " (" + date.basis + ")";
}

std::string_view ending(std::int64_t n) {
  if (n % 100 >= 11 && n % 100 <= 13) return "th";
  return n % 10 == 1 ? "st" : n % 10 == 2 ? "nd" : n % 10 == 3 ? "rd" : "th";
}

std::string parts_in_words(const std::vector<domain::Part>& parts) {
  std::string words;
  for (const domain::Part& part : parts) {
    if (!words.empty()) words += ", ";
    if (part.count.op != domain::CountOp::not_stated) words += in_words(part.count) + " ";
    words += or_else(part.words, spaced(part.label));
    if (!part.parts.empty()) words += " (of which " + parts_in_words(part.parts) + ")";
  }
  return words;
}

class Page {
 public:
  explicit Page(const Reading& reading) : reading_(reading) {}

  std::string write() {
    heading();
    events();
    claims();
    doubts();
    return std::move(out_);
  }

 private:
  void line(std::size_t indent, const std::string& text) {
    out_.append(indent, ' ');
    out_ += text;
    out_ += '\n';
  }

  void heading() {
    const std::string id = or_else(reading_.id, reading_.digest.substr(0, 16));
    line(0, id);
    line(0, std::string(std::max<std::size_t>(count_code_points(id), 3), '='));
    std::string about = "language " + or_else(reading_.lang, "unknown") + "; published " +
                        date_in_words(reading_.published.date);
    if (!reading_.published.time.empty()) about += " at " + reading_.published.time;
    if (!reading_.outlet.empty()) about += "; outlet " + reading_.outlet;
    line(0, about);
    if (!reading_.url.empty()) line(0, reading_.url);
  }

  void events() {
    line(0, "");
    if (reading_.events.empty()) {
      line(0, "No exchange or release is told of.");
      return;
    }
    line(0, "Events");
    for (const Event& event : reading_.events) event_lines(event);
  }

  void event_lines(const Event& event) {
    std::string first = event.id + "  " + std::string(domain::name(event.type)) + ", " +
                        std::string(domain::name(event.status));
    if (event.role != domain::EventRole::main)
      first += ", " + std::string(domain::name(event.role));
    line(2, first + ": " + date_in_words(event.date));
    for (const Leg& leg : event.legs) leg_line(leg);
    if (event.both_sides_total)
      line(6, "both sides together: " + in_words(*event.both_sides_total));
    for (const domain::Ordinal& ordinal : event.ordinals) {
      line(6, "the " + std::to_string(ordinal.value) + std::string(ending(ordinal.value)) + " (" +
                  ordinal.scope + ")");
    }
    for (const domain::Breakdown& breakdown : event.breakdowns) {
      std::string words =
          "by " + spaced(breakdown.dimension) + ": " + parts_in_words(breakdown.parts);
      if (!breakdown.note.empty()) words += "  [" + breakdown.note + "]";
      line(6, words);
    }
    for (const domain::RunningTotal& total : event.cumulative) {
      line(6, "in all, " + or_else(total.side, "side not stated") + ": " + in_words(total.count) +
                  " – " + chain_in_words(total.speakers));
    }
    for (const domain::HealthNote& note : event.health)
      line(6, "health: " + in_words(note.count) + " " + spaced(note.what));
    involved("mediated by ", event.mediators);
    involved("with a hand in it: ", event.intermediaries);
    for (const domain::PlaceMention& place : event.places)
      line(6, or_else(spaced(place.role), "place") + ": " + place.name);
    if (!event.previous.empty()) line(6, "the one before it: " + event.previous);
    if (!event.parent.empty())
      line(6, "part of: " + event.parent + (event.stage.empty() ? "" : ", " + event.stage));
  }

  void leg_line(const Leg& leg) {
    std::string words = "to " + or_else(leg.to, "a side not stated");
    if (!leg.from.empty()) words += " from " + leg.from;
    words += ": " + in_words(leg.count) + " " + or_else(leg.population_words, leg.population);
    if (leg.polarity == domain::Polarity::denied) words += ", denied";
    if (leg.modality != domain::Modality::actual)
      words += ", " + std::string(domain::name(leg.modality));
    if (!leg.scope.empty()) words += ", " + spaced(leg.scope);
    if (!leg.allocation.empty()) {
      words += ", or";
      for (const std::string& reading : leg.allocation) words += " " + spaced(reading);
    }
    line(6, words + " – " + chain_in_words(leg.speakers));
  }

  void involved(std::string_view what, const std::vector<domain::Involved>& all) {
    for (const domain::Involved& one : all) line(6, std::string(what) + or_else(one.name, one.id));
  }

  void claims() {
    if (reading_.claims.empty()) return;
    line(0, "");
    line(0, "Claims");
    for (const Claim& claim : reading_.claims) {
      std::string first = spaced(domain::name(claim.type));
      if (claim.count.op != domain::CountOp::not_stated) first += " " + in_words(claim.count);
      if (!claim.event.empty()) first += " (" + claim.event + ")";
      if (claim.polarity == domain::Polarity::denied) first += ", denied";
      if (claim.modality != domain::Modality::actual)
        first += ", " + std::string(domain::name(claim.modality));
      if (claim.state != domain::ClaimState::current)
        first += ", " + std::string(domain::name(claim.state));
      line(2, claim.id + "  " + first + " – " + chain_in_words(claim.speakers));
      if (!claim.spans.empty()) line(6, excerpt(claim.spans.front()));
    }
  }

  void doubts() {
    if (reading_.doubts.empty()) return;
    line(0, "");
    line(0, "Not read");
    for (const domain::Doubt& doubt : reading_.doubts) {
      line(2, spaced(doubt.kind) + ": " + doubt.reason);
      line(6, excerpt(doubt.span));
    }
  }

  // The sentence around `span`, the claim's own words between brackets.
  std::string excerpt(Span span) const {
    const std::string_view text = reading_.text;
    const std::size_t end = std::min<std::size_t>(span.end, text.size());
    const std::size_t start = std::min<std::size_t>(span.start, end);
    return flat(before(text.substr(0, start)) + "[" + std::string(text.substr(start, end - start)) +
                "]" + after(text.substr(end)));
  }

  static bool ends_sentence(std::string_view text, std::size_t i) {
    if (text[i] == '\n') return true;
    const bool stop = text[i] == '.' || text[i] == '!' || text[i] == '?';
    return stop && i + 1 < text.size() && (text[i + 1] == ' ' || text[i + 1] == '\n');
  }

  // What the sentence says before its claim; the end of it when it is long.
  static std::string before(std::string_view text) {
    const std::size_t least = text.size() - std::min(text.size(), kLongestExcerpt);
    std::size_t at = text.size();
    while (at > least && !ends_sentence(text, at - 1)) --at;
    const bool cut = at == least && least > 0;
    const std::size_t word = text.find_first_of(" \n", at);
    if (cut) at = word == std::string_view::npos ? text.size() : word;
    const std::string_view rest = text.substr(at);
    return (cut ? "…" : "") +
           std::string(rest.substr(cut ? 0 : std::min(rest.find_first_not_of(" \n"), rest.size())));
  }

  static std::string after(std::string_view text) {
    const std::size_t most = std::min(text.size(), kLongestExcerpt);
    std::size_t at = 0;
    while (at < most && !ends_sentence(text, at)) ++at;
    if (at < most) return std::string(text.substr(0, text[at] == '\n' ? at : at + 1));
    if (most == text.size()) return std::string(text);
    const std::size_t space = text.rfind(' ', most);
    return std::string(text.substr(0, space == std::string_view::npos ? 0 : space)) + " …";
  }

  // On one line, whatever line ends the text has.
  static std::string flat(std::string text) {
    std::ranges::replace_if(text, [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
    return text;
  }

  const Reading& reading_;
  std::string out_;
};

}  // namespace

std::string reading_in_words(const Reading& reading) { return Page(reading).write(); }

}  // namespace nostos::cli
