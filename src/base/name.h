// SPDX-License-Identifier: Apache-2.0
// Name: a word of the program's own vocabulary ("leg", "lede"), which is compared by a number: 64
// bits of it, worked out for literals while compiling. Not for words that an adversary chooses.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace nostos {

class Name {
 public:
  class Literal {
   public:
    template <std::size_t N>
    // NOLINTNEXTLINE(google-explicit-constructor): a literal is a name
    consteval Literal(const char (&name)[N]) : number_(number_of({name, N - 1})) {}
    std::uint64_t number() const { return number_; }

   private:
    std::uint64_t number_;
  };

  Name() = default;
  explicit Name(std::string_view text) : text_(text), number_(number_of(text)) {}
  const std::string& text() const { return text_; }
  bool empty() const { return text_.empty(); }
  std::uint64_t number() const { return number_; }
  bool operator==(const Literal& literal) const { return number_ == literal.number(); }
  bool operator==(const Name& other) const { return number_ == other.number_; }

  // FNV-1a.
  static constexpr std::uint64_t number_of(std::string_view text) {
    std::uint64_t hash = 14695981039346656037ULL;
    for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
    return hash;
  }

 private:
  std::string text_;
  std::uint64_t number_ = number_of({});
};

}  // namespace nostos
