// SPDX-License-Identifier: Apache-2.0
// measure: how many items a second, how evenly, on how many threads.
#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace nostos::bench {

struct Measured {
  double items_per_second = 0;
  double megabytes_per_second = 0;
  double median_ms = 0;  // of single items, on one thread only
  double p99_ms = 0;
};

// Does `work` on the items round and round, for `seconds` after a short warm-up. `work` gives back
// the size of what it made, so that the making cannot be optimised away.
using Work = std::function<std::size_t(const std::string& item)>;
Measured measure_alone(const std::vector<std::string>& items, double seconds, const Work& work);
// On several threads, each taking every n-th batch of so many items, as a filter does that reads
// whatever lies at hand.
using BatchWork = std::function<std::size_t(std::span<const std::string> items)>;
Measured measure_together(const std::vector<std::string>& items, std::size_t batch,
                          unsigned threads, double seconds, const BatchWork& work);

}  // namespace nostos::bench
