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

std::string or_else(std::string_view text, std::string_view otherwise) {
  return std::string(text.empty() ? otherwise : text);
}

class Page {
 public:
  Page(const Reading& reading, const PlainWords& words) : reading_(reading), w_(words) {}

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

  std::string in_words(const Quantity& count) const {
    using domain::CountOp;
    const auto figure = [&](const std::optional<std::int64_t>& n) {
      return n ? w_.number(*n) : std::string("?");
    };
    const auto hedged = [&](std::string_view key) {
      return w_.say(key, {{"n", figure(count.nominal())}});
    };
    std::string words;
    switch (count.op) {
      case CountOp::exact:
        words = figure(count.nominal());
        break;
      case CountOp::about:
        words = hedged("count.about");
        break;
      case CountOp::at_least:
        words = hedged("count.at_least");
        break;
      case CountOp::more_than:
        words = hedged("count.more_than");
        break;
      case CountOp::at_most:
        words = hedged("count.at_most");
        break;
      case CountOp::less_than:
        words = hedged("count.less_than");
        break;
      case CountOp::range:
        words = w_.say("count.range", {{"a", figure(count.lo)}, {"b", figure(count.hi)}});
        break;
      case CountOp::fraction:
        words = count.surface;
        break;
      case CountOp::not_stated:
        return w_.say("count.unstated");
    }
    if (count.basis == domain::Basis::derived)
      words += w_.say("count.reckoned", {{"formula", count.formula}});
    return words;
  }

  // "the report, by Ombudsman Tomas Breck (quoted)"
  std::string chain_in_words(const std::vector<Speaker>& chain) const {
    std::string words;
    for (const Speaker& speaker : chain) {
      if (speaker.name == "DOC") continue;
      if (!words.empty()) words += " › ";
      words += or_else(speaker.name, speaker.id);
      if (!speaker.mode.empty() && speaker.mode != "paraphrase")
        words += " (" + w_.name("mode", speaker.mode) + ")";
    }
    return words.empty() ? w_.say("read.itself") : words;
  }

  std::string date_in_words(const domain::PartialDate& date) const {
    std::string words = date.is_exact_day() ? w_.day(*date.earliest) : date.edtf;
    if (words.empty() && (date.earliest || date.latest)) {
      words = (date.earliest ? w_.say("date.not_before", {{"day", w_.day(*date.earliest)}}) : "") +
              (date.earliest && date.latest ? ", " : "") +
              (date.latest ? w_.say("date.not_after", {{"day", w_.day(*date.latest)}}) : "");
    }
    if (words.empty()) words = w_.say("date.unknown");
    return date.basis.empty() ? words : words + " (" + date.basis + ")";
  }

  std::string parts_in_words(const std::vector<domain::Part>& parts) const {
    std::string words;
    for (const domain::Part& part : parts) {
      if (!words.empty()) words += ", ";
      if (part.count.op != domain::CountOp::not_stated) words += in_words(part.count) + " ";
      words += or_else(part.words, w_.name("label", part.label));
      if (!part.parts.empty())
        words += w_.say("read.of_which", {{"parts", parts_in_words(part.parts)}});
    }
    return words;
  }

  void heading() {
    const std::string id = or_else(reading_.id, reading_.digest.substr(0, 16));
    line(0, id);
    line(0, std::string(std::max<std::size_t>(count_code_points(id), 3), '='));
    std::string about =
        w_.say("read.language", {{"lang", or_else(reading_.lang, w_.say("read.unknown"))},
                                 {"date", date_in_words(reading_.published.date)}});
    if (!reading_.published.time.empty())
      about += w_.say("read.at", {{"time", reading_.published.time}});
    if (!reading_.outlet.empty()) about += w_.say("read.outlet", {{"outlet", reading_.outlet}});
    line(0, about);
    if (!reading_.url.empty()) line(0, reading_.url);
  }

  void events() {
    line(0, "");
    if (reading_.events.empty()) {
      line(0, w_.say("read.nothing"));
      return;
    }
    line(0, w_.say("read.events"));
    for (const Event& event : reading_.events) event_lines(event);
  }

