// SPDX-License-Identifier: Apache-2.0
// program: runs the nostos program and looks at it from outside: time, exit code, peak memory.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace nostos::bench {

struct Ran {
  int exit_code = -1;
  double seconds = 0;
  std::size_t peak_kilobytes = 0;  // resident
};

// `feed` writes standard input to a descriptor; output goes to /dev/null.
Ran run_program(const std::vector<std::string>& command,
                const std::function<void(int descriptor)>& feed);

// All of `bytes`; false when the other side is gone.
bool write_all(int descriptor, const std::string& bytes);

}  // namespace nostos::bench
