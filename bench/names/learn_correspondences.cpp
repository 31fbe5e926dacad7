// SPDX-License-Identifier: Apache-2.0
// Learns data/names/correspondences.tsv: how Latin letters are heard in Cyrillic ones.
//
//   learn_correspondences PAIRS.tsv [all | first | second] > correspondences.tsv
//
// PAIRS.tsv has a Latin name, TAB, its Cyrillic form with a space after each letter. "first" and
// "second" learn from one half only (halves by a hash of the Latin name), so that the other can be
// asked what was not learned by heart. Names are aligned by expectation maximisation, with readings
// of one to four Latin letters as none, one or two Cyrillic ones; then counted with what stands
// around, each context smoothed by the next wider one (Witten and Bell), and kept where it tells
// something the wider one does not.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/utf8.h"
#include "halves.h"
#include "names/correspondences.h"
#include "names/folded_word.h"

namespace {

using Letters = std::u32string;

struct NamePair {
  Letters latin;
  Letters cyrillic;
};

constexpr std::array<std::pair<int, int>, 5> kWindows = {{{0, 1}, {0, 2}, {1, 2}, {1, 3}, {2, 3}}};
constexpr std::array<std::pair<int, int>, 7> kShapes = {
    {{1, 1}, {1, 0}, {1, 2}, {2, 1}, {3, 1}, {4, 1}, {2, 2}}};
constexpr std::size_t kLongest = 24;
constexpr int kRounds = 5;
constexpr double kSeldom = 2e-3;  // readings below this share of a context are left out
constexpr double kFewest = 3;     // sightings of a context
constexpr double kWorth = 4;      // nats that a context must save over the next wider one

Letters letters_of(std::string_view text) {
  Letters out;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t length = 0;
    out.push_back(nostos::decode_utf8(text, at, length));
    at += length;
  }
  return out;
}

std::string utf8(const Letters& letters) {
  std::string out;
  for (const char32_t c : letters) nostos::append_utf8(out, c);
  return out;
}

struct Readings {
  std::uint32_t number(const Letters& latin, const Letters& cyrillic) {
    const auto [at, fresh] = numbers.try_emplace(latin + U'|' + cyrillic, told.size());
    if (fresh) told.emplace_back(latin, cyrillic);
    return at->second;
  }
  std::unordered_map<Letters, std::uint32_t> numbers;
  std::vector<std::pair<Letters, Letters>> told;
};

struct Arc {
  std::size_t i, j, to_i, to_j;
  double weight;
  std::uint32_t reading;
};

// Calls see(place, reading, share) for every reading that takes part in aligning a pair.
template <class Weight, class See>
void align(const NamePair& pair, Readings& readings, Weight weight, See see) {
  const std::size_t n = pair.latin.size();
  const std::size_t m = pair.cyrillic.size();
  if (n > kLongest || m > kLongest) return;
  std::vector<double> ahead((n + 1) * (m + 1), 0.0);
  std::vector<double> behind((n + 1) * (m + 1), 0.0);
  const auto cell = [&](std::size_t i, std::size_t j) { return i * (m + 1) + j; };
  std::vector<Arc> arcs;
  ahead[0] = 1;
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j <= m; ++j) {
      if (ahead[cell(i, j)] == 0) continue;
      for (const auto& [a, b] : kShapes) {
        const std::size_t to_i = i + static_cast<std::size_t>(a);
        const std::size_t to_j = j + static_cast<std::size_t>(b);
        if (to_i > n || to_j > m) continue;
        const std::uint32_t reading =
            readings.number(pair.latin.substr(i, to_i - i), pair.cyrillic.substr(j, to_j - j));
        const double w = weight(reading, a, b);
        if (w <= 0) continue;
        ahead[cell(to_i, to_j)] += ahead[cell(i, j)] * w;
        arcs.push_back({i, j, to_i, to_j, w, reading});
      }
    }
  }
  const double all = ahead[cell(n, m)];
  if (all <= 0) return;
  behind[cell(n, m)] = 1;
  for (auto arc = arcs.rbegin(); arc != arcs.rend(); ++arc) {
    behind[cell(arc->i, arc->j)] += arc->weight * behind[cell(arc->to_i, arc->to_j)];
  }
  for (const Arc& arc : arcs) {
    const double share =
        ahead[cell(arc.i, arc.j)] * arc.weight * behind[cell(arc.to_i, arc.to_j)] / all;
    if (share > 1e-3) see(arc.i, arc.reading, share);
  }
}

