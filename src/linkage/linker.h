// SPDX-License-Identifier: Apache-2.0
// Linker: a run of link_records() in steps, so that what is done can be kept and gone on with
// after an interruption, and so that many pairs can be explained without preparing anew. All shares
// put together and finished give exactly what link_records() gives. Used by one thread.
#pragma once

#include <memory>
#include <vector>

#include "linkage/linkage.h"

namespace nostos::linkage {

// The comparing of one share.
struct Compared {
  std::vector<ScoredPair> pairs;  // also those that only finish() decides on
  std::vector<WeightBin> histogram;
};

class Linker {
 public:
  // `table` and what `job` points to must outlive it.
  Linker(const RecordTable& table, Job job);
  ~Linker();
  Linker(Linker&&) noexcept;
  Linker& operator=(Linker&&) noexcept;

  Result<void> prepare();  // settings completed, candidates chosen
  Result<void> learn();    // the model, unless the job has one
  // Learned before, by a job of the same records and settings.
  void use(matching::Model model, std::vector<EmStep> learning, BlockingReport blocking);
  // Settings, blocking, model and learning, as far as they are known.
  const Linkage& so_far() const;
  Result<Compared> compare(Share share);
  // `all`: of every share, in any order.
  Result<Linkage> finish(std::vector<Compared> all);
  // The keys of the blocks that a record is compared in, one for each rule of so_far().blocking; 0
  // where the rule has none for it. Two records are compared in the first rule whose key they
  // share. Empty when all pairs are compared.
  std::vector<std::uint64_t> keys(Row row) const;
  // After finish(): the steps add up to the pair's weight exactly.
  matching::Waterfall explain(Row left, Row right) const;

 private:
  struct Steps;
  std::unique_ptr<Steps> steps_;
};

}  // namespace nostos::linkage
