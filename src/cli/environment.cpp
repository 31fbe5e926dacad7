// SPDX-License-Identifier: Apache-2.0
#include "cli/environment.h"

namespace nostos::cli {

void complain(Environment& environment, std::string_view message) {
  (void)environment.errors.write("nostos: " + std::string(message) + "\n");
  (void)environment.errors.flush();
}

Result<std::string> read_all(Source& source, std::size_t limit_bytes) {
  std::string all;
  constexpr std::size_t kStep = 64 * 1024;
  for (;;) {
    const std::size_t have = all.size();
    all.resize(have + kStep);
    TRY_ASSIGN(const std::size_t got, source.read({all.data() + have, kStep}));
    all.resize(have + got);
    if (got == 0) return all;
    if (all.size() > limit_bytes) {
      return fail(Fault::invalid_input,
                  "larger than the limit of " + std::to_string(limit_bytes / 1'000'000) + " MB");
    }
  }
}

}  // namespace nostos::cli
