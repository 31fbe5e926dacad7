// SPDX-License-Identifier: Apache-2.0
// SimulatedDisk: an SQLite file system layer held in memory, for tests. It can fail the k-th call
// that changes the disk, and it can lose power: then what was synced is there, and of what was not,
// any subset of 512-byte sectors, each of them whole, missing or torn.
//
// One disk at a time per test thread; not thread-safe.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <vector>

namespace nostos::storage {

class SimulatedDisk {
 public:
  SimulatedDisk();
  ~SimulatedDisk();
  SimulatedDisk(const SimulatedDisk&) = delete;
  SimulatedDisk& operator=(const SimulatedDisk&) = delete;

  // Name to pass as SqliteLedgerStore::Options::vfs.
  const std::string& vfs() const;

  // The `call`-th write, sync, truncation or deletion from now (counting from 1) fails with this
  // SQLite result code, and every later one too.
  void fail_from(long call, int code);
  void repair();
  // From now on a sync is answered with success and does nothing.
  void lie_about_syncs();
  long changes() const;  // calls so far that changed, or tried to change, the disk

  // Replaces the disk's content by what a power cut now would leave. Until repair() nothing can be
  // changed, so that a store which is still open dies without a trace.
  void lose_power(std::mt19937& random);
  // A copy of what is on the disk, as a reader sees it, and the way back.
  using Image = std::map<std::string, std::string>;
  Image image() const;
  void restore(const Image& image);

  struct State;

 private:
  std::unique_ptr<State> state_;
};

}  // namespace nostos::storage
