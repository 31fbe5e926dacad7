// SPDX-License-Identifier: Apache-2.0
#include "domain/exchange_view.h"

#include <array>

namespace nostos::domain {

std::string_view name(Judgement judgement) {
  static constexpr std::array<std::string_view, 3> kNames = {"same", "different", "undetermined"};
  return kNames[static_cast<std::size_t>(judgement)];
}

}  // namespace nostos::domain
