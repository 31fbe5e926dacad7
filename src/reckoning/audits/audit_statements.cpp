// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "reckoning/audits/audits.h"
#include "reckoning/words.h"

namespace nostos::reckoning {

using namespace nostos::domain;

namespace {

std::string slot_of(const Claim& claim, std::string_view slot_name) {
  for (const Slot& slot : claim.slots) {
    if (slot.name == slot_name) return slot.value;
  }
  return {};
}

// The words of an official formula, when the claim is one.
std::string formula_of(const Claim& claim) {
  std::string formula = slot_of(claim, "formula");
  if (formula == "yes") formula = slot_of(claim, "what");
  std::ranges::replace(formula, '_', ' ');
  return formula;
}

// Who is counted: the label of a service or group, else the population.
std::string group_of(const Claim& claim) {
  const std::string label = slot_of(claim, "label");
  return label.empty() ? claim.population : label;
}

// What is said of them: home, still held, lost.
std::string predicate_of(const Claim& claim) {
  switch (claim.type) {
    case ClaimType::held:
      return "still held";
    case ClaimType::subtotal:
      return "home";
    default:
      return std::string(name(claim.type));
  }
}

std::string said(const Claim& claim) {
  const auto figure = claim.count.nominal();
  std::string words = figure ? std::to_string(*figure) : claim.count.surface;
  if (const std::string group = group_of(claim); !group.empty()) words += " of " + group;
  return words + " " + predicate_of(claim);
}

using Meaning = ReportAudit::Meaning;

std::optional<Meaning> meaning(const Claim& claim) {
  const auto figure = claim.count.op == CountOp::exact ? claim.count.lo : std::nullopt;
  const bool told = claim.type == ClaimType::held || claim.type == ClaimType::subtotal;
  if (!figure || !told) return std::nullopt;
  return Meaning{predicate_of(claim), group_of(claim), *figure};
}

const Claim* find(const Reading& reading, const std::string& id) {
  for (const Claim& claim : reading.claims) {
    if (!id.empty() && claim.id == id) return &claim;
  }
  return nullptr;
}

void check_correction(const Reading& reading, std::size_t c, AuditBook& book) {
  const Claim& correction = reading.claims[c];
  const Claim* old = find(reading, correction.about);
  if (old == nullptr) return;
  const Claim* now = find(reading, slot_of(correction, "replaced_by"));
  for (const Claim& claim : reading.claims) {
    if (now != nullptr) break;
    const bool fits = stands(claim) &&
                      (claim.type == ClaimType::subtotal || claim.type == old->type) &&
                      &claim != old && claim.count.nominal() == old->count.nominal();
    if (fits) now = &claim;
  }
  std::vector<ClaimRef> claims = {claim_ref(reading, c), {reading.digest, old->id}};
  std::string verdict = report_words(reading) + " withdraws \"" + said(*old) + "\"";
  if (now != nullptr) {
    claims.push_back({reading.digest, now->id});
    verdict += " and says \"" + said(*now) + "\"";
  }
  book.note("correction", verdict + "; the withdrawn statement is kept and used nowhere", {},
            claims);
  // Words that stayed in the report and fit only what was withdrawn.
  for (const Claim& claim : reading.claims) {
    if (!stands(claim) || &claim == old || predicate_of(claim) != predicate_of(*old) ||
        claim.type == ClaimType::correction)
      continue;
    const std::string group = group_of(claim);
    if (now == nullptr || predicate_of(*now) == predicate_of(*old)) continue;
    if (!group.empty() && !group_of(*old).empty() && group != group_of(*old)) continue;
    std::vector<ClaimRef> both = claims;
    both.push_back({reading.digest, claim.id});
    book.add("correction", "warning",
             "tension in " + report_words(reading) + ": \"" + said(claim) +
                 "\" still fits the withdrawn statement \"" + said(*old) + "\"",
             {}, {}, std::move(both));
  }
}

class StatementsAudit {
 public:
  StatementsAudit(const AuditInput& input, AuditBook& book) : input_(input), book_(book) {}

