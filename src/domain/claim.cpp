// SPDX-License-Identifier: Apache-2.0
#include "domain/claim.h"

#include <algorithm>
#include <array>

namespace nostos::domain {
namespace {

constexpr std::array<std::string_view, 27> kTypes = {
    "event",       "leg",           "breakdown",      "complement",    "age",
    "individual",  "running_total", "ordinal",        "local_ordinal", "previous",
    "superlative", "mediator",      "organiser",      "aftercare",     "suspension",
    "allegation",  "losses",        "own_losses",     "counterclaim",  "correction",
    "subtotal",    "war_day",       "date_statement", "intent",        "gloss",
    "health",      "held"};
constexpr std::array<std::string_view, 5> kModalities = {"actual", "planned", "conditional",
                                                         "failed", "generic"};
constexpr std::array<std::string_view, 2> kPolarities = {"affirmed", "denied"};
constexpr std::array<std::string_view, 4> kStates = {"current", "corrected", "retracted",
                                                     "superseded"};
constexpr std::array<std::string_view, 3> kExhaustive = {"yes", "no", "unknown"};
constexpr std::array<std::string_view, 3> kBalances = {"ok", "off", "underdetermined"};

static_assert(kTypes.size() == static_cast<std::size_t>(ClaimType::held) + 1);

template <class Enum, std::size_t N>
std::optional<Enum> find(const std::array<std::string_view, N>& names, std::string_view name) {
  const auto found = std::ranges::find(names, name);
  if (found == names.end()) return std::nullopt;
  return static_cast<Enum>(found - names.begin());
}

}  // namespace

std::string_view name(ClaimType type) { return kTypes[static_cast<std::size_t>(type)]; }
std::string_view name(Modality m) { return kModalities[static_cast<std::size_t>(m)]; }
std::string_view name(Polarity p) { return kPolarities[static_cast<std::size_t>(p)]; }
std::string_view name(ClaimState s) { return kStates[static_cast<std::size_t>(s)]; }
std::string_view name(Exhaustive e) { return kExhaustive[static_cast<std::size_t>(e)]; }
std::string_view name(Balance b) { return kBalances[static_cast<std::size_t>(b)]; }

std::optional<ClaimType> claim_type_named(std::string_view n) { return find<ClaimType>(kTypes, n); }
std::optional<Modality> modality_named(std::string_view n) {
  return find<Modality>(kModalities, n);
}
std::optional<ClaimState> claim_state_named(std::string_view n) {
  return find<ClaimState>(kStates, n);
}
std::optional<Polarity> polarity_named(std::string_view n) {
  return find<Polarity>(kPolarities, n);
}
std::optional<Exhaustive> exhaustive_named(std::string_view n) {
  return find<Exhaustive>(kExhaustive, n);
}
std::optional<Balance> balance_named(std::string_view n) { return find<Balance>(kBalances, n); }

}  // namespace nostos::domain
