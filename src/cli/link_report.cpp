// SPDX-License-Identifier: Apache-2.0
// The page about a run: one file, no script, readable with and without colours, eyes and a wide
// screen. Each chart has its figures as a table below it.
#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "cli/link_run.h"

namespace nostos::cli {
namespace {

constexpr std::size_t kSamples = 9;
constexpr std::size_t kJudgedShown = 200;
constexpr std::string_view kStyle = R"(
:root{color-scheme:light dark;--paper:#fff;--ink:#1b1f24;--soft:#57606a;--line:#d0d7de;
--bar:#1f6feb;--against:#a8320a;--for:#116329;--shade:#f3f5f7}
@media(prefers-color-scheme:dark){:root{--paper:#0f1419;--ink:#e6edf3;--soft:#a3adb8;
--line:#3a434d;--bar:#6cb0ff;--against:#ff9b72;--for:#7ee2a0;--shade:#1a2129}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:62rem;padding:1rem;background:var(--paper);color:var(--ink);
font:1rem/1.5 system-ui,sans-serif}
h1{font-size:1.6rem;line-height:1.2;margin:.5rem 0}
h2{font-size:1.25rem;margin:2.2rem 0 .4rem;border-top:1px solid var(--line);padding-top:1.2rem}
h3{font-size:1.05rem;margin:1.2rem 0 .3rem}
p{max-width:44rem}
.soft{color:var(--soft)}
.scroll{overflow-x:auto;max-width:100%}
.scroll:focus-visible,summary:focus-visible,a:focus-visible{outline:3px solid var(--bar);
outline-offset:2px}
table{border-collapse:collapse;margin:.4rem 0;font-variant-numeric:tabular-nums}
th,td{text-align:left;padding:.25rem .7rem .25rem 0;border-bottom:1px solid var(--line);
vertical-align:top}
td.n,th.n{text-align:right}
tr.sum td,tr.sum th{font-weight:600;border-top:2px solid var(--ink)}
svg{width:100%;height:auto;display:block}
svg.wide{min-width:34rem}
svg text{fill:var(--ink);font:12px system-ui,sans-serif}
.bar{fill:var(--bar)}.for{fill:var(--for)}.against{fill:var(--against)}.axis{stroke:var(--soft);
stroke-width:1}.even{stroke:var(--soft);stroke-dasharray:4 4;fill:none}.curve{stroke:var(--bar);
stroke-width:2;fill:none}
td .meter{display:block;width:9rem;height:.8rem}
details{margin:.4rem 0}
summary{cursor:pointer;padding:.2rem 0}
pre{background:var(--shade);padding:.7rem;overflow-x:auto;font-size:.85rem}
nav ul{padding-left:1.2rem}
a{color:var(--bar)}
@media print{.scroll{overflow:visible}}
)";

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '&':
        out += "&amp;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string fixed(double value, int digits) {
  const double scale = std::pow(10.0, digits);
  const auto scaled = static_cast<std::int64_t>(std::llround(std::abs(value) * scale));
  std::string places = std::to_string(scaled);
  if (places.size() < static_cast<std::size_t>(digits) + 1)
    places.insert(0, static_cast<std::size_t>(digits) + 1 - places.size(), '0');
  if (digits > 0) places.insert(places.size() - static_cast<std::size_t>(digits), ".");
  return (value < 0 && scaled != 0 ? "-" : "") + places;
}

std::string percent(double share) {
  return fixed(share * 100, share < 0.01 && share > 0 ? 3 : 1) + " %";
}

struct Bar {
  std::string label;
  double height = 0;  // 0 to 1
  std::string value;
};

class Page {
 public:
  explicit Page(const LinkRun& run) : run_(run), words_(run.words) {}

  std::string write() {
    head();
    summary();
    scores();
    if (run_.people.has_truth()) reliability();
    if (run_.judgements != nullptr) judged();
    samples();
    model();
    blocking();
    clusters();
    doubts();
    settings();
    out_ += "</main>\n</body>\n</html>\n";
    return std::move(out_);
  }

