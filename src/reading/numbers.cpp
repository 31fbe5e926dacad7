// SPDX-License-Identifier: Apache-2.0
#include <charconv>

#include "reading/lattice_builder.h"

namespace nostos::reading {
namespace {

constexpr std::int64_t kLargestScaled = 1'000'000'000;  // more are not written "… million"

std::int64_t to_number(std::string_view text) {
  std::int64_t value = -1;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

}  // namespace

// The value of one word: "five", "fifth", "twenty-five", "hundred".
std::optional<ParsedNumber> LatticeBuilder::word_value(std::uint32_t at) const {
  if (const Hit* n = hit(at, w_.num); n != nullptr) {
    return ParsedNumber{to_number(n->sense->id), n->last, false, false, true};
  }
  if (const Hit* n = hit(at, w_.ord); n != nullptr) {
    return ParsedNumber{to_number(n->sense->id), n->last, true, false, true};
  }
  return std::nullopt;
}

// "two hundred and thirty", "a hundred", "twenty-five thousand".
std::optional<ParsedNumber> LatticeBuilder::worded_number_at(std::uint32_t at) const {
  std::int64_t total = 0;
  std::int64_t group = 0;
  bool any = false;
  bool ordinal = false;
  std::uint32_t i = at;
  while (i < last_) {
    std::uint32_t next = i;
    // "and" joins only behind a hundred or thousand: "two hundred and thirty", not "two and three".
    if (any && hit(i, w_.sep) != nullptr && hit(i, w_.sep)->sense->is("and") &&
        (group >= 100 || total > 0) && group % 100 == 0) {
      next = i + 1;
    }
    if (next >= last_) break;
    // "two and a half thousand"
    if (const Hit* half = any && !ordinal ? hit(next, w_.half) : nullptr;
        half != nullptr && half->last < last_) {
      const auto scale = word_value(half->last);
      if (!scale || scale->ordinal || scale->value < 100 || group == 0 || group >= 100) break;
      return ParsedNumber{total + group * scale->value + scale->value / 2, scale->last, false,
                          false, true};
    }
    const auto piece = word_value(next);
    if (!piece) break;
    // Where both words of an ordinal inflect: "sześćdziesiątej ósmej".
    const bool tens = group % 100 >= 20 && group % 10 == 0;
    if (ordinal && (!tens || !piece->ordinal || piece->value >= 10)) break;
    if (any && piece->value < 10 && group % 10 != 0) break;  // "two three"
    if (any && piece->value >= 10 && piece->value < 100 && group % 100 != 0) break;
    if (piece->value == 100 && group >= 100) break;  // "hundred hundred"
    if (piece->value == 100) {
      group = (group == 0 ? 1 : group) * 100;
    } else if (piece->value >= 1000) {
      total += (group == 0 ? 1 : group) * piece->value;
      group = 0;
    } else {
      group += piece->value;
    }
    any = true;
    ordinal = piece->ordinal;
    i = piece->last;
  }
  if (!any) return std::nullopt;
  return ParsedNumber{total + group, i, ordinal, false, true};
}

std::optional<ParsedNumber> LatticeBuilder::number_at(std::uint32_t at) const {
  const language::Token& t = token(at);
  if (t.kind == language::TokenKind::number) {
    const std::int64_t value = tokens_.value(at);
    if (value < 0) return std::nullopt;
    ParsedNumber number{value, at + 1, false, false, false};
    if (at + 1 < last_) {
      // "71. wymiana"; but a full stop that ends the sentence says nothing of the figure.
      const bool stop = token(at + 1).kind == language::TokenKind::mark && at + 2 == last_;
      if (!token(at + 1).space_before && !stop && hit(at + 1, w_.ord_suffix) != nullptr) {
        number.ordinal = true;
        number.last = at + 2;
      } else if (is_mark(at + 1, "-") && at + 2 < last_ && !token(at + 2).space_before &&
                 hit(at + 2, w_.ord_suffix) != nullptr) {
        number.ordinal = true;  // "49-й"
        number.last = at + 3;
      } else if (is_mark(at + 1, "-") && at + 2 < last_ && !token(at + 2).space_before &&
                 hit(at + 2, w_.cardinal_suffix) != nullptr) {
        number.last = at + 3;  // "230-ти"
      } else if (const Hit* half = hit(at + 1, w_.half); half != nullptr && half->last < last_) {
        const Hit* scale = hit(half->last, w_.num);  // "2 and a half thousand"
        const std::int64_t of = scale == nullptr ? 0 : to_number(scale->sense->id);
        if (of >= 100 && number.value < kLargestScaled) {
          number.value = number.value * of + of / 2;
          number.last = scale->last;
        }
      } else if (const Hit* post = hit(at + 1, w_.hedge_post);
                 post != nullptr && post->last < last_ && hit(post->last, w_.num) != nullptr &&
                 to_number(hit(post->last, w_.num)->sense->id) >= 1000 &&
                 number.value < kLargestScaled) {
        // "38 and more thousand": at least so many.
        number.value *= to_number(hit(post->last, w_.num)->sense->id);
        number.last = hit(post->last, w_.num)->last;
        number.vague = true;
      } else if (const Hit* scale = hit(at + 1, w_.num); scale != nullptr &&
                                                         number.value < kLargestScaled &&
                                                         to_number(scale->sense->id) >= 1000) {
        number.value *= to_number(scale->sense->id);
        number.last = scale->last;
      }
    }
    return number;
  }
  if (t.kind != language::TokenKind::word) return std::nullopt;
  // "по тисячі": a thousand each is one thousand, whatever case it shares with "thousands".
  // "более тысячи", "тела тысячи военных": what stands before asks for the genitive, in which
  // "thousands" have another form.
  bool one = false;
  if (at > first_ && hit(at, w_.num) != nullptr) {
    const Hit* det = hit(at - 1, w_.det);
    one = (det != nullptr && det->sense->is("each")) || hit(at - 1, w_.hedge) != nullptr ||
          hit(at - 1, w_.pop) != nullptr;
  }
  if (const Hit* v = one ? nullptr : hit(at, w_.vague); v != nullptr) {
    return ParsedNumber{to_number(v->sense->id), v->last, false, true, true};
  }
  return worded_number_at(at);
}

}  // namespace nostos::reading
