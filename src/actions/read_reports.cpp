// SPDX-License-Identifier: Apache-2.0
#include "actions/read_reports.h"

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

void count(ReadCount& counted, const Answer& answer) {
  if (!answer.refusal) {
    ++counted.read;
    return;
  }
  ++counted.refused;
  if (counted.worst != Fault::unavailable) counted.worst = answer.refusal->fault;
}

}  // namespace

Answer read_one(const HowToRead& how, HandedIn&& handed_in) {
  auto report = to_report(std::move(handed_in));
  if (!report) return {{}, report.error()};
  if (!report->published) report->published = how.published;
  if (report->outlet.empty()) report->outlet = how.outlet;
  const domain::Document document = ingest::to_document(*report);
  return {how.show(*report, how.read(*report, document)), std::nullopt};
}

Result<ReadCount> read_reports(const HowToRead& how,
                               const std::function<std::optional<Batch>()>& supply,
                               const std::function<Result<void>(Answer&&)>& deliver) {
  using Answers = std::vector<Answer>;
  const auto work = [&how](Batch&& batch) {
    Answers answers;
    answers.reserve(batch.size());
    for (HandedIn& report : batch) answers.push_back(read_one(how, std::move(report)));
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