 private:
  std::string say(std::string_view key, const PlainWords::Values& values = {}) const {
    return escaped(words_.say(key, values));
  }
  std::string number(std::uint64_t value) const {
    return escaped(words_.number(static_cast<std::int64_t>(value)));
  }
  matching::Millibits cut() const {
    const double p = run_.result.settings.cut;
    return matching::weight_of(p / (1 - p));
  }

  void head() {
    const std::string title = say(
        run_.result.settings.task == linkage::Task::link ? "run.title.link" : "run.title.dedupe");
    out_ = "<!DOCTYPE html>\n<html lang=\"" + say("run.lang") +
           "\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
           "content=\"width=device-width, initial-scale=1\">\n<title>" +
           title + "</title>\n<style>" + std::string(kStyle) +
           "</style>\n</head>\n<body>\n<main>\n<h1>" + title + "</h1>\n";
    paragraph(say("run.intro"));
  }

  void paragraph(const std::string& text, std::string_view of = {}) {
    out_ += of.empty() ? "<p>" : "<p class=\"" + std::string(of) + "\">";
    out_ += text + "</p>\n";
  }

  void heading(std::string_view key) { out_ += "<h2>" + say(key) + "</h2>\n"; }

  void begin_table(std::string_view label_key, const std::vector<std::string>& headings) {
    begin_named_table(say(label_key), headings);
  }
  // `label`: what the table is called by who hears it; escaped.
  void begin_named_table(const std::string& label, const std::vector<std::string>& headings) {
    out_ += "<div class=\"scroll\" role=\"group\" tabindex=\"0\" aria-label=\"" + label +
            "\"><table><thead><tr>";
    for (std::size_t i = 0; i < headings.size(); ++i)
      out_ += std::string("<th scope=\"col\"") + (i == 0 ? "" : " class=\"n\"") + ">" +
              headings[i] + "</th>";
    out_ += "</tr></thead><tbody>\n";
  }
  void row(const std::string& first, const std::vector<std::string>& rest,
           std::string_view of = {}) {
    out_ += of.empty() ? "<tr>" : "<tr class=\"" + std::string(of) + "\">";
    out_ += "<th scope=\"row\">" + first + "</th>";
    for (const std::string& cell : rest) out_ += "<td class=\"n\">" + cell + "</td>";
    out_ += "</tr>\n";
  }
  void end_table() { out_ += "</tbody></table></div>\n"; }

  void summary() {
    const auto& result = run_.result;
    const auto found =
        std::ranges::count_if(result.pairs, [&](const auto& p) { return p.weight >= cut(); });
    begin_table("run.summary", {say("run.summary"), say("run.figure")});
    std::vector<std::uint64_t> rows(run_.people.lists().size());
    for (linkage::Row r = 0; r < run_.people.rows(); ++r) ++rows[run_.people.records().list(r)];
    for (std::size_t i = 0; i < rows.size(); ++i)
      row(say("run.rows_of", {{"list", run_.people.lists()[i]}}), {number(rows[i])});
    row(say("run.bad_rows"), {number(run_.people.bad_rows())});
    row(say("run.possible"), {number(result.blocking.possible)});
    row(say("run.compared"), {number(result.blocking.compared)});
    row(say("run.estimated_recall"), {percent(result.blocking.estimated_recall)});
    row(say("run.found", {{"cut", fixed(result.settings.cut, 2)}}),
        {number(static_cast<std::uint64_t>(found))});
    row(say("run.people"), {number(result.clusters)});
    row(say("run.doubtful"), {number(result.doubtful.size())});
    if (run_.people.has_truth()) {
      const Agreement agreed = agreement(run_);
      row(say("run.precision"), {percent(agreed.precision())});
      row(say("run.recall"), {percent(agreed.recall())});
      row(say("run.f1"), {fixed(agreed.f1(), 4)});
    }
    end_table();
  }

