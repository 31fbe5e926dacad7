// SPDX-License-Identifier: Apache-2.0
#include "storage/index/mapped_index.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <random>

#include "finding/builder.h"
#include "finding/index.h"
#include "finding/testing/people.h"
#include "finding/testing/small_keys.h"
#include "storage/testing/temporary_folder.h"

namespace nostos::storage {
namespace {

using finding::Index;
using finding::testing::Crowd;
using finding::testing::SmallKeys;

class IndexOnDisk : public testing::Test {
 protected:
  void build(finding::Row rows, std::uint64_t mark) {
    Crowd chance(4);
    std::vector<finding::Gatherer> gatherers(1);
    for (finding::Row row = 0; row < rows; ++row) gatherers[0].add(chance.person(row));
    MappedIndex file(path);
    ASSERT_TRUE(finding::build(std::move(gatherers), keys, file, {.threads = 1, .mark = mark}));
  }
  // The mark and rows of the base on disk, every byte checked.
  finding::IndexSizes on_disk() {
    const MappedIndex file(path);
    Index index(keys);
    auto mapped = file.map();
    EXPECT_TRUE(mapped.has_value());
    const auto opened = index.open(*mapped);
    EXPECT_TRUE(opened.has_value()) << (opened ? "" : opened.error().message);
    return index.sizes();
  }

  SmallKeys keys;
  TemporaryFolder folder;
  std::string path = folder.file("people.index");
};

TEST_F(IndexOnDisk, IsTheSameAfterItIsOpenedAgain) {
  build(300, 42);
  EXPECT_EQ(on_disk().records, 300U);
  EXPECT_EQ(on_disk().mark, 42U);
}

TEST_F(IndexOnDisk, ThatIsNotThereIsSaidNotToBeThere) {
  const auto mapped = MappedIndex(path).map();
  ASSERT_FALSE(mapped.has_value());
  EXPECT_EQ(mapped.error().fault, Fault::not_found);
}

TEST_F(IndexOnDisk, StaysAsItWasWhenTheNewOneCannotBeWritten) {
  build(300, 1);
  MappedIndex file(path);
  ASSERT_TRUE(file.write(std::as_bytes(std::span("half"))));
  file.discard();
  EXPECT_FALSE(std::filesystem::exists(path + ".new"));
  EXPECT_EQ(on_disk().mark, 1U);
}

TEST_F(IndexOnDisk, CutShortOrEmptyIsRefusedNotRead) {
  build(300, 1);
  for (const std::uintmax_t size : {std::uintmax_t{5000}, std::uintmax_t{64}, std::uintmax_t{0}}) {
    std::filesystem::resize_file(path, size);
    Index index(keys);
    const auto opened = index.open(MappedIndex(path).map().value());
    ASSERT_FALSE(opened.has_value());
    EXPECT_EQ(opened.error().fault, Fault::corrupt);
  }
}

// kill -9 at any moment of a rebuild leaves the old base or the new one, and the next rebuild
// works.
TEST_F(IndexOnDisk, KilledWhileItIsBuiltAnewIsTheOldOneOrTheNewOne) {
  build(300, 0);
  // How long one takes differs between machines and builds; the kills fall before and after.
  const auto started = std::chrono::steady_clock::now();
  build(300, 0);
  const auto took = std::chrono::duration_cast<std::chrono::microseconds>(
      std::chrono::steady_clock::now() - started);
  const auto latest = std::clamp<std::int64_t>(3 * took.count(), 40'000, 500'000);
  std::mt19937 random(7);  // NOLINT(cert-msc51-cpp): the run should repeat
  std::uint64_t before = 0;
  int old_ones = 0;
  int new_ones = 0;
  for (std::uint64_t mark = 1; mark <= 120; ++mark) {
    const pid_t child = fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      Index index(keys);
      MappedIndex file(path);
      if (!index.open(file.map().value()).has_value()) _exit(2);
      Crowd chance(static_cast<unsigned>(mark));
      for (finding::Row row = 0; row < 20; ++row) index.add(chance.person(row));
      for (;;) {
        if (!index.rebuild(file, mark)) _exit(3);
      }
    }
    usleep(static_cast<unsigned>(random() % static_cast<std::uint64_t>(latest)));
    kill(child, SIGKILL);
    int status = 0;
    ASSERT_EQ(waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFSIGNALED(status)) << "it ended by itself: " << WEXITSTATUS(status);
    const finding::IndexSizes sizes = on_disk();
    ASSERT_EQ(sizes.records, 300U);
    ASSERT_TRUE(sizes.mark == before || sizes.mark == mark) << sizes.mark;
    (sizes.mark == mark ? new_ones : old_ones)++;
    before = sizes.mark;
  }
  // The test must have met its subject.
  EXPECT_GT(old_ones, 3);
  EXPECT_GT(new_ones, 3);
  build(10, 999);
  EXPECT_EQ(on_disk().mark, 999U);
}

}  // namespace
}  // namespace nostos::storage
