// SPDX-License-Identifier: Apache-2.0
#include "cli/reckoning_in_words.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <set>
#include <string_view>
#include <vector>

#include "base/utf8.h"

namespace nostos::cli {
namespace {

using domain::CountOp;
using domain::ExchangeView;
using domain::Reckoned;
using domain::Reckoning;

constexpr std::size_t kLabelWidth = 14;
constexpr std::size_t kLineWidth = 100;

std::string grouped(std::int64_t number) {
  std::string digits = std::to_string(number);
  for (std::size_t at = digits.size(); at > 3 + (number < 0 ? 1U : 0U); at -= 3)
    digits.insert(at - 3, 1, ',');
  return digits;
}

std::string range(const Reckoned& number) {
  if (number.low && number.high) return grouped(*number.low) + " to " + grouped(*number.high);
  if (number.low) return "at least " + grouped(*number.low);
  if (number.high) return "at most " + grouped(*number.high);
  return "not told";
}

std::string figure(const Reckoned& number) {
  if (!number.best) return range(number) + (number.conflict ? ", disputed" : "");
  const std::string best = grouped(*number.best);
  switch (number.best_op) {
    case CountOp::exact: {
      const bool open = number.low && number.high && *number.low != *number.high;
      return open ? best + " (" + range(number) + ")" : best;
    }
    case CountOp::about:
      return "about " + best + " (" + range(number) + ")";
    case CountOp::more_than:
      return "more than " + best;
    case CountOp::at_least:
      return "at least " + best;
    case CountOp::at_most:
      return "at most " + best;
    case CountOp::less_than:
      return "fewer than " + best;
    default:
      return best + " (" + range(number) + ")";
  }
}

std::string ordinal(std::int64_t value) {
  const bool teen = value % 100 >= 11 && value % 100 <= 13;
  const std::int64_t last = value % 10;
  return std::to_string(value) + (teen        ? "th"
                                  : last == 1 ? "st"
                                  : last == 2 ? "nd"
                                  : last == 3 ? "rd"
                                              : "th");
}

std::string day(const std::optional<domain::Day>& value) {
  return value ? domain::iso(*value) : std::string();
}

std::string when(const domain::PartialDate& date) {
  if (date.is_exact_day()) return domain::iso(*date.earliest);
  if (date.earliest && date.latest) return "from " + day(date.earliest) + " to " + day(date.latest);
  if (date.earliest) return "not before " + day(date.earliest);
  if (date.latest) return "not after " + day(date.latest);
  return "date unknown";
}

class Page {
 public:
  Page(const Reckoning& reckoning, const std::map<std::string, std::string>& reports)
      : r_(reckoning), reports_(reports) {
    for (const ExchangeView& e : r_.exchanges) {
      for (const std::string& member : e.members) exchange_of_[member] = e.id;
    }
  }

  std::string write() {
    head();
    for (const ExchangeView& e : r_.exchanges) exchange(e);
    chains();
    copies();
    judgements();
    findings();
    audits();
    if (!r_.assumptions.empty()) {
      heading("Assumed");
      for (const std::string& assumption : r_.assumptions) item("", assumption);
    }
    return out_;
  }

 private:
  void heading(std::string_view title) { out_ += "\n" + std::string(title) + "\n"; }

  // "  label         words", the words broken at spaces and set under one another.
  void item(std::string_view label, std::string_view words) {
    std::string start = "  " + std::string(label);
    const std::size_t width = count_code_points(start);
    const std::size_t indent = label.empty() ? 2 : 2 + kLabelWidth;
    start.append(width < indent ? indent - width : 1, ' ');
    if (label.empty()) start = "  ";
    out_ += start;
    std::size_t at = std::max(indent, count_code_points(start));
    bool first = true;
    while (!words.empty()) {
      const std::size_t end = std::min(words.find(' '), words.size());
      const std::string_view word = words.substr(0, end);
      words.remove_prefix(std::min(end + 1, words.size()));
      const std::size_t length = count_code_points(word);
      if (!first && at + 1 + length > kLineWidth) {
        out_ += "\n" + std::string(indent, ' ');
        at = indent;
      } else if (!first) {
        out_ += ' ';
        ++at;
      }
      out_ += word;
      at += length;
      first = false;
    }
    out_ += '\n';
  }

  std::string report(const std::string& digest) const {
    const auto known = reports_.find(digest);
    return known == reports_.end() ? digest.substr(0, 16) : known->second;
  }

  void head() {
    std::size_t done = 0;
    for (const ExchangeView& e : r_.exchanges) done += e.id.starts_with('E') ? 1U : 0U;
    const std::size_t others = r_.exchanges.size() - done;
    out_ += std::to_string(done) + (done == 1 ? " exchange" : " exchanges");
    if (others > 0)
      out_ += " and " + std::to_string(others) + " other " + (others == 1 ? "event" : "events");
    out_ += " from " + std::to_string(reports_.size()) +
            (reports_.size() == 1 ? " report\n" : " reports\n");
  }

