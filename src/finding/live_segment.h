// SPDX-License-Identifier: Apache-2.0
// LiveSegment: a segment, and which of its rows have been removed since. Any number of threads may
// read while one removes; a reader may see a removal a moment late.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <vector>

#include "finding/segment.h"

namespace nostos::finding {

class LiveSegment {
 public:
  explicit LiveSegment(Segment segment);

  const Segment& segment() const { return segment_; }
  bool alive(std::uint32_t slot) const {
    return (dead_[slot / 64].load(std::memory_order_relaxed) >> slot % 64 & 1U) == 0;
  }
  bool holds(Row row) const;  // and it is alive
  bool remove(Row row);       // false when it is not held
  std::uint32_t live_rows() const { return segment_.slots() - removed_rows(); }
  std::uint32_t removed_rows() const { return removed_.load(std::memory_order_relaxed); }

  // Postings of live rows with this word, or text.
  std::uint32_t count(NameField field, std::uint32_t word) const {
    const auto f = static_cast<std::size_t>(field);
    return segment_.names(field).count[word] -
           fewer_names_[f][word].load(std::memory_order_relaxed);
  }
  std::uint32_t count(TextField field, std::uint32_t text) const {
    const auto f = static_cast<std::size_t>(field);
    return segment_.texts(field).count[text] -
           fewer_texts_[f][text].load(std::memory_order_relaxed);
  }
  // Postings of live rows.
  std::uint32_t postings() const {
    return static_cast<std::uint32_t>(segment_.postings().size()) -
           fewer_postings_.load(std::memory_order_relaxed);
  }
  // The row as it was filed; its numbers are left out. Text is the segment's.
  FiledRow filed(std::uint32_t slot) const;

 private:
  using Counts = std::vector<std::atomic<std::uint32_t>>;

  Segment segment_;
  std::vector<std::atomic<std::uint64_t>> dead_;
  std::array<Counts, kNameFields> fewer_names_;
  std::array<Counts, kTextFields> fewer_texts_;
  std::atomic<std::uint32_t> removed_ = 0;
  std::atomic<std::uint32_t> fewer_postings_ = 0;
};

}  // namespace nostos::finding
