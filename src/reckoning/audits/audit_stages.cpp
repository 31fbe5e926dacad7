// SPDX-License-Identifier: Apache-2.0
#include <map>
#include <string>
#include <vector>

#include "reckoning/audits/audits.h"
#include "reckoning/words.h"

namespace nostos::reckoning {

using namespace nostos::domain;

namespace {

// The stages of a deal that were carried out, and how many came to one side in them.
struct Stages {
  std::int64_t sum = 0;
  bool all_exact = true;
  std::vector<std::string> terms;
  std::vector<std::string> exchanges;
  std::vector<ClaimRef> claims;
};

Stages stages_of(const AuditInput& input, const ExchangeView& deal, const std::string& side) {
  Stages stages;
  for (const Entry& entry : input.ledger.entries) {
    const ExchangeView& stage = entry.view;
    const bool done =
        stage.status == EventStatus::completed || stage.status == EventStatus::in_progress;
    if (stage.parent != deal.id || !done || stage.type == EventType::bodies) continue;
    stages.exchanges.push_back(stage.id);
    const LegView* leg = whole_leg(stage, side);
    if (leg == nullptr || !leg->count.best || leg->count.best_op != CountOp::exact) {
      stages.all_exact = false;
      continue;
    }
    stages.sum += *leg->count.best;
    stages.terms.push_back(std::to_string(*leg->count.best) + " (" + stage.id + ")");
    stages.claims.insert(stages.claims.end(), leg->count.claims.begin(), leg->count.claims.end());
  }
  return stages;
}

}  // namespace

// The stages of an agreement cannot bring home more than was agreed; what is missing is named.
void audit_stages(const AuditInput& input, AuditBook& book) {
  for (const Entry& entry : input.ledger.entries) {
    const ExchangeView& deal = entry.view;
    if (!deal.is_deal) continue;
    for (const LegView& agreed : deal.legs) {
      const bool exact = agreed.count.best && agreed.count.best_op == CountOp::exact;
      if (agreed.to.empty() || !exact) continue;
      const Stages stages = stages_of(input, deal, agreed.to);
      if (stages.terms.empty()) continue;
      const std::int64_t whole = *agreed.count.best;
      const std::string arithmetic = joined(stages.terms, " + ") + " = " +
                                     std::to_string(stages.sum) + ", agreed " +
                                     std::to_string(whole);
      std::vector<std::string> exchanges = {deal.id};
      exchanges.insert(exchanges.end(), stages.exchanges.begin(), stages.exchanges.end());
      std::vector<ClaimRef> claims = agreed.count.claims;
      claims.insert(claims.end(), stages.claims.begin(), stages.claims.end());
      if (stages.sum > whole) {
        book.add("sum", "contradiction",
                 "more came to " + agreed.to + " in the stages of " + deal.id + " than was agreed",
                 arithmetic, std::move(exchanges), std::move(claims));
      } else if (stages.sum == whole) {
        book.held("sum");
      } else {
        book.note("gap",
                  std::to_string(whole - stages.sum) + " of those agreed in " + deal.id +
                      " are in no stage told here" +
                      (stages.all_exact ? "" : "; not every stage gives its number") + ": " +
                      arithmetic,
                  std::move(exchanges), std::move(claims));
      }
    }
  }
}

}  // namespace nostos::reckoning
