// SPDX-License-Identifier: Apache-2.0
#include "reckoning/audits/audit_book.h"

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

#include "base/check.h"
#include "base/digest.h"

namespace nostos::reckoning {

using namespace nostos::domain;

namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, AuditBook::kAudits> kAsked = {{
    {"sum", "the parts of a full list add up to the whole"},
    {"chain", "the total before plus the people of the exchange is the total after"},
    {"ordinal_order", "a higher ordinal is later, and one exchange has one ordinal"},
    {"weekday", "the weekday named is the weekday of the date"},
    {"war_day", "the day of the war fits the date, counted from 1 or from 0"},
    {"cross_partition", "full lists of the same people along different lines have one sum"},
    {"symmetry", "a figure for both sides is the sum of the two"},
    {"subset", "a part is not more than its whole"},
    {"date_order",
     "what is told as done was done before it was told, in an order without a circle"},
    {"title_body", "title and text give one figure"},
    {"superlative", "the largest is larger than those known before it"},
    {"side_conflict", "both sides give one count for one leg"},
    {"relay", "reports that pass on a figure pass on that figure"},
    {"stale_total", "a running total stands with the exchange it follows"},
    {"formula", "official formulas are not counted as new evidence"},
    {"retraction", "what was withdrawn is not used again"},
    {"impossible", "ages and shares are possible"},
    {"correction", "a withdrawn statement is kept and used nowhere"},
    {"hedge", "hedged figures allow the exact one"},
    {"copy", "reports that repeat one text or statement say one thing"},
    {"gap", "between two running totals every return is told"},
}};

int weight(const Finding& finding) {
  return finding.severity == "contradiction" ? 0 : finding.severity == "warning" ? 1 : 2;
}

// The same claims and numbers give the same id, whatever the exchanges are called today.
std::string id_of(const Finding& finding) {
  std::string content = finding.audit + "\n" + finding.arithmetic + "\n";
  for (const ClaimRef& ref : finding.claims) content += ref.report + "#" + ref.claim + "\n";
  if (finding.claims.empty()) content += finding.verdict;
  return to_hex(sha256(content), 8);
}

// "E12" after "E9": exchanges come in order of number, whatever their kind.
std::tuple<std::size_t, std::string> place(const Finding& finding) {
  if (finding.exchanges.empty()) return {static_cast<std::size_t>(-1), {}};
  const std::string& first = finding.exchanges.front();
  return {first.size(), first};
}

}  // namespace

AuditBook::Tally& AuditBook::tally(std::string_view audit) {
  const auto found =
      std::ranges::find(kAsked, audit, [](const auto& asked) { return asked.first; });
  NOSTOS_CHECK(found != kAsked.end(), "every audit stands in the list");
  return tallies_[static_cast<std::size_t>(found - kAsked.begin())];
}

std::vector<AuditTally> AuditBook::tallies() const {
  std::vector<AuditTally> all;
  for (std::size_t i = 0; i < kAudits; ++i) {
    all.push_back({std::string(kAsked[i].first), std::string(kAsked[i].second), tallies_[i].checked,
                   tallies_[i].held});
  }
  return all;
}

void AuditBook::add(std::string_view audit, std::string_view severity, std::string verdict,
                    std::string arithmetic, std::vector<std::string> exchanges,
                    std::vector<ClaimRef> claims) {
  ++tally(audit).checked;
  std::ranges::sort(claims);
  claims.erase(std::ranges::unique(claims).begin(), claims.end());
  Finding finding{{},
                  std::string(audit),
                  std::string(severity),
                  std::move(verdict),
                  std::move(arithmetic),
                  std::move(exchanges),
                  std::move(claims)};
  finding.id = id_of(finding);
  findings_.push_back(std::make_shared<const Finding>(std::move(finding)));
}

void AuditBook::take_tallies(const AuditBook& other) {
  for (std::size_t i = 0; i < kAudits; ++i) {
    tallies_[i].checked += other.tallies_[i].checked;
    tallies_[i].held += other.tallies_[i].held;
  }
}

void AuditBook::forget_tallies(const AuditBook& other) {
  for (std::size_t i = 0; i < kAudits; ++i) {
    tallies_[i].checked -= other.tallies_[i].checked;
    tallies_[i].held -= other.tallies_[i].held;
  }
}

void AuditBook::take(const AuditBook& other) {
  take_tallies(other);
  findings_.insert(findings_.end(), other.findings_.begin(), other.findings_.end());
}

void AuditBook::rename(const std::string& exchange) {
  for (auto& finding : findings_) {
    Finding renamed = *finding;
    renamed.exchanges = {exchange};
    finding = std::make_shared<const Finding>(std::move(renamed));
  }
}

void AuditBook::note(std::string_view audit, std::string verdict,
                     std::vector<std::string> exchanges, std::vector<ClaimRef> claims) {
  add(audit, "note", std::move(verdict), {}, std::move(exchanges), std::move(claims));
  --tally(audit).checked;
}

SharedList<Finding> AuditBook::findings() && {
  std::ranges::stable_sort(findings_, [](const auto& left, const auto& right) {
    const Finding& a = *left;
    const Finding& b = *right;
    return std::tuple(place(a), weight(a), std::tie(a.audit, a.id, a.verdict)) <
           std::tuple(place(b), weight(b), std::tie(b.audit, b.id, b.verdict));
  });
  const auto again = std::ranges::unique(findings_, [](const auto& a, const auto& b) {
    return a->id == b->id && a->verdict == b->verdict;
  });
  findings_.erase(again.begin(), again.end());
  SharedList<Finding> all;
  all.reserve(findings_.size());
  for (auto& finding : findings_) all.add(std::move(finding));
  return all;
}

}  // namespace nostos::reckoning
