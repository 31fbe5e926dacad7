// SPDX-License-Identifier: Apache-2.0
// The disk takes no more, seen from outside: a file size limit stands in for a full disk, because a
// real one needs a mount. src/storage/sqlite/faults_test.cpp has a disk that is really full.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <csignal>

#include "child_process.h"
#include "filing_disk.h"
#include "storage/testing/temporary_folder.h"

namespace nostos::faults {
namespace {

TEST(FullDisk, FilingStopsWithAClearMessageAndKeepsWhatItAcknowledged) {
  const storage::TemporaryFolder folder;
  const std::string path = folder.file("bureau.sqlite");
  std::string lines;
  for (int i = 0; i < 40; ++i) {
    lines += R"({"text":"In the exchange )" + std::to_string(i + 10) +
             " prisoners of war came home. " + std::string(20'000, 'x') + "\"}\n";
  }
  const std::string input = folder.file("reports.jsonl");
  std::FILE* file = std::fopen(input.c_str(), "w");
  ASSERT_NE(file, nullptr);
  std::fwrite(lines.data(), 1, lines.size(), file);
  std::fclose(file);
  ChildProcess child({NOSTOS_PROGRAM, "file", "--data", path, input}, [] {
    std::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{600'000, 600'000};
    setrlimit(RLIMIT_FSIZE, &limit);
  });
  std::set<std::string> acknowledged;
  while (const auto line = child.line(20'000)) acknowledged.insert(line->substr(0, 64));
  const std::string errors = child.errors();
  EXPECT_EQ(child.wait(), 3) << errors;
  EXPECT_THAT(errors, testing::HasSubstr("everything acknowledged before is kept"));
  EXPECT_GT(acknowledged.size(), 2U);
  EXPECT_LT(acknowledged.size(), 40U);
  ledger::Head known = ledger::Frontier().head();  // of the empty ledger
  expect_kept(on_disk(path, known), acknowledged);
  // With room again the rest is filed, and the first part is recognised.
  const Finished rest = run({NOSTOS_PROGRAM, "file", "--data", path, input});
  EXPECT_EQ(rest.exit_code, 0) << rest.errors;
  EXPECT_EQ(on_disk(path, known).read.size(), 40U);
}

}  // namespace
}  // namespace nostos::faults
