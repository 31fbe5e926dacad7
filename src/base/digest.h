// SPDX-License-Identifier: Apache-2.0
// SHA-256 (FIPS 180-4) of bytes. Pure; safe from any thread.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace nostos {

using Digest = std::array<std::uint8_t, 32>;

Digest sha256(std::string_view bytes);
// SHA-256 of the concatenation, without copying it together.
Digest sha256(std::string_view first, std::string_view second);
// Lower-case hexadecimal, 64 characters.
std::string to_hex(const Digest& digest);
// The first `bytes` bytes in hexadecimal; for short readable ids (bytes <= 32).
std::string to_hex(const Digest& digest, std::size_t bytes);

}  // namespace nostos