  // Bars side by side; `bars` have their heights from 0 to 1.
  void chart(std::string_view label_key, const std::vector<Bar>& bars, std::string_view x_key) {
    if (bars.empty()) return;
    constexpr double kWidth = 720;
    constexpr double kHeight = 200;
    const double step = kWidth / static_cast<double>(bars.size());
    out_ += "<div class=\"scroll\" role=\"group\" tabindex=\"0\" aria-label=\"" + say(label_key) +
            "\"><svg class=\"wide\" viewBox=\"0 0 720 240\" role=\"img\" aria-label=\"" +
            say(label_key) + "\">\n";
    const std::size_t every = std::max<std::size_t>(1, bars.size() / 12);
    for (std::size_t i = 0; i < bars.size(); ++i) {
      const double height =
          std::max(bars[i].height > 0 ? 1.0 : 0.0, bars[i].height * (kHeight - 20));
      const double x = static_cast<double>(i) * step;
      out_ += "<rect class=\"bar\" x=\"" + fixed(x + step * 0.08, 1) + "\" y=\"" +
              fixed(kHeight - height, 1) + "\" width=\"" + fixed(step * 0.84, 1) + "\" height=\"" +
              fixed(height, 1) + "\"><title>" + bars[i].label + ": " + bars[i].value +
              "</title></rect>\n";
      if (i % every == 0)
        out_ += "<text x=\"" + fixed(x + step / 2, 1) + "\" y=\"216\" text-anchor=\"" +
                (i == 0 ? "start" : "middle") + "\">" + bars[i].label + "</text>\n";
    }
    out_ +=
        "<line class=\"axis\" x1=\"0\" y1=\"200\" x2=\"720\" y2=\"200\"/><text x=\"360\" y=\"236\" "
        "text-anchor=\"middle\">" +
        say(x_key) + "</text></svg></div>\n";
  }

  void open_figures() { out_ += "<details><summary>" + say("run.figures") + "</summary>\n"; }
  void close_figures() { out_ += "</details>\n"; }

  void scores() {
    heading("run.scores");
    paragraph(say("run.scores.about", {{"cut", bits(cut())}}));
    const auto& bins = run_.result.histogram;
    double most = 1;
    for (const auto& bin : bins)
      most = std::max(most, std::log10(static_cast<double>(bin.pairs) + 1));
    std::vector<Bar> bars;
    for (const auto& bin : bins)
      bars.push_back({std::to_string(bin.from_bits),
                      std::log10(static_cast<double>(bin.pairs) + 1) / most, number(bin.pairs)});
    chart("run.scores", bars, "run.scores.axis");
    open_figures();
    begin_table("run.scores", {say("run.scores.axis"), say("run.pairs"), say("run.expected")});
    for (const auto& bin : bins)
      row(std::to_string(bin.from_bits), {number(bin.pairs), fixed(bin.expected_matches, 1)});
    end_table();
    close_figures();
  }

