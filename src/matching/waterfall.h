// SPDX-License-Identifier: Apache-2.0
// Waterfall: why two records were given the probability that is shown. A match weight is the log
// to base 2 of a likelihood ratio (Fellegi and Sunter, 1969), counted in whole thousandths of a
// bit, so that the steps add up to the total exactly: no rounding stands between what is summed and
// what is shown. The probability is a function of the total alone.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace nostos::matching {

using Millibits = std::int32_t;  // 1000 = the evidence makes "same person" twice as likely

struct Step {
  std::string key;                 // message key: "prior", "surname.script", "birth_date.swapped"
  std::vector<std::string> words;  // what fills the message: the two values, what was read as what
  Millibits weight = 0;
  bool operator==(const Step&) const = default;
};

struct Waterfall {
  std::vector<Step> steps;  // the prior first, the calibration last
  Millibits total() const;  // the sum of the steps
  bool operator==(const Waterfall&) const = default;
};

// The probability that a total stands for: 1 / (1 + 2^(-total/1000)).
double probability(Millibits total);
// The nearest weight for a likelihood ratio; kept within ±60 bits.
Millibits weight_of(double likelihood_ratio);
// As shown: "0.9973"; never "1" and never "0", for nothing is certain: ">0.9999", "<0.0001".
std::string shown(Millibits total);

}  // namespace nostos::matching
