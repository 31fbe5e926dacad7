// SPDX-License-Identifier: Apache-2.0
#include "actions/explain.h"

#include <algorithm>
#include <charconv>

namespace nostos::actions {

namespace {

constexpr std::size_t kShortestClaimPrefix = 6;
constexpr std::size_t kLongestSentence = 400;  // bytes

std::string quoted(std::string_view words) { return "“" + std::string(words) + "”"; }

std::string shown(const std::optional<std::int64_t>& number) {
  return number ? std::to_string(*number) : "?";
}

std::string range_in_words(const std::optional<std::int64_t>& low,
                           const std::optional<std::int64_t>& high) {
  if (low && high && *low == *high) return std::to_string(*low);
  if (low && high) return "from " + shown(low) + " to " + shown(high);
  if (low) return "at least " + shown(low);
  if (high) return "at most " + shown(high);
  return "open";
}

// The sentence or line around a span: enough to judge the claim by.
std::string sentence_around(const std::string& text, const domain::Span& span) {
  const auto ends = [&](std::size_t at) {
    if (text[at] == '\n') return true;
    return (text[at] == '.' || text[at] == '!' || text[at] == '?') && at + 1 < text.size() &&
           (text[at + 1] == ' ' || text[at + 1] == '\n');
  };
  const auto is_middle = [&](std::size_t at) {
    return (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U;
  };
  std::size_t first = std::min<std::size_t>(span.start, text.size());
  while (first > 0 && !ends(first - 1) && span.start - first < kLongestSentence) --first;
  while (first < span.start && (text[first] == ' ' || is_middle(first))) ++first;
  std::size_t end = std::min<std::size_t>(span.end, text.size());
  while (end < text.size() && !ends(end) && end - span.end < kLongestSentence) ++end;
  if (end < text.size() && text[end] != '\n') ++end;
  while (end < text.size() && is_middle(end)) ++end;
  return text.substr(first, end - first);
}

std::string date_in_words(const domain::PartialDate& date) {
  std::string words = date.edtf;
  if (words.empty() && (date.earliest || date.latest)) {
    words = (date.earliest ? domain::iso(*date.earliest) : "open") + " to " +
            (date.latest ? domain::iso(*date.latest) : "open");
  }
  if (words.empty()) words = "unknown";
  if (!date.basis.empty()) words += " (" + date.basis + ")";
  return words;
}

std::string source_of(const FiledReport& report) {
  std::string words = report.reading.outlet.empty() ? "A report" : report.reading.outlet;
  if (!report.title.empty()) words += ", " + quoted(report.title);
  words += "; published " + date_in_words(report.reading.published.date);
  words +=
      "; recorded " + rfc3339(report.recorded_at) + " as entry " + std::to_string(report.entry);
  return words;
}

class Explanation {
 public:
  explicit Explanation(const ReckonedLedger& ledger) : ledger_(ledger) {}

  void claim(const ClaimPlace& place) {
    const domain::Claim& claim = *place.claim;
    const domain::Reading& reading = place.report->reading;
    step("source", source_of(*place.report), place);
    if (!claim.spans.empty()) {
      step("sentence",
           quoted(sentence_around(reading.text, claim.spans.front())) +
               (claim.zone.empty() ? "" : " - in the " + claim.zone),
           place);
    }
    speakers(place);
    step("rule", rule_of(claim), place);
    if (claim.count.op != domain::CountOp::not_stated || claim.count.has_figure()) count(place);
    if (claim.breakdown) breakdown(place);
    if (claim.date) step("arithmetic", "date: " + date_in_words(*claim.date), place);
    relations(place);
    uses(claim.id);
  }

  void exchange(const domain::ExchangeView& exchange) {
    step("choice", exchange.id + " joins " + std::to_string(exchange.members.size()) +
                       (exchange.members.size() == 1 ? " event" : " events") + " told by reports");
    for (const std::string& member : exchange.members) told_by(member);
    for (const domain::JudgementEdge& edge : ledger_.reckoning.edges) {
      if (touches(edge, exchange)) judgement(edge);
    }
    step("arithmetic", "date: " + date_in_words(exchange.date));
  }

  void date(const domain::ExchangeView& exchange) {
    step("choice", "date of " + exchange.id + ": " + date_in_words(exchange.date));
    for (const std::string& proof : exchange.date_proof) step("arithmetic", proof);
  }

  void number(const std::string& name, const domain::Reckoned& number) {
    std::string words = name + " = " + (number.best ? shown(number.best) : "no single value");
    words += ", " + range_in_words(number.low, number.high);
    if (number.basis == domain::Basis::derived) words += ", reckoned, not said";
    step(number.best ? "choice" : "veto", words);
    if (number.conflict) {
      step("veto", "sources of equal standing disagree, so none is chosen; each is shown");
    }
    if (!number.why.empty()) {
      const bool sum = number.why.find(" = ") != std::string::npos;
      step(sum ? "arithmetic" : "rule", number.why);
    }
    for (const domain::ClaimRef& ref : number.claims) brief(ref);
  }

  void pair(const domain::ExchangeView& a, const domain::ExchangeView& b) {
    const std::size_t before = steps_.size();
    for (const domain::JudgementEdge& edge : ledger_.reckoning.edges) {
      if ((touches(edge.a, a) && touches(edge.b, b)) ||
          (touches(edge.a, b) && touches(edge.b, a))) {
        judgement(edge);
      }
    }
    if (steps_.size() == before) {
      step("veto", a.id + " (" + date_in_words(a.date) + ") and " + b.id + " (" +
                       date_in_words(b.date) +
                       ") were never near enough to be compared: nothing suggests they are one");
    }
  }

  void doubts(const FiledPointer& report) {
    const domain::Reading& reading = report->reading;
    step("source", source_of(*report), {report, nullptr});
    for (const domain::Doubt& doubt : reading.doubts) {
      const std::string words =
          reading.text.substr(doubt.span.start, doubt.span.end - doubt.span.start);
      step("doubt", quoted(words) + " was not read (" + doubt.kind + "): " + doubt.reason,
           {report, nullptr});
    }
    if (reading.doubts.empty()) {
      step("doubt", "nothing that looked like a claim was left unread", {report, nullptr});
    }
  }

  std::vector<WhyStep> take() { return std::move(steps_); }

 private:
  void step(std::string kind, std::string text, const ClaimPlace& place = {}) {
    steps_.push_back({std::move(kind), std::move(text), place.report ? place.report->digest : "",
                      place.claim != nullptr ? place.claim->id : ""});
  }

  void speakers(const ClaimPlace& place) {
    if (place.claim->speakers.empty()) {
      step("speaker", "the report's own voice", place);
      return;
    }
    std::string chain;
    for (const domain::Speaker& speaker : place.claim->speakers) {
      if (!chain.empty()) chain += " › ";
      chain += speaker.name == "DOC" || speaker.name.empty() ? "the report" : speaker.name;
      std::string how = speaker.act;
      if (!speaker.mode.empty()) how += (how.empty() ? "" : ", ") + speaker.mode;
      if (!speaker.side.empty()) how += (how.empty() ? "" : ", ") + ("for " + speaker.side);
      if (!how.empty()) chain += " (" + how + ")";
    }
    step("speaker", chain, place);
  }

  static std::string rule_of(const domain::Claim& claim) {
    std::string words = "rule " + claim.rule + " read " + std::string(name(claim.type));
    words += ", " + std::string(name(claim.modality)) + ", " + std::string(name(claim.polarity));
    if (claim.state != domain::ClaimState::current) {
      words += "; it has since been " + std::string(name(claim.state));
    }
    return words;
  }

  void count(const ClaimPlace& place) {
    const domain::Quantity& count = place.claim->count;
    std::string words;
    if (!count.surface.empty()) words += quoted(count.surface) + " means ";
    words += range_in_words(count.low(), count.high());
    if (!count.formula.empty()) words += "; reckoned: " + count.formula;
    step("arithmetic", words, place);
  }

  void breakdown(const ClaimPlace& place) {
    const domain::Breakdown& breakdown = *place.claim->breakdown;
    std::string words = "parts by " + breakdown.dimension + ": ";
    words += breakdown.note.empty() ? "no sum is possible" : breakdown.note;
    if (breakdown.balance == domain::Balance::off) {
      words += "; off by " + std::to_string(breakdown.off_by);
    }
    step("arithmetic", words, place);
  }

  void relations(const ClaimPlace& place) {
    if (!place.claim->about.empty()) {
      step("use",
           "it is a " + std::string(name(place.claim->type)) + " of claim " + place.claim->about,
           place);
    }
    for (const domain::Claim& other : place.report->reading.claims) {
      if (other.about == place.claim->id) {
        step("veto", "claim " + other.id + " is a " + std::string(name(other.type)) + " of it",
             {place.report, &other});
      }
    }
  }

  void uses(const std::string& claim) {
    const auto rests = [&](const std::vector<domain::ClaimRef>& refs) {
      return std::any_of(refs.begin(), refs.end(),
                         [&](const domain::ClaimRef& ref) { return ref.claim == claim; });
    };
    for (const domain::ExchangeView& exchange : ledger_.reckoning.exchanges) {
      std::string numbers;
      const auto add = [&](const std::string& name) {
        numbers += (numbers.empty() ? "" : ", ") + name;
      };
      for (const auto& [name, number] : numbers_of(exchange)) {
        if (rests(number->claims)) add(name);
      }
      if (!numbers.empty()) {
        step("use", "part of what " + numbers + " rests on");
      } else if (rests(exchange.claims)) {
        step("use", "belongs to exchange " + exchange.id);
      }
    }
    for (const domain::Finding& finding : ledger_.reckoning.findings) {
      if (rests(finding.claims)) step("use", "named by a finding: " + finding.verdict);
    }
  }

  void told_by(const std::string& member) {
    const std::string digest = member.substr(0, member.find('#'));
    const FiledPointer report = ledger_.holdings->find(digest);
    if (report)
      step("source", member.substr(digest.size() + 1) + " of " + source_of(*report),
           {report, nullptr});
  }

  static bool touches(const std::string& member, const domain::ExchangeView& exchange) {
    return std::find(exchange.members.begin(), exchange.members.end(), member) !=
           exchange.members.end();
  }
  static bool touches(const domain::JudgementEdge& edge, const domain::ExchangeView& exchange) {
    return touches(edge.a, exchange) || touches(edge.b, exchange);
  }

  std::string event_in_words(const std::string& member) const {
    const FiledPointer report = ledger_.holdings->find(member.substr(0, member.find('#')));
    const std::string* const exchange = ledger_.exchange_of(member);
    std::string words = member.substr(member.find('#') + 1);
    if (report) {
      words += " of " + (report->reading.outlet.empty() ? report->digest.substr(0, 8)
                                                        : report->reading.outlet);
    }
    if (exchange != nullptr) words += " (" + *exchange + ")";
    return words;
  }

  void judgement(const domain::JudgementEdge& edge) {
    const bool joined = edge.judgement == domain::Judgement::same;
    step(joined ? "choice" : "veto", event_in_words(edge.a) + " and " + event_in_words(edge.b) +
                                         ": " + std::string(name(edge.judgement)) + ", by " +
                                         edge.rule + ": " + edge.reason);
  }

  // One line for a claim that a number rests on.
  void brief(const domain::ClaimRef& ref) {
    const auto place = ledger_.claim(ref.claim);
    if (!place) return;
    std::string words =
        place->report->reading.outlet.empty() ? "A report" : place->report->reading.outlet;
    if (!place->claim->spans.empty()) {
      words +=
          ": " + quoted(sentence_around(place->report->reading.text, place->claim->spans.front()));
    }
    if (place->claim->state != domain::ClaimState::current) {
      words += " - since " + std::string(name(place->claim->state));
    }
    step("source", words, *place);
  }

 public:
  // Every number of an exchange with its name; the names are those that explain() takes.
  static std::vector<std::pair<std::string, const domain::Reckoned*>> numbers_of(
      const domain::ExchangeView& exchange) {
    std::vector<std::pair<std::string, const domain::Reckoned*>> numbers;
    const auto add = [&](std::string name, const domain::Reckoned& number) {
      const auto same = std::count_if(numbers.begin(), numbers.end(), [&](const auto& other) {
        return other.first == name || other.first.starts_with(name + ".");
      });
      if (same > 0) name += "." + std::to_string(same + 1);
      numbers.emplace_back(std::move(name), &number);
    };
    const auto or_unknown = [](const std::string& word) { return word.empty() ? "unknown" : word; };
    for (const auto& leg : exchange.legs)
      add(exchange.id + ".leg." + or_unknown(leg.to), leg.count);
    for (const auto& total : exchange.totals) {
      add(exchange.id + ".total." + or_unknown(total.side), total.value);
    }
    for (const auto& ordinal : exchange.ordinals) {
      add(exchange.id + ".ordinal." + or_unknown(ordinal.scope), ordinal.value);
    }
    return numbers;
  }

 private:
  const ReckonedLedger& ledger_;
  std::vector<WhyStep> steps_;
};

// The claim with this id or the only one that begins so.
std::optional<ClaimPlace> find_claim(const ReckonedLedger& ledger, const std::string& id) {
  if (auto exact = ledger.claim(id)) return exact;
  if (id.size() < kShortestClaimPrefix) return std::nullopt;
  auto at = ledger.claims().lower_bound(id);
  if (at == ledger.claims().end() || !at->first.starts_with(id)) return std::nullopt;
  const auto next = std::next(at);
  if (next != ledger.claims().end() && next->first.starts_with(id)) return std::nullopt;
  return at->second;
}

std::unexpected<Error> nothing_called(const std::string& what) {
  return fail(Fault::not_found,
              "nothing here is called '" + what +
                  "'. Ask for a claim by its id, an exchange (E5), a number of it (E5.leg.UA, "
                  "E5.total.UA, E5.ordinal.war, E5.date), two exchanges (E5~E6), or a report by "
                  "its digest");
}

Result<std::vector<WhyStep>> explain_pair(const ReckonedLedger& ledger, const std::string& what) {
  const std::size_t mark = what.find('~');
  const auto* a = ledger.exchange(what.substr(0, mark));
  const auto* b = ledger.exchange(what.substr(mark + 1));
  if (a == nullptr || b == nullptr) return nothing_called(what);
  Explanation explanation(ledger);
  explanation.pair(*a, *b);
  return explanation.take();
}

Result<std::vector<WhyStep>> explain_slot(const ReckonedLedger& ledger, const std::string& what) {
  const std::string id = what.substr(0, what.find('.'));
  const auto* exchange = ledger.exchange(id);
  if (exchange == nullptr) return nothing_called(what);
  Explanation explanation(ledger);
  if (what == id + ".date") {
    explanation.date(*exchange);
    return explanation.take();
  }
  std::string there = id + ".date";
  for (const auto& [name, number] : Explanation::numbers_of(*exchange)) {
    if (name == what) {
      explanation.number(name, *number);
      return explanation.take();
    }
    there += ", " + name;
  }
  return fail(Fault::not_found, id + " has no number '" + what + "'. It has: " + there);
}

}  // namespace

Result<std::vector<WhyStep>> explain(const ReckonedLedger& ledger, const std::string& what) {
  if (what.find('~') != std::string::npos) return explain_pair(ledger, what);
  if (what.find('.') != std::string::npos) return explain_slot(ledger, what);
  Explanation explanation(ledger);
  if (const auto* exchange = ledger.exchange(what)) {
    explanation.exchange(*exchange);
  } else if (const auto place = find_claim(ledger, what)) {
    explanation.claim(*place);
  } else if (const FiledPointer report = ledger.holdings->find(what)) {
    explanation.doubts(report);
  } else {
    return nothing_called(what);
  }
  return explanation.take();
}

}  // namespace nostos::actions