// The probability of each reading, given its first Latin letter.
std::unordered_map<std::uint32_t, double> learn_readings(const std::vector<NamePair>& pairs,
                                                         Readings& readings) {
  std::unordered_map<std::uint32_t, double> known;
  for (int round = 0; round < kRounds; ++round) {
    std::unordered_map<std::uint32_t, double> seen;
    const auto weight = [&](std::uint32_t reading, int latin, int cyrillic) {
      if (round == 0) return latin == 1 && cyrillic == 1 ? 0.1 : latin == 1 ? 0.01 : 0.003;
      const auto found = known.find(reading);
      return found == known.end() ? 0.0 : found->second;
    };
    for (const NamePair& pair : pairs) {
      align(pair, readings, weight,
            [&](std::size_t, std::uint32_t reading, double share) { seen[reading] += share; });
    }
    std::map<char32_t, double> all;
    for (const auto& [reading, count] : seen) all[readings.told[reading].first[0]] += count;
    known.clear();
    for (const auto& [reading, count] : seen) {
      if (count > 0.5) known[reading] = count / all[readings.told[reading].first[0]];
    }
    std::fprintf(stderr, "round %d: %zu readings\n", round + 1, known.size());
  }
  return known;
}

struct Context {
  double all = 0;
  std::map<std::uint32_t, double> seen;
};

Letters around(const Letters& latin, std::size_t at, std::size_t window) {
  const auto [before, here] = kWindows[window];
  Letters out;
  for (int k = -before; k < here; ++k) {
    if (k == 0) out += U'\t';
    const auto place = static_cast<std::ptrdiff_t>(at) + k;
    out += place < 0                    ? U'^'
           : place >= std::ssize(latin) ? U'$'
                                        : latin[static_cast<std::size_t>(place)];
  }
  return out;
}

// The next wider context: what is left when the outermost letters are not looked at.
Letters wider(const Letters& context, std::size_t window) {
  const auto cut = context.find(U'\t');
  const auto [before, here] = kWindows[window - 1];
  return context.substr(cut - static_cast<std::size_t>(before),
                        static_cast<std::size_t>(before + 1 + here));
}

using Told = std::map<std::uint32_t, double>;

class Table {
 public:
  Table(const std::vector<NamePair>& pairs, Readings& readings) : readings_(readings) {
    const auto known = learn_readings(pairs, readings);
    const auto weight = [&](std::uint32_t reading, int, int) {
      const auto found = known.find(reading);
      return found == known.end() ? 0.0 : found->second;
    };
    for (const NamePair& pair : pairs) {
      align(pair, readings, weight, [&](std::size_t at, std::uint32_t reading, double share) {
        if (share < 0.02) return;
        for (std::size_t window = 0; window < kWindows.size(); ++window) {
          Context& context = contexts_[window][around(pair.latin, at, window)];
          context.all += share;
          context.seen[reading] += share;
        }
      });
    }
  }

  void write() {
    std::size_t rows = 0;
    for (std::size_t window = 0; window < kWindows.size(); ++window) {
      for (const auto& [context, seen] : contexts_[window]) {
        Told told = smoothed(context, seen, window);
        if (window > 0 && !worth_it(context, seen, told, window)) continue;
        if (told.empty()) continue;
        write_row(context, told);
        told_[window].emplace(context, std::move(told));
        ++rows;
      }
    }
    std::fprintf(stderr, "%zu rows\n", rows);
  }

 private:
  // What is told of the nearest context that is kept.
  const Told& parent(Letters context, std::size_t window) const {
    static const Told none;
    while (window > 0) {
      context = wider(context, window);
      --window;
      const auto found = told_[window].find(context);
      if (found != told_[window].end()) return found->second;
    }
    return none;
  }

