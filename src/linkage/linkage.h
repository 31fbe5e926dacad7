// SPDX-License-Identifier: Apache-2.0
// Linkage: which records speak of one person. Records → pairs worth comparing → levels → weights
// learned without labels → probabilities → clusters. The result does not depend on the order of the
// records or the number of threads. Pure: no clock, disk or chance.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "linkage/record_pair.h"
#include "linkage/record_table.h"
#include "linkage/settings.h"
#include "matching/model.h"
#include "matching/waterfall.h"

namespace nostos::names {
class NameEngine;
}

namespace nostos::linkage {

enum class Stage : std::uint8_t { preparing, blocking, learning, comparing, clustering };

struct Progress {
  Stage stage = Stage::preparing;
  std::uint64_t done = 0;   // within the stage
  std::uint64_t total = 0;  // 0 = not yet known
};

// What people have decided; it stands above all weights.
struct Judged {
  std::vector<RecordPair> same;
  std::vector<RecordPair> different;
};

// One of `of` equal shares of the comparing, for a job spread over processes. Needs a model. All
// shares together give exactly the pairs of a run in one piece.
struct Share {
  std::uint32_t number = 0;
  std::uint32_t of = 1;
};

struct Job {
  Settings settings;  // completed() by link_records
  // Given: nothing is learned, neither from the records nor from a first look at who is who.
  std::optional<matching::Model> model;
  Judged judged;
  Share share;
  unsigned threads = 1;
  const names::NameEngine* names = nullptr;       // null: names are compared by their letters alone
  std::function<void(const Progress&)> progress;  // called from the thread that called link_records
  const std::atomic<bool>* cancelled = nullptr;   // set from anywhere
};

struct ScoredPair {
  Row left = 0;  // left < right
  Row right = 0;
  matching::Millibits weight = 0;  // matching::probability(weight) is what is shown
  auto operator<=>(const ScoredPair&) const = default;
};

struct RuleReport {
  std::string rule;         // as the settings write it; "all pairs"
  std::uint64_t pairs = 0;  // that share its keys
  std::uint64_t first = 0;  // of these, not compared by an earlier rule
  std::uint64_t lost = 0;   // left out because their block was too large
  std::uint64_t blocks_left_out = 0;
  double expected_matches = 0;  // how many of its pairs are of one person, as estimated
};

struct BlockingReport {
  std::vector<RuleReport> rules;
  std::uint64_t compared = 0;
  std::uint64_t possible = 0;  // all pairs there are
  double estimated_matches = 0;
  double estimated_recall = 0;  // share of the pairs of one person that were compared
};

struct WeightBin {  // one bit wide
  std::int32_t from_bits = 0;
  std::uint64_t pairs = 0;
  double expected_matches = 0;
};

struct EmStep {
  double matches = 0;  // estimated so far
  double log_likelihood = 0;
};

struct Linkage {
  std::vector<ScoredPair> pairs;          // from settings.keep on; by left, then right
  std::vector<std::uint32_t> cluster_of;  // by row; clusters are numbered by their first row
  std::uint32_t clusters = 0;
  BlockingReport blocking;
  matching::Model model;
  std::vector<EmStep> learning;
  std::vector<WeightBin> histogram;
  // What each record counts when frequencies are taken, in thousandths; empty: all the same.
  std::vector<std::uint32_t> record_weights;
  std::vector<Row> doubtful;  // say too little to be linked to anything
  Settings settings;          // as completed
};

// Fails with invalid_input when settings name a column that is not there, with not_allowed when
// cancelled.
Result<Linkage> link_records(const RecordTable& table, const Job& job);

// Why two rows have the weight they have; the steps add up to it exactly.
matching::Waterfall explain(const RecordTable& table, const Linkage& linkage, Row left, Row right,
                            const names::NameEngine* names = nullptr);

}  // namespace nostos::linkage
