// SPDX-License-Identifier: Apache-2.0
// Layout: the bytes of a base (docs/formats/index.md). A header, a table of sections, the sections,
// each on a border of 64 bytes; all numbers little-endian; every part has its checksum.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "finding/packed_date.h"
#include "finding/row.h"

namespace nostos::finding {

static_assert(std::endian::native == std::endian::little, "the base is mapped as it is");

inline constexpr std::array<char, 8> kMagic = {'N', 'O', 'S', 'T', 'O', 'S', 'I', 'X'};
inline constexpr std::uint32_t kLayoutVersion = 3;
inline constexpr std::size_t kBorder = 64;

// Fields of names, each with a dictionary of its own; the postings are sorted by the surname.
enum class NameField : std::uint8_t { surname, given, patronymic };
inline constexpr std::size_t kNameFields = 3;
enum class TextField : std::uint8_t { unit, rank, place };
inline constexpr std::size_t kTextFields = 3;

enum class NameSection : std::uint8_t {
  text_at,      // u32[words + 1]: where in `text`
  text,         // bytes: the words as written
  initial,      // u8[words]: 1 for a mere initial
  count,        // u32[words]: postings
  class_of,     // u32[classed]: classes, rising
  class_word,   // u32[classed]: a word of it
  key,          // Key[keys], rising, none twice
  key_word_at,  // u32[keys + 1]
  key_word,     // u32[...]: words of each key
  word_key,     // u32[words]: the likeliest key of each; kNoKey without one
  begun,        // Begun[...]: ranges of keys with very many words, that begin alike; rising
  begun_word,   // u32[kMostBegun * begun]: their most frequent words
  deletion_at,  // u32[2^bits + 1]: by the first bits of the hash
  deletion,     // u32[...]: key's number, and as much of the hash as there is room for
  last = deletion
};
inline constexpr std::size_t kNameSections = static_cast<std::size_t>(NameSection::last) + 1;

enum class TextSection : std::uint8_t {
  text_at,     // u32[texts + 1]
  text,        // bytes, folded
  count,       // u32[texts]: rows
  token,       // u64[tokens], rising: hashes
  token_at,    // u32[tokens + 1]
  token_text,  // u32[...]: texts with this token
  last = token_text
};
inline constexpr std::size_t kTextSections = static_cast<std::size_t>(TextSection::last) + 1;

enum class RowSection : std::uint8_t {
  rows,           // u32[slots], rising; empty when they count up without gaps from `first_row`
  surname_at,     // u32[surnames + 1]: where their postings are
  posting,        // Posting[postings], by surname, then row
  day,            // u32[days], rising: days of birth that occur, by their place
  day_at,         // u32[days + 1]: where a day's postings are
  day_posting,    // DayPosting[...]: of rows known to the day, by day, then row
  given_at,       // u32[givens + 1]
  by_given,       // u32[postings]: postings by given name, then patronymic, then row
  first_posting,  // u32[slots]
  more_slot,      // u32[...], rising: slots with more postings
  more_posting,   // u32[...]
  warm,           // Warm[slots]
  number,         // u64[...], rising: hashes of numbers
  number_row,     // u32[...]
  last = number_row
};
inline constexpr std::size_t kRowSections = static_cast<std::size_t>(RowSection::last) + 1;

inline constexpr std::size_t kSections =
    kNameFields * kNameSections + kTextFields * kTextSections + kRowSections;

// Of the very many words that begin with a letter or two, only the most frequent are shown.
inline constexpr std::uint32_t kMostBegun = 1024;
inline constexpr std::uint32_t kNoKey = UINT32_MAX;

constexpr std::size_t section(NameField field, NameSection part) {
  return static_cast<std::size_t>(field) * kNameSections + static_cast<std::size_t>(part);
}
constexpr std::size_t section(TextField field, TextSection part) {
  return kNameFields * kNameSections + static_cast<std::size_t>(field) * kTextSections +
         static_cast<std::size_t>(part);
}
constexpr std::size_t section(RowSection part) {
  return kNameFields * kNameSections + kTextFields * kTextSections + static_cast<std::size_t>(part);
}

struct SectionEntry {
  std::uint64_t at = 0;
  std::uint64_t bytes = 0;
  std::uint64_t checksum = 0;
};

struct Header {
  std::array<char, 8> magic{};
  std::uint32_t version = 0;
  std::uint32_t sections = 0;
  std::uint64_t bytes = 0;         // of the whole
  std::uint64_t keys_version = 0;  // NameKeys::version
  std::uint64_t mark = 0;
  std::uint32_t slots = 0;  // rows
  std::uint32_t first_row = 0;
  std::array<std::uint32_t, kNameFields> deletion_bits{};
  std::uint32_t unused = 0;
  std::uint64_t checksum = 0;  // of the table of sections and this header with 0 here
};

// One way in which a row can be found: a surname of it (by whose place it is filed), a given name
// and a patronymic. Word 0 of each field is "not said".
struct Posting {
  std::uint32_t given = 0;
  std::uint32_t patronymic = 0;
  PackedDate born = 0;
  Row row = 0;
};

struct DayPosting {
  std::uint32_t surname = 0;
  std::uint32_t given = 0;
  std::uint32_t patronymic = 0;
  Row row = 0;
};

struct Warm {
  std::array<std::uint32_t, kTextFields> texts{};  // 0 = not said
  std::uint8_t visible = 0;
  std::uint8_t has_number = 0;
  std::uint16_t unused = 0;
};

// Up to 23 letters of a spelling; what is longer is cut, here and in queries.
struct Key {
  static constexpr std::size_t kLongest = 23;
  std::array<char, kLongest> letters{};
  std::uint8_t size = 0;

  static Key of(std::string_view text);
  std::string_view view() const { return {letters.data(), size}; }
};
static_assert(sizeof(Posting) == 16 && sizeof(DayPosting) == 16 && sizeof(Warm) == 16 &&
              sizeof(Key) == 24);

// Keys that begin alike, as a half-open range.
struct Begun {
  std::uint32_t first = 0;
  std::uint32_t last = 0;
  auto operator<=>(const Begun&) const = default;
};

// Which deletion entries a number of keys takes: the low bits are the key's number, the others the
// hash's.
constexpr unsigned key_bits(std::size_t keys) {
  return static_cast<unsigned>(std::bit_width(keys));
}

// Of any bytes; four at a time go through. Not against forgery.
std::uint64_t checksum(std::span<const std::byte> bytes);

}  // namespace nostos::finding
