// SPDX-License-Identifier: Apache-2.0
// What a word of a person's name is.
#pragma once

#include <cstdint>

namespace nostos::names {

enum class NamePart : std::uint8_t { unknown, given, patronymic, surname, maiden, alias };

}  // namespace nostos::names
