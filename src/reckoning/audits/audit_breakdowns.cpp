// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "reckoning/audits/audits.h"
#include "reckoning/event_work.h"
#include "reckoning/words.h"

namespace nostos::reckoning {

using namespace nostos::domain;

namespace {

std::optional<std::int64_t> exact(const Quantity& count) {
  return count.op == CountOp::exact ? count.lo : std::nullopt;
}

// Sum of the parts when all of them are exact.
std::optional<std::int64_t> sum_of(const std::vector<Part>& parts) {
  std::int64_t sum = 0;
  for (const Part& part : parts) {
    const auto count = exact(part.count);
    if (!count) return std::nullopt;
    sum += *count;
  }
  return sum;
}

std::string addition(const std::vector<Part>& parts) {
  std::vector<std::string> counts;
  for (const Part& part : parts) counts.push_back(std::to_string(part.count.lo.value_or(0)));
  return joined(counts, " + ");
}

class BreakdownAudit {
 public:
  BreakdownAudit(const AuditInput& input, AuditBook& book) : input_(input), book_(book) {}

  void make(const Entry& entry) {
    const ExchangeView& view = entry.view;
    for (const MentionId id : input_.in.coreference.members(entry.event)) check_sums(view, id);
    check_lines(view);
    check_parts(view);
    check_health(view);
  }

 private:
  static ClaimRef ref(const Reading& reading, std::size_t claim) {
    return claim_ref(reading, claim);
  }

  // What the report itself gives as the whole of these people.
  std::optional<std::pair<std::int64_t, ClaimRef>> whole_said(MentionId id,
                                                              const std::string& to) const {
    std::optional<std::pair<std::int64_t, ClaimRef>> whole;
    for (const CountSaid& said : input_.in.mentions[id].counts) {
      const auto count = exact(said.count);
      if (!said.usable || !count || said.people != People::all || (!to.empty() && said.to != to))
        continue;
      if (whole && whole->first != *count)
        return std::nullopt;  // the report itself is not of one mind
      whole = {*count, ref(input_.reading_of(id), said.claims.front())};
    }
    return whole;
  }

  // Lists in which one person stands once. Who served in two services or defended two places may
  // be counted twice where the words do not say what is part of what.
  static bool nobody_twice(const Breakdown& b) {
    return (b.dimension == "rank" || b.dimension == "sex") && b.parts.size() > 1 &&
           std::ranges::all_of(b.parts, [](const Part& part) { return part.parts.empty(); });
  }

  void check_sums(const ExchangeView& view, MentionId id) {
    const Reading& reading = input_.reading_of(id);
    for (const Breakdown& b : input_.event_of(id).breakdowns) {
      if (b.claim < reading.claims.size() && !stands(reading.claims[b.claim])) continue;
      const auto sum = sum_of(b.parts);
      const auto whole = whole_said(id, b.to);
      std::vector<ClaimRef> claims = {ref(reading, b.claim)};
      if (whole) claims.push_back(whole->second);
      if (b.balance == Balance::off) {
        std::string arithmetic = b.note;
        if (sum && whole)
          arithmetic = addition(b.parts) + " = " + std::to_string(*sum) + ", stated " +
                       std::to_string(whole->first);
        book_.add("sum", "contradiction",
                  "the list by " + b.dimension + " in " + report_words(reading) +
                      " does not add up to its whole (off by " + std::to_string(b.off_by) + ")",
                  std::move(arithmetic), {view.id}, std::move(claims));
      } else if (b.exhaustive == Exhaustive::yes && sum && whole && *sum != whole->first) {
        book_.add("sum", "contradiction",
                  "the full list by " + b.dimension + " in " + report_words(reading) +
                      " does not add up to its whole",
                  addition(b.parts) + " = " + std::to_string(*sum) + ", stated " +
                      std::to_string(whole->first),
                  {view.id}, std::move(claims));
      } else if (sum && whole && *sum > whole->first && nobody_twice(b)) {
        // Full or not: nobody has two ranks.
        book_.add("sum", "contradiction",
                  "the parts by " + b.dimension + " in " + report_words(reading) +
                      " are more than their whole",
                  addition(b.parts) + " = " + std::to_string(*sum) + ", stated " +
                      std::to_string(whole->first),
                  {view.id}, std::move(claims));
      } else if (b.balance == Balance::balanced ||
                 (b.exhaustive == Exhaustive::yes && sum && whole)) {
        book_.held("sum");
      }
    }
  }

