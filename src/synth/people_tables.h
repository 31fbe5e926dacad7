// SPDX-License-Identifier: Apache-2.0
// The tables of data/synth/people/ as People uses them. Plain values.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "synth/people.h"

namespace nostos::synth {

// Names drawn by weight with one throw: 1,024 places shared out.
class ByWeight {
 public:
  explicit ByWeight(const std::vector<int>& weights = {});
  bool empty() const { return places_.empty(); }
  std::uint32_t at(std::uint64_t dice) const {
    return places_[static_cast<std::size_t>(dice % kPlaces)];
  }

 private:
  static constexpr std::size_t kPlaces = 4096;
  std::vector<std::uint32_t> places_;
};

struct PeopleTables::Region {
  struct Ending {
    std::string man;
    std::string woman;
  };
  struct GivenName {
    std::string name, son, daughter;
    std::vector<std::string> shorts;
    std::string other, other_son, other_daughter;
  };
  struct Written {
    std::vector<const Spelling*> surname;  // one after the other
    std::vector<const Spelling*> given;
    bool other = false;  // the given name's other form
    bool own() const { return surname.empty() && given.empty() && !other; }
  };

  std::string title;
  int weight = 0;
  bool patronymics = false;
  std::vector<std::string> prefixes, stems, middles, ranks, aliases, place_stems, place_ends;
  std::vector<Ending> endings;
  std::vector<GivenName> men, women;
  std::vector<Written> written;  // the first is the region's own
  ByWeight man_by_weight, woman_by_weight, ending_by_weight, written_by_weight;
  std::uint32_t surnames = 0;  // how many can be put together
  std::uint32_t step = 1;      // from root to root by rank; no factor in common with their number
  double flat = 1;             // Zipf's law with its top cut flat: 1 / (rank + flat)
  double span = 0;             // ln((surnames + flat) / flat)
};

struct PeopleTables::Slips {
  struct Swap {
    std::u32string from;
    std::u32string to;
  };
  std::vector<std::vector<char32_t>> neighbours;  // by letter
  std::vector<std::u32string> alphabets;
  std::vector<Swap> looks;
  std::vector<Swap> twins;
  std::map<std::string, Spelling, std::less<>> spellings;
};

}  // namespace nostos::synth
