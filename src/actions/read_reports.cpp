// SPDX-License-Identifier: Apache-2.0
#include "actions/read_reports.h"

#include <algorithm>
#include <utility>

#include "ingest/bytes.h"
#include "ingest/ingest.h"
#include "ingest/report_line.h"

namespace nostos::actions {
namespace {

using Kind = HandedIn::Kind;

std::unexpected<Error> refused_at(const std::string& place, const std::string& message) {
  return fail(Fault::invalid_input, place + ": " + message);
}

Result<domain::Report> report_of_line(const HandedIn& line) {
  auto report = ingest::parse_report_line(line.bytes);
  if (!report) {
    return refused_at(
        line.name + ":" + std::to_string(line.line) + ":" + std::to_string(report.error().column),
        report.error().message);
  }
  return std::move(*report);
}

Result<domain::Report> report_of_file(HandedIn&& file) {
  if (auto good = ingest::check_body(file.bytes, file.name); !good)
    return refused_at(file.name, good.error().message);
  domain::Report report;
  report.format = file.kind == Kind::html      ? domain::Format::html
                  : file.kind == Kind::sniffed ? ingest::sniff_format(file.bytes)
                                               : domain::Format::text;
  if (file.has_id) report.id = std::move(file.name);
  report.body = std::move(file.bytes);
  return report;
}

}  // namespace

Result<domain::Report> to_report(HandedIn&& handed_in) {
  if (handed_in.kind == Kind::not_there) return std::unexpected(*std::move(handed_in.trouble));
  if (handed_in.kind == Kind::report_line) return report_of_line(handed_in);
  return report_of_file(std::move(handed_in));
}

namespace {

std::size_t weight_of(const Batch& batch) {
  std::size_t bytes = 0;
  for (const HandedIn& report : batch) bytes += report.bytes.size();
  return bytes;
}

constexpr std::size_t kTogether = 32;  // reports, so that few readings are held at a time

// What is handed in, as reports that can be read; what cannot is refused in `answers`.
struct Readable {
  std::vector<std::size_t> places;  // among the answers
  std::vector<domain::Report> reports;
  std::vector<domain::Document> documents;
};

Readable readable(const HowToRead& how, std::span<HandedIn> handed_in, std::span<Answer> answers) {
  Readable out;
  for (std::size_t n = 0; n < handed_in.size(); ++n) {
    auto report = to_report(std::move(handed_in[n]));
    if (!report) {
      answers[n].refusal = std::move(report.error());
      continue;
    }
    if (!report->published) report->published = how.published;
    if (report->outlet.empty()) report->outlet = how.outlet;
    out.places.push_back(n);
    out.reports.push_back(std::move(*report));
  }
  for (const domain::Report& report : out.reports)
    out.documents.push_back(ingest::to_document(report));
  return out;
}

void read_together(const HowToRead& how, std::span<HandedIn> handed_in, std::span<Answer> answers) {
  const Readable those = readable(how, handed_in, answers);
  const std::vector<domain::Reading> readings = how.read(those.reports, those.documents);
  for (std::size_t r = 0; r < readings.size(); ++r)
    answers[those.places[r]].output = how.show(those.reports[r], readings[r]);
}

void count(ReadCount& counted, const Answer& answer) {
  if (!answer.refusal) {
    ++counted.read;
    return;
  }
  ++counted.refused;
  if (counted.worst != Fault::unavailable) counted.worst = answer.refusal->fault;
}

}  // namespace

Result<ReadCount> read_reports(const HowToRead& how,
                               const std::function<std::optional<Batch>()>& supply,
                               const std::function<Result<void>(Answer&&)>& deliver) {
  using Answers = std::vector<Answer>;
  const auto work = [&how](Batch&& batch) {
    Answers answers(batch.size());
    for (std::size_t at = 0; at < batch.size(); at += kTogether) {
      const std::size_t some = std::min(kTogether, batch.size() - at);
      read_together(how, std::span(batch).subspan(at, some), std::span(answers).subspan(at, some));
    }
    return answers;
  };
  ReadCount counted;
  InOrder<Batch, Answers> pool(how.limits, work, weight_of);
  const auto deliver_all = [&](Answers&& answers) -> Result<void> {
    for (Answer& answer : answers) {
      count(counted, answer);
      TRY(deliver(std::move(answer)));
    }
    return {};
  };
  TRY(pool.run(supply, deliver_all));
  return counted;
}

}  // namespace nostos::actions
