// SPDX-License-Identifier: Apache-2.0
// Corpus: made-up reports of the sample world in the manner and size of real ones, from a seed, so
// that every run measures the same bytes. Reports are some 2.8 KB of text; pages some 127 KB of
// HTML with the ballast that news pages carry.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <string_view>

namespace nostos::bench {

class Corpus {
 public:
  explicit Corpus(std::uint32_t seed) : chance_(seed) {}

  std::string report();
  // A page around a report.
  std::string page();
  // A report as a line of JSONL, without the line end.
  std::string line(std::uint64_t number);

 private:
  std::uint32_t pick(std::uint32_t count) { return static_cast<std::uint32_t>(chance_() % count); }
  template <std::size_t N>
  std::string_view one_of(const std::string_view (&words)[N]) {
    return words[pick(N)];
  }
  std::string lede(bool northern, std::uint32_t people);
  std::string date();
  void menu(std::string& page, std::string_view role, int entries);
  void ballast(std::string& page, std::size_t bytes);

  std::mt19937 chance_;
};

}  // namespace nostos::bench
