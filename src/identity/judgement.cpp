// SPDX-License-Identifier: Apache-2.0
#include "identity/judgement.h"

#include <algorithm>
#include <array>

namespace nostos::identity {
namespace {

constexpr std::array<std::string_view, 4> kNames = {"none", "same", "different", "unsure"};

}  // namespace

std::string_view name(Verdict verdict) { return kNames[static_cast<std::size_t>(verdict)]; }

std::optional<Verdict> verdict_named(std::string_view name) {
  const auto found = std::ranges::find(kNames, name);
  if (found == kNames.end()) return std::nullopt;
  return static_cast<Verdict>(found - kNames.begin());
}

}  // namespace nostos::identity
