// SPDX-License-Identifier: Apache-2.0
// kill -9 in the middle of filing, 200 times. Every acknowledged report is there after the restart,
// none is there by half, and `nostos verify` passes.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <mutex>
#include <random>
#include <thread>

#include "child_process.h"
#include "filing_disk.h"
#include "http/testing/raw_client.h"
#include "storage/testing/temporary_folder.h"

namespace nostos::faults {
namespace {

constexpr int kFilingCycles = 150;
constexpr int kServingCycles = 50;
constexpr unsigned kLongestWaitMs = 80;

std::string report_text(int cycle, int number) {
  return "On Friday, " + std::to_string(10 + number % 80) +
         " prisoners of war came home in an exchange, the Coordination Headquarters said. This is "
         "notice " +
         std::to_string(cycle) + "-" + std::to_string(number) + ".";
}

std::string jsonl(int cycle, int count) {
  std::string lines;
  for (int i = 0; i < count; ++i) {
    lines += R"({"id":")" + std::to_string(i) + R"(","published":"2024-03-01","text":")" +
             report_text(cycle, i) + "\"}\n";
  }
  return lines;
}

class Killed : public testing::Test {
 protected:
  void verify_by_program() {
    const Finished verified = run({NOSTOS_PROGRAM, "verify", "--data", path});
    EXPECT_EQ(verified.exit_code, 0) << verified.output << verified.errors;
  }
  void wait_a_little() { usleep(static_cast<unsigned>(random() % (kLongestWaitMs * 1000))); }