  void reliability() {
    heading("run.reliability");
    paragraph(say("run.reliability.about", {{"keep", fixed(run_.result.settings.keep, 2)}}));
    struct Bin {
      double shown = 0;
      std::uint64_t pairs = 0;
      std::uint64_t right = 0;
    };
    std::array<Bin, 10> bins{};
    for (const auto& pair : run_.result.pairs) {
      const std::uint32_t left = run_.people.truth(pair.left);
      const std::uint32_t right = run_.people.truth(pair.right);
      if (left == 0 || right == 0) continue;
      const double p = matching::probability(pair.weight);
      Bin& bin = bins[std::min<std::size_t>(static_cast<std::size_t>(p * 10), 9)];
      bin.shown += p;
      ++bin.pairs;
      bin.right += left == right ? 1 : 0;
    }
    std::string line;
    double error = 0;
    std::uint64_t all = 0;
    for (const Bin& bin : bins) {
      if (bin.pairs == 0) continue;
      const double count = static_cast<double>(bin.pairs);
      const double x = bin.shown / count;
      const double y = static_cast<double>(bin.right) / count;
      error += std::abs(x - y) * count;
      all += bin.pairs;
      line += fixed(40 + x * 300, 1) + "," + fixed(320 - y * 300, 1) + " ";
    }
    out_ += "<svg viewBox=\"0 0 360 350\" style=\"max-width:26rem\" role=\"img\" aria-label=\"" +
            say("run.reliability") +
            "\"><line class=\"axis\" x1=\"40\" y1=\"320\" x2=\"340\" y2=\"320\"/><line "
            "class=\"axis\" x1=\"40\" y1=\"20\" x2=\"40\" y2=\"320\"/>"
            "<line class=\"even\" x1=\"40\" y1=\"320\" x2=\"340\" y2=\"20\"/><polyline "
            "class=\"curve\" points=\"" +
            line + "\"/>";
    std::string_view rest = line;
    while (!rest.empty()) {
      const std::size_t comma = rest.find(',');
      const std::size_t space = rest.find(' ');
      out_ += "<circle class=\"bar\" r=\"4\" cx=\"" + std::string(rest.substr(0, comma)) +
              "\" cy=\"" + std::string(rest.substr(comma + 1, space - comma - 1)) + "\"/>";
      rest.remove_prefix(space + 1);
    }
    out_ += "<text x=\"190\" y=\"343\" text-anchor=\"middle\">" + say("run.shown") +
            "</text><text x=\"40\" y=\"14\">" + say("run.observed") + "</text></svg>\n";
    paragraph(say("run.calibration_error",
                  {{"error", fixed(all > 0 ? error / static_cast<double>(all) : 0, 4)}}));
    begin_table("run.reliability",
                {say("run.shown"), say("run.pairs"), say("run.shown_mean"), say("run.observed")});
    for (std::size_t i = 0; i < bins.size(); ++i) {
      const Bin& bin = bins[i];
      const double count = static_cast<double>(std::max<std::uint64_t>(bin.pairs, 1));
      row(fixed(static_cast<double>(i) / 10, 1) + " – " + fixed(static_cast<double>(i + 1) / 10, 1),
          {number(bin.pairs), bin.pairs > 0 ? fixed(bin.shown / count, 3) : "–",
           bin.pairs > 0 ? fixed(static_cast<double>(bin.right) / count, 3) : "–"});
    }
    end_table();
  }

  std::string named(linkage::Row row) const {
    return escaped(run_.people.list_of(row)) + ", " + escaped(run_.people.id(row));
  }

  // What people decided, with what the sum of the reasons says of it.
  void judged() {
    heading("run.judged");
    const auto& judgements = *run_.judgements;
    paragraph(say("run.judged.about"));
    begin_table("run.judged", {say("run.judged.left"), say("run.judged.right"),
                               say("run.judged.verdict"), say("run.judged.shown")});
    const std::size_t shown = std::min(judgements.judged.size(), kJudgedShown);
    for (std::size_t i = 0; i < shown; ++i) {
      const auto& [pair, same] = judgements.judged[i];
      row(named(pair.left),
          {named(pair.right), say(same ? "verdict.same" : "verdict.different"),
           escaped(matching::shown(run_.linker.explain(pair.left, pair.right).total()))});
    }
    end_table();
    const auto item = [&](std::string_view key, std::size_t n) {
      if (n > 0) paragraph(say(key, {{"n", words_.number(static_cast<std::int64_t>(n))}}), "soft");
    };
    item("run.judged.more", judgements.judged.size() - shown);
    item("run.judged.open", judgements.left_open);
  }

