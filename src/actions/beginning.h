// SPDX-License-Identifier: Apache-2.0
// How much of an id or a digest has to be given at least where its beginning stands for it.
#pragma once

#include <cstddef>

namespace nostos::actions {

inline constexpr std::size_t kShortestBeginning = 8;

}  // namespace nostos::actions
