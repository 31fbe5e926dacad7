// SPDX-License-Identifier: Apache-2.0
// reckon_many N [DATED%] [EXCHANGES]: reckons N reports made by chance and prints how long it took.
#include <chrono>
#include <cstdio>
#include <cstdlib>

#include "ledger_generator.h"
#include "reckoning/reckoner.h"

int main(int count, char** words) {
  using namespace nostos;
  const std::size_t reports = count > 1 ? std::strtoul(words[1], nullptr, 10) : 10000;
  const int dated = count > 2 ? std::atoi(words[2]) : 80;
  const std::size_t exchanges = count > 3 ? std::strtoul(words[3], nullptr, 10) : 300;
  testing::LedgerGenerator generator(1);
  const auto ledger = generator.exchanges(exchanges);
  const auto readings = testing::readings_of(generator.reports(ledger, reports, dated));
  const auto start = std::chrono::steady_clock::now();
  const auto reckoning = reckoning::reckon(readings);
  const double seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  std::printf("%zu reports of %zu exchanges: %zu found, %zu findings, %.2f s\n", reports, exchanges,
              reckoning.exchanges.size(), reckoning.findings.size(), seconds);
}
