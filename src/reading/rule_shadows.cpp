// SPDX-License-Identifier: Apache-2.0
#include "reading/rule_shadows.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <utility>

namespace nostos::reading {
namespace {

using Op = Rule::Op;

// One thing that a pattern asks for, in one of the ways through it.
struct Step {
  Op op = Op::match;  // chunk, word, gap, at_start or at_end
  const ChunkTest* test = nullptr;
  std::uint32_t word = 0;
  int gap = 0;
  bool takes_count = false;
};
using Way = std::vector<Step>;

constexpr std::size_t kMostWays = 400;
constexpr std::size_t kMostSteps = 20'000;

// All ways through a pattern; what may be repeated is taken once at most.
class Ways {
 public:
  Ways(const Rule& rule, Symbol counts) : rule_(rule), counts_(counts) {
    visits_.assign(rule.program.size(), 0);
    walk(0, {}, {});
  }
  // Nothing when there are too many to tell.
  std::optional<std::vector<Way>> all() && {
    if (steps_ > kMostSteps || ways_.size() >= kMostWays) return std::nullopt;
    return std::move(ways_);
  }

 private:
  void walk(std::size_t pc, Way way, std::vector<int> open) {
    if (++steps_ > kMostSteps || ways_.size() >= kMostWays || visits_[pc] > 1) return;
    ++visits_[pc];
    const Rule::Instruction& in = rule_.program[pc];
    switch (in.op) {
      case Op::match:
        ways_.push_back(std::move(way));
        break;
      case Op::split:
        walk(static_cast<std::size_t>(in.a), way, open);
        walk(static_cast<std::size_t>(in.b), std::move(way), std::move(open));
        break;
      case Op::jump:
        walk(static_cast<std::size_t>(in.a), std::move(way), std::move(open));
        break;
      case Op::begin:
        open.push_back(in.a);
        walk(pc + 1, std::move(way), std::move(open));
        break;
      case Op::end:
        std::erase(open, in.a);
        walk(pc + 1, std::move(way), std::move(open));
        break;
      default:
        way.push_back(step(in, open));
        walk(pc + 1, std::move(way), std::move(open));
    }
    --visits_[pc];
  }

  Step step(const Rule::Instruction& in, const std::vector<int>& open) const {
    Step out{in.op, nullptr, in.word, in.op == Op::gap ? in.a : 0, false};
    if (in.op == Op::chunk) {
      out.test = &rule_.tests[in.test];
      const bool given = std::ranges::any_of(rule_.roles, [&](const auto& role) {
        return std::ranges::find(open, role.second) != open.end();
      });
      out.takes_count = out.test->cls == counts_ && given;
    }
    return out;
  }

  const Rule& rule_;
  Symbol counts_;
  std::vector<int> visits_;
  std::size_t steps_ = 0;
  std::vector<Way> ways_;
};

// All that meets `narrow` meets `wide`.
bool asks_no_more(const ChunkTest& wide, const ChunkTest& narrow) {
  const auto has = [&](const auto& value) {
    return std::ranges::find(narrow.values, value) != narrow.values.end();
  };
  return wide.cls == narrow.cls && (wide.with & ~narrow.with).none() &&
         (wide.without & ~narrow.without).none() && std::ranges::all_of(wide.values, has);
}

// Wherever `narrow` matches from its step `j` on, `wide` matches from its step `i` on.
class Cover {
 public:
  Cover(const Way& wide, const Way& narrow) : wide_(wide), narrow_(narrow) {}

  bool from(std::size_t j) { return rest(0, j, false); }

 private:
  bool rest(std::size_t i, std::size_t j, bool count_taken) {
    if (++steps_ > kMostSteps) return false;
    if (i == wide_.size()) return count_taken;
    const Step& asked = wide_[i];
    if (asked.op == Op::gap) return gap(i, j, count_taken);
    if (j == narrow_.size()) return false;
    const Step& there = narrow_[j];
    if (asked.op != there.op) return false;
    if (asked.op == Op::word && asked.word != there.word) return false;
    if (asked.op == Op::chunk && !asks_no_more(*asked.test, *there.test)) return false;
    return rest(i + 1, j + 1, count_taken || (asked.takes_count && there.takes_count));
  }

  // A gap skips words and shorter gaps, as far as their lengths are known.
  bool gap(std::size_t i, std::size_t j, bool count_taken) {
    int left = wide_[i].gap;
    for (std::size_t k = j;; ++k) {
      if (rest(i + 1, k, count_taken)) return true;
      if (k == narrow_.size()) return false;
      const Step& skipped = narrow_[k];
      if (skipped.op != Op::gap && skipped.op != Op::word) return false;
      left -= skipped.op == Op::gap ? skipped.gap : 1;
      if (left < 0) return false;
    }
  }

  const Way& wide_;
  const Way& narrow_;
  std::size_t steps_ = 0;
};

struct Line {
  const Rule* rule = nullptr;
  std::vector<Way> ways;
};

bool takes_a_count(const Line& line) {
  return std::ranges::all_of(
      line.ways, [](const Way& way) { return std::ranges::any_of(way, &Step::takes_count); });
}

bool goes_over(const Line& over, const Line& under, const Way& narrow) {
  // Of equal rank, that which begins first in the text goes first, then that which is written
  // first.
  const bool higher = over.rule->priority > under.rule->priority;
  if (over.rule->priority < under.rule->priority) return false;
  if (!higher && over.rule->line > under.rule->line) return false;
  const std::size_t last_start = higher ? narrow.size() : 1;
  return std::ranges::any_of(over.ways, [&](const Way& wide) {
    for (std::size_t start = 0; start < last_start; ++start) {
      if (Cover(wide, narrow).from(start)) return true;
    }
    return false;
  });
}

}  // namespace

std::vector<Shadow> shadows_in(const std::vector<Rule>& rules, Symbol counts) {
  std::vector<Line> lines;
  for (const Rule& rule : rules) {
    auto ways = Ways(rule, counts).all();
    if (ways && !ways->empty()) lines.push_back({&rule, std::move(*ways)});
  }
  std::erase_if(lines, [](const Line& line) { return !takes_a_count(line); });
  std::vector<Shadow> out;
  for (const Line& under : lines) {
    const Rule* first = nullptr;
    const bool all = std::ranges::all_of(under.ways, [&](const Way& narrow) {
      for (const Line& over : lines) {
        if (over.rule == under.rule || !goes_over(over, under, narrow)) continue;
        if (first == nullptr) first = over.rule;
        return true;
      }
      return false;
    });
    if (all && first != nullptr) out.push_back({first, under.rule});
  }
  return out;
}

}  // namespace nostos::reading
