// SPDX-License-Identifier: Apache-2.0
#include "base/digest.h"

#include <openssl/evp.h>

#include "base/check.h"

namespace nostos {
namespace {

// Fetched once: otherwise each hash would look the method up by its name.
const EVP_MD* sha256_method() {
  static const EVP_MD* const method = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  return method;
}

Digest finish(std::string_view first, std::string_view second) {
  // One context a thread: allocating one per call costs more than hashing a short text.
  struct Context {
    EVP_MD_CTX* value = EVP_MD_CTX_new();
    ~Context() { EVP_MD_CTX_free(value); }
  };
  thread_local Context context;
  Digest out{};
  const bool fine = EVP_DigestInit_ex2(context.value, sha256_method(), nullptr) == 1 &&
                    EVP_DigestUpdate(context.value, first.data(), first.size()) == 1 &&
                    EVP_DigestUpdate(context.value, second.data(), second.size()) == 1 &&
                    EVP_DigestFinal_ex(context.value, out.data(), nullptr) == 1;
  NOSTOS_CHECK(fine, "SHA-256 is always present and only fails when memory is gone");
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
