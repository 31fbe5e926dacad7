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

class Page {
 public:
  Page(const Reckoning& reckoning, const std::map<std::string, std::string>& reports,
       const PlainWords& words)
      : r_(reckoning), reports_(reports), w_(words) {
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
      heading(w_.say("reckon.assumed"));
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
    start.append(width < indent ? indent - width : 2, ' ');
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

  std::string range(const Reckoned& number) const {
    const auto bound = [&](std::string_view key, std::int64_t n) {
      return w_.say(key, {{"n", w_.number(n)}});
    };
    if (number.low && number.high) {
      return w_.say("count.range", {{"a", w_.number(*number.low)}, {"b", w_.number(*number.high)}});
    }
    if (number.low) return bound("count.at_least", *number.low);
    if (number.high) return bound("count.at_most", *number.high);
    return w_.say("count.not_told");
  }

  std::string figure(const Reckoned& number) const {
    if (!number.best) return range(number) + (number.conflict ? w_.say("count.disputed") : "");
    const std::string best = w_.number(*number.best);
    const auto hedged = [&](std::string_view key) { return w_.say(key, {{"n", best}}); };
    switch (number.best_op) {
      case CountOp::exact: {
        const bool open = number.low && number.high && *number.low != *number.high;
        return open ? best + " (" + range(number) + ")" : best;
      }
      case CountOp::about:
        return hedged("count.about") + " (" + range(number) + ")";
      case CountOp::more_than:
        return hedged("count.more_than");
      case CountOp::at_least:
        return hedged("count.at_least");
      case CountOp::at_most:
        return hedged("count.at_most");
      case CountOp::less_than:
        return hedged("count.less_than");
      default:
        return best + " (" + range(number) + ")";
    }
  }

  std::string when(const domain::PartialDate& date) const {
    if (date.is_exact_day()) return w_.day(*date.earliest);
    if (date.earliest && date.latest)
      return w_.say("date.between", {{"a", w_.day(*date.earliest)}, {"b", w_.day(*date.latest)}});
    if (date.earliest) return w_.say("date.not_before", {{"day", w_.day(*date.earliest)}});
    if (date.latest) return w_.say("date.not_after", {{"day", w_.day(*date.latest)}});
    return w_.say("date.unknown");
  }

  void head() {
    std::size_t done = 0;
    for (const ExchangeView& e : r_.exchanges) done += e.id.starts_with('E') ? 1U : 0U;
    const std::size_t others = r_.exchanges.size() - done;
    out_ += counted("reckon.exchanges", done);
    if (others > 0) out_ += counted("reckon.others", others);
    out_ += counted("reckon.from", reports_.size()) + "\n";
  }

  void exchange(const ExchangeView& e) {
    out_ += "\n" + e.id + "  " + when(e.date);
    for (const auto& o : e.ordinals) {
      if (o.scope == "war" && o.value.best) {
        out_ += w_.say("reckon.ordinal", {{"ordinal", w_.ordinal(*o.value.best)}});
        if (!o.ns.empty()) out_ += w_.say("reckon.by_count", {{"side", o.ns}});
      }
    }
    if (e.is_deal) out_ += w_.say("reckon.deal");
    if (e.type != domain::EventType::exchange) out_ += ", " + w_.name("type", domain::name(e.type));
    if (e.status != domain::EventStatus::completed)
      out_ += ", " + w_.name("status", domain::name(e.status));
    out_ += '\n';
    for (const domain::LegView& leg : e.legs) {
      const std::string to =
          leg.to.empty() ? w_.say("reckon.to_side") : w_.say("read.to", {{"side", leg.to}});
      std::string words = figure(leg.count);
      if (leg.population != "persons" && !leg.population.empty())
        words += " " + w_.name("population", leg.population);
      if (!leg.scope.empty()) words += " [" + leg.scope + "]";
      if (leg.count.best || leg.count.conflict) words += " – " + leg.count.why;
      words += sources(leg.count);
      item(to, words);
    }
    for (const domain::TotalView& total : e.totals) {
      item(total.side.empty() ? w_.say("reckon.total")
                              : w_.say("reckon.total_of", {{"side", total.side}}),
           w_.say("reckon.after_it", {{"count", figure(total.value)}}) + " – " + total.value.why);
    }
    if (!e.previous.empty()) item(w_.say("reckon.directly_after"), e.previous);
    if (!e.parent.empty()) item(w_.say("reckon.stage_of"), e.parent);
    item(w_.say("reckon.date"), e.date.basis);
    const bool reckoned = e.date_proof.size() > 1;
    for (std::size_t i = 0; reckoned && i < e.date_proof.size(); ++i)
      item(i == 0 ? w_.say("reckon.because") : " ", e.date_proof[i]);
    item(w_.say("reckon.told_by"), members(e));
  }

  // Copies are no second source: said where there are fewer origins than reports.
  std::string sources(const Reckoned& number) const {
    if (number.origins == 0 || number.origins >= number.reports) return {};
    return " – " + counted("reckon.reports", number.reports) + ", " +
           counted("reckon.origins", number.origins);
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
    if (names.size() > kMostNamed) words += counted("reckon.more", names.size() - kMostNamed);
    return words;
  }

  void chains() {
    for (const domain::Chain& chain : r_.chains) {
      heading(w_.say("reckon.chain", {{"side", chain.side}}));
      std::string line;
      for (const domain::ChainLink& link : chain.links) {
        if (!line.empty()) line += link.gap ? " ⇢ " : " → ";
        line += w_.number(link.total_after);
      }
      item("", line);
      for (const domain::ChainLink& link : chain.links) {
        if (!link.arithmetic.empty())
          item(link.exchange,
               link.arithmetic + (link.gap ? "; " + counted("reckon.in_no_report",
                                                            static_cast<std::size_t>(*link.gap))
                                           : ""));
      }
    }
  }

  void copies() {
    if (r_.copies.empty()) return;
    heading(w_.say("reckon.copies"));
    for (const domain::CopyView& copy : r_.copies) {
      std::string words = w_.say("copy." + copy.copying, {{"report", report(copy.of)}});
      if (!copy.order_known) words += w_.say("copy.other_way");
      words += "; " + counted("copy.figures", copy.figures_shared);
      if (copy.text_percent > 0)
        words += w_.say("copy.text", {{"n", std::to_string(copy.text_percent)}});
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
      if (!any) heading(w_.say("reckon.judgements"));
      any = true;
      item(a->second + " / " + b->second,
           w_.name("judgement", domain::name(edge.judgement)) + ": " + edge.reason);
    }
  }

  void findings() {
    if (r_.findings.empty()) return;
    heading(w_.say("reckon.findings"));
    for (const domain::Finding& finding : r_.findings) {
      std::string words = w_.name("severity", finding.severity) + ": ";
      for (const std::string& id : finding.exchanges)
        words += (&id == &finding.exchanges.front() ? "" : ", ") + id;
      if (!finding.exchanges.empty()) words += ": ";
      item(audit(finding.audit),
           words + finding.verdict + (finding.arithmetic.empty() ? "" : ": " + finding.arithmetic));
    }
  }

  void audits() {
    heading(w_.say("reckon.audits"));
    for (const domain::AuditTally& tally : r_.audits) {
      if (tally.checked == 0) continue;
      item(audit(tally.audit), w_.say("reckon.hold", {{"held", std::to_string(tally.held)},
                                                      {"checked", std::to_string(tally.checked)}}) +
                                   ": " + w_.name("asks", tally.audit));
    }
  }

  std::string counted(std::string_view key, std::size_t n) const {
    return w_.count(key, static_cast<std::int64_t>(n));
  }
  std::string audit(const std::string& id) const { return w_.name("audit", id); }

  const Reckoning& r_;
  const std::map<std::string, std::string>& reports_;
  const PlainWords& w_;
  std::map<std::string, std::string> exchange_of_;
  std::string out_;
};

}  // namespace

std::string reckoning_in_words(const Reckoning& reckoning,
                               const std::map<std::string, std::string>& reports,
                               const PlainWords& words) {
  return Page(reckoning, reports, words).write();
}

}  // namespace nostos::cli
