// SPDX-License-Identifier: Apache-2.0
// Builder: records → the base of an index. Fill as many gatherers as there are threads, then build.
// The bytes depend on the records alone, not on how they were dealt out.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "base/result.h"
#include "finding/index_file.h"
#include "finding/name_keys.h"
#include "finding/row.h"

namespace nostos::finding {

struct FiledRow;

// Takes rows of one thread, by rising row number. A row may be given once, over all gatherers.
class Gatherer {
 public:
  Gatherer();
  ~Gatherer();
  Gatherer(Gatherer&&) noexcept;
  Gatherer& operator=(Gatherer&&) noexcept;

  void add(const PersonRow& person);
  void add(const FiledRow& row);
  std::uint64_t rows() const;

  struct State;  // of builder.cpp

 private:
  friend struct Gathered;
  std::unique_ptr<State> state_;
};

struct BuildOptions {
  unsigned threads = 1;
  std::uint64_t mark = 0;  // the caller's; comes back in IndexSizes
};

// Uses up the gatherers. Writes the base into `file` and commits it.
// Fault::invalid_input when a row was given twice.
Result<std::shared_ptr<const Mapping>> build(std::vector<Gatherer> gatherers, const NameKeys& keys,
                                             IndexFile& file, const BuildOptions& options = {});

}  // namespace nostos::finding
