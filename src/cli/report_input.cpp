// SPDX-License-Identifier: Apache-2.0
#include "cli/report_input.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "ingest/bytes.h"

namespace nostos::cli {
namespace {

using actions::Batch;
using actions::HandedIn;

constexpr std::size_t kStep = 256UL * 1024;
constexpr std::string_view kStandardInput = "standard input";

bool ends_in(std::string_view name, std::initializer_list<std::string_view> endings) {
  return std::ranges::any_of(endings,
                             [&](std::string_view ending) { return name.ends_with(ending); });
}

bool is_blank(std::string_view line) {
  return line.find_first_not_of(" \t\r\n\f\v") == std::string_view::npos;
}

std::string too_large(std::string_view what) {
  return std::string(what) + " is larger than a report may be (" +
         std::to_string(ingest::kLargestReport / (1024 * 1024)) +
         " MB); hand in many reports as JSONL, one a line";
}

}  // namespace

ReportInput::ReportInput(Environment& environment, std::vector<std::string> files, InputForm form)
    : environment_(environment), files_(std::move(files)), form_(form) {}

std::optional<Batch> ReportInput::next() {
  while (true) {
    if (!open_) {
      if (next_file_ == files_.size()) return std::nullopt;
      if (auto failed = open_next()) return failed;
    }
    Batch batch = open_->form == InputForm::jsonl ? lines() : whole_file();
    if (open_->ended) open_.reset();
    if (!batch.empty()) return batch;
  }
}

// Opens the next file and looks at its beginning. A batch when that failed.
std::optional<Batch> ReportInput::open_next() {
  const std::string& file = files_[next_file_++];
  Open open;
  open.form = form_;
  if (file == "-") {
    open.name = kStandardInput;
    open.source = &environment_.input;
  } else {
    auto opened = environment_.files.open(file);
    if (!opened) return Batch{HandedIn{HandedIn::Kind::not_there, file, 0, {}, opened.error()}};
    open.name = file;
    open.owned = std::move(*opened);
    open.source = open.owned.get();
  }
  open_ = std::move(open);
  if (auto got = read_more(); !got) {
    Batch failed{trouble(got.error())};
    open_.reset();
    return failed;
  }
  if (open_->form == InputForm::by_content) decide_form();
  if (open_->form == InputForm::jsonl && open_->pending.starts_with("\xEF\xBB\xBF"))
    open_->pending.erase(0, 3);
  return std::nullopt;
}

// Adds the next piece of the file to `pending`; 0 and `ended` at its end.
Result<std::size_t> ReportInput::read_more() {
  std::string& pending = open_->pending;
  const std::size_t have = pending.size();
  pending.resize(have + kStep);
  const auto got = open_->source->read({pending.data() + have, kStep});
  pending.resize(have + got.value_or(0));
  if (got && *got == 0) open_->ended = true;
  if (!got) open_->ended = true;
  return got;
}

void ReportInput::decide_form() {
  const std::string_view begin = open_->pending;
  const std::size_t bom = begin.starts_with("\xEF\xBB\xBF") ? 3 : 0;
  const std::size_t first = begin.find_first_not_of(" \t\r\n", bom);
  const bool object = first != std::string_view::npos && begin[first] == '{';
  if (ends_in(open_->name, {".jsonl", ".ndjson", ".json"}) ||
      (object && !ends_in(open_->name, {".txt", ".html", ".htm"}))) {
    open_->form = InputForm::jsonl;
  } else if (ends_in(open_->name, {".html", ".htm", ".xhtml", ".HTML", ".HTM"})) {
    open_->form = InputForm::html;
  } else if (ends_in(open_->name, {".txt", ".TXT"})) {
    open_->form = InputForm::by_content;  // crawlers save pages as .txt, too
  }
}

HandedIn ReportInput::trouble(Error error) const {
  return {HandedIn::Kind::not_there, open_->name, 0, {}, std::move(error)};
}

Batch ReportInput::whole_file() {
  while (!open_->ended) {
    if (open_->pending.size() > ingest::kLargestReport) {
      open_->ended = true;
      return {trouble({Fault::invalid_input, too_large(open_->name)})};
    }
    if (auto got = read_more(); !got) return {trouble(got.error())};
  }
  HandedIn report;
  report.kind = open_->form == InputForm::html   ? HandedIn::Kind::html
                : open_->form == InputForm::text ? HandedIn::Kind::text
                                                 : HandedIn::Kind::sniffed;
  report.name = open_->name;
  report.has_id = open_->source != &environment_.input;
  report.bytes = std::move(open_->pending);
  Batch batch;
  batch.push_back(std::move(report));
  return batch;
}

// All whole lines at hand; more of the file is read only when there is none.
Batch ReportInput::lines() {
  Batch batch;
  while (batch.empty()) {
    std::string& pending = open_->pending;
    std::size_t start = 0;
    std::size_t from = open_->searched;
    while (true) {
      const std::size_t end = pending.find('\n', from);
      if (end == std::string::npos) break;
      take_line(start, end, batch);
      start = from = end + 1;
    }
    pending.erase(0, start);
    open_->searched = pending.size();
    if (open_->ended) {
      if (!pending.empty()) take_line(0, pending.size(), batch);
      return batch;
    }
    cut_long_line(batch);
    if (!batch.empty()) return batch;
    if (auto got = read_more(); !got) return {trouble(got.error())};
  }
  return batch;
}

void ReportInput::take_line(std::size_t start, std::size_t end, Batch& batch) {
  ++open_->line;
  if (std::exchange(open_->skipping_line, false)) return;
  const std::string_view line = std::string_view(open_->pending).substr(start, end - start);
  if (is_blank(line)) return;
  HandedIn report;
  report.kind = HandedIn::Kind::report_line;
  report.name = open_->name;
  report.line = open_->line;
  report.bytes = line;
  batch.push_back(std::move(report));
}

// A line without an end in sight is dropped while it is read; the lines after it count on.
void ReportInput::cut_long_line(Batch& batch) {
  if (open_->pending.size() <= ingest::kLargestReport && !open_->skipping_line) return;
  open_->pending.clear();
  open_->searched = 0;
  if (std::exchange(open_->skipping_line, true)) return;
  const std::string place = open_->name + ":" + std::to_string(open_->line + 1);
  batch.push_back(trouble({Fault::invalid_input, place + ": " + too_large("this line")}));
}

}  // namespace nostos::cli
