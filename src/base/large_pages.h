// SPDX-License-Identifier: Apache-2.0
// Large pages: hints to the system that much memory is to be looked up at random. Where pages of
// the usual size are used, a processor spends a good part of such a look-up on finding the page.
// Nothing but speed depends on these; where the system knows no large pages they do nothing.
#pragma once

#include <cstddef>
#include <vector>

namespace nostos {

// Memory that is taken and not yet written to.
void ask_for_large_pages(const void* at, std::size_t bytes);
// Memory that is already in use: what it holds is moved once. Waits for it.
void move_to_large_pages(const void* at, std::size_t bytes);

// Room for `size` elements, in large pages when there are many; a resize() up to it fills them.
template <class T>
void reserve_large(std::vector<T>& elements, std::size_t size) {
  if (size <= elements.capacity()) return;
  elements.reserve(size);
  ask_for_large_pages(elements.data(), elements.capacity() * sizeof(T));
}

template <class T>
void move_to_large_pages(const std::vector<T>& elements) {
  move_to_large_pages(elements.data(), elements.size() * sizeof(T));
}

}  // namespace nostos
