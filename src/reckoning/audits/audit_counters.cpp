// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "reckoning/audits/audits.h"
#include "reckoning/words.h"

namespace nostos::reckoning {

using namespace nostos::domain;

namespace {

void audit_chains(const AuditInput& input, AuditBook& book) {
  for (const ChainBreak& gap : input.counters.breaks) {
    book.add("chain", gap.direct ? "contradiction" : "warning",
             "the running total of " + gap.side + " does not go from " + gap.before + " to " +
                 gap.after +
                 (gap.direct ? "" : "; if nothing lies between them, one of the numbers is wrong"),
             gap.arithmetic, {gap.before, gap.after}, gap.claims);
  }
  for (const Chain& chain : input.counters.chains) {
    for (std::size_t i = 1; i < chain.links.size(); ++i) {
      const ChainLink& link = chain.links[i];
      if (!link.gap) {
        book.held("chain");
        continue;
      }
      const ChainLink& before = chain.links[i - 1];
      const bool told = std::ranges::any_of(input.counters.breaks, [&](const ChainBreak& b) {
        return b.side == chain.side && b.after == link.exchange;
      });
      if (told) continue;
      std::vector<ClaimRef> claims = before.claims;
      claims.insert(claims.end(), link.claims.begin(), link.claims.end());
      book.add("gap", "note",
               std::to_string(*link.gap) + " returns to " + chain.side + " between " +
                   before.exchange + " and " + link.exchange + " are in no report here",
               link.arithmetic, {before.exchange, link.exchange}, std::move(claims));
    }
  }
  for (const StrayTotal& stray : input.counters.strays) {
    std::vector<std::string> exchanges = {stray.exchange};
    std::string verdict = "the running total " + std::to_string(stray.total) + " of " + stray.side +
                          " does not fit at " + stray.exchange;
    if (!stray.belongs_after.empty()) {
      verdict += "; it is the total after " + stray.belongs_after;
      exchanges.push_back(stray.belongs_after);
    }
    book.add("stale_total", "warning", std::move(verdict), {}, std::move(exchanges), stray.claims);
  }
}

void audit_ordinals(const AuditInput& input, AuditBook& book) {
  // (sides, namespace, value) → exchanges
  std::map<std::string, std::vector<const Entry*>> holders;
  for (const Entry& entry : input.ledger.entries) {
    std::vector<std::string> sides = entry.view.sides;
    std::ranges::sort(sides);
    for (const OrdinalView& ordinal : entry.view.ordinals) {
      if (ordinal.scope != "war" || ordinal.value.basis == Basis::derived) continue;
      if (ordinal.value.conflict) {
        book.add("ordinal_order", "contradiction", "reports give this exchange different ordinals",
                 ordinal_words(*ordinal.value.low) + " ≠ " + ordinal_words(*ordinal.value.high),
                 {entry.view.id}, ordinal.value.claims);
        continue;
      }
      holders[joined(sides, "-") + "|" + ordinal.ns + "|" + std::to_string(*ordinal.value.best)]
          .push_back(&entry);
    }
  }
  for (const auto& [key, entries] : holders) {
    if (entries.size() == 1) {
      book.held("ordinal_order");
      continue;
    }
    std::vector<std::string> ids;
    std::vector<ClaimRef> claims;
    std::int64_t value = 0;
    for (const Entry* entry : entries) {
      ids.push_back(entry->view.id);
      for (const OrdinalView& ordinal : entry->view.ordinals) {
        if (ordinal.scope != "war" || !ordinal.value.best) continue;
        value = *ordinal.value.best;
        claims.insert(claims.end(), ordinal.value.claims.begin(), ordinal.value.claims.end());
      }
    }
    book.add("ordinal_order", "contradiction",
             counted(entries.size(), "exchange is", "exchanges are") + " called the " +
                 ordinal_words(value) + " in one count: " + joined(ids, ", "),
             {}, ids, std::move(claims));
  }
}

}  // namespace

void audit_counters(const AuditInput& input, AuditBook& book) {
  audit_chains(input, book);
  audit_ordinals(input, book);
}

}  // namespace nostos::reckoning
