// SPDX-License-Identifier: Apache-2.0
// reckon_many N [DATED%] [EXCHANGES] [ADDED] [COPIES%]: reckons N reports made by chance and prints
// how long it took; then adds ADDED more, one by one, and prints how long each took. COPIES% of the
// reports repeat another one.
#include <algorithm>

#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <vector>

#include "ledger_generator.h"
#include "reckoning/reckoner.h"

namespace {

struct Clock {  // of the processor: what else runs beside it does not count
  static double now() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }
};

double seconds_since(double start) { return Clock::now() - start; }

}  // namespace

int main(int count, char** words) {
  using namespace nostos;
  const auto number = [&](int at, std::size_t otherwise) {
    return count > at ? std::strtoul(words[at], nullptr, 10) : otherwise;
  };
  const std::size_t reports = number(1, 10000);
  const int dated = static_cast<int>(number(2, 80));
  const std::size_t exchanges = number(3, 300);
  const std::size_t added = number(4, 0);
  testing::LedgerGenerator generator(1);
  const auto ledger = generator.exchanges(exchanges);
  auto readings = testing::readings_of(generator.reports(ledger, reports + added, dated));
  testing::copy_some(readings, static_cast<int>(number(5, 0)), generator);
  std::shuffle(readings.begin() + static_cast<std::ptrdiff_t>(std::min(exchanges, reports)),
               readings.end(), generator.random());

  reckoning::Reckoner reckoner;
  const auto start = Clock::now();
  for (std::size_t i = 0; i < reports; ++i) reckoner.add(std::move(readings[i]));
  auto reckoning = reckoner.result();
  const double first = seconds_since(start);
  std::printf("%zu reports of %zu exchanges: %zu found, %zu findings, %zu copies, %.2f s\n",
              reports, exchanges, reckoning.exchanges.size(), reckoning.findings.size(),
              reckoning.copies.size(), first);
  if (added == 0) return 0;
  std::vector<double> times;
  for (std::size_t i = reports; i < readings.size(); ++i) {
    const auto before = Clock::now();
    reckoner.add(std::move(readings[i]));
    reckoning = reckoner.result();
    times.push_back(1000 * seconds_since(before));
  }
  std::ranges::sort(times);
  std::printf("one more: median %.1f ms, 95 %% within %.1f ms, slowest %.1f ms\n",
              times[times.size() / 2], times[times.size() * 95 / 100], times.back());
  std::fflush(stdout);
  std::exit(0);  // taking everything apart takes longer than adding did
}
