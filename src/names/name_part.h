// SPDX-License-Identifier: Apache-2.0
// What a word of a person's name is.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace nostos::names {

enum class NamePart : std::uint8_t { unknown, given, patronymic, surname, maiden, alias };
inline constexpr std::size_t kNameParts = 6;

std::string_view name(NamePart part);  // "given", "patronymic", …
std::optional<NamePart> part_named(std::string_view name);

}  // namespace nostos::names
