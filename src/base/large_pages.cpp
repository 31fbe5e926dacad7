// SPDX-License-Identifier: Apache-2.0
#include "base/large_pages.h"

#include <cstdint>

#if defined(__linux__)
#include <sys/mman.h>
#endif

namespace nostos {
namespace {

#if defined(__linux__)
// Of x86 and most others. Where they are larger the hint is given for less than it could be.
constexpr std::uintptr_t kLargePage = std::uintptr_t{1} << 21U;

void advise(const void* at, std::size_t bytes, int what) {
  // Whole pages that lie within.
  const auto from = (reinterpret_cast<std::uintptr_t>(at) + kLargePage - 1) & ~(kLargePage - 1);
  const auto to = (reinterpret_cast<std::uintptr_t>(at) + bytes) & ~(kLargePage - 1);
  if (at == nullptr || from >= to) return;
  // A hint: whether it is taken makes no difference.
  static_cast<void>(madvise(reinterpret_cast<void*>(from), to - from, what));
}
#endif

#if defined(__linux__)
constexpr int kCollapse = 25;  // MADV_COLLAPSE, since Linux 6.1; older systems refuse it
#endif

}  // namespace

#if defined(__linux__)
void ask_for_large_pages(const void* at, std::size_t bytes) { advise(at, bytes, MADV_HUGEPAGE); }

void move_to_large_pages(const void* at, std::size_t bytes) {
  ask_for_large_pages(at, bytes);
  advise(at, bytes, kCollapse);
}
#else
void ask_for_large_pages(const void*, std::size_t) {}
void move_to_large_pages(const void*, std::size_t) {}
#endif

}  // namespace nostos