  static std::string meter(double from, double to, double most) {
    const double scale = 72 / std::max(most, 1.0);
    const double a = 72 + std::min(from, to) * scale;
    const double b = 72 + std::max(from, to) * scale;
    return "<svg class=\"meter\" viewBox=\"0 0 144 12\" preserveAspectRatio=\"none\" "
           "aria-hidden=\"true\"><line class=\"axis\" x1=\"72\" y1=\"0\" x2=\"72\" "
           "y2=\"12\"/><rect class=\"" +
           std::string(to >= from ? "for" : "against") + "\" x=\"" + fixed(a, 1) +
           "\" y=\"2\" width=\"" + fixed(std::max(b - a, 0.8), 1) + "\" height=\"8\"/></svg>";
  }

  void waterfall(const linkage::ScoredPair& pair) {
    const matching::Waterfall steps = run_.linker.explain(pair.left, pair.right);
    const std::string heading = say("run.sample", {{"a", std::string(run_.people.id(pair.left))},
                                                   {"b", std::string(run_.people.id(pair.right))},
                                                   {"p", matching::shown(pair.weight)}});
    out_ += "<h3>" + heading + "</h3>\n";
    double most = 1;
    std::int64_t at = 0;
    for (const auto& step : steps.steps) {
      at += step.weight;
      most = std::max(most, std::abs(static_cast<double>(at)) / 1000);
    }
    begin_named_table(heading,
                      {say("run.reason"), say("run.weight"), say("run.total"), say("run.chart")});
    at = 0;
    for (const auto& step : steps.steps) {
      const double from = static_cast<double>(at) / 1000;
      at += step.weight;
      row(escaped(step_in_words(step, words_)),
          {bits(step.weight), bits(static_cast<matching::Millibits>(at)),
           meter(from, static_cast<double>(at) / 1000, most)});
    }
    row(say("run.probability", {{"p", matching::shown(steps.total())}}),
        {"", bits(steps.total()), ""}, "sum");
    end_table();
  }

  // Some of the surest, some of the least sure, some near the cut.
  void samples() {
    heading("run.samples");
    paragraph(say("run.samples.about"));
    std::vector<linkage::ScoredPair> pairs = run_.result.pairs;
    std::ranges::stable_sort(pairs,
                             [](const auto& a, const auto& b) { return a.weight > b.weight; });
    const auto near = std::ranges::lower_bound(
        pairs, cut(), [](auto a, auto b) { return a > b; }, [](const auto& p) { return p.weight; });
    const auto middle = static_cast<std::size_t>(near - pairs.begin());
    std::vector<std::size_t> chosen;
    const auto take = [&](std::size_t from, std::size_t count) {
      for (std::size_t i = from; i < std::min(from + count, pairs.size()); ++i)
        if (std::ranges::find(chosen, i) == chosen.end()) chosen.push_back(i);
    };
    take(0, kSamples / 3);
    take(middle >= 2 ? middle - 2 : 0, kSamples / 3 + 1);
    take(pairs.size() >= 2 ? pairs.size() - 2 : 0, kSamples / 3 - 1);
    std::ranges::sort(chosen);
    for (const std::size_t i : chosen) waterfall(pairs[i]);
    if (chosen.empty()) paragraph(say("run.none"));
  }

