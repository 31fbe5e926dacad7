// SPDX-License-Identifier: Apache-2.0
// A plot of a few lines as SVG, readable in light and dark, without anything from outside.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace nostos::bench {

struct PlotLine {
  std::string label;
  std::vector<std::pair<double, double>> points;
};

struct Plot {
  std::string title;
  std::string x, y;  // what the axes say
  double x_least = 0, x_most = 1;
  double y_least = 0, y_most = 1;
  bool x_by_powers = false;  // of ten
  std::vector<PlotLine> lines;
};

std::string svg(const Plot& plot);

}  // namespace nostos::bench
