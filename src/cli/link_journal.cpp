// SPDX-License-Identifier: Apache-2.0
#include "cli/link_journal.h"

#include <bit>
#include <charconv>
#include <string_view>
#include <utility>

namespace nostos::cli {
namespace {

constexpr std::size_t kLargestFile = 4UL << 30U;

// Numbers in a row, with a space behind each; doubles by their bits, so that they come back as they
// were.
class Numbers {
 public:
  explicit Numbers(std::string_view text) : text_(text) {}
  std::int64_t next() {
    std::int64_t value = 0;
    const auto [end, problem] = std::from_chars(text_.data(), text_.data() + text_.size(), value);
    good_ = good_ && problem == std::errc() && end != text_.data() + text_.size();
    if (good_) text_.remove_prefix(static_cast<std::size_t>(end - text_.data()) + 1);
    return value;
  }
  double real() { return std::bit_cast<double>(next()); }
  // Up to the end of the line.
  std::string line() {
    const std::size_t end = std::min(text_.find('\n'), text_.size());
    std::string out(text_.substr(0, end));
    text_.remove_prefix(std::min(end + 1, text_.size()));
    return out;
  }
  // A count of things that need two bytes each at the least: what is claimed cannot be more than is
  // there.
  std::size_t count() {
    const std::int64_t value = next();
    good_ = good_ && value >= 0 && static_cast<std::uint64_t>(value) * 2 <= text_.size();
    return good_ ? static_cast<std::size_t>(value) : 0;
  }
  std::string_view rest() const { return text_; }
  bool good() const { return good_; }

 private:
  std::string_view text_;
  bool good_ = true;
};

void put(std::string& out, std::int64_t value) { out += std::to_string(value) + " "; }
void put(std::string& out, std::uint64_t value) { put(out, static_cast<std::int64_t>(value)); }
void put(std::string& out, double value) { put(out, std::bit_cast<std::int64_t>(value)); }

}  // namespace

LinkJournal::LinkJournal(Files& files, std::string path, std::string run)
    : files_(files), path_(std::move(path)), run_(std::move(run)) {}

std::optional<std::string> LinkJournal::content(const std::string& path) {
  if (path_.empty()) return std::nullopt;
  auto source = files_.open(path);
  if (!source) return std::nullopt;
  auto text = read_all(**source, kLargestFile);
  const std::string head = run_ + "\n";
  if (!text || !text->starts_with(head)) return std::nullopt;
  return text->substr(head.size());
}

void LinkJournal::discard(std::uint32_t shares) {
  if (path_.empty()) return;
  (void)files_.remove(path_);
  for (std::uint32_t share = 0; share < shares; ++share) (void)files_.remove(path_of(share));
}

std::optional<LearnedBefore> LinkJournal::learned() {
  const auto text = content(path_);
  if (!text) return std::nullopt;
  Numbers numbers(*text);
  LearnedBefore out;
  out.learning.resize(numbers.count());
  for (auto& step : out.learning) {
    step.matches = numbers.real();
    step.log_likelihood = numbers.real();
  }
  auto& blocking = out.blocking;
  blocking.compared = static_cast<std::uint64_t>(numbers.next());
  blocking.possible = static_cast<std::uint64_t>(numbers.next());
  blocking.estimated_matches = numbers.real();
  blocking.estimated_recall = numbers.real();
  blocking.rules.resize(numbers.count());
  for (auto& rule : blocking.rules) {
    rule.pairs = static_cast<std::uint64_t>(numbers.next());
    rule.first = static_cast<std::uint64_t>(numbers.next());
    rule.lost = static_cast<std::uint64_t>(numbers.next());
    rule.blocks_left_out = static_cast<std::uint64_t>(numbers.next());
    rule.expected_matches = numbers.real();
    rule.rule = numbers.line();
  }
  auto model = matching::parse_model(numbers.rest());
  if (!numbers.good() || !model) return std::nullopt;
  out.model = std::move(*model);
  return out;
}

Result<void> LinkJournal::keep(const linkage::Linkage& so_far) {
  if (path_.empty()) return {};
  std::string out = run_ + "\n";
  put(out, std::uint64_t{so_far.learning.size()});
  for (const auto& step : so_far.learning) {
    put(out, step.matches);
    put(out, step.log_likelihood);
  }
  const auto& blocking = so_far.blocking;
  put(out, blocking.compared);
  put(out, blocking.possible);
  put(out, blocking.estimated_matches);
  put(out, blocking.estimated_recall);
  put(out, std::uint64_t{blocking.rules.size()});
  for (const auto& rule : blocking.rules) {
    put(out, rule.pairs);
    put(out, rule.first);
    put(out, rule.lost);
    put(out, rule.blocks_left_out);
    put(out, rule.expected_matches);
    out += rule.rule + "\n";
  }
  return files_.replace(path_, out + matching::write_model(so_far.model));
}

std::optional<linkage::Compared> LinkJournal::compared(std::uint32_t share) {
  const auto text = content(path_of(share));
  if (!text) return std::nullopt;
  Numbers numbers(*text);
  linkage::Compared out;
  out.histogram.resize(numbers.count());
  for (auto& bin : out.histogram) {
    bin.from_bits = static_cast<std::int32_t>(numbers.next());
    bin.pairs = static_cast<std::uint64_t>(numbers.next());
    bin.expected_matches = numbers.real();
  }
  out.pairs.resize(numbers.count());
  for (auto& pair : out.pairs) {
    pair.left = static_cast<linkage::Row>(numbers.next());
    pair.right = static_cast<linkage::Row>(numbers.next());
    pair.weight = static_cast<matching::Millibits>(numbers.next());
  }
  if (!numbers.good() || numbers.rest() != "end\n") return std::nullopt;
  return out;
}

Result<void> LinkJournal::keep(std::uint32_t share, const linkage::Compared& compared) {
  if (path_.empty()) return {};
  std::string out = run_ + "\n";
  put(out, std::uint64_t{compared.histogram.size()});
  for (const auto& bin : compared.histogram) {
    put(out, std::int64_t{bin.from_bits});
    put(out, bin.pairs);
    put(out, bin.expected_matches);
  }
  put(out, std::uint64_t{compared.pairs.size()});
  for (const auto& pair : compared.pairs) {
    put(out, std::uint64_t{pair.left});
    put(out, std::uint64_t{pair.right});
    put(out, std::int64_t{pair.weight});
  }
  return files_.replace(path_of(share), out + "end\n");
}

}  // namespace nostos::cli
