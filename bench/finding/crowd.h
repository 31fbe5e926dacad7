// SPDX-License-Identifier: Apache-2.0
// crowd: invented people as rows of a registry, and questions about them spoiled in known ways.
// Everything is a function of the seed and the number alone.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "finding/query.h"
#include "finding/row.h"
#include "synth/people.h"

namespace nostos::bench {

// How a question differs from the record it is about.
struct Spoiling {
  std::string_view name;  // "2 + 1"
  int surname_edits = 0;
  int given_edits = 0;
};
inline constexpr Spoiling kSpoilings[] = {{"as it is", 0, 0}, {"1 + 0", 1, 0}, {"1 + 1", 1, 1},
                                          {"2 + 0", 2, 0},    {"2 + 1", 2, 1}, {"2 + 2", 2, 2}};

struct Question {
  finding::Query query;
  finding::Row about = 0;
  std::size_t spoiling = 0;  // of kSpoilings
  // Before it was spoiled: the words of the record, and those it was asked with.
  std::vector<finding::NameWord> recorded;
  std::vector<finding::NameWord> asked;
};

class Crowd {
 public:
  Crowd(std::uint64_t rows, std::uint64_t seed);
  std::uint64_t rows() const { return people_.count(); }
  finding::PersonRow row(finding::Row number) const;
  // A question about a person taken at random: the classes of spoiling in turn; the patronymic
  // whole, as an initial, or missing; the year right or one off, each as often.
  Question question(std::uint64_t number) const;

 private:
  finding::PersonRow row(finding::Row number, unsigned copy) const;
  synth::People people_;
  std::uint64_t seed_;
};

}  // namespace nostos::bench