  storage::TemporaryFolder folder;
  std::string path = folder.file("bureau.sqlite");
  std::mt19937 random{20240302};  // NOLINT(cert-msc51-cpp): the run should repeat
  std::set<std::string> acknowledged;
  ledger::Head known = ledger::Frontier().head();  // of the empty ledger
};

TEST_F(Killed, WhileFilingFromTheCommandLine) {
  int cut_short = 0;
  for (int cycle = 0; cycle < kFilingCycles; ++cycle) {
    SCOPED_TRACE("cycle " + std::to_string(cycle));
    {
      constexpr int kReports = 60;  // more than are read in the time there is
      ChildProcess child({NOSTOS_PROGRAM, "file", "--data", path, "-"});
      const std::string lines = jsonl(cycle, kReports);
      ASSERT_EQ(child.feed(lines), lines.size());
      child.end_input();
      // Every third is killed wherever it is after its start, the others after some receipts.
      if (cycle % 3 != 0) {
        const auto first = child.line(20'000);
        ASSERT_TRUE(first) << child.errors();
        acknowledged.insert(first->substr(0, 64));
      }
      wait_a_little();
      child.kill();
      child.wait();
      int receipts = cycle % 3 != 0 ? 1 : 0;
      for (const std::string& line : child.lines_so_far()) {
        acknowledged.insert(line.substr(0, 64));
        ++receipts;
      }
      if (receipts < kReports) ++cut_short;
    }
    if (access(path.c_str(), F_OK) != 0) continue;  // killed before there was a file
    // The program first: it finds the file as the kill left it.
    verify_by_program();
    const OnDisk disk = on_disk(path, known);
    expect_kept(disk, acknowledged);
    // Recorded and not yet read: at most the one report that was under way.
    EXPECT_LE(disk.received.size(), disk.read.size() + 1);
    if (HasFailure()) return;
  }
  // The test must have met its subject.
  EXPECT_GT(cut_short, kFilingCycles / 2);
  EXPECT_GT(acknowledged.size(), static_cast<std::size_t>(kFilingCycles) / 2);
  // What a kill left unread is read at the next opening.
  EXPECT_EQ(run({NOSTOS_PROGRAM, "rebuild", "--data", path}).exit_code, 0);
  const OnDisk disk = on_disk(path, known);
  EXPECT_EQ(disk.received, disk.read);
  RecordProperty("acknowledged", static_cast<int>(acknowledged.size()));
}

// A bureau that is served, with several clients filing at once.
class Serving {
 public:
  explicit Serving(const std::string& path)
      : child_({NOSTOS_PROGRAM, "serve", "--port", "0", "--data", path}) {
    while (const auto line = child_.line(20'000)) {
      const std::size_t at = line->find("http://127.0.0.1:");
      if (at == std::string::npos) continue;
      port_ = static_cast<std::uint16_t>(std::stoi(line->substr(at + 17)));
      return;
    }
  }
  std::uint16_t port() const { return port_; }
  ChildProcess& child() { return child_; }

 private:
  ChildProcess child_;
  std::uint16_t port_ = 0;
};

TEST_F(Killed, WhileSeveralClientsFileOverHttp) {
  constexpr int kClients = 3;
  int unanswered = 0;
  for (int cycle = 0; cycle < kServingCycles; ++cycle) {
    SCOPED_TRACE("cycle " + std::to_string(cycle));
    std::mutex mutex;
    std::atomic<int> first_answers{0};
    {
      Serving serving(path);
      ASSERT_NE(serving.port(), 0);
      std::vector<std::jthread> clients;
      for (int c = 0; c < kClients; ++c) {
        clients.emplace_back([&, c] {
          http::RawClient client(serving.port());
          for (int i = 0;; ++i) {
            const std::string text = report_text(1000 + cycle, c * 1000 + i);
            const std::string body = R"({"format":"text","published":"2024-03-01","body":")" +
                                     text + R"(","operation":"kill-)" + std::to_string(cycle) +
                                     "-" + std::to_string(c) + "-" + std::to_string(i) + "\"}";
            client.send(
                "POST /api/reports HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                "Content-Type: application/json\r\nContent-Length: " +
                std::to_string(body.size()) + "\r\n\r\n" + body);
            const std::string answer = client.receive_answer(20'000);
            const std::lock_guard lock(mutex);
            if (!answer.starts_with("HTTP/1.1 201") ||
                answer.find("\"digest\"") == std::string::npos) {
              ++unanswered;
              return;
            }
            acknowledged.insert(to_hex(sha256(text)));
            if (i == 0) ++first_answers;
          }
        });
      }
      while (first_answers == 0) usleep(500);
      wait_a_little();
      serving.child().kill();
      serving.child().wait();
    }
    verify_by_program();
    const OnDisk disk = on_disk(path, known);
    expect_kept(disk, acknowledged);
    EXPECT_LE(disk.received.size(), disk.read.size() + kClients);
    if (HasFailure()) return;
  }
  EXPECT_GE(unanswered, kServingCycles * kClients);  // every client was cut off
  EXPECT_GT(acknowledged.size(), static_cast<std::size_t>(kServingCycles));
}

// Lists of people, with the index of them beside the ledger. Rows are acknowledged a list at a
// time; whatever the kill left of the index, everybody on file is found.
TEST_F(Killed, WhileListsOfPeopleAreEntered) {
  constexpr int kCycles = 24;
  constexpr int kRows = 1500;  // enough for an index to be written
  std::uint64_t on_file = 0;
  int cut_short = 0;
  int with_index = 0;
  // How long entering takes differs between machines: the first is left alone and measured.
  std::int64_t took_us = 0;
  for (int cycle = 0; cycle < kCycles; ++cycle) {
    SCOPED_TRACE("cycle " + std::to_string(cycle));
    std::string list = "id,surname,given name,unit\n";
    // Initials only: nothing is suggested, so that filing and the index are what is met.
    for (int i = 0; i < kRows; ++i) {
      list += std::to_string(i) + ",Marlow" + std::string(1, static_cast<char>('a' + i % 26)) +
              std::string(1, static_cast<char>('a' + i / 26 % 26)) + ",A.," +
              std::to_string(cycle) + "\n";
    }
    {
      const auto started = std::chrono::steady_clock::now();
      ChildProcess child({NOSTOS_PROGRAM, "enter", "--data", path, "-"});
      for (std::string_view rest = list; !rest.empty();) {
        const std::size_t fed = child.feed(rest);
        if (fed == 0) break;
        rest.remove_prefix(fed);
      }
      child.end_input();
      if (cycle == 0) {
        while (child.line(20'000)) continue;
        took_us = std::chrono::duration_cast<std::chrono::microseconds>(
                      std::chrono::steady_clock::now() - started)
                      .count();
      } else {
        usleep(static_cast<unsigned>(random() % static_cast<std::uint64_t>(took_us)));
      }
      child.kill();
      child.wait();
      if (!child.rest().ends_with("to judge\n")) ++cut_short;
    }
    if (access(path.c_str(), F_OK) != 0) continue;
    verify_by_program();
    if (access((path + ".people").c_str(), F_OK) == 0) ++with_index;
    // The first opening after the kill and the next, which maps what the first one left, agree.
    for (const char* opening : {"after the kill", "once more"}) {
      SCOPED_TRACE(opening);
      const Finished found =
          run({NOSTOS_PROGRAM, "find", "--data", path, "--format", "json", "Marlowab"});
      if (found.exit_code != 0) {
        EXPECT_THAT(found.errors, testing::HasSubstr("no bureau"));
        continue;
      }
      const std::size_t at = found.output.find("\"searched\":");
      ASSERT_NE(at, std::string::npos) << found.output;
      const std::uint64_t searched = std::stoull(found.output.substr(at + 11));
      EXPECT_EQ(searched, records_on_file(path));
      EXPECT_GE(searched, on_file);
      on_file = searched;
    }
    if (HasFailure()) return;
  }
  EXPECT_GT(cut_short, 6);
  EXPECT_GT(with_index, 6);
  EXPECT_GT(on_file, static_cast<std::uint64_t>(kRows));
}

// Ctrl-C is no accident: what is under way is finished, and the exit code is 0.
TEST_F(Killed, GentlyTheBureauClosesWithoutLoss) {
  Serving serving(path);
  ASSERT_NE(serving.port(), 0);
  http::RawClient client(serving.port());
  const std::string body =
      R"({"format":"text","body":"50 prisoners of war came home.","operation":"operation-1"})";
  client.send(
      "POST /api/reports HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
      "Content-Length: " +
      std::to_string(body.size()) + "\r\n\r\n" + body);
  EXPECT_THAT(client.receive_answer(), testing::StartsWith("HTTP/1.1 201"));
  // A second program is told that the file is in use.
  const Finished second = run({NOSTOS_PROGRAM, "verify", "--data", path});
  EXPECT_EQ(second.exit_code, 3);
  EXPECT_THAT(second.errors, testing::HasSubstr("already open"));
  serving.child().interrupt();
  EXPECT_EQ(serving.child().wait(), 0);
  EXPECT_EQ(on_disk(path, known).read.size(), 1U);
}

}  // namespace
}  // namespace nostos::faults
