// SPDX-License-Identifier: Apache-2.0
// ChildProcess: a program with pipes to its input, output and errors, to be watched and killed.
#pragma once

#include <sys/types.h>

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace nostos::faults {

class ChildProcess {
 public:
  // `before` runs in the child, before the program; for limits.
  ChildProcess(const std::vector<std::string>& command, const std::function<void()>& before = {});
  ~ChildProcess();  // kills what still runs
  ChildProcess(const ChildProcess&) = delete;
  ChildProcess& operator=(const ChildProcess&) = delete;

  // Feeds as much of `bytes` as the pipe takes at once; returns how much that was.
  std::size_t feed(std::string_view bytes);
  void end_input();
  // A line of its output without the line end; nothing at its end or after `wait_ms`.
  std::optional<std::string> line(int wait_ms);
  // Whole lines that are there already.
  std::vector<std::string> lines_so_far();
  // All the rest of its output, and of its errors.
  std::string rest();
  std::string errors();
  void kill();
  void interrupt();  // as Ctrl-C does
  // Exit code; -1 when it was killed.
  int wait();

 private:
  bool read_some(int wait_ms);
  std::optional<std::string> take_line();

  pid_t pid_ = -1;
  int input_ = -1;
  int output_ = -1;
  int errors_ = -1;
  std::string pending_;
};

struct Finished {
  int exit_code = 0;
  std::string output;
  std::string errors;
};
Finished run(const std::vector<std::string>& command, const std::string& input = {});

}  // namespace nostos::faults
