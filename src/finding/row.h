// SPDX-License-Identifier: Apache-2.0
// The place of a person's record in the index.
#pragma once

#include <cstdint>

namespace nostos::finding {

using Row = std::uint32_t;

}  // namespace nostos::finding
