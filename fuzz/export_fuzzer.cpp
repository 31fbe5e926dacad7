// SPDX-License-Identifier: Apache-2.0
// Exports: the bytes are reports, divided by lines of ---; of each the first line is the outlet,
// the second the address. What is filed goes out in every form: JSON is JSON, each row of a table
// has as many fields as its header, all is UTF-8, and twice gives the same bytes.
#include <simdjson.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "actions/export_ledger.h"
#include "actions/file_report.h"
#include "base/testing/still_clock.h"
#include "base/utf8.h"
#include "ingest/ingest.h"
#include "knowledge/embedded_knowledge.h"
#include "ledger/memory_ledger_store.h"
#include "reading/reader.h"
#include "reckoning/reckoner.h"

namespace {

namespace actions = nostos::actions;
using actions::ExportFormat;
using actions::ExportWhat;

void must(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "broken: %s\n", what);
  std::abort();
}

actions::Engines engines() {
  static const nostos::reading::Reader reader = [] {
    std::vector<nostos::reading::KnowledgeFile> files;
    for (const nostos::EmbeddedFile& file : nostos::embedded_knowledge())
      files.push_back({std::string(file.path), file.content});
    auto loaded = nostos::reading::Reader::load(files);
    must(loaded.has_value(), "the built-in knowledge loads");
    return std::move(*loaded);
  }();
  actions::Engines out;
  out.rules = reader.rules_digest();
  out.read = [](const nostos::domain::Report& report) {
    const auto document = nostos::ingest::to_document(report);
    actions::ClaimsRead read;
    read.title = document.title;
    read.reading = reader.read(report, document);
    return read;
  };
  out.reckon = [](const std::vector<nostos::domain::Reading>& readings) {
    return nostos::reckoning::reckon(readings, {});
  };
  return out;
}

// Up to `mark`, which is taken away with what stands before it.
std::string take(std::string_view& rest, std::string_view mark) {
  const std::size_t end = std::min(rest.find(mark), rest.size());
  std::string out(rest.substr(0, end));
  rest.remove_prefix(std::min(end + mark.size(), rest.size()));
  return out;
}

std::string exported(const actions::ReckonedLedger& ledger, ExportFormat format, ExportWhat what) {
  std::string out;
  const auto done = actions::export_ledger(ledger, format, what,
                                           [&](std::string_view bytes) -> nostos::Result<void> {
                                             out += bytes;
                                             return {};
                                           });
  must(done.has_value(), "what is on file can be exported");
  return out;
}

// RFC 4180: every record has as many fields as the first.
void check_csv(std::string_view text) {
  std::size_t first = 0;
  std::size_t fields = 1;
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '"') quoted = !quoted;
    if (quoted) continue;
    if (c == ',') ++fields;
    if (c != '\n') continue;
    if (first == 0) first = fields;
    must(fields == first, "each row has as many fields as the header");
    fields = 1;
  }
  must(!quoted, "quotation marks are closed");
  must(text.empty() || text.back() == '\n', "the last row ends");
}

void check_json(const std::string& text) {
  simdjson::dom::parser parser;
  must(parser.parse(text).error() == simdjson::SUCCESS, "an export in JSON is JSON");
}

void check(const std::string& text, ExportFormat format) {
  must(!nostos::first_invalid_utf8(text), "an export is UTF-8");
  switch (format) {
    case ExportFormat::csv:
    case ExportFormat::hxl:
    case ExportFormat::ucdp:
      return check_csv(text);
    case ExportFormat::jsonl: {
      std::string_view rest = text;
      while (!rest.empty()) check_json(take(rest, "\n"));
      return;
    }
    case ExportFormat::datapackage:
    case ExportFormat::jsonld:
    case ExportFormat::json:
      return check_json(text);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view rest(reinterpret_cast<const char*>(data), size);
  nostos::StillClock clock;
  nostos::CountingChance chance;
  auto bureau = actions::Bureau::open(std::make_unique<nostos::ledger::MemoryLedgerStore>(),
                                      engines(), clock, chance, {});
  must(bureau.has_value(), "a bureau opens in memory");
  for (int number = 0; number < 4 && !rest.empty(); ++number) {
    std::string piece = take(rest, "\n---\n");
    std::string_view lines = piece;
    actions::Filing filing;
    filing.report.outlet = take(lines, "\n");
    filing.report.url = take(lines, "\n");
    filing.report.body = lines;
    filing.operation = std::to_string(number);
    // What cannot be filed is refused there, with its reason.
    (void)actions::file_report(**bureau, filing);
  }
  const auto ledger = (*bureau)->reckoned();
  for (const ExportFormat format :
       {ExportFormat::csv, ExportFormat::hxl, ExportFormat::ucdp, ExportFormat::datapackage,
        ExportFormat::jsonld, ExportFormat::json, ExportFormat::jsonl}) {
    for (const ExportWhat what : {ExportWhat::exchanges, ExportWhat::claims}) {
      if (format == ExportFormat::jsonl && what == ExportWhat::exchanges) continue;
      const std::string text = exported(*ledger, format, what);
      check(text, format);
      must(text == exported(*ledger, format, what), "the same holdings give the same bytes");
    }
  }
  return 0;
}
