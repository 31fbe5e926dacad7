// SPDX-License-Identifier: Apache-2.0
#include "matching/model.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>
#include <span>

namespace nostos::matching {
namespace {

constexpr std::string_view kFirstLine = "nostos-model 1";

// A column's name with its spaces kept together: "date of birth" → "date%20of%20birth".
std::string as_word(std::string_view text) {
  std::string word;
  for (const char c : text) {
    if (static_cast<unsigned char>(c) <= ' ' || c == '%' || c == '#') {
      word += fmt::format("%{:02X}", static_cast<unsigned>(static_cast<unsigned char>(c)));
    } else {
      word += c;
    }
  }
  return word.empty() ? "%" : word;
}

std::string from_word(std::string_view word) {
  std::string text;
  if (word == "%") return text;
  for (std::size_t i = 0; i < word.size(); ++i) {
    unsigned value = 0;
    if (word[i] == '%' && i + 2 < word.size() &&
        std::from_chars(word.data() + i + 1, word.data() + i + 3, value, 16).ptr ==
            word.data() + i + 3) {
      text += static_cast<char>(value);
      i += 2;
    } else {
      text += word[i];
    }
  }
  return text;
}

std::vector<std::string_view> words_of(std::string_view line) {
  std::vector<std::string_view> words;
  line = line.substr(0, line.find('#'));
  while (true) {
    const auto from = line.find_first_not_of(" \t\r");
    if (from == line.npos) return words;
    line.remove_prefix(from);
    const auto to = std::min(line.find_first_of(" \t\r"), line.size());
    words.push_back(line.substr(0, to));
    line.remove_prefix(to);
  }
}

template <class Number>
std::optional<Number> number_in(std::string_view word) {
  Number value{};
  const auto [end, failure] = std::from_chars(word.data(), word.data() + word.size(), value);
  if (failure != std::errc() || end != word.data() + word.size()) return std::nullopt;
  return value;
}

std::optional<double> chance_in(std::string_view word) {
  const auto value = number_in<double>(word);
  if (!value || !(*value >= 0) || *value > 1) return std::nullopt;
  return value;
}

class Parser {
 public:
  Result<Model> parse(std::string_view text);

 private:
  // What is wrong with the line; empty = nothing.
  std::string take(std::span<const std::string_view> words);
  std::string take_field(std::span<const std::string_view> words);
  std::string take_level(std::span<const std::string_view> words);
  std::string take_kind(std::span<const std::string_view> words);
  std::string take_agrees(std::span<const std::string_view> words,
                          std::vector<std::vector<double>>& fields);

