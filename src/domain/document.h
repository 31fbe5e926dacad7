// SPDX-License-Identifier: Apache-2.0
// Document: a report's plain text with what the page's structure told us. Made by ingest/ from
// text, HTML or a JSONL line; read by reading/. Spans are byte offsets into `text`.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "domain/claim.h"
#include "domain/partial_date.h"

namespace nostos::domain {

enum class BlockKind { paragraph, heading, list_item, caption, quote, table, boilerplate };

struct Block {
  Span span;  // never empty, never overlapping, in text order
  BlockKind kind = BlockKind::paragraph;
};

struct Document {
  std::string text;  // UTF-8, blocks separated by blank lines
  std::vector<Block> blocks;
  std::string title;             // from <title>, og:title or <h1>; empty for plain text
  std::string outlet;            // from page metadata
  std::string lang;              // from <html lang> or metadata, "" when not declared
  std::optional<Day> published;  // from JSON-LD datePublished or meta tags only
  std::string published_time;    // "11:40" in the page's own zone, when the metadata has one
  std::string published_basis;   // "page metadata: article:published_time"
  // Source offset of each block's first byte in the report's body, same length as `blocks`.
  std::vector<std::uint32_t> source_offsets;
};

}  // namespace nostos::domain
