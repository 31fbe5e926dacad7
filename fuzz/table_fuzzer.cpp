// SPDX-License-Identifier: Apache-2.0
// Lists: the bytes are one, as CSV or JSONL in any encoding. Cells are UTF-8 without anything that
// nobody sees, every complaint has its place, pieces of any size give the same rows, and a good row
// behind all of it is read.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "base/utf8.h"
#include "ingest/people_list.h"
#include "knowledge/embedded_knowledge.h"

namespace {

namespace ingest = nostos::ingest;

void must(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "broken: %s\n", what);
  std::abort();
}

const ingest::Columns& columns() {
  static const ingest::Columns loaded = [] {
    for (const nostos::EmbeddedFile& file : nostos::embedded_knowledge()) {
      if (file.path != "columns.tsv") continue;
      auto result = ingest::Columns::load(file.content);
      must(result.has_value(), "the built-in headings load");
      return std::move(*result);
    }
    must(false, "the headings are built in");
    std::abort();
  }();
  return loaded;
}

void check_remark(const ingest::TableRemark& remark) {
  must(!remark.message.empty(), "a remark says something");
  must(!nostos::first_invalid_utf8(ingest::said(remark, "list")), "what is said is UTF-8");
}

// All that the list says, as one text.
std::string read(std::string_view bytes, std::size_t piece) {
  std::size_t at = 0;
  ingest::PeopleList list(
      "list", {}, columns(), [&](std::span<char> into) -> nostos::Result<std::size_t> {
        const std::size_t count = std::min({into.size(), piece, bytes.size() - at});
        std::copy_n(bytes.data() + at, count, into.data());
        at += count;
        return count;
      });
  std::string out;
  std::size_t line = 0;
  while (true) {
    auto person = list.next();
    if (!person) {
      must(!person.error().message.empty(), "a list that is no list says why");
      out += person.error().message;
      break;
    }
    if (!*person) break;
    must((*person)->line > line, "rows come in order of their lines");
    line = (*person)->line;
    if ((*person)->fault) {
      check_remark(*(*person)->fault);
      must((*person)->record.fields.empty(), "a row with a fault says nothing else");
      out += ingest::said(*(*person)->fault, "list") + "\n";
    }
    for (const auto& remark : (*person)->remarks) check_remark(remark);
    for (const auto& field : (*person)->record.fields) {
      must(!field.text.empty() && !nostos::first_invalid_utf8(field.text), "a field is a text");
      must(std::ranges::none_of(field.text,
                                [](char c) { return static_cast<unsigned char>(c) < 0x20; }),
           "a field has no control characters");
      out += field.column + "=" + field.text + "\n";
    }
    (void)ingest::birth_of((*person)->record, columns().dates());
  }
  for (const auto& doubt : list.doubts()) check_remark(doubt);
  return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const std::string whole = read(bytes, 1U << 20U);
  must(whole == read(bytes, 1U << 20U), "the same list says the same");
  // With a single byte at a time an encoding is guessed from the same bytes.
  if (size < 512) must(whole == read(bytes, 1), "pieces of any size give the same rows");
  return 0;
}
