// SPDX-License-Identifier: Apache-2.0
#include "cli/estimate_line.h"

#include <algorithm>
#include <utility>

namespace nostos::cli {
namespace {

constexpr std::uint64_t kBar = 20;
constexpr std::int64_t kEnoughMilliseconds = 2000;
constexpr std::uint64_t kEnoughPercent = 2;
constexpr std::int64_t kBetween = 200;  // milliseconds from one showing to the next

std::string duration(std::int64_t seconds) {
  if (seconds < 60) return std::to_string(std::max<std::int64_t>(seconds, 1)) + " s";
  if (seconds < 5400) return std::to_string((seconds + 30) / 60) + " min";
  return std::to_string((seconds + 1800) / 3600) + " h";
}

}  // namespace

std::string estimate_text(std::string_view doing, std::uint64_t done, std::uint64_t total,
                          std::int64_t milliseconds) {
  std::string out(doing);
  if (total == 0) return out + " …";
  done = std::min(done, total);
  const auto percent =
      static_cast<std::uint64_t>(static_cast<double>(done) * 100.0 / static_cast<double>(total));
  const std::uint64_t filled = percent * kBar / 100;
  out += "  [" + std::string(filled, '#') + std::string(kBar - filled, '-') + "] " +
         std::to_string(percent) + " %";
  if (milliseconds >= kEnoughMilliseconds && percent >= kEnoughPercent && done < total) {
    const double left = static_cast<double>(milliseconds) * static_cast<double>(total - done) /
                        static_cast<double>(done);
    out += ", about " + duration(static_cast<std::int64_t>(left / 1000)) + " left";
  }
  return out;
}

void EstimateLine::show(std::string_view doing, std::uint64_t done, std::uint64_t total) {
  if (!environment_.errors_is_terminal) return;
  const Instant now = environment_.clock.now();
  if (doing != doing_) {
    doing_ = doing;
    began_ = now;
    first_done_ = done;
  } else if ((now - shown_).count() < kBetween && done < total) {
    return;
  }
  shown_ = now;
  open_ = true;
  // What was done before this run, and kept, says nothing of the pace.
  const std::int64_t milliseconds = (now - began_).count();
  std::string text = estimate_text(doing, done, total, 0);
  if (done > first_done_ && total > first_done_) {
    const std::string with_time =
        estimate_text(doing, done - first_done_, total - first_done_, milliseconds);
    const std::size_t comma = with_time.find(", about");
    if (comma != std::string::npos) text += with_time.substr(comma);
  }
  (void)environment_.errors.write("\r\x1b[K" + text);
  (void)environment_.errors.flush();
}

void EstimateLine::clear() {
  if (!std::exchange(open_, false)) return;
  (void)environment_.errors.write("\r\x1b[K");
  (void)environment_.errors.flush();
}

}  // namespace nostos::cli
