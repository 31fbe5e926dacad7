// SPDX-License-Identifier: Apache-2.0
#include "base/digest.h"

// The plain functions of the library. Its newer way in (EVP) first looks for providers, settings
// and error texts, which takes longer than a report: a tenth of what it takes to start and read
// one.
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/sha.h>

#include "base/check.h"

namespace nostos {
namespace {

Digest finish(std::string_view first, std::string_view second) {
  Digest out{};
  SHA256_CTX context;
  const bool fine = SHA256_Init(&context) == 1 &&
                    SHA256_Update(&context, first.data(), first.size()) == 1 &&
                    SHA256_Update(&context, second.data(), second.size()) == 1 &&
                    SHA256_Final(out.data(), &context) == 1;
  NOSTOS_CHECK(fine, "SHA-256 needs no memory and never fails");
  return out;
}

}  // namespace

Digest sha256(std::string_view bytes) { return finish(bytes, {}); }
Digest sha256(std::string_view first, std::string_view second) { return finish(first, second); }

std::string to_hex(const Digest& digest, std::size_t bytes) {
  NOSTOS_CHECK(bytes <= digest.size(), "callers ask for a prefix of the digest");
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string out;
  out.reserve(bytes * 2);
  for (std::size_t i = 0; i < bytes; ++i) {
    out.push_back(kDigits[digest[i] >> 4U]);
    out.push_back(kDigits[digest[i] & 15U]);
  }
  return out;
}

std::string to_hex(const Digest& digest) { return to_hex(digest, digest.size()); }

}  // namespace nostos