  void make() {
    for (const std::uint32_t r : input_.reports.with_subtotals()) {
      for (const std::size_t c : input_.reports.of(r).subtotals)
        check_subtotal(*input_.in.readings[r], c);
    }
    check_use();
    for (const auto& [formula, places] : input_.reports.formulas()) {
      std::vector<ClaimRef> claims;
      for (const auto& [r, c] : places) claims.push_back(ref(r, c));
      const std::size_t times = claims.size();
      book_.note("formula",
                 "\"" + formula + "\" is an official formula (" + counted(times, "time", "times") +
                     " here); it is kept and counts as no new evidence",
                 {}, std::move(claims));
    }
  }

 private:
  ClaimRef ref(std::uint32_t reading, std::size_t claim) const {
    return claim_ref(*input_.in.readings[reading], claim);
  }

  // The withdrawn statement, told as current by another report.
  void check_use() {
    const auto& withdrawn = input_.reports.withdrawn();
    if (withdrawn.empty()) return;
    std::size_t used = 0;
    for (const auto& [what, places] : withdrawn) {
      const auto told = input_.reports.told_by_meaning().find(what);
      if (told == input_.reports.told_by_meaning().end()) continue;
      for (const auto& [r, c] : told->second) {
        // The first report, in order of digests, that withdraws it.
        std::optional<ReportAudits::Place> by;
        for (const ReportAudits::Place& place : places) {
          if (place.first != r && (!by || earlier(place, *by))) by = place;
        }
        if (!by) continue;
        ++used;
        const Reading& reading = *input_.in.readings[r];
        book_.add("retraction", "warning",
                  report_words(reading) + " says \"" + said(reading.claims[c]) +
                      "\", which another report withdraws",
                  {}, {}, {ref(by->first, by->second), ref(r, c)});
      }
    }
    book_.held("retraction", input_.reports.told() - used);
  }

  bool earlier(const ReportAudits::Place& a, const ReportAudits::Place& b) const {
    const std::string& x = input_.in.readings[a.first]->digest;
    const std::string& y = input_.in.readings[b.first]->digest;
    return std::tie(x, a.second) < std::tie(y, b.second);
  }

  // Of each exchange, the people of a group in the first list that has them.
  struct InExchange {
    const Entry* entry = nullptr;
    std::int64_t count = 0;
    std::size_t breakdown = 0;
  };
  const std::vector<InExchange>& in_exchanges(const std::string& group, const std::string& to) {
    const auto [known, added] = in_exchanges_.try_emplace({group, to});
    if (!added) return known->second;
    for (const Entry& entry : input_.ledger.entries) {
      const ExchangeView& view = entry.view;
      if (view.is_deal || view.type == EventType::bodies) continue;
      for (std::size_t i = 0; i < view.breakdowns.size(); ++i) {
        const Breakdown& b = view.breakdowns[i];
        if (!to.empty() && !b.to.empty() && to != b.to) continue;
        const auto part = std::ranges::find(b.parts, group, &Part::label);
        if (part == b.parts.end() || part->count.op != CountOp::exact) continue;
        known->second.push_back({&entry, *part->count.lo, i});
        break;  // one list an exchange
      }
    }
    return known->second;
  }

  // "755 guards are home" cannot be fewer than the guards counted in the exchanges told.
  void check_subtotal(const Reading& reading, std::size_t c) {
    const Claim& claim = reading.claims[c];
    const std::string group = group_of(claim);
    const auto most = claim.count.high();
    if (group.empty() || !most) return;
    const auto as_of =
        claim.date && claim.date->latest ? claim.date->latest : reading.published.date.latest;
    const auto in_time = [&](const InExchange& one) {
      const auto& latest = one.entry->view.date.latest;
      return !as_of || (latest && *latest <= *as_of);
    };
    std::int64_t sum = 0;
    bool any = false;
    const auto& counts = in_exchanges(group, claim.to);
    for (const InExchange& one : counts) {
      if (!in_time(one)) continue;
      sum += one.count;
      any = true;
    }
    if (!any) return;
    if (sum <= *most) {
      book_.held("subset");
      return;
    }
    std::vector<std::string> terms;
    std::vector<std::string> exchanges;
    std::vector<ClaimRef> claims = {claim_ref(reading, c)};
    for (const InExchange& one : counts) {
      if (!in_time(one)) continue;
      const ExchangeView& view = one.entry->view;
      terms.push_back(std::to_string(one.count) + " (" + view.id + ")");
      exchanges.push_back(view.id);
      claims.push_back(view.breakdown_claims[one.breakdown]);
    }
    book_.add("subset", "contradiction",
              "\"" + said(claim) + "\" in " + report_words(reading) +
                  " is less than what the exchanges told add up to",
              joined(terms, " + ") + " = " + std::to_string(sum) + " > " + std::to_string(*most),
              std::move(exchanges), std::move(claims));
  }

