// SPDX-License-Identifier: Apache-2.0
// Corpus: from a true ledger of exchanges made by chance, reports that tell it in parts, some with
// an error put in on purpose. What is written beside each report is what it really tells, so that
// reading, coreference and audits can be measured where the truth is known.
//
// The same wishes give the same corpus on every machine. Nobody and nothing in it exists.
#pragma once

#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "domain/partial_date.h"
#include "synth/phrases.h"

namespace nostos::synth {

struct TrueExchange {
  domain::Day day = 0;
  std::int64_t to_norland = 0;
  std::int64_t to_sudria = 0;
  std::int64_t officers = 0;  // of those who came to Norland
  std::int64_t armed_forces = 0;
  std::int64_t guard = 0;
  std::int64_t ordinal = 0;
  std::int64_t total_after = 0;
};

enum class Injected {
  none,
  sum,          // a list that does not add up
  weekday,      // the wrong weekday beside the right date
  total,        // the running total with one digit changed
  ordinal,      // the ordinal of the exchange before or after
  side,         // the other side gives another figure for the same people
  relay,        // a report that passes on another figure
  title,        // title and text differ
  superlative,  // called the largest, and it is not
  early,        // published before the day it tells of as past
  hedge,        // "more than" a figure that is not reached
};
inline constexpr int kInjectedKinds = 11;
std::string_view name(Injected injected);
// The audits any of which finds it: "chain|stale_total".
std::string_view audits_for(Injected injected);

struct InventedReport {
  std::string id;
  std::string text;
  std::string outlet;
  std::string lang;
  std::optional<domain::Day> published;
  std::size_t exchange = 0;             // index into the ledger: what it is about
  std::optional<std::size_t> previous;  // the exchange it recalls
  Injected injected = Injected::none;
  std::optional<std::int64_t> withdrawn;  // a figure that the report itself takes back
};

struct Wishes {
  std::uint64_t seed = 1;
  std::size_t exchanges = 100;
  int per_mille_errors = 5;  // of the reports
  int percent_undated = 10;
};

class Corpus {
 public:
  Corpus(const Wishes& wishes, std::vector<std::pair<std::string, Phrases>> languages);

  const std::vector<TrueExchange>& ledger() const { return ledger_; }
  // The reports one after the other, as many as are asked for. The first of every exchange are
  // honest, dated and complete, so that the truth can be told from the errors.
  InventedReport next();

 private:
  struct Draft;
  std::int64_t pick(std::int64_t least, std::int64_t most);
  bool chance(int percent) { return pick(1, 100) <= percent; }
  std::string say(std::string_view key, const Values& values);
  void make_ledger(std::size_t count);
  void tell(Draft& draft);
  void put_in_error(Draft& draft);

  std::mt19937_64 random_;
  Wishes wishes_;
  std::vector<std::pair<std::string, Phrases>> languages_;
  const Phrases* phrases_ = nullptr;
  std::vector<TrueExchange> ledger_;
  std::size_t made_ = 0;
};

}  // namespace nostos::synth
