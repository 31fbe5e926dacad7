// SPDX-License-Identifier: Apache-2.0
#include "matching/waterfall.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <numeric>

namespace nostos::matching {
namespace {

constexpr double kMostBits = 60;

}  // namespace

Millibits Waterfall::total() const {
  return std::accumulate(steps.begin(), steps.end(), Millibits{0},
                         [](Millibits sum, const Step& step) { return sum + step.weight; });
}

double probability(Millibits total) { return 1.0 / (1.0 + std::exp2(-total / 1000.0)); }

Millibits weight_of(double likelihood_ratio) {
  if (!(likelihood_ratio > 0)) return static_cast<Millibits>(-kMostBits * 1000);
  const double bits = std::clamp(std::log2(likelihood_ratio), -kMostBits, kMostBits);
  return static_cast<Millibits>(std::lround(bits * 1000));
}

std::string shown(Millibits total) {
  const double value = probability(total);
  if (value >= 0.99995) return ">0.9999";
  if (value < 0.00005) return "<0.0001";
  char text[8];
  std::snprintf(text, sizeof text, "%.4f", value);
  return text;
}

}  // namespace nostos::matching
