// SPDX-License-Identifier: Apache-2.0
#include "svg_plot.h"

#include <fmt/format.h>

#include <cmath>

namespace nostos::bench {
namespace {

constexpr double kWidth = 640;
constexpr double kHeight = 400;
constexpr double kLeft = 64;
constexpr double kRight = 180;
constexpr double kTop = 40;
constexpr double kBottom = 52;
constexpr const char* kColours[] = {"#0072b2", "#d55e00", "#009e73", "#cc79a7",
                                    "#e69f00", "#56b4e9", "#777777"};

class Frame {
 public:
  explicit Frame(const Plot& plot) : plot_(plot) {}
  double x(double value) const {
    const double part =
        plot_.x_by_powers ? std::log(value / plot_.x_least) / std::log(plot_.x_most / plot_.x_least)
                          : (value - plot_.x_least) / (plot_.x_most - plot_.x_least);
    return kLeft + part * (kWidth - kLeft - kRight);
  }
  double y(double value) const {
    const double part = (value - plot_.y_least) / (plot_.y_most - plot_.y_least);
    return kHeight - kBottom - part * (kHeight - kTop - kBottom);
  }

 private:
  const Plot& plot_;
};

std::string label(double x, double y, const std::string& text, const char* anchor) {
  return fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"{}\">{}</text>\n", x, y, anchor,
                     text);
}

}  // namespace

std::string svg(const Plot& plot) {
  const Frame frame(plot);
  std::string out = fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {} {}\" role=\"img\" "
      "aria-label=\"{}\">\n<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n"
      "<g font-family=\"sans-serif\" font-size=\"12\" fill=\"#222\">\n",
      kWidth, kHeight, plot.title);
  out += fmt::format("<text x=\"{}\" y=\"22\" font-size=\"15\">{}</text>\n", kLeft, plot.title);
  const auto line = [&out](double x1, double y1, double x2, double y2, const char* colour) {
    out += fmt::format(
        "<line x1=\"{:.1f}\" y1=\"{:.1f}\" x2=\"{:.1f}\" y2=\"{:.1f}\" stroke=\"{}\"/>\n", x1, y1,
        x2, y2, colour);
  };
  for (int tick = 0; tick <= 5; ++tick) {
    const double value = plot.y_least + tick * (plot.y_most - plot.y_least) / 5;
    line(kLeft, frame.y(value), kWidth - kRight, frame.y(value), "#ddd");
    out += label(kLeft - 8, frame.y(value) + 4, fmt::format("{:.3g}", value), "end");
    const double along = plot.x_by_powers
                             ? plot.x_least * std::pow(plot.x_most / plot.x_least, tick / 5.0)
                             : plot.x_least + tick * (plot.x_most - plot.x_least) / 5;
    out += label(frame.x(along), kHeight - kBottom + 18, fmt::format("{:.2g}", along), "middle");
  }
  line(kLeft, kHeight - kBottom, kWidth - kRight, kHeight - kBottom, "#222");
  line(kLeft, kTop, kLeft, kHeight - kBottom, "#222");
  out += label((kLeft + kWidth - kRight) / 2, kHeight - 12, plot.x, "middle");
  out += label(kLeft, kTop - 6, plot.y, "middle");
  std::size_t number = 0;
  for (const PlotLine& one : plot.lines) {
    const char* colour = kColours[number % std::size(kColours)];
    std::string points;
    for (const auto& [x, y] : one.points) {
      points += fmt::format("{:.1f},{:.1f} ", frame.x(x), frame.y(y));
      out += fmt::format("<circle cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"3\" fill=\"{}\"/>\n", frame.x(x),
                         frame.y(y), colour);
    }
    out +=
        fmt::format("<polyline points=\"{}\" fill=\"none\" stroke=\"{}\" stroke-width=\"1.5\"/>\n",
                    points, colour);
    const double at = kTop + 18.0 * static_cast<double>(number) + 10;
    out += fmt::format("<circle cx=\"{}\" cy=\"{:.1f}\" r=\"4\" fill=\"{}\"/>\n",
                       kWidth - kRight + 16, at, colour);
    out += label(kWidth - kRight + 26, at + 4, one.label, "start");
    ++number;
  }
  return out + "</g>\n</svg>\n";
}

}  // namespace nostos::bench