  void model() {
    heading("run.model");
    paragraph(say("run.model.about"));
    double most = 1;
    for (const auto& field : run_.result.model.fields)
      for (std::size_t level = 1; level < field.levels.size(); ++level)
        most = std::max(most, std::abs(field.weight(static_cast<matching::Level>(level))) / 1000.0);
    for (const auto& field : run_.result.model.fields) {
      const std::string key = "field." + field.column;
      const std::string name = words_.rows().contains(key) ? say(key) : escaped(field.column);
      out_ += "<h3>" + name + "</h3>\n";
      begin_named_table(name, {say("run.level"), say("run.m"), say("run.u"), say("run.weight"),
                               say("run.chart")});
      for (std::size_t level = 1; level < field.levels.size(); ++level) {
        const auto weight = field.weight(static_cast<matching::Level>(level));
        row(say("level." + std::string(matching::level_name(field.measure,
                                                            static_cast<matching::Level>(level)))),
            {percent(field.levels[level].m), percent(field.levels[level].u), bits(weight),
             meter(0, weight / 1000.0, most)});
      }
      end_table();
    }
    if (!run_.result.learning.empty()) {
      open_figures();
      begin_table("run.learning", {say("run.learning"), say("run.matches"), say("run.likelihood")});
      for (std::size_t i = 0; i < run_.result.learning.size(); ++i)
        row(std::to_string(i + 1), {fixed(run_.result.learning[i].matches, 1),
                                    fixed(run_.result.learning[i].log_likelihood, 1)});
      end_table();
      close_figures();
    }
  }

  void blocking() {
    heading("run.blocking");
    const auto& report = run_.result.blocking;
    paragraph(say("run.blocking.about", {{"recall", percent(report.estimated_recall)}}));
    if (report.rules.empty()) {
      paragraph(say("run.all_pairs"));
      return;
    }
    begin_table("run.blocking", {say("run.rule"), say("run.pairs"), say("run.first"),
                                 say("run.lost"), say("run.left_out"), say("run.expected")});
    for (const auto& rule : report.rules)
      row(escaped(rule.rule), {number(rule.pairs), number(rule.first), number(rule.lost),
                               number(rule.blocks_left_out), fixed(rule.expected_matches, 1)});
    end_table();
  }

  void clusters() {
    heading("run.clusters");
    paragraph(say("run.clusters.about"));
    std::vector<std::uint32_t> sizes(run_.result.clusters, 0);
    for (const std::uint32_t cluster : run_.result.cluster_of) ++sizes[cluster];
    std::map<std::uint32_t, std::uint64_t> counts;
    for (const std::uint32_t size : sizes) ++counts[size];
    double most = 1;
    for (const auto& [size, count] : counts)
      most = std::max(most, std::log10(static_cast<double>(count) + 1));
    std::vector<Bar> bars;
    for (const auto& [size, count] : counts)
      bars.push_back(
          {std::to_string(size), std::log10(static_cast<double>(count) + 1) / most, number(count)});
    chart("run.clusters", bars, "run.clusters.axis");
    open_figures();
    begin_table("run.clusters", {say("run.clusters.axis"), say("run.people")});
    for (const auto& [size, count] : counts) row(std::to_string(size), {number(count)});
    end_table();
    close_figures();
  }

  void doubts() {
    heading("run.doubts");
    out_ += "<ul>\n";
    std::uint64_t lost = 0;
    for (const auto& rule : run_.result.blocking.rules) lost += rule.lost;
    const auto unsure = std::ranges::count_if(run_.result.pairs, [](const auto& p) {
      const double chance = matching::probability(p.weight);
      return chance > 0.1 && chance < 0.9;
    });
    const auto item = [&](std::string_view key, std::uint64_t n) {
      out_ += "<li>" + say(key, {{"n", words_.number(static_cast<std::int64_t>(n))}}) + "</li>\n";
    };
    item("run.doubt.unsure", static_cast<std::uint64_t>(unsure));
    item("run.doubt.lost", lost);
    item("run.doubt.doubtful", run_.result.doubtful.size());
    item("run.doubt.bad_rows", run_.people.bad_rows());
    out_ += "</ul>\n";
  }

  void settings() {
    heading("run.settings");
    paragraph(say("run.settings.about"));
    out_ += "<pre tabindex=\"0\">" + escaped(linkage::write_settings(run_.result.settings)) +
            "</pre>\n";
  }

  const LinkRun& run_;
  const PlainWords& words_;
  std::string out_;
};

}  // namespace

std::string link_report(const LinkRun& run) { return Page(run).write(); }

}  // namespace nostos::cli
