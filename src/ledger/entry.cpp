// SPDX-License-Identifier: Apache-2.0
#include "ledger/entry.h"

#include <array>
#include <optional>

#include "base/check.h"
#include "base/utf8.h"

namespace nostos::ledger {

namespace {

// CBOR (RFC 8949) with the deterministic rules of its section 4.2.1: shortest lengths, no
// indefinite items. Only the three shapes an envelope needs.
constexpr unsigned kUnsigned = 0;
constexpr unsigned kBytes = 2;
constexpr unsigned kText = 3;
constexpr unsigned kArray = 4;
constexpr std::uint64_t kEnvelopeVersion = 1;
constexpr std::uint64_t kItems = 8;
constexpr std::size_t kIdBytes = 16;

void append_head(std::string& out, unsigned type, std::uint64_t number) {
  const auto initial = static_cast<unsigned char>(type << 5U);
  const auto put = [&](unsigned marker, int bytes) {
    out.push_back(static_cast<char>(initial | marker));
    for (int shift = (bytes - 1) * 8; shift >= 0; shift -= 8) {
      out.push_back(static_cast<char>((number >> static_cast<unsigned>(shift)) & 0xFFU));
    }
  };
  if (number < 24) {
    out.push_back(static_cast<char>(initial | number));
  } else if (number <= 0xFF) {
    put(24, 1);
  } else if (number <= 0xFFFF) {
    put(25, 2);
  } else if (number <= 0xFFFFFFFF) {
    put(26, 4);
  } else {
    put(27, 8);
  }
}

void append_string(std::string& out, unsigned type, std::string_view text) {
  append_head(out, type, text.size());
  out.append(text);
}

class CborReader {
 public:
  explicit CborReader(std::string_view bytes) : bytes_(bytes) {}

  std::optional<std::uint64_t> head(unsigned type) {
    if (at_ >= bytes_.size()) return std::nullopt;
    const auto initial = static_cast<unsigned char>(bytes_[at_++]);
    if (initial >> 5U != type) return std::nullopt;
    const unsigned marker = initial & 31U;
    if (marker < 24) return marker;
    if (marker > 27) return std::nullopt;
    const std::size_t length = std::size_t{1} << (marker - 24U);
    if (bytes_.size() - at_ < length) return std::nullopt;
    std::uint64_t number = 0;
    for (std::size_t i = 0; i < length; ++i) {
      number = (number << 8U) | static_cast<unsigned char>(bytes_[at_++]);
    }
    return number;
  }
  std::optional<std::string> string(unsigned type) {
    const auto length = head(type);
    if (!length || bytes_.size() - at_ < *length) return std::nullopt;
    std::string text(bytes_.substr(at_, static_cast<std::size_t>(*length)));
    at_ += static_cast<std::size_t>(*length);
    return text;
  }

 private:
  std::string_view bytes_;
  std::size_t at_ = 0;
};

std::string hex_of(std::string_view bytes) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string hex;
  for (const char c : bytes) {
    hex.push_back(kDigits[static_cast<unsigned char>(c) >> 4U]);
    hex.push_back(kDigits[static_cast<unsigned char>(c) & 15U]);
  }
  return hex;
}

std::string bytes_of(std::string_view hex) {
  const auto digit = [](char c) {
    return static_cast<unsigned>(c <= '9' ? c - '0' : c - 'a' + 10);
  };
  std::string bytes;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
    bytes.push_back(static_cast<char>((digit(hex[i]) << 4U) | digit(hex[i + 1])));
  }
  return bytes;
}

}  // namespace

Entry new_entry(Happening happening, const Clock& clock, Chance& chance) {
  std::array<std::uint8_t, kIdBytes> id{};
  chance.fill(id);
  return {hex_of(std::string(id.begin(), id.end())),
          std::string(happening.kind),
          clock.now(),
          std::move(happening.author),
          std::move(happening.operation),
          std::move(happening.about),
          std::move(happening.payload)};
}

std::string to_envelope(const Entry& entry) {
  const auto milliseconds = entry.recorded_at.time_since_epoch().count();
  NOSTOS_CHECK(milliseconds >= 0, "the bureau was not open before 1970");
  NOSTOS_CHECK(entry.id.size() == 2 * kIdBytes, "ids come from new_entry");
  std::string out;
  out.reserve(entry.payload.size() + 128);
  append_head(out, kArray, kItems);
  append_head(out, kUnsigned, kEnvelopeVersion);
  append_string(out, kBytes, bytes_of(entry.id));
  append_string(out, kText, entry.kind);
  append_head(out, kUnsigned, static_cast<std::uint64_t>(milliseconds));
  append_string(out, kText, entry.author);
  append_string(out, kText, entry.operation);
  append_string(out, kText, entry.about);
  append_string(out, kBytes, entry.payload);
  return out;
}

Result<Entry> from_envelope(std::string_view envelope) {
  const auto damaged = [](std::string_view what) {
    return fail(Fault::corrupt, "the entry's bytes are damaged: " + std::string(what));
  };
  CborReader in(envelope);
  if (in.head(kArray) != kItems) return damaged("not a list of eight items");
  const auto version = in.head(kUnsigned);
  if (!version) return damaged("no version");
  if (*version != kEnvelopeVersion) {
    return fail(Fault::corrupt, "the entry has layout version " + std::to_string(*version) +
                                    ", this program knows only 1");
  }
  const auto id = in.string(kBytes);
  if (!id || id->size() != kIdBytes) return damaged("no id");
  auto kind = in.string(kText);
  if (!kind) return damaged("no kind");
  const auto milliseconds = in.head(kUnsigned);
  // The largest time that RFC 3339 can write, the end of the year 9999.
  if (!milliseconds || *milliseconds > 253'402'300'799'999U) return damaged("no time");
  auto author = in.string(kText);
  if (!author) return damaged("no author");
  auto operation = in.string(kText);
  if (!operation) return damaged("no operation");
  auto about = in.string(kText);
  if (!about) return damaged("no subject");
  auto payload = in.string(kBytes);
  if (!payload) return damaged("no payload");
  Entry entry{
      hex_of(*id),        std::move(*kind),      Instant(std::chrono::milliseconds(*milliseconds)),
      std::move(*author), std::move(*operation), std::move(*about),
      std::move(*payload)};
  for (const std::string* text : {&entry.kind, &entry.author, &entry.operation, &entry.about}) {
    if (first_invalid_utf8(*text)) return damaged("text that is not UTF-8");
  }
  // Longer spellings of the same values are not what was written.
  if (to_envelope(entry) != envelope) return damaged("not in the one allowed spelling");
  return entry;
}

}  // namespace nostos::ledger