  Model model_;
  std::vector<std::vector<double>>* agrees_ = nullptr;  // what the next "agrees" is of
};

std::string Parser::take_field(std::span<const std::string_view> words) {
  if (words.size() < 4) return "a field has a column, a kind and a measure";
  FieldModel field;
  field.column = from_word(words[1]);
  const auto kind = domain::field_kind_named(words[2]);
  const auto measure = measure_named(words[3]);
  if (!kind) return fmt::format("there is no kind of field \"{}\"", words[2]);
  if (!measure) return fmt::format("there is no measure \"{}\"", words[3]);
  field.kind = *kind;
  field.measure = *measure;
  field.rarity = words.size() > 4 && words[4] == "rarity";
  field.levels.resize(last_level(*measure) + 1U);
  model_.fields.push_back(std::move(field));
  return {};
}

std::string Parser::take_level(std::span<const std::string_view> words) {
  if (model_.fields.empty()) return "a level stands under its field";
  FieldModel& field = model_.fields.back();
  if (words.size() < 4) return "a level has a name, m and u";
  const auto level = level_named(field.measure, words[1]);
  const auto m = chance_in(words[2]);
  const auto u = chance_in(words[3]);
  if (!level) return fmt::format("the measure has no level \"{}\"", words[1]);
  if (!m || !u) return "m and u are numbers from 0 to 1";
  field.levels[*level] = {*m, *u};
  return {};
}

std::string Parser::take_kind(std::span<const std::string_view> words) {
  const auto share = words.size() > 1 ? chance_in(words[1]) : std::nullopt;
  if (!share) return "it has a share from 0 to 1";
  if (words[0] == "match-kind") {
    model_.kinds.push_back({*share, {}});
    agrees_ = &model_.kinds.back().m;
  } else {
    Kin& two = words[0] == "kin" ? model_.kin : model_.initials;
    two = {*share, {}};
    agrees_ = &two.u;
  }
  return {};
}

std::string Parser::take_agrees(std::span<const std::string_view> words,
                                std::vector<std::vector<double>>& fields) {
  if (fields.size() == model_.fields.size()) return "more \"agrees\" than fields";
  const FieldModel& field = model_.fields[fields.size()];
  if (words.size() != field.levels.size() + 1)
    return fmt::format("\"agrees\" for {} has {} numbers", field.column, field.levels.size());
  std::vector<double> levels;
  for (const auto word : words.subspan(1)) {
    const auto m = chance_in(word);
    if (!m) return "shares are numbers from 0 to 1";
    levels.push_back(*m);
  }
  fields.push_back(std::move(levels));
  return {};
}

std::string Parser::take(std::span<const std::string_view> words) {
  if (words[0] == "prior") {
    const auto prior = words.size() > 1 ? chance_in(words[1]) : std::nullopt;
    if (!prior) return "the prior is a number from 0 to 1";
    model_.prior = *prior;
    return {};
  }
  if (words[0] == "field") return take_field(words);
  if (words[0] == "level") return take_level(words);
  if (words[0] == "match-kind" || words[0] == "kin" || words[0] == "initials")
    return take_kind(words);
  if (words[0] == "agrees" && agrees_ != nullptr) return take_agrees(words, *agrees_);
  if (words[0] == "agrees") return "\"agrees\" stands under a match-kind, kin or initials";
  if (words[0] == "calibration") {
    const auto weight = words.size() > 2 ? number_in<Millibits>(words[1]) : std::nullopt;
    const auto shown = words.size() > 2 ? number_in<Millibits>(words[2]) : std::nullopt;
    if (!weight || !shown) return "a point of the calibration has two whole numbers";
    const auto& points = model_.calibration;
    if (!points.empty() && (*weight <= points.back().weight || *shown < points.back().shown))
      return "the points of the calibration rise";
    model_.calibration.push_back({*weight, *shown});
    return {};
  }
  return fmt::format("\"{}\" is not known here", words[0]);
}

Result<Model> Parser::parse(std::string_view text) {
  std::size_t line_number = 0;
  bool begun = false;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    ++line_number;
    const auto words = words_of(line);
    if (words.empty()) continue;
    std::string wrong;
    if (!begun) {
      begun = words.size() == 2 && words[0] == "nostos-model" && words[1] == "1";
      if (!begun) wrong = fmt::format("a model begins with \"{}\"", kFirstLine);
    } else {
      wrong = take(words);
    }
    if (!wrong.empty())
      return fail(Fault::invalid_input, fmt::format("model, line {}: {}.", line_number, wrong));
  }
  if (!begun || model_.fields.empty())
    return fail(Fault::invalid_input, "model: it has no fields.");
  for (const auto& kind : model_.kinds) {
    if (kind.m.size() != model_.fields.size())
      return fail(Fault::invalid_input, "model: a match-kind needs \"agrees\" for each field.");
  }
  for (const Kin* two : {&model_.kin, &model_.initials}) {
    if (!two->u.empty() && two->u.size() != model_.fields.size())
      return fail(Fault::invalid_input, "model: kin and initials need \"agrees\" for each field.");
  }
  return std::move(model_);
}

}  // namespace

Millibits FieldModel::weight(Level level) const {
  if (level == kMissing || level >= levels.size()) return 0;
  const LevelChances& chances = levels[level];
  if (chances.u <= 0 && chances.m <= 0) return 0;
  if (chances.u <= 0) return weight_of(HUGE_VAL);
  return weight_of(chances.m / chances.u);
}

std::string write_model(const Model& model) {
  std::string text = fmt::format("{}\nprior {}\n", kFirstLine, model.prior);
  for (const FieldModel& field : model.fields) {
    text += fmt::format("field {} {} {}{}\n", as_word(field.column), domain::name(field.kind),
                        name(field.measure), field.rarity ? " rarity" : "");
    for (Level level = 0; level < field.levels.size(); ++level) {
      const LevelChances& chances = field.levels[level];
      if (chances.m == 0 && chances.u == 0) continue;
      text +=
          fmt::format("  level {} {} {}\n", level_name(field.measure, level), chances.m, chances.u);
    }
  }
  for (const MatchKind& kind : model.kinds) {
    text += fmt::format("match-kind {}\n", kind.share);
    for (const auto& levels : kind.m) text += fmt::format("  agrees {}\n", fmt::join(levels, " "));
  }
  const auto add_two_people = [&text](std::string_view what, const Kin& two) {
    if (two.u.empty()) return;
    text += fmt::format("{} {}\n", what, two.share);
    for (const auto& levels : two.u) text += fmt::format("  agrees {}\n", fmt::join(levels, " "));
  };
  add_two_people("kin", model.kin);
  add_two_people("initials", model.initials);
  for (const CalibrationPoint& point : model.calibration)
    text += fmt::format("calibration {} {}\n", point.weight, point.shown);
  return text;
}

Result<Model> parse_model(std::string_view text) { return Parser().parse(text); }

}  // namespace nostos::matching
