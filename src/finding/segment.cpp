// SPDX-License-Identifier: Apache-2.0
#include "finding/segment.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

namespace nostos::finding {
namespace {

std::unexpected<Error> damaged(std::string_view what) {
  return fail(Fault::corrupt,
              fmt::format("the index is damaged: {}; build it anew from the ledger", what));
}

template <class T>
Result<std::span<const T>> as_array(std::span<const std::byte> bytes) {
  if (bytes.size() % sizeof(T) != 0) return damaged("a section has a part of a value");
  return std::span<const T>(reinterpret_cast<const T*>(bytes.data()), bytes.size() / sizeof(T));
}

// Offsets into an array of `size`: from 0 to its end, never falling.
bool are_offsets(std::span<const std::uint32_t> at, std::size_t size) {
  return !at.empty() && at.front() == 0 && at.back() == size && std::ranges::is_sorted(at);
}

bool all_below(std::span<const std::uint32_t> numbers, std::size_t limit) {
  return std::ranges::all_of(numbers, [&](std::uint32_t number) { return number < limit; });
}

Result<void> check(const NameDictionary& names) {
  const std::size_t words = names.count.size();
  const unsigned bits = key_bits(names.key.size());
  const std::uint32_t mask = bits >= 32 ? ~0U : (1U << bits) - 1;
  const bool sizes =
      words > 0 && names.text_at.size() == words + 1 && names.initial.size() == words &&
      names.class_of.size() == names.class_word.size() &&
      names.key_word_at.size() == names.key.size() + 1 && names.word_key.size() == words &&
      names.begun_word.size() == names.begun.size() * kMostBegun &&
      names.deletion_at.size() == (std::size_t{1} << names.deletion_bits) + 1;
  if (!sizes) return damaged("the parts of a dictionary of names differ in length");
  const bool inside =
      are_offsets(names.text_at, names.text.size()) &&
      are_offsets(names.key_word_at, names.key_word.size()) &&
      are_offsets(names.deletion_at, names.deletion.size()) && all_below(names.class_word, words) &&
      all_below(names.key_word, words) && all_below(names.begun_word, words) &&
      std::ranges::is_sorted(names.begun) &&
      std::ranges::all_of(
          names.word_key,
          [&](std::uint32_t key) { return key == kNoKey || key < names.key.size(); }) &&
      std::ranges::is_sorted(names.class_of) &&
      std::ranges::all_of(names.key, [](const Key& key) { return key.size <= Key::kLongest; }) &&
      std::ranges::all_of(names.deletion,
                          [&](std::uint32_t entry) { return (entry & mask) < names.key.size(); });
  if (!inside) return damaged("a dictionary of names leads out of itself");
  return {};
}

Result<void> check(const TextDictionary& texts) {
  const std::size_t count = texts.count.size();
  const bool inside = count > 0 && texts.text_at.size() == count + 1 &&
                      texts.token_at.size() == texts.token.size() + 1 &&
                      are_offsets(texts.text_at, texts.text.size()) &&
                      are_offsets(texts.token_at, texts.token_text.size()) &&
                      all_below(texts.token_text, count) && std::ranges::is_sorted(texts.token);
  if (!inside) return damaged("a dictionary of texts leads out of itself");
  return {};
}

}  // namespace

std::pair<std::uint32_t, std::uint32_t> NameDictionary::keys_beginning(
    std::string_view typed) const {
  typed = typed.substr(0, Key::kLongest);
  const auto beginning = [&](const Key& one) { return one.view().substr(0, typed.size()); };
  const auto first = std::ranges::lower_bound(key, typed, {}, beginning);
  if (first == key.end() || beginning(*first) != typed) return {0, 0};
  const auto last = std::ranges::upper_bound(first, key.end(), typed, {}, beginning);
  return {static_cast<std::uint32_t>(first - key.begin()),
          static_cast<std::uint32_t>(last - key.begin())};
}

std::optional<std::uint32_t> NameDictionary::find_key(const Key& wanted) const {
  const auto found = std::ranges::lower_bound(key, wanted.view(), {}, &Key::view);
  if (found == key.end() || found->view() != wanted.view()) return std::nullopt;
  return static_cast<std::uint32_t>(found - key.begin());
}

std::span<const std::uint32_t> NameDictionary::most_frequent(std::uint32_t first,
                                                             std::uint32_t last) const {
  const Begun wanted{first, last};
  const auto found = std::ranges::lower_bound(begun, wanted);
  if (found == begun.end() || *found != wanted) return {};
  return begun_word.subspan(static_cast<std::size_t>(found - begun.begin()) * kMostBegun,
                            kMostBegun);
}

std::span<const std::uint32_t> NameDictionary::words_of_class(std::uint32_t name_class) const {
  const auto found = std::ranges::equal_range(class_of, name_class);
  return class_word.subspan(static_cast<std::size_t>(found.begin() - class_of.begin()),
                            found.size());
}

std::span<const std::uint32_t> TextDictionary::texts_with(std::uint64_t token_hash) const {
  const auto found = std::ranges::lower_bound(token, token_hash);
  if (found == token.end() || *found != token_hash) return {};
  const auto at = static_cast<std::size_t>(found - token.begin());
  return token_text.subspan(token_at[at], token_at[at + 1] - token_at[at]);
}

Result<Segment> Segment::open(std::shared_ptr<const Mapping> mapping, std::uint64_t keys_version,
                              Check how) {
  const std::span<const std::byte> bytes = mapping->bytes();
  Header header;
  constexpr std::size_t kTable = kSections * sizeof(SectionEntry);
  if (bytes.size() < sizeof header) return damaged("it is shorter than its header");
  std::memcpy(&header, bytes.data(), sizeof header);
  if (header.magic != kMagic) return damaged("it is no index of this program");
  if (header.version != kLayoutVersion || header.sections != kSections) {
    return fail(Fault::conflict,
                fmt::format("the index has layout {}, this program reads layout {}; build it anew",
                            header.version, kLayoutVersion));
  }
  if (bytes.size() < sizeof header + kTable || header.bytes != bytes.size())
    return damaged(fmt::format("it has {} bytes and should have {}", bytes.size(), header.bytes));
  const std::uint64_t expected = std::exchange(header.checksum, 0);
  const std::uint64_t parts[2] = {checksum(bytes.subspan(sizeof header, kTable)),
                                  checksum(std::as_bytes(std::span(&header, 1)))};
  if (checksum(std::as_bytes(std::span(parts))) != expected)
    return damaged("the header is not what was written");
  if (header.keys_version != keys_version) {
    return fail(Fault::conflict, "the index was made with other tables of names; build it anew");
  }
  Segment segment;
  segment.mapping_ = std::move(mapping);
  segment.first_row_ = header.first_row;
  segment.mark_ = header.mark;
  TRY(segment.take_sections(bytes, header, how));
  if (segment.warm_.size() != header.slots) return damaged("rows are missing");
  if (how == Check::everything) TRY(segment.check_bounds());
  return segment;
}

Result<void> Segment::take_sections(std::span<const std::byte> bytes, const Header& header,
                                    Check how) {
  std::array<std::span<const std::byte>, kSections> sections;
  for (std::size_t i = 0; i < kSections; ++i) {
    SectionEntry entry;
    std::memcpy(&entry, bytes.data() + sizeof header + i * sizeof entry, sizeof entry);
    if (entry.at > bytes.size() || entry.bytes > bytes.size() - entry.at || entry.at % kBorder != 0)
      return damaged("a section lies outside it");
    sections[i] = bytes.subspan(entry.at, entry.bytes);
    if (how == Check::everything && checksum(sections[i]) != entry.checksum)
      return damaged(fmt::format("section {} is not what was written", i));
  }
  const auto take = [&](std::size_t which, auto& out) -> Result<void> {
    using T = std::remove_cvref_t<decltype(out)>::value_type;
    TRY_ASSIGN(out, as_array<T>(sections[which]));
    return {};
  };
  for (std::size_t f = 0; f < kNameFields; ++f) {
    const auto field = static_cast<NameField>(f);
    NameDictionary& names = names_[f];
    names.deletion_bits = header.deletion_bits[f];
    if (names.deletion_bits < 1 || names.deletion_bits > 31)
      return damaged("a directory has an impossible size");
    TRY(take(section(field, NameSection::text_at), names.text_at));
    TRY(take(section(field, NameSection::text), names.text));
    TRY(take(section(field, NameSection::initial), names.initial));
    TRY(take(section(field, NameSection::count), names.count));
    TRY(take(section(field, NameSection::class_of), names.class_of));
    TRY(take(section(field, NameSection::class_word), names.class_word));
    TRY(take(section(field, NameSection::key), names.key));
    TRY(take(section(field, NameSection::key_word_at), names.key_word_at));
    TRY(take(section(field, NameSection::key_word), names.key_word));
    TRY(take(section(field, NameSection::word_key), names.word_key));
    TRY(take(section(field, NameSection::begun), names.begun));
    TRY(take(section(field, NameSection::begun_word), names.begun_word));
    TRY(take(section(field, NameSection::deletion_at), names.deletion_at));
    TRY(take(section(field, NameSection::deletion), names.deletion));
  }
  for (std::size_t f = 0; f < kTextFields; ++f) {
    const auto field = static_cast<TextField>(f);
    TextDictionary& texts = texts_[f];
    TRY(take(section(field, TextSection::text_at), texts.text_at));
    TRY(take(section(field, TextSection::text), texts.text));
    TRY(take(section(field, TextSection::count), texts.count));
    TRY(take(section(field, TextSection::token), texts.token));
    TRY(take(section(field, TextSection::token_at), texts.token_at));
    TRY(take(section(field, TextSection::token_text), texts.token_text));
  }
  TRY(take(section(RowSection::rows), rows_));
  TRY(take(section(RowSection::surname_at), surname_at_));
  TRY(take(section(RowSection::posting), posting_));
  TRY(take(section(RowSection::day), day_));
  TRY(take(section(RowSection::day_at), day_at_));
  TRY(take(section(RowSection::day_posting), day_posting_));
  TRY(take(section(RowSection::given_at), given_at_));
  TRY(take(section(RowSection::by_given), by_given_));
  TRY(take(section(RowSection::first_posting), first_posting_));
  TRY(take(section(RowSection::more_slot), more_slot_));
  TRY(take(section(RowSection::more_posting), more_posting_));
  TRY(take(section(RowSection::warm), warm_));
  TRY(take(section(RowSection::number), number_));
  return take(section(RowSection::number_row), number_row_);
}

Result<void> Segment::check_bounds() const {
  for (const NameDictionary& dictionary : names_) TRY(check(dictionary));
  for (const TextDictionary& dictionary : texts_) TRY(check(dictionary));
  const std::size_t slots = warm_.size();
  const std::size_t surnames = names_[0].words();
  const std::size_t givens = names_[1].words();
  const std::size_t patronymics = names_[2].words();
  const bool sizes = surname_at_.size() == surnames + 1 && given_at_.size() == givens + 1 &&
                     day_at_.size() == day_.size() + 1 && first_posting_.size() == slots &&
                     by_given_.size() == posting_.size() && posting_.size() >= slots &&
                     more_slot_.size() == more_posting_.size() &&
                     number_.size() == number_row_.size() &&
                     (rows_.empty() || rows_.size() == slots) &&
                     std::uint64_t{first_row_} + slots <= std::uint64_t{UINT32_MAX} + 1;
  if (!sizes) return damaged("its parts differ in length");
  const bool offsets = are_offsets(surname_at_, posting_.size()) &&
                       are_offsets(given_at_, by_given_.size()) &&
                       are_offsets(day_at_, day_posting_.size());
  if (!offsets) return damaged("a directory leads out of it");
  for (std::size_t i = 1; i < rows_.size(); ++i)
    if (rows_[i - 1] >= rows_[i]) return damaged("rows are out of order");
  const auto known = [&](Row row) { return slot_of(row).has_value(); };
  const bool inside =
      std::ranges::all_of(posting_,
                          [&](const Posting& one) {
                            return one.given < givens && one.patronymic < patronymics &&
                                   known(one.row);
                          }) &&
      std::ranges::all_of(day_posting_,
                          [&](const DayPosting& one) {
                            return one.surname < surnames && one.given < givens &&
                                   one.patronymic < patronymics && known(one.row);
                          }) &&
      all_below(by_given_, posting_.size()) && all_below(first_posting_, posting_.size()) &&
      all_below(more_slot_, slots) && all_below(more_posting_, posting_.size()) &&
      std::ranges::is_sorted(more_slot_) && std::ranges::is_sorted(number_) &&
      std::ranges::all_of(number_row_, known) && std::ranges::all_of(warm_, [&](const Warm& one) {
        for (std::size_t f = 0; f < kTextFields; ++f)
          if (one.texts[f] >= texts_[f].texts()) return false;
        return true;
      });
  if (!inside) return damaged("a row leads out of it");
  return {};
}

std::uint32_t Segment::surname_of(std::uint32_t posting) const {
  const auto after = std::ranges::upper_bound(surname_at_, posting);
  return static_cast<std::uint32_t>(after - surname_at_.begin()) - 1;
}

std::optional<std::uint32_t> Segment::slot_of(Row row) const {
  if (rows_.empty()) {
    if (row < first_row_ || row - first_row_ >= warm_.size()) return std::nullopt;
    return row - first_row_;
  }
  const auto found = std::ranges::lower_bound(rows_, row);
  if (found == rows_.end() || *found != row) return std::nullopt;
  return static_cast<std::uint32_t>(found - rows_.begin());
}

std::span<const DayPosting> Segment::postings_of_day(std::uint32_t place) const {
  const auto found = std::ranges::lower_bound(day_, place);
  if (found == day_.end() || *found != place) return {};
  const auto at = static_cast<std::size_t>(found - day_.begin());
  return day_posting_.subspan(day_at_[at], day_at_[at + 1] - day_at_[at]);
}

std::span<const std::uint32_t> Segment::more_postings(std::uint32_t slot) const {
  const auto found = std::ranges::equal_range(more_slot_, slot);
  return more_posting_.subspan(static_cast<std::size_t>(found.begin() - more_slot_.begin()),
                               found.size());
}

std::span<const Row> Segment::rows_with_number(std::uint64_t hash) const {
  const auto found = std::ranges::equal_range(number_, hash);
  return number_row_.subspan(static_cast<std::size_t>(found.begin() - number_.begin()),
                             found.size());
}

}  // namespace nostos::finding
