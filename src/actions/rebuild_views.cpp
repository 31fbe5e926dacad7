// SPDX-License-Identifier: Apache-2.0
#include "actions/rebuild_views.h"

namespace nostos::actions {

namespace {

std::vector<FiledPointer> stale_reports(const Bureau& bureau) {
  std::vector<FiledPointer> stale;
  for (const FiledPointer& report : bureau.holdings()->reports) {
    if (report->reading.rules != bureau.engines().rules) stale.push_back(report);
  }
  return stale;
}

}  // namespace

std::size_t stale_readings(const Bureau& bureau) { return stale_reports(bureau).size(); }

Result<std::size_t> read_again_what_is_stale(Bureau& bureau, const Progress& progress) {
  const std::vector<FiledPointer> stale = stale_reports(bureau);
  for (std::size_t i = 0; i < stale.size(); ++i) {
    TRY_ASSIGN(const domain::Report report, bureau.report(stale[i]->digest));
    TRY(bureau.take_up(stale[i]->digest, report));
    if (progress) progress(i + 1, stale.size());
  }
  return stale.size();
}

Result<Rebuilt> rebuild_views(Bureau& bureau, const Progress& progress) {
  TRY(bureau.rebuild({}));
  Rebuilt rebuilt;
  const auto holdings = bureau.holdings();
  for (const FiledPointer& before : holdings->reports) {
    TRY_ASSIGN(const domain::Report report, bureau.report(before->digest));
    TRY_ASSIGN(const FiledPointer after, bureau.take_up(before->digest, report));
    if (after->read_entry != before->read_entry) {
      ++rebuilt.read_differently;
      if (after->reading.rules == before->reading.rules) ++rebuilt.by_the_same_rules;
    }
    ++rebuilt.reports;
    if (progress) progress(rebuilt.reports, holdings->reports.size());
  }
  const auto reckoned = bureau.reckoned();
  rebuilt.entries = static_cast<std::size_t>(bureau.store().head().size);
  rebuilt.exchanges = reckoned->reckoning.exchanges.size();
  rebuilt.findings = reckoned->reckoning.findings.size();
  return rebuilt;
}

}  // namespace nostos::actions
