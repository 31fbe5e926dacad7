// SPDX-License-Identifier: Apache-2.0
#include "reckoning/undated_reports.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace nostos::reckoning {

using namespace nostos::domain;

namespace {

// A day that a claim states for something that has happened.
bool is_past_day(const Claim& claim) {
  return claim.date && claim.date->is_exact_day() && stands(claim) &&
         claim.modality == Modality::actual && claim.type != ClaimType::intent &&
         claim.type != ClaimType::event && claim.type != ClaimType::date_statement;
}

}  // namespace

UndatedReport undated_report(const Reading& reading, std::uint32_t index,
                             const std::vector<Mention>& mentions, MentionId first) {
  UndatedReport report;
  report.reading = index;
  report.bounded = reading.published.date.earliest || reading.published.date.latest;
  for (std::uint32_t e = 0; e < reading.events.size(); ++e) {
    const MentionId id = first + e;
    if (!mentions[id].is_done) continue;
    report.done.push_back(id);
    if (!report.main && reading.events[e].role == EventRole::main) report.main = id;
  }
  for (std::size_t c = 0; c < reading.claims.size(); ++c) {
    if (is_past_day(reading.claims[c]))
      report.past.push_back({c, *reading.claims[c].date->earliest});
  }
  return report;
}

void UndatedReports::add(std::vector<std::unique_ptr<const UndatedReport>> reports,
                         const std::vector<std::uint32_t>& rank) {
  const auto middle = static_cast<std::ptrdiff_t>(rows_.size());
  for (auto& report : reports) {
    Row& row = rows_.emplace_back();
    row.reading = report->reading;
    row.bounded = report->bounded;
    row.count = static_cast<std::uint32_t>(report->done.size());
    if (row.count <= Row::kFew) std::ranges::copy(report->done, row.done);
    row.report = std::move(report);
  }
  std::ranges::inplace_merge(rows_, rows_.begin() + middle, {},
                             [&](const Row& row) { return rank[row.reading]; });
}

void UndatedReports::drop(std::uint32_t reading) {
  std::erase_if(rows_, [&](const Row& row) { return row.reading == reading; });
}

bool UndatedReports::is_as_it_was(const Row& row, const Coreference& coreference,
                                  const Options& options) const {
  if (row.kind == kNone) return false;
  if (!options.solve_days) return true;
  if (row.count > Row::kFew) return false;
  for (std::uint32_t i = 0; i < row.count; ++i) {
    if (coreference.event_of(row.done[i]) != row.events[i]) return false;
  }
  return true;
}

std::uint32_t UndatedReports::kind_of(Row& row, const Coreference& coreference,
                                      const Options& options) {
  std::vector<std::int64_t> signature;
  if (options.solve_days) {
    for (const MentionId id : row.report->done) signature.push_back(coreference.event_of(id));
    if (row.count <= Row::kFew) {
      for (std::uint32_t i = 0; i < row.count; ++i)
        row.events[i] = static_cast<EventId>(signature[i]);
    }
  }
  signature.push_back(-1);
  for (const UndatedReport::Past& past : row.report->past) signature.push_back(past.day);
  const auto next = static_cast<std::uint32_t>(known_.size());
  return known_.try_emplace(std::move(signature), next).first->second;
}

UndatedReports::Kinds UndatedReports::kinds(const Coreference& coreference,
                                            const Options& options) {
  Kinds kinds;
  kinds.of.reserve(rows_.size());
  number_.assign(known_.size(), kNone);
  for (Row& row : rows_) {
    const auto next = static_cast<std::uint32_t>(kinds.first.size());
    // What else bounds it, or what it bounds itself, makes it one of its kind.
    if (row.bounded || options.assume_news_recency) {
      kinds.of.push_back(next);
      kinds.first.push_back(row.report.get());
      continue;
    }
    if (!is_as_it_was(row, coreference, options)) {
      row.kind = kind_of(row, coreference, options);
      number_.resize(known_.size(), kNone);
    }
    std::uint32_t& number = number_[row.kind];
    if (number == kNone) {
      number = next;
      kinds.first.push_back(row.report.get());
    }
    kinds.of.push_back(number);
  }
  // Kinds that no report is of any longer are forgotten in the end.
  if (known_.size() > 4 * kinds.first.size() + 1024) {
    known_.clear();
    for (Row& row : rows_) row.kind = kNone;
  }
  return kinds;
}

}  // namespace nostos::reckoning