  // Full lists along different lines, of the people who came to one side.
  void check_lines(const ExchangeView& view) {
    for (std::size_t i = 0; i < view.breakdowns.size(); ++i) {
      for (std::size_t j = i + 1; j < view.breakdowns.size(); ++j) {
        const Breakdown& a = view.breakdowns[i];
        const Breakdown& b = view.breakdowns[j];
        if (a.exhaustive != Exhaustive::yes || b.exhaustive != Exhaustive::yes || a.to != b.to)
          continue;
        const auto sum_a = sum_of(a.parts);
        const auto sum_b = sum_of(b.parts);
        if (!sum_a || !sum_b) continue;
        if (*sum_a == *sum_b) {
          book_.held("cross_partition");
          continue;
        }
        book_.add(
            "cross_partition", "warning",
            "full lists by " + a.dimension + " and by " + b.dimension + " have different sums",
            addition(a.parts) + " = " + std::to_string(*sum_a) + "; " + addition(b.parts) + " = " +
                std::to_string(*sum_b),
            {view.id}, {view.breakdown_claims[i], view.breakdown_claims[j]});
      }
    }
  }

  void check_parts(const ExchangeView& view) {
    for (std::size_t i = 0; i < view.breakdowns.size(); ++i) {
      const Breakdown& b = view.breakdowns[i];
      for (const Part& part : b.parts) check_part(view, part, view.breakdown_claims[i]);
      // A part is not more than the people who came.
      const LegView* leg = whole_leg(view, b.to);
      if (leg == nullptr || !leg->count.high) continue;
      for (const Part& part : b.parts) {
        const auto count = exact(part.count);
        if (!count) continue;
        if (*count <= *leg->count.high) {
          book_.held("subset");
          continue;
        }
        std::vector<ClaimRef> claims = leg->count.claims;
        claims.push_back(view.breakdown_claims[i]);
        book_.add("subset", "contradiction",
                  "\"" + part.words + "\" are more than all who came to " + b.to,
                  std::to_string(*count) + " > " + std::to_string(*leg->count.high), {view.id},
                  std::move(claims));
      }
    }
  }

  void check_part(const ExchangeView& view, const Part& part, const ClaimRef& claim) {
    const auto whole = exact(part.count);
    for (const Part& inner : part.parts) {
      check_part(view, inner, claim);
      const auto count = exact(inner.count);
      if (!whole || !count) continue;
      if (*count <= *whole) {
        book_.held("subset");
      } else {
        book_.add(
            "subset", "contradiction",
            "\"" + inner.words + "\" are more than \"" + part.words + "\", of whom they are part",
            std::to_string(*count) + " > " + std::to_string(*whole), {view.id}, {claim});
      }
    }
  }

  void check_health(const ExchangeView& view) {
    std::optional<std::int64_t> most;
    std::vector<ClaimRef> claims;
    for (const LegView& leg : view.legs) {
      if (!leg.count.high) return;
      most = std::max(most.value_or(0), *leg.count.high);
      claims.insert(claims.end(), leg.count.claims.begin(), leg.count.claims.end());
    }
    if (!most) return;
    for (const HealthNote& note : view.health) {
      const auto count = note.count.low();
      if (!count) continue;
      if (*count <= *most) {
        book_.held("subset");
        continue;
      }
      if (note.claim < view.claims.size()) claims.push_back(view.claims[note.claim]);
      book_.add("subset", "contradiction",
                "more people are told to be " + note.what + " than came home",
                std::to_string(*count) + " > " + std::to_string(*most), {view.id}, claims);
    }
  }

  const AuditInput& input_;
  AuditBook& book_;
};

}  // namespace

void audit_breakdowns(const AuditInput& input, const Entry& entry, AuditBook& book) {
  BreakdownAudit(input, book).make(entry);
}

void audit_ages(const Reading& reading, AuditBook& book) {
  constexpr std::int64_t kOldest = 110;
  for (std::size_t c = 0; c < reading.claims.size(); ++c) {
    const Claim& claim = reading.claims[c];
    const auto age = claim.count.nominal();
    if (claim.type != ClaimType::age || !age || !stands(claim)) continue;
    if (*age <= kOldest && *age >= 0) {
      book.held("impossible");
    } else {
      book.add("impossible", "contradiction",
               "nobody is " + std::to_string(*age) + " years old (" + report_words(reading) + ")",
               std::to_string(*age) + " > " + std::to_string(kOldest), {}, {claim_ref(reading, c)});
    }
  }
}

// What an exchange gives by itself is kept with it, unless others add to it.
void audit_all(const AuditInput& input, AuditBook& book) {
  for (const Entry& entry : input.ledger.entries) {
    EventWork& work = input.in.coreference.work(entry.event);
    const bool known = work.audits && !entry.filled_in;
    if (!known) {
      AuditBook own;
      audit_breakdowns(input, entry, own);
      audit_dates(input, entry, own);
      audit_sides(input, entry, own);
      work.audits.reset();
      if (entry.filled_in) {
        book.take(own);
        continue;
      }
      work.audits = std::move(own);
      work.audited_as = entry.view.id;
    }
    if (work.audited_as != entry.view.id) work.audits->rename(entry.view.id);
    work.audited_as = entry.view.id;
    book.take(*work.audits);
  }
  input.reports.write(input.in.order, book);
  audit_counters(input, book);
  audit_copies(input, book);
  audit_time_network(input, book);
  audit_superlatives(input, book);
  audit_stages(input, book);
  audit_statements(input, book);
}

}  // namespace nostos::reckoning
