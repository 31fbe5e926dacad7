// SPDX-License-Identifier: Apache-2.0
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "reckoning/audits/audits.h"
#include "reckoning/words.h"

namespace nostos::reckoning {

using namespace nostos::domain;

namespace {

std::string doing(Copying copying) {
  switch (copying) {
    case Copying::reprint:
      return " repeats the text of ";
    case Copying::translation:
      return " translates what stands in ";
    case Copying::retelling:
      return " retells the statement in ";
  }
  return {};
}

}  // namespace

// Copies of one statement say one thing; where they do not, one of them is wrong.
void audit_copies(const AuditInput& input, AuditBook& book) {
  const Lineage& lineage = input.in.lineage;
  book.held("copy", lineage.copies().size() - lineage.departing().size());
  for (const std::uint32_t reading : lineage.departing()) {
    const CopyLink& link = *input.in.lineage.link(reading);
    const Reading& original = *input.in.readings[link.original];
    const Reading& copy = *input.in.readings[link.copy];
    std::set<std::pair<std::size_t, std::string>> exchanges;  // shorter ids first
    for (const std::uint32_t one : {link.original, link.copy}) {
      const MentionId first = input.in.first_mention[one];
      for (MentionId id = first; id < first + input.in.readings[one]->events.size(); ++id) {
        if (!input.in.mentions[id].is_main) continue;
        const std::string& exchange = input.id_of(input.in.coreference.event_of(id));
        exchanges.emplace(exchange.size(), exchange);
      }
    }
    std::vector<std::string> ids;
    for (const auto& [size, id] : exchanges) ids.push_back(id);
    for (const Difference& difference : link.differences) {
      std::string verdict = report_words(copy) + doing(link.copying) + report_words(original) +
                            " and differs on " + difference.what + ": " + difference.kind;
      if (!link.order_known) verdict += "; which of the two came first is not known";
      book.add(
          "copy", "warning", std::move(verdict), difference.words, ids,
          {claim_ref(original, difference.original_claim), claim_ref(copy, difference.copy_claim)});
    }
  }
}

}  // namespace nostos::reckoning
