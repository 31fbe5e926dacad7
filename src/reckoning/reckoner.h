// SPDX-License-Identifier: Apache-2.0
// reckon: readings of many reports → the ledger of exchanges, with judgement edges, chains of
// running totals and findings. Pure; the result does not depend on the order of the readings.
// Nothing is smoothed over: where sources disagree the number has no best value.
#pragma once

#include <vector>

#include "domain/exchange_view.h"
#include "domain/reading.h"

namespace nostos::reckoning {

struct Options {
  // "previous exchange" and consecutive ordinals mean that no known exchange lies in between.
  // Unlisted transfers break it, so it can be switched off.
  bool assume_adjacency = true;
  // An undated report speaks of an event not long before it.
  bool assume_news_recency = false;
};

domain::Reckoning reckon(const std::vector<domain::Reading>& readings, const Options& options = {});

}  // namespace nostos::reckoning
