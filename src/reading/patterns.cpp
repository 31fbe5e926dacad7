// SPDX-License-Identifier: Apache-2.0
#include "reading/patterns.h"

#include <algorithm>
#include <charconv>

#include "language/table.h"
#include "reading/pattern_compiler.h"

namespace nostos::reading {
namespace {

using language::split;
using language::trim;

constexpr std::size_t kMostAsked = 60'000;  // of all rules of a language

struct Line {
  std::string_view text;
  int number = 0;
};

std::unexpected<Error> bad_line(const std::string& file, const Line& line,
                                const std::string& what) {
  return fail(Fault::invalid_input,
              "data/" + file + ":" + std::to_string(line.number) + ": " + what);
}

Result<Example> parse_example(const std::string& file, const Line& line, std::string_view rest,
                              bool yes) {
  Example example;
  example.yes = yes;
  example.line = line.number;
  const auto close = rest.rfind('"');
  if (rest.empty() || rest.front() != '"' || close == 0) {
    return bad_line(file, line, "an example needs its text in quotation marks");
  }
  const auto arrow = rest.find("\" ->");
  example.text = std::string(rest.substr(1, (arrow == std::string_view::npos ? close : arrow) - 1));
  for (std::size_t at = 0; (at = example.text.find("\\\"", at)) != std::string::npos; ++at) {
    example.text.erase(at, 1);  // \" inside an example
  }
  if (arrow != std::string_view::npos) example.expect = std::string(trim(rest.substr(arrow + 4)));
  return example;
}

Result<void> give(const std::string& file, const Line& line, std::string_view rest, Rule& rule) {
  const auto pieces = split(rest, ' ');
  if (pieces.empty()) return bad_line(file, line, "give needs a frame name");
  rule.frame = Name(pieces[0]);
  for (std::size_t i = 1; i < pieces.size(); ++i) {
    const auto equals = pieces[i].find('=');
    if (equals == std::string_view::npos) return bad_line(file, line, "give takes key=value pairs");
    rule.arguments.emplace_back(pieces[i].substr(0, equals), pieces[i].substr(equals + 1));
  }
  return {};
}

// Which arguments are bindings of the pattern and which stand for themselves.
void settle_arguments(Rule& rule) {
  for (const auto& [key, value] : rule.arguments) {
    const auto binding = std::ranges::find(rule.bindings, value);
    if (binding == rule.bindings.end()) {
      rule.literals.emplace_back(key, value);
    } else {
      rule.roles.emplace_back(key, static_cast<int>(binding - rule.bindings.begin()));
    }
  }
}

// A rule with several `when` lines becomes one compiled variant a line; the first keeps the
// examples.
Result<void> finish(const std::string& file, const Line& line, Rule& rule, std::vector<Line>& whens,
                    Lexicon& lexicon, std::vector<Rule>& rules) {
  const auto yes = std::ranges::count_if(rule.examples, &Example::yes);
  if (whens.empty() || rule.frame.empty()) {
    return bad_line(file, line, "rule " + rule.name + " lacks a when or a give line");
  }
  if (yes < 2 || std::ssize(rule.examples) - yes < 1) {
    return bad_line(file, line, "rule " + rule.name + " needs at least two yes and one no example");
  }
  const auto group = rules.empty() ? 0U : rules.back().group + 1U;
  std::vector<Example> examples = std::move(rule.examples);
  rule.examples.clear();
  for (const Line& when : whens) {
    Rule variant = rule;
    variant.line = when.number;
    if (when.number == whens.front().number) variant.examples = std::move(examples);
    TRY(compile_pattern(when.text, variant, lexicon));
    settle_arguments(variant);
    if (variant.roles.size() > Rule::kMostRoles) {
      return bad_line(file, when,
                      "rule " + rule.name + " gives more than eight bindings; give fewer");
    }
    variant.group = group;
    rules.push_back(std::move(variant));
  }
  rule = Rule{};
  whens.clear();
  return {};
}

}  // namespace

Result<std::vector<Rule>> parse_patterns(const std::string& file, std::string_view content,
                                         Lexicon& lexicon) {
  std::vector<Rule> rules;
  Rule rule;
  bool open = false;
  Line line;
  std::vector<Line> whens;
  while (!content.empty()) {
    const auto cut = content.find('\n');
    line.text = trim(content.substr(0, cut));
    content.remove_prefix(cut == std::string_view::npos ? content.size() : cut + 1);
    ++line.number;
    if (line.text.empty() || line.text.front() == '#') continue;
    const auto space = line.text.find(' ');
    const std::string_view word = line.text.substr(0, space);
    const std::string_view rest =
        space == std::string_view::npos ? std::string_view() : trim(line.text.substr(space));
    if (word == "rule") {
      if (open) TRY(finish(file, line, rule, whens, lexicon, rules));
      open = true;
      const auto pieces = split(rest, ' ');
      if (pieces.empty()) return bad_line(file, line, "rule needs a name");
      rule.name = std::string(pieces[0]);
      rule.file = file;
      rule.line = line.number;
      if (pieces.size() >= 3 && pieces[1] == "priority") {
        std::from_chars(pieces[2].data(), pieces[2].data() + pieces[2].size(), rule.priority);
      }
    } else if (!open) {
      return bad_line(file, line, "stands before the first rule; begin with: rule NAME priority N");
    } else if (word == "when") {
      whens.push_back({rest, line.number});
    } else if (word == "give") {
      TRY(give(file, line, rest, rule));
    } else if (word == "yes" || word == "no") {
      TRY_ASSIGN(Example example, parse_example(file, line, rest, word == "yes"));
      rule.examples.push_back(std::move(example));
    } else {
      return bad_line(file, line,
                      "begins with \"" + std::string(word) +
                          "\"; a line begins with rule, when, give, yes, no or #");
    }
  }
  if (open) TRY(finish(file, line, rule, whens, lexicon, rules));
  std::size_t asked = 0;
  for (const Rule& one : rules) asked += one.program.size();
  if (asked > kMostAsked)
    return bad_line(file, line, "the rules ask for more than 60,000 things; make fewer rules");
  return rules;
}

}  // namespace nostos::reading
