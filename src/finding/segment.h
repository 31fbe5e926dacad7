// SPDX-License-Identifier: Apache-2.0
// Segment: a base opened for reading. Once open with Check::everything, nothing in it leads out of
// its bytes. Immutable; safe from any thread.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "finding/filed_row.h"
#include "finding/index_file.h"
#include "finding/layout.h"

namespace nostos::finding {

struct NameDictionary {
  std::span<const std::uint32_t> text_at;
  std::span<const char> text;
  std::span<const std::uint8_t> initial;
  std::span<const std::uint32_t> count;
  std::span<const std::uint32_t> class_of;
  std::span<const std::uint32_t> class_word;
  std::span<const Key> key;
  std::span<const std::uint32_t> key_word_at;
  std::span<const std::uint32_t> key_word;
  std::span<const std::uint32_t> word_key;
  std::span<const Begun> begun;
  std::span<const std::uint32_t> begun_word;
  std::span<const std::uint32_t> deletion_at;
  std::span<const std::uint32_t> deletion;
  unsigned deletion_bits = 0;

  std::uint32_t words() const { return static_cast<std::uint32_t>(count.size()); }
  std::string_view word(std::uint32_t number) const {
    return {text.data() + text_at[number], text_at[number + 1] - text_at[number]};
  }
  std::span<const std::uint32_t> words_of_key(std::uint32_t number) const {
    return key_word.subspan(key_word_at[number], key_word_at[number + 1] - key_word_at[number]);
  }
  // Keys that begin so, as a half-open range of numbers.
  std::pair<std::uint32_t, std::uint32_t> keys_beginning(std::string_view typed) const;
  std::optional<std::uint32_t> find_key(const Key& wanted) const;
  // The most frequent words of keys that begin alike, where they have more than kMostBegun; empty
  // where they have not.
  std::span<const std::uint32_t> most_frequent(std::uint32_t first, std::uint32_t last) const;
  std::span<const std::uint32_t> words_of_class(std::uint32_t name_class) const;
  // Tell the processor that filed_under(hash) will be asked for; the second a while after the
  // first.
  void expect_under(std::uint64_t hash) const {
    __builtin_prefetch(&deletion_at[hash >> (64U - deletion_bits)]);
  }
  void expect_filed_under(std::uint64_t hash) const {
    __builtin_prefetch(deletion.data() + deletion_at[hash >> (64U - deletion_bits)]);
  }
  // Calls `take(key number)` for each key filed under the hash; some may be wrong ones.
  template <class Take>
  void filed_under(std::uint64_t hash, Take take) const {
    const std::uint64_t place = hash >> (64U - deletion_bits);
    const unsigned bits = key_bits(key.size());
    const std::uint32_t mask = bits == 32 ? ~0U : (1U << bits) - 1;
    const auto wanted = static_cast<std::uint32_t>(hash) & ~mask;
    for (std::uint32_t i = deletion_at[place]; i < deletion_at[place + 1]; ++i)
      if ((deletion[i] & ~mask) == wanted) take(deletion[i] & mask);
  }
};

struct TextDictionary {
  std::span<const std::uint32_t> text_at;
  std::span<const char> text;
  std::span<const std::uint32_t> count;
  std::span<const std::uint64_t> token;
  std::span<const std::uint32_t> token_at;
  std::span<const std::uint32_t> token_text;

  std::uint32_t texts() const { return static_cast<std::uint32_t>(count.size()); }
  std::string_view text_of(std::uint32_t number) const {
    return {text.data() + text_at[number], text_at[number + 1] - text_at[number]};
  }
  std::span<const std::uint32_t> texts_with(std::uint64_t token_hash) const;
};

class Segment {
 public:
  static Result<Segment> open(std::shared_ptr<const Mapping> mapping, std::uint64_t keys_version,
                              Check check);

  const NameDictionary& names(NameField field) const {
    return names_[static_cast<std::size_t>(field)];
  }
  const TextDictionary& texts(TextField field) const {
    return texts_[static_cast<std::size_t>(field)];
  }
  std::span<const Posting> postings() const { return posting_; }
  std::span<const Posting> postings_of_surname(std::uint32_t word) const {
    return posting_.subspan(surname_at_[word], surname_at_[word + 1] - surname_at_[word]);
  }
  std::uint32_t surname_of(std::uint32_t posting) const;
  std::span<const DayPosting> postings_of_day(std::uint32_t place) const;
  // Numbers of postings, by patronymic.
  std::span<const std::uint32_t> postings_of_given(std::uint32_t word) const {
    return by_given_.subspan(given_at_[word], given_at_[word + 1] - given_at_[word]);
  }
  std::uint32_t slots() const { return static_cast<std::uint32_t>(warm_.size()); }
  std::optional<std::uint32_t> slot_of(Row row) const;
  Row row_at(std::uint32_t slot) const { return rows_.empty() ? first_row_ + slot : rows_[slot]; }
  // Numbers of the postings of a row; rising.
  std::uint32_t first_posting(std::uint32_t slot) const { return first_posting_[slot]; }
  std::span<const std::uint32_t> more_postings(std::uint32_t slot) const;
  const Warm& warm(std::uint32_t slot) const { return warm_[slot]; }
  std::span<const Row> rows_with_number(std::uint64_t hash) const;
  std::span<const std::uint64_t> numbers() const { return number_; }
  std::span<const Row> number_rows() const { return number_row_; }
  std::uint64_t mark() const { return mark_; }
  std::uint64_t bytes() const { return mapping_->bytes().size(); }

 private:
  Result<void> take_sections(std::span<const std::byte> bytes, const Header& header, Check check);
  Result<void> check_bounds() const;

  std::shared_ptr<const Mapping> mapping_;
  std::array<NameDictionary, kNameFields> names_;
  std::array<TextDictionary, kTextFields> texts_;
  std::span<const Row> rows_;
  std::span<const std::uint32_t> surname_at_;
  std::span<const Posting> posting_;
  std::span<const std::uint32_t> day_;
  std::span<const std::uint32_t> day_at_;
  std::span<const DayPosting> day_posting_;
  std::span<const std::uint32_t> given_at_;
  std::span<const std::uint32_t> by_given_;
  std::span<const std::uint32_t> first_posting_;
  std::span<const std::uint32_t> more_slot_;
  std::span<const std::uint32_t> more_posting_;
  std::span<const Warm> warm_;
  std::span<const std::uint64_t> number_;
  std::span<const Row> number_row_;
  Row first_row_ = 0;
  std::uint64_t mark_ = 0;
};

}  // namespace nostos::finding
