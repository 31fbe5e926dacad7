// SPDX-License-Identifier: Apache-2.0
#include "names/name_part.h"

#include <array>

namespace nostos::names {
namespace {

constexpr std::array<std::string_view, kNameParts> kNames = {"unknown", "given",  "patronymic",
                                                             "surname", "maiden", "alias"};

}  // namespace

std::string_view name(NamePart part) { return kNames[static_cast<std::size_t>(part)]; }

std::optional<NamePart> part_named(std::string_view text) {
  for (std::size_t i = 0; i < kNames.size(); ++i) {
    if (kNames[i] == text) return static_cast<NamePart>(i);
  }
  return std::nullopt;
}

}  // namespace nostos::names
