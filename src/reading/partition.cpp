// SPDX-License-Identifier: Apache-2.0
#include "reading/partition.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace nostos::reading {
namespace {

void append_number(std::string& out, std::int64_t number) {
  char text[20];
  out.append(text, std::to_chars(text, text + sizeof text, number).ptr);
}

struct Opener {
  std::size_t at = 0;         // the first item behind "including"
  std::size_t shortest = 1;   // items that surely belong
  std::size_t longest = 1;    // items that may belong, up to ; or ) or the next opener
  std::size_t preferred = 1;  // what punctuation alone would say
};

std::vector<Opener> find_openers(const std::vector<PartitionItem>& items) {
  std::vector<Opener> openers;
  for (std::size_t i = 1; i < items.size() && openers.size() < 4; ++i) {
    if (items[i].separator != 'i') continue;
    Opener opener;
    opener.at = i;
    std::size_t j = i + 1;
    bool closed = false;
    while (j < items.size() && items[j].separator != ';' && items[j].separator != 'i') {
      if (items[j].separator == 'n') {
        closed = true;
        break;
      }
      ++j;
    }
    opener.longest = std::min<std::size_t>(j - i, 4);
    opener.preferred =
        closed || (j < items.size() && items[j].separator == ';') ? opener.longest : 1;
    if (closed) opener.shortest = opener.longest;
    openers.push_back(opener);
  }
  return openers;
}

Partition nest(const std::vector<PartitionItem>& items, const std::vector<Opener>& openers,
               const std::vector<std::size_t>& lengths) {
  Partition out;
  out.parent.assign(items.size(), -1);
  for (std::size_t o = 0; o < openers.size(); ++o) {
    int parent = static_cast<int>(openers[o].at) - 1;
    if (out.parent[static_cast<std::size_t>(parent)] >= 0 &&
        items[static_cast<std::size_t>(parent)].separator != 'i') {
      parent = out.parent[static_cast<std::size_t>(parent)];
    }
    for (std::size_t k = 0; k < lengths[o]; ++k) out.parent[openers[o].at + k] = parent;
  }
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (out.parent[i] < 0) out.sum += items[i].count;
  }
  return out;
}

// "130 + 55 = 185"
std::string arithmetic_of(const std::vector<PartitionItem>& items, const Partition& p) {
  std::string out;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (p.parent[i] >= 0) continue;
    if (!out.empty()) out += " + ";
    append_number(out, items[i].count);
  }
  out += " = ";
  append_number(out, p.sum);
  return out;
}

// Children may not outnumber their parent.
bool possible(const std::vector<PartitionItem>& items, const Partition& p) {
  std::vector<std::int64_t> inside(items.size(), 0);
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (p.parent[i] >= 0) inside[static_cast<std::size_t>(p.parent[i])] += items[i].count;
  }
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (inside[i] > items[i].count) return false;
  }
  return true;
}

}  // namespace

Partition solve_partition(const std::vector<PartitionItem>& items,
                          std::optional<std::int64_t> whole, Nesting nesting) {
  const std::vector<Opener> openers =
      nesting == Nesting::flat ? std::vector<Opener>() : find_openers(items);
  std::vector<std::size_t> lengths;
  std::vector<std::size_t> preferred;
  for (const Opener& o : openers) {
    lengths.push_back(o.shortest);
    preferred.push_back(o.preferred);
  }
  Partition by_punctuation = nest(items, openers, preferred);
  by_punctuation.balanced =
      whole && by_punctuation.sum == *whole && possible(items, by_punctuation);
  std::optional<Partition> found;
  int solutions = by_punctuation.balanced && openers.empty() ? 1 : 0;
  while (!openers.empty()) {
    Partition trial = nest(items, openers, lengths);
    if (whole && trial.sum == *whole && possible(items, trial)) {
      ++solutions;
      trial.balanced = true;
      if (!found) found = std::move(trial);
    }
    std::size_t o = 0;
    while (o < lengths.size() && ++lengths[o] > openers[o].longest)
      lengths[o] = openers[o].shortest, ++o;
    if (o == lengths.size()) break;
  }
  Partition out = std::move(by_punctuation.balanced || !found ? by_punctuation : *found);
  out.solutions = solutions;
  out.arithmetic = arithmetic_of(items, out);
  return out;
}

}  // namespace nostos::reading