  void event_lines(const Event& event) {
    std::string first = event.id + "  " + w_.name("type", domain::name(event.type)) + ", " +
                        w_.name("status", domain::name(event.status));
    if (event.role != domain::EventRole::main)
      first += ", " + w_.name("role", domain::name(event.role));
    line(2, first + ": " + date_in_words(event.date));
    for (const Leg& leg : event.legs) leg_line(leg);
    if (event.both_sides_total)
      line(6, w_.say("read.both", {{"count", in_words(*event.both_sides_total)}}));
    for (const domain::Ordinal& ordinal : event.ordinals) {
      line(6, w_.say("read.ordinal", {{"ordinal", w_.ordinal(ordinal.value)},
                                      {"scope", w_.name("scope", ordinal.scope)}}));
    }
    for (const domain::Breakdown& breakdown : event.breakdowns) {
      std::string words =
          w_.say("read.by", {{"dimension", w_.name("dimension", breakdown.dimension)},
                             {"parts", parts_in_words(breakdown.parts)}});
      if (!breakdown.note.empty()) words += "  [" + breakdown.note + "]";
      line(6, words);
    }
    for (const domain::RunningTotal& total : event.cumulative) {
      line(6, w_.say("read.total", {{"side", or_else(total.side, w_.say("read.side_unknown"))},
                                    {"count", in_words(total.count)}}) +
                  " – " + chain_in_words(total.speakers));
    }
    for (const domain::HealthNote& note : event.health)
      line(6, w_.say("read.health",
                     {{"count", in_words(note.count)}, {"what", w_.name("health", note.what)}}));
    involved("read.mediator", event.mediators);
    involved("read.intermediary", event.intermediaries);
    for (const domain::PlaceMention& place : event.places)
      line(6, (place.role.empty() ? w_.say("read.place") : w_.name("place", place.role)) + ": " +
                  place.name);
    if (!event.previous.empty()) line(6, w_.say("read.previous", {{"event", event.previous}}));
    if (!event.parent.empty())
      line(6, w_.say("read.part_of", {{"event", event.parent}}) +
                  (event.stage.empty() ? "" : ", " + event.stage));
  }

  void leg_line(const Leg& leg) {
    std::string words =
        leg.to.empty() ? w_.say("read.to_unknown") : w_.say("read.to", {{"side", leg.to}});
    if (!leg.from.empty()) words += w_.say("read.from", {{"side", leg.from}});
    words += ": " + in_words(leg.count) + " " + or_else(leg.population_words, leg.population);
    if (leg.polarity == domain::Polarity::denied) words += w_.say("read.denied");
    if (leg.modality != domain::Modality::actual)
      words += ", " + w_.name("modality", domain::name(leg.modality));
    if (!leg.scope.empty()) words += ", " + w_.name("scope", leg.scope);
    if (!leg.allocation.empty()) {
      words += w_.say("read.or");
      for (const std::string& way : leg.allocation) words += " " + w_.name("allocation", way);
    }
    line(6, words + " – " + chain_in_words(leg.speakers));
  }

  void involved(std::string_view key, const std::vector<domain::Involved>& all) {
    for (const domain::Involved& one : all)
      line(6, w_.say(key, {{"who", or_else(one.name, one.id)}}));
  }

  void claims() {
    if (reading_.claims.empty()) return;
    line(0, "");
    line(0, w_.say("read.claims"));
    for (const Claim& claim : reading_.claims) {
      std::string first = w_.name("claim", domain::name(claim.type));
      if (claim.count.op != domain::CountOp::not_stated) first += " " + in_words(claim.count);
      if (!claim.event.empty()) first += " (" + claim.event + ")";
      if (claim.polarity == domain::Polarity::denied) first += w_.say("read.denied");
      if (claim.modality != domain::Modality::actual)
        first += ", " + w_.name("modality", domain::name(claim.modality));
      if (claim.state != domain::ClaimState::current)
        first += ", " + w_.name("claimstate", domain::name(claim.state));
      line(2, claim.id + "  " + first + " – " + chain_in_words(claim.speakers));
      if (!claim.spans.empty()) line(6, excerpt(claim.spans.front()));
    }
  }

  void doubts() {
    if (reading_.doubts.empty()) return;
    line(0, "");
    line(0, w_.say("read.doubts"));
    for (const domain::Doubt& doubt : reading_.doubts) {
      line(2, w_.name("doubt", doubt.kind) + ": " + doubt.reason);
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
  const PlainWords& w_;
  std::string out_;
};

}  // namespace

std::string reading_in_words(const Reading& reading, const PlainWords& words) {
  return Page(reading, words).write();
}

}  // namespace nostos::cli
