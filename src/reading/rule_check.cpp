// SPDX-License-Identifier: Apache-2.0
#include "reading/rule_check.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace nostos::reading {
namespace {

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> out;
  while (true) {
    const auto start = text.find_first_not_of(' ');
    if (start == std::string_view::npos) return out;
    text.remove_prefix(start);
    const auto end = std::min(text.find(' '), text.size());
    out.push_back(text.substr(0, end));
    text.remove_prefix(end);
  }
}

std::optional<std::int64_t> whole_number(std::string_view word) {
  std::int64_t value = 0;
  const auto [rest, fault] = std::from_chars(word.data(), word.data() + word.size(), value);
  if (fault != std::errc() || rest != word.data() + word.size()) return std::nullopt;
  return value;
}

struct ClaimWanted {
  domain::ClaimType type;
  std::optional<domain::CountOp> op;
  std::optional<std::int64_t> count;
  std::optional<std::string_view> to;
  std::vector<std::string_view> values;  // of slots, or ids of those involved
};

std::optional<ClaimWanted> claim_wanted(const std::vector<std::string_view>& words) {
  const auto type = domain::claim_type_named(words.front());
  if (!type) return std::nullopt;
  ClaimWanted wanted{*type, {}, {}, {}, {}};
  for (std::size_t i = 1; i < words.size(); ++i) {
    const std::string_view word = words[i];
    if (word.starts_with("to=")) {
      wanted.to = word.substr(3);
    } else if (const auto op = domain::count_op_named(word)) {
      wanted.op = op;
    } else if (const auto count = whole_number(word)) {
      wanted.count = count;
    } else {
      wanted.values.push_back(word);
    }
  }
  return wanted;
}

bool gives(const domain::Claim& claim, const ClaimWanted& wanted) {
  const auto has_value = [&claim](std::string_view value) {
    return std::ranges::any_of(claim.slots,
                               [value](const auto& slot) { return slot.value == value; });
  };
  return claim.type == wanted.type && (!wanted.op || claim.count.op == *wanted.op) &&
         (!wanted.count || claim.count.nominal() == wanted.count) &&
         (!wanted.to || claim.to == *wanted.to) && std::ranges::all_of(wanted.values, has_value);
}

// True, false, or nothing when the expectation is not one of the five forms.
std::optional<bool> gives(const domain::Reading& reading, std::string_view expectation) {
  const auto words = words_of(expectation);
  if (words.empty()) return std::nullopt;
  if (words.front() == "none") {
    if (words.size() != 1) return std::nullopt;
    return std::ranges::none_of(reading.claims, [](const auto& c) { return c.count.has_figure(); });
  }
  if (words.front() == "event") {
    const auto status = words.size() == 2 ? domain::event_status_named(words[1]) : std::nullopt;
    if (!status) return std::nullopt;
    return std::ranges::any_of(reading.events, [&](const auto& e) { return e.status == *status; });
  }
  if (words.front() == "date") {
    if (words.size() != 2) return std::nullopt;
    return std::ranges::any_of(reading.events,
                               [&](const auto& e) { return e.date.edtf == words[1]; });
  }
  const auto wanted = claim_wanted(words);
  if (!wanted) return std::nullopt;
  return std::ranges::any_of(reading.claims, [&](const auto& c) { return gives(c, *wanted); });
}

std::string in_short(const domain::Claim& claim) {
  std::string out(name(claim.type));
  out += ' ';
  out += name(claim.count.op);
  if (claim.count.nominal()) out += ' ' + std::to_string(*claim.count.nominal());
  if (!claim.to.empty()) out += " to=" + claim.to;
  for (const auto& slot : claim.slots) out += ' ' + slot.name + '=' + slot.value;
  return out + " (rule " + claim.rule + ")";
}

std::string what_came(const domain::Reading& reading) {
  std::string out;
  for (const auto& claim : reading.claims) out += (out.empty() ? "" : "; ") + in_short(claim);
  for (const auto& event : reading.events) {
    out += out.empty() ? "event " : "; event ";
    out += name(event.status);
    if (!event.date.edtf.empty()) out += ' ' + event.date.edtf;
  }
  return out.empty() ? "nothing" : out;
}

}  // namespace

std::optional<std::string> breach_of(const RuleExample& example, const domain::Reading& reading) {
  const auto line = [&](const std::string& what) {
    return example.file + ':' + std::to_string(example.line) + ": rule " + example.rule + ": \"" +
           example.text + "\" " + what + "; it gave " + what_came(reading);
  };
  if (!example.yes) {
    const bool fired = std::ranges::any_of(
        reading.claims, [&](const auto& claim) { return claim.rule == example.rule; });
    if (fired) return line("must not set this rule off");
    return std::nullopt;
  }
  const auto given = gives(reading, example.expect);
  if (!given) {
    return line("expects \"" + example.expect +
                "\", which is not an expectation: write a claim type "
                "with its count, \"event STATUS\", \"date EDTF\" or \"none\"");
  }
  if (!*given) return line("must give \"" + example.expect + "\"");
  return std::nullopt;
}

}  // namespace nostos::reading
