// SPDX-License-Identifier: Apache-2.0
#include "child_process.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <utility>

namespace nostos::faults {

namespace {

void close_if_open(int& descriptor) {
  if (descriptor >= 0) ::close(descriptor);
  descriptor = -1;
}

}  // namespace

ChildProcess::ChildProcess(const std::vector<std::string>& command,
                           const std::function<void()>& before) {
  std::signal(SIGPIPE, SIG_IGN);
  std::array<int, 2> in{};
  std::array<int, 2> out{};
  std::array<int, 2> err{};
  if (pipe2(in.data(), O_CLOEXEC) != 0 || pipe2(out.data(), O_CLOEXEC) != 0 ||
      pipe2(err.data(), O_CLOEXEC) != 0) {
    return;
  }
  std::vector<char*> arguments;
  for (const std::string& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  pid_ = fork();
  if (pid_ == 0) {
    dup2(in[0], STDIN_FILENO);
    dup2(out[1], STDOUT_FILENO);
    dup2(err[1], STDERR_FILENO);
    if (before) before();
    execv(arguments[0], arguments.data());
    _exit(127);
  }
  ::close(in[0]);
  ::close(out[1]);
  ::close(err[1]);
  input_ = in[1];
  output_ = out[0];
  errors_ = err[0];
  fcntl(input_, F_SETFL, O_NONBLOCK);
}

ChildProcess::~ChildProcess() {
  if (pid_ > 0) {
    kill();
    wait();
  }
  close_if_open(input_);
  close_if_open(output_);
  close_if_open(errors_);
}

std::size_t ChildProcess::feed(std::string_view bytes) {
  const ssize_t put = ::write(input_, bytes.data(), bytes.size());
  return put > 0 ? static_cast<std::size_t>(put) : 0;
}

void ChildProcess::end_input() { close_if_open(input_); }

bool ChildProcess::read_some(int wait_ms) {
  pollfd one{output_, POLLIN, 0};
  if (poll(&one, 1, wait_ms) != 1) return false;
  std::array<char, 65536> bytes{};
  const ssize_t got = ::read(output_, bytes.data(), bytes.size());
  if (got <= 0) return false;
  pending_.append(bytes.data(), static_cast<std::size_t>(got));
  return true;
}

std::optional<std::string> ChildProcess::take_line() {
  const std::size_t end = pending_.find('\n');
  if (end == std::string::npos) return std::nullopt;
  std::string line = pending_.substr(0, end);
  pending_.erase(0, end + 1);
  return line;
}

std::optional<std::string> ChildProcess::line(int wait_ms) {
  for (;;) {
    if (auto line = take_line()) return line;
    if (!read_some(wait_ms)) return std::nullopt;
  }
}

std::vector<std::string> ChildProcess::lines_so_far() {
  while (read_some(0)) {
  }
  std::vector<std::string> lines;
  while (auto line = take_line()) lines.push_back(std::move(*line));
  return lines;
}

std::string ChildProcess::rest() {
  while (read_some(-1)) {
  }
  return std::exchange(pending_, {});
}

std::string ChildProcess::errors() {
  std::string all;
  std::array<char, 4096> bytes{};
  for (ssize_t got = 0; (got = ::read(errors_, bytes.data(), bytes.size())) > 0;) {
    all.append(bytes.data(), static_cast<std::size_t>(got));
  }
  return all;
}

// A child that has been waited for has no number any more; kill(-1) would reach everybody.
void ChildProcess::kill() {
  if (pid_ > 0) ::kill(pid_, SIGKILL);
}

void ChildProcess::interrupt() {
  if (pid_ > 0) ::kill(pid_, SIGINT);
}

int ChildProcess::wait() {
  int status = 0;
  while (waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
  }
  pid_ = -1;
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

Finished run(const std::vector<std::string>& command, const std::string& input) {
  ChildProcess child(command);
  std::string_view rest = input;
  while (!rest.empty()) {
    const std::size_t fed = child.feed(rest);
    rest.remove_prefix(fed);
    if (fed == 0 && errno != EAGAIN) break;
    if (fed == 0) usleep(1000);
  }
  child.end_input();
  Finished finished;
  finished.output = child.rest();
  finished.errors = child.errors();
  finished.exit_code = child.wait();
  return finished;
}

}  // namespace nostos::faults