  void exchange(const ExchangeView& e) {
    out_ += "\n" + e.id + "  " + when(e.date);
    for (const auto& o : e.ordinals) {
      if (o.scope == "war" && o.value.best) {
        out_ +=
            ", the " + ordinal(*o.value.best) + (o.ns.empty() ? "" : " by the count of " + o.ns);
      }
    }
    if (e.is_deal) out_ += ", an agreement";
    if (e.type != domain::EventType::exchange) out_ += ", " + std::string(domain::name(e.type));
    if (e.status != domain::EventStatus::completed)
      out_ += ", " + std::string(domain::name(e.status));
    out_ += '\n';
    for (const domain::LegView& leg : e.legs) {
      const std::string to = leg.to.empty() ? "to a side" : "to " + leg.to;
      std::string words = figure(leg.count);
      if (leg.population != "persons" && !leg.population.empty()) words += " " + leg.population;
      if (!leg.scope.empty()) words += " [" + leg.scope + "]";
      if (leg.count.best || leg.count.conflict) words += " – " + leg.count.why;
      words += sources(leg.count);
      item(to, words);
    }
    for (const domain::TotalView& total : e.totals) {
      item("total" + (total.side.empty() ? "" : " of " + total.side),
           figure(total.value) + " after it – " + total.value.why);
    }
    if (!e.previous.empty()) item("directly after", e.previous);
    if (!e.parent.empty()) item("stage of", e.parent);
    item("date", e.date.basis);
    const bool reckoned = e.date_proof.size() > 1;
    for (std::size_t i = 0; reckoned && i < e.date_proof.size(); ++i)
      item(i == 0 ? "because" : " ", e.date_proof[i]);
    item("told by", members(e));
  }

  // Copies are no second source: said where there are fewer origins than reports.
  static std::string sources(const Reckoned& number) {
    if (number.origins == 0 || number.origins >= number.reports) return {};
    return " – " + std::to_string(number.reports) + " reports, " + std::to_string(number.origins) +
           (number.origins == 1 ? " origin" : " origins");
  }

  std::string members(const ExchangeView& e) const {
    constexpr std::size_t kMostNamed = 8;
    std::vector<std::string> names;
    for (const std::string& member : e.members) {
      std::string name = report(member.substr(0, member.find('#')));
      if (names.empty() || names.back() != name) names.push_back(std::move(name));
    }
    std::ranges::sort(names);
    names.erase(std::ranges::unique(names).begin(), names.end());
    std::string words;
    for (std::size_t i = 0; i < names.size() && i < kMostNamed; ++i)
      words += (i == 0 ? "" : ", ") + names[i];
    if (names.size() > kMostNamed)
      words += " and " + std::to_string(names.size() - kMostNamed) + " more";
    return words;
  }

  void chains() {
    for (const domain::Chain& chain : r_.chains) {
      heading("Running total of " + chain.side);
      std::string line;
      for (const domain::ChainLink& link : chain.links) {
        if (!line.empty()) line += link.gap ? " ⇢ " : " → ";
        line += grouped(link.total_after);
      }
      item("", line);
      for (const domain::ChainLink& link : chain.links) {
        if (!link.arithmetic.empty())
          item(link.exchange,
               link.arithmetic + (link.gap ? "; " + grouped(*link.gap) + " in no report" : ""));
      }
    }
  }

  void copies() {
    if (r_.copies.empty()) return;
    heading("Copies");
    for (const domain::CopyView& copy : r_.copies) {
      std::string words = copy.copying + " of " + report(copy.of);
      if (!copy.order_known) words += ", or the other way round";
      words += "; " + std::to_string(copy.figures_shared) + " figures in common";
      if (copy.text_percent > 0)
        words += ", " + std::to_string(copy.text_percent) + " % of the text";
      for (const std::string& difference : copy.differences) words += "; " + difference;
      item(report(copy.report), words);
    }
  }

  void judgements() {
    bool any = false;
    for (const domain::JudgementEdge& edge : r_.edges) {
      if (edge.judgement == domain::Judgement::same) continue;
      const auto a = exchange_of_.find(edge.a);
      const auto b = exchange_of_.find(edge.b);
      if (a == exchange_of_.end() || b == exchange_of_.end()) continue;
      if (!any) heading("Judgements");
      any = true;
      item(a->second + " / " + b->second,
           std::string(domain::name(edge.judgement)) + ": " + edge.reason);
    }
  }

  void findings() {
    if (r_.findings.empty()) return;
    heading("Findings");
    for (const domain::Finding& finding : r_.findings) {
      std::string words = finding.severity + ": ";
      for (const std::string& id : finding.exchanges)
        words += (&id == &finding.exchanges.front() ? "" : ", ") + id;
      if (!finding.exchanges.empty()) words += ": ";
      item(finding.audit,
           words + finding.verdict + (finding.arithmetic.empty() ? "" : ": " + finding.arithmetic));
    }
  }

  void audits() {
    heading("Audits");
    for (const domain::AuditTally& tally : r_.audits) {
      if (tally.checked == 0) continue;
      item(tally.audit, std::to_string(tally.held) + " of " + std::to_string(tally.checked) +
                            " hold: " + tally.asks);
    }
  }

  const Reckoning& r_;
  const std::map<std::string, std::string>& reports_;
  std::map<std::string, std::string> exchange_of_;
  std::string out_;
};

}  // namespace

std::string reckoning_in_words(const Reckoning& reckoning,
                               const std::map<std::string, std::string>& reports) {
  return Page(reckoning, reports).write();
}

}  // namespace nostos::cli
