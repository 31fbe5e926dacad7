// SPDX-License-Identifier: Apache-2.0
// NOSTOS_CHECK(condition, "why it holds"): programmer mistakes stop the program, in release too.
#pragma once

namespace nostos {

[[noreturn]] void check_failed(const char* condition, const char* why, const char* file, int line);

}  // namespace nostos

#define NOSTOS_CHECK(condition, why)                                               \
  do {                                                                             \
    if (!(condition)) ::nostos::check_failed(#condition, why, __FILE__, __LINE__); \
  } while (false)