  const AuditInput& input_;
  AuditBook& book_;
  std::map<std::pair<std::string, std::string>, std::vector<InExchange>> in_exchanges_;
};

}  // namespace

void audit_corrections(const Reading& reading, ReportAudit& audit) {
  for (std::size_t c = 0; c < reading.claims.size(); ++c) {
    const Claim& claim = reading.claims[c];
    if (claim.type == ClaimType::correction) check_correction(reading, c, audit.book);
    const auto what = meaning(claim);
    if (stands(claim)) {
      if (claim.type == ClaimType::subtotal) audit.subtotals.push_back(c);
      if (what) audit.told.emplace_back(*what, c);
    }
    if (what && claim.state != ClaimState::current) audit.withdrawn.emplace_back(*what, c);
    if (std::string formula = formula_of(claim); !formula.empty())
      audit.formulas.emplace_back(std::move(formula), c);
  }
}

void audit_statements(const AuditInput& input, AuditBook& book) {
  StatementsAudit(input, book).make();
}

ReportAudit audit_report(const Reading& reading, const Options& options) {
  ReportAudit audit;
  audit_ages(reading, audit.book);
  audit_war_days(reading, options, audit.book);
  audit_corrections(reading, audit);
  for (std::uint32_t e = 0; e < reading.events.size(); ++e) {
    for (const std::size_t c : reading.events[e].claims) {
      if (c >= reading.claims.size()) continue;
      const Claim& claim = reading.claims[c];
      if (claim.type == ClaimType::superlative && stands(claim))
        audit.superlatives.emplace_back(e, c);
    }
  }
  return audit;
}

void ReportAudits::put(std::uint32_t reading, ReportAudit audit) {
  if (of_.size() <= reading) of_.resize(reading + 1);
  tallies_.take_tallies(audit.book);
  if (audit.book.has_findings()) with_findings_.insert(reading);
  if (!audit.subtotals.empty()) with_subtotals_.insert(reading);
  if (!audit.superlatives.empty()) with_superlatives_.insert(reading);
  for (const auto& [what, c] : audit.told) told_[what].emplace_back(reading, c);
  for (const auto& [what, c] : audit.withdrawn) withdrawn_[what].emplace_back(reading, c);
  for (const auto& [formula, c] : audit.formulas) formulas_[formula].emplace_back(reading, c);
  told_count_ += audit.told.size();
  of_[reading] = std::move(audit);
}

void ReportAudits::drop(std::uint32_t reading) {
  const ReportAudit audit = std::exchange(of_[reading], {});
  tallies_.forget_tallies(audit.book);
  with_findings_.erase(reading);
  with_subtotals_.erase(reading);
  with_superlatives_.erase(reading);
  const auto erase = [&](auto& all, const auto& what) {
    const auto found = all.find(what);
    if (found == all.end()) return;
    std::erase_if(found->second, [&](const Place& place) { return place.first == reading; });
    if (found->second.empty()) all.erase(found);
  };
  for (const auto& [what, c] : audit.told) erase(told_, what);
  for (const auto& [what, c] : audit.withdrawn) erase(withdrawn_, what);
  for (const auto& [formula, c] : audit.formulas) erase(formulas_, formula);
  told_count_ -= audit.told.size();
}

void ReportAudits::write(const std::vector<std::uint32_t>&, AuditBook& book) const {
  book.take_tallies(tallies_);
  for (const std::uint32_t reading : with_findings_) {
    AuditBook findings = of_[reading].book;
    findings.forget_tallies(of_[reading].book);
    book.take(findings);
  }
}

}  // namespace nostos::reckoning
