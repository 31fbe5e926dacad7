// SPDX-License-Identifier: Apache-2.0
#include "invariants.h"

#include <simdjson.h>

#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "base/utf8.h"
#include "ingest/ingest.h"
#include "knowledge/embedded_knowledge.h"
#include "reading/reader.h"
#include "wire/reading_json.h"

namespace nostos::fuzz {
namespace {

void must(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "broken: %s\n", what);
  std::abort();
}

const reading::Reader& reader() {
  static const reading::Reader loaded = [] {
    std::vector<reading::KnowledgeFile> files;
    for (const EmbeddedFile& file : embedded_knowledge())
      files.push_back({std::string(file.path), file.content});
    auto result = reading::Reader::load(files);
    must(result.has_value() && result->load_all(), "the built-in knowledge loads");
    return std::move(*result);
  }();
  return loaded;
}

bool on_border(const std::string& text, std::size_t at) {
  return at == text.size() || (static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U;
}

void check_span(const std::string& text, domain::Span span, const char* what) {
  must(span.start <= span.end && span.end <= text.size(), what);
  must(on_border(text, span.start) && on_border(text, span.end), what);
}

void check_speakers(const std::string& text, const std::vector<domain::Speaker>& speakers) {
  for (const domain::Speaker& speaker : speakers)
    check_span(text, speaker.span, "spans of speakers lie within the text");
}

void check_document(const domain::Report& report, const domain::Document& document) {
  must(!first_invalid_utf8(document.text), "a document's text is UTF-8");
  must(document.source_offsets.size() == document.blocks.size(), "each block has a source offset");
  std::size_t end = 0;
  for (std::size_t i = 0; i < document.blocks.size(); ++i) {
    const domain::Span span = document.blocks[i].span;
    check_span(document.text, span, "blocks lie within the text");
    must(span.start < span.end && span.start >= end,
         "blocks are not empty, in order, and do not overlap");
    must(document.source_offsets[i] <= report.body.size(), "source offsets lie within the body");
    end = span.end;
  }
  if (report.format == domain::Format::text) {
    const bool marked = report.body.starts_with("\xEF\xBB\xBF");
    must(document.text == report.body.substr(marked ? 3 : 0), "a plain text is not altered");
  }
}

void check_reading(const domain::Reading& reading) {
  for (const domain::Zone& zone : reading.zones)
    check_span(reading.text, zone.span, "zones lie within the text");
  for (const domain::Doubt& doubt : reading.doubts)
    check_span(reading.text, doubt.span, "doubts lie within the text");
  for (const domain::Claim& claim : reading.claims) {
    must(!claim.spans.empty(), "a claim says where it stands");
    for (const domain::Span span : claim.spans)
      check_span(reading.text, span, "claims lie within the text");
    check_speakers(reading.text, claim.speakers);
  }
  const auto known = [&](std::size_t claim) {
    must(claim < reading.claims.size(), "events point at claims that are there");
  };
  for (const domain::Event& event : reading.events) {
    for (const std::size_t claim : event.claims) known(claim);
    for (const domain::Leg& leg : event.legs) {
      known(leg.claim);
      check_speakers(reading.text, leg.speakers);
    }
    for (const domain::Breakdown& breakdown : event.breakdowns) known(breakdown.claim);
    for (const domain::Ordinal& ordinal : event.ordinals) known(ordinal.claim);
    for (const domain::RunningTotal& total : event.cumulative) known(total.claim);
  }
}

}  // namespace

void check_report(const domain::Report& report) {
  const domain::Document document = ingest::to_document(report);
  check_document(report, document);
  const domain::Reading reading = reader().read(report, document);
  check_reading(reading);
  const std::string json = wire::reading_json(reading, wire::WithText::yes);
  simdjson::dom::parser parser;
  must(parser.parse(json).error() == simdjson::SUCCESS, "a reading's JSON is valid");
  const auto back = wire::parse_reading(json);
  if (!back) std::fprintf(stderr, "%s\n", back.error().message.c_str());
  must(back.has_value(), "a reading's JSON can be read back");
  must(wire::reading_json(*back, wire::WithText::yes) == json, "a reading comes back as it was");
  const std::string again =
      wire::reading_json(reader().read(report, ingest::to_document(report)), wire::WithText::yes);
  must(again == json, "the same report gives the same bytes");
}

}  // namespace nostos::fuzz
