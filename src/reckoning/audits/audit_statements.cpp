// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <unordered_map>
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

class StatementsAudit {
 public:
  StatementsAudit(const AuditInput& input, AuditBook& book) : input_(input), book_(book) {}

  void make() {
    collect_withdrawn();
    for (const Reading* reading : input_.in.readings) {
      for (std::size_t c = 0; c < reading->claims.size(); ++c) {
        const Claim& claim = reading->claims[c];
        if (claim.type == ClaimType::correction) check_correction(*reading, c);
        if (claim.type == ClaimType::subtotal && stands(claim)) check_subtotal(*reading, c);
        if (stands(claim)) check_use(*reading, c);
        if (const std::string formula = formula_of(claim); !formula.empty())
          formulas_[formula].push_back(claim_ref(*reading, c));
      }
    }
    for (auto& [formula, claims] : formulas_) {
      const std::size_t times = claims.size();
      book_.note("formula",
                 "\"" + formula + "\" is an official formula (" + counted(times, "time", "times") +
                     " here); it is kept and counts as no new evidence",
                 {}, std::move(claims));
    }
  }

 private:
  using Meaning = std::tuple<std::string, std::string, std::int64_t>;  // predicate, group, figure

  static std::optional<Meaning> meaning(const Claim& claim) {
    const auto figure = claim.count.op == CountOp::exact ? claim.count.lo : std::nullopt;
    const bool told = claim.type == ClaimType::held || claim.type == ClaimType::subtotal;
    if (!figure || !told) return std::nullopt;
    return Meaning{predicate_of(claim), group_of(claim), *figure};
  }

  void collect_withdrawn() {
    for (const Reading* reading : input_.in.readings) {
      for (std::size_t c = 0; c < reading->claims.size(); ++c) {
        const Claim& claim = reading->claims[c];
        const auto what = meaning(claim);
        if (what && claim.state != ClaimState::current)
          withdrawn_.emplace(*what, claim_ref(*reading, c));
      }
    }
  }

  static const Claim* find(const Reading& reading, const std::string& id) {
    for (const Claim& claim : reading.claims) {
      if (!id.empty() && claim.id == id) return &claim;
    }
    return nullptr;
  }

  void check_correction(const Reading& reading, std::size_t c) {
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
    book_.note("correction", verdict + "; the withdrawn statement is kept and used nowhere", {},
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
      book_.add("correction", "warning",
                "tension in " + report_words(reading) + ": \"" + said(claim) +
                    "\" still fits the withdrawn statement \"" + said(*old) + "\"",
                {}, {}, std::move(both));
    }
  }

  // The withdrawn statement, told as current by another report.
  void check_use(const Reading& reading, std::size_t c) {
    const auto what = meaning(reading.claims[c]);
    if (!what) return;
    const auto [first, last] = withdrawn_.equal_range(*what);
    bool used = false;
    for (auto at = first; at != last; ++at) {
      if (at->second.report == reading.digest) continue;
      book_.add("retraction", "warning",
                report_words(reading) + " says \"" + said(reading.claims[c]) +
                    "\", which another report withdraws",
                {}, {}, {at->second, claim_ref(reading, c)});
      used = true;
      break;
    }
    if (!used && !withdrawn_.empty()) book_.held("retraction");
  }

  // "755 guards are home" cannot be fewer than the guards counted in the exchanges told.
  void check_subtotal(const Reading& reading, std::size_t c) {
    const Claim& claim = reading.claims[c];
    const std::string group = group_of(claim);
    const auto most = claim.count.high();
    if (group.empty() || !most) return;
    const auto as_of =
        claim.date && claim.date->latest ? claim.date->latest : reading.published.date.latest;
    std::int64_t sum = 0;
    std::vector<std::string> terms;
    std::vector<std::string> exchanges;
    std::vector<ClaimRef> claims = {claim_ref(reading, c)};
    for (const Entry& entry : input_.ledger.entries) {
      const ExchangeView& view = entry.view;
      const bool in_time = !as_of || (view.date.latest && *view.date.latest <= *as_of);
      if (!in_time || view.is_deal || view.type == EventType::bodies) continue;
      for (std::size_t i = 0; i < view.breakdowns.size(); ++i) {
        const Breakdown& b = view.breakdowns[i];
        if (!claim.to.empty() && !b.to.empty() && claim.to != b.to) continue;
        const auto part = std::ranges::find(b.parts, group, &Part::label);
        if (part == b.parts.end() || part->count.op != CountOp::exact) continue;
        sum += *part->count.lo;
        terms.push_back(std::to_string(*part->count.lo) + " (" + view.id + ")");
        exchanges.push_back(view.id);
        claims.push_back(view.breakdown_claims[i]);
        break;  // one list an exchange
      }
    }
    if (terms.empty()) return;
    if (sum <= *most) {
      book_.held("subset");
      return;
    }
    book_.add("subset", "contradiction",
              "\"" + said(claim) + "\" in " + report_words(reading) +
                  " is less than what the exchanges told add up to",
              joined(terms, " + ") + " = " + std::to_string(sum) + " > " + std::to_string(*most),
              std::move(exchanges), std::move(claims));
  }

  const AuditInput& input_;
  AuditBook& book_;
  std::multimap<Meaning, ClaimRef> withdrawn_;
  std::map<std::string, std::vector<ClaimRef>> formulas_;
};

}  // namespace

void audit_statements(const AuditInput& input, AuditBook& book) {
  StatementsAudit(input, book).make();
}

}  // namespace nostos::reckoning
