// SPDX-License-Identifier: Apache-2.0
#include "cli/options.h"

#include <algorithm>
#include <charconv>
#include <numeric>

namespace nostos::cli {

namespace {

// Edit distance with swaps of neighbours ("raed" is one step from "read").
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::vector<std::size_t>> cost(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) cost[i][0] = i;
  for (std::size_t j = 0; j <= b.size(); ++j) cost[0][j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t differs = a[i - 1] == b[j - 1] ? 0U : 1U;
      cost[i][j] = std::min({cost[i - 1][j] + 1, cost[i][j - 1] + 1, cost[i - 1][j - 1] + differs});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        cost[i][j] = std::min(cost[i][j], cost[i - 2][j - 2] + 1);
      }
    }
  }
  return cost[a.size()][b.size()];
}

const OptionSpec* find(std::span<const OptionSpec> known, std::string_view name) {
  const auto at = std::find_if(known.begin(), known.end(),
                               [&](const OptionSpec& spec) { return spec.name == name; });
  return at == known.end() ? nullptr : &*at;
}

std::string unknown_option(std::span<const OptionSpec> known, std::string_view name) {
  std::vector<std::string_view> names;
  for (const OptionSpec& spec : known) names.push_back(spec.name);
  std::string message = "there is no option " + std::string(name);
  if (const auto near = nearest_word(name, names)) message += "; did you mean " + *near + "?";
  return message;
}

}  // namespace

std::optional<std::string> nearest_word(std::string_view wrong,
                                        std::span<const std::string_view> words) {
  std::optional<std::string> best;
  std::size_t best_distance = std::max<std::size_t>(2, wrong.size() / 3) + 1;
  for (const std::string_view word : words) {
    const std::size_t steps = distance(wrong, word);
    if (steps < best_distance) {
      best_distance = steps;
      best = std::string(word);
    }
  }
  return best;
}

Result<Options> Options::parse(std::span<const OptionSpec> known,
                               std::span<const std::string> arguments) {
  Options options;
  bool ended = false;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string& argument = arguments[i];
    if (ended || argument.size() < 2 || argument[0] != '-') {
      options.operands_.push_back(argument);
      continue;
    }
    if (argument == "--") {
      ended = true;
      continue;
    }
    const std::size_t equals = argument.find('=');
    const std::string name = argument.substr(0, equals);
    const OptionSpec* spec = find(known, name);
    if (spec == nullptr) return fail(Fault::invalid_input, unknown_option(known, name));
    if (spec->value_name.empty()) {
      if (equals != std::string::npos) {
        return fail(Fault::invalid_input, name + " takes no value");
      }
      options.given_.emplace_back(name, "");
    } else if (equals != std::string::npos) {
      options.given_.emplace_back(name, argument.substr(equals + 1));
    } else if (i + 1 < arguments.size()) {
      options.given_.emplace_back(name, arguments[++i]);
    } else {
      return fail(Fault::invalid_input,
                  name + " needs a value: " + name + " " + std::string(spec->value_name));
    }
  }
  return options;
}

bool Options::has(std::string_view name) const { return value(name).has_value(); }

std::optional<std::string> Options::value(std::string_view name) const {
  const auto at = std::find_if(given_.rbegin(), given_.rend(),
                               [&](const auto& given) { return given.first == name; });
  if (at == given_.rend()) return std::nullopt;
  return at->second;
}

std::string Options::value_or(std::string_view name, std::string_view otherwise) const {
  return value(name).value_or(std::string(otherwise));
}

Result<std::string> Options::choice(std::string_view name,
                                    std::span<const std::string_view> allowed) const {
  const std::string given = value_or(name, allowed.front());
  if (std::find(allowed.begin(), allowed.end(), given) != allowed.end()) return given;
  std::string list(allowed.front());
  for (const std::string_view word : allowed.subspan(1)) list += ", " + std::string(word);
  return fail(Fault::invalid_input,
              std::string(name) + " cannot be '" + given + "'; it is one of " + list);
}

Result<long long> Options::number(std::string_view name, long long otherwise, long long least,
                                  long long most) const {
  const auto given = value(name);
  if (!given) return otherwise;
  long long number = 0;
  const char* end = given->data() + given->size();
  const auto [stop, problem] = std::from_chars(given->data(), end, number);
  if (problem != std::errc() || stop != end || number < least || number > most) {
    return fail(Fault::invalid_input, std::string(name) + " cannot be '" + *given +
                                          "'; it is a whole number from " + std::to_string(least) +
                                          " to " + std::to_string(most));
  }
  return number;
}

}  // namespace nostos::cli
