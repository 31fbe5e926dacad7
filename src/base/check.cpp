// SPDX-License-Identifier: Apache-2.0
#include "base/check.h"

#include <cstdio>
#include <cstdlib>

namespace nostos {

void check_failed(const char* condition, const char* why, const char* file, int line) {
  // tidy-allow: printing: a failed check has nowhere else to go
  std::fprintf(stderr, "nostos: a check failed at %s:%d: %s (it holds because: %s)\n", file, line,
               condition, why);
  std::abort();
}

}  // namespace nostos
