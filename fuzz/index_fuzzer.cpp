// SPDX-License-Identifier: Apache-2.0
// A base of the index with bytes changed: the first byte says whether the checksums are made right
// again, as somebody who wants to do harm would; then come places and bytes to put there. Whatever
// it is, it is refused with a reason, or opened and then searched within its bounds.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <span>
#include <vector>

#include "finding/builder.h"
#include "finding/index.h"
#include "finding/layout.h"
#include "finding/testing/people.h"
#include "finding/testing/small_keys.h"

namespace {

using namespace nostos::finding;

const testing::SmallKeys& keys() {
  static const testing::SmallKeys small;
  return small;
}

const std::vector<std::byte>& whole() {
  static const std::vector<std::byte> bytes = [] {
    testing::Crowd chance(5);
    std::vector<Gatherer> gatherers(1);
    for (Row row = 0; row < 60; ++row) gatherers[0].add(chance.person(row * 2));
    MemoryFile file;
    const auto mapping = build(std::move(gatherers), keys(), file);
    const auto all = mapping.value()->bytes();
    return std::vector<std::byte>(all.begin(), all.end());
  }();
  return bytes;
}

void make_checksums_right(std::vector<std::byte>& bytes) {
  Header header;
  std::vector<SectionEntry> table(kSections);
  const std::size_t table_bytes = table.size() * sizeof(SectionEntry);
  if (bytes.size() < sizeof header + table_bytes) return;
  std::memcpy(&header, bytes.data(), sizeof header);
  std::memcpy(table.data(), bytes.data() + sizeof header, table_bytes);
  for (SectionEntry& entry : table) {
    if (entry.at > bytes.size() || entry.bytes > bytes.size() - entry.at) continue;
    entry.checksum = checksum(std::span(bytes).subspan(entry.at, entry.bytes));
  }
  header.checksum = 0;
  const std::uint64_t sums[2] = {checksum(std::as_bytes(std::span(table))),
                                 checksum(std::as_bytes(std::span(&header, 1)))};
  header.checksum = checksum(std::as_bytes(std::span(sums)));
  std::memcpy(bytes.data(), &header, sizeof header);
  std::memcpy(bytes.data() + sizeof header, table.data(), table_bytes);
}

void open_and_search(const std::vector<std::byte>& bytes) {
  Index index(keys());
  const auto opened = index.open(in_memory(bytes));
  if (!opened) {
    if (!opened.error().message.empty()) return;
    std::fprintf(stderr, "broken: a refusal says why\n");
    std::abort();
  }
  testing::Crowd chance(6);
  for (Row row = 0; row < 4; ++row) {
    const Query query = chance.query_for(chance.person(row));
    for (const Hit& hit : index.search(query).hits) (void)index.why_not(query, hit.row);
    (void)index.complete("ba", nostos::names::NamePart::surname);
  }
  index.remove(4);
  MemoryFile file;
  (void)index.rebuild(file, 1);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const auto input = std::as_bytes(std::span(data, size));
  if ((data[0] & 2U) != 0) {
    open_and_search({input.begin() + 1, input.end()});
    return 0;
  }
  std::vector<std::byte> bytes = whole();
  for (std::size_t at = 1; at + 4 <= size; at += 4) {
    const std::size_t place =
        data[at] | std::size_t{data[at + 1]} << 8U | std::size_t{data[at + 2]} << 16U;
    bytes[place % bytes.size()] = input[at + 3];
  }
  if ((data[0] & 1U) != 0) make_checksums_right(bytes);
  open_and_search(bytes);
  return 0;
}
