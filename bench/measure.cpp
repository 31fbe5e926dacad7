// SPDX-License-Identifier: Apache-2.0
#include "measure.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <thread>

namespace nostos::bench {
namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

std::atomic<std::size_t> made;  // keeps the results in use

}  // namespace

Measured measure_alone(const std::vector<std::string>& items, double seconds, const Work& work) {
  for (std::size_t i = 0; i < std::min<std::size_t>(items.size(), 20); ++i) made += work(items[i]);
  std::vector<double> each;
  std::size_t bytes = 0;
  const auto start = Clock::now();
  for (std::size_t i = 0; seconds_since(start) < seconds || i < items.size(); i = i + 1) {
    const std::string& item = items[i % items.size()];
    const auto before = Clock::now();
    made += work(item);
    each.push_back(seconds_since(before) * 1000);
    bytes += item.size();
  }
  const double took = seconds_since(start);
  std::ranges::sort(each);
  return {static_cast<double>(each.size()) / took, static_cast<double>(bytes) / took / 1e6,
          each[each.size() / 2], each[each.size() * 99 / 100]};
}

Measured measure_together(const std::vector<std::string>& items, std::size_t batch,
                          unsigned threads, double seconds, const BatchWork& work) {
  const std::size_t batches = (items.size() + batch - 1) / batch;
  std::atomic<std::size_t> count = 0;
  std::atomic<std::size_t> bytes = 0;
  const auto start = Clock::now();
  {
    std::vector<std::jthread> all;
    for (unsigned t = 0; t < threads; ++t) {
      all.emplace_back([&, t] {
        for (std::size_t i = t; seconds_since(start) < seconds; i += threads) {
          const std::size_t first = i % batches * batch;
          const auto some = std::span(items).subspan(first, std::min(batch, items.size() - first));
          made += work(some);
          count += some.size();
          for (const std::string& item : some) bytes += item.size();
        }
      });
    }
  }
  const double took = seconds_since(start);
  return {static_cast<double>(count) / took, static_cast<double>(bytes) / took / 1e6, 0, 0};
}

}  // namespace nostos::bench