  Told smoothed(const Letters& context, const Context& seen, std::size_t window) const {
    const Told& wide = parent(context, window);
    const auto kinds = static_cast<double>(seen.seen.size());
    Told out;
    for (const auto& [reading, count] : seen.seen) out[reading] = count / (seen.all + kinds);
    for (const auto& [reading, share] : wide) {
      if (stands(context, readings_.told[reading].first)) {
        out[reading] += share * kinds / (seen.all + kinds);
      }
    }
    std::erase_if(out, [](const auto& row) { return row.second < kSeldom; });
    return out;
  }

  // Whether letters can stand in the context, as far as it goes.
  static bool stands(const Letters& context, const Letters& latin) {
    const Letters here = context.substr(context.find(U'\t') + 1);
    return std::equal(latin.begin(), latin.begin() + std::min(std::ssize(latin), std::ssize(here)),
                      here.begin());
  }

  bool worth_it(const Letters& context, const Context& seen, const Told& told,
                std::size_t window) const {
    if (seen.all < kFewest) return false;
    const Told& wide = parent(context, window);
    double saved = 0;
    for (const auto& [reading, count] : seen.seen) {
      const auto probability = [&](const Told& table) {
        const auto found = table.find(reading);
        return found == table.end() ? 1e-3 : found->second;
      };
      saved += count * std::log(probability(told) / probability(wide));
    }
    return saved > kWorth;
  }

  void write_row(const Letters& context, const Told& told) const {
    const auto cut = context.find(U'\t');
    std::vector<std::pair<double, std::uint32_t>> order;
    for (const auto& [reading, share] : told) order.emplace_back(-share, reading);
    std::ranges::sort(order);
    std::cout << (cut == 0 ? "-" : utf8(context.substr(0, cut))) << '\t'
              << utf8(context.substr(cut + 1)) << '\t';
    for (std::size_t i = 0; i < order.size(); ++i) {
      const auto& [latin, cyrillic] = readings_.told[order[i].second];
      std::array<char, 32> cost{};
      std::snprintf(cost.data(), cost.size(), "%.2f", -std::log(-order[i].first) + 0.0);
      std::cout << (i == 0 ? "" : " ") << utf8(latin) << '=' << utf8(cyrillic) << ':'
                << (cost[0] == '-' ? cost.data() + 1 : cost.data());
    }
    std::cout << '\n';
  }

  Readings& readings_;
  std::array<std::map<Letters, Context>, kWindows.size()> contexts_;
  std::array<std::map<Letters, Told>, kWindows.size()> told_;
};

}  // namespace

int main(int argc, char** argv) {
  const std::string_view which = argc > 2 ? argv[2] : "all";
  if (argc < 2 || (which != "all" && which != "first" && which != "second")) {
    std::fprintf(stderr, "learn_correspondences PAIRS.tsv [all | first | second]\n");
    return 2;
  }
  std::ifstream file(argv[1], std::ios::binary);
  if (!file) {
    std::fprintf(stderr, "%s cannot be read\n", argv[1]);
    return 1;
  }
  std::vector<NamePair> pairs;
  for (std::string line; std::getline(file, line);) {
    const auto tab = line.find('\t');
    if (tab == std::string::npos) continue;
    const std::string latin = line.substr(0, tab);
    if (which != "all" && nostos::bench::half_of(latin) != (which == "first" ? 0 : 1)) continue;
    NamePair pair;
    for (const char32_t c : letters_of(latin)) {
      if (nostos::names::script_of(c) == nostos::names::Script::latin) pair.latin += c;
    }
    for (const char32_t c : letters_of(line.substr(tab + 1, line.find('\t', tab + 1) - tab - 1))) {
      if (nostos::names::script_of(c) != nostos::names::Script::cyrillic) continue;
      pair.cyrillic += nostos::names::Correspondences::plain(c);
    }
    if (pair.latin.empty() || pair.cyrillic.empty()) continue;
    pairs.push_back(std::move(pair));
  }
  std::fprintf(stderr, "%zu pairs\n", pairs.size());
  std::cout << "# SPDX-License-Identifier: Apache-2.0\n"
               "# How Latin letters are heard in Cyrillic ones. Made by learn_correspondences; not "
               "written by hand.\n"
               "# A row: letters before (^ the beginning, - not looked at), letters from here on "
               "($ the end), what they are read as:\n"
               "# LATIN=CYRILLIC:COST, the cost being minus the natural logarithm of how often.\n";
  Readings readings;
  Table(pairs, readings).write();
  return 0;
}
