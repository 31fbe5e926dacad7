// SPDX-License-Identifier: Apache-2.0
// Corrections: what a report takes back, and what it puts in its place.
#include "reading/assembler.h"

namespace nostos::reading {

using domain::ClaimType;

// A statement withdrawn: the figure may stay while what it says changes.
void Assembler::read_correction(const Frame& frame, std::uint32_t s) {
  const Bound* bound = frame.get("count");
  const PeopleCount* count = count_of(bound);
  if (count == nullptr) return;
  const std::uint32_t index = members(bound).front();
  if (used_[index] != 0) return;
  used_[index] = 1;
  const std::size_t retracted =
      add_claim(ClaimType::held, s, count->first, count->last, frame.rule->name);
  out_.claims[retracted].count = count->quantity;
  out_.claims[retracted].population = count->population;
  out_.claims[retracted].state = domain::ClaimState::retracted;
  out_.claims[retracted].slots.push_back({"status", "in_captivity"});
  if (!count->labels.empty())
    out_.claims[retracted].slots.push_back({"label", std::string(count->labels.front().id)});
  out_.claims[retracted].to = g_.parties->side_of(count->side);
  const std::size_t correction =
      add_claim(ClaimType::correction, s, frame.first, frame.last, frame.rule->name);
  out_.claims[correction].count = count->quantity;
  out_.claims[correction].about = std::to_string(retracted);
  // The corrected value: the same figure in the sentences around.
  for (std::size_t k = 0; k < out_.claims.size(); ++k) {
    domain::Claim& c = out_.claims[k];
    if (c.type == ClaimType::subtotal && c.count.nominal() == count->quantity.nominal()) {
      out_.claims[correction].slots.push_back({"replaced_by", std::to_string(k)});
      out_.claims[correction].slots.push_back({"changed", "status"});
      if (out_.claims[retracted].to.empty()) out_.claims[retracted].to = c.to;
      break;
    }
  }
  // The same figure again in the correction says the new value.
  std::uint32_t t = s;
  while (t > 0 && l_.sentences[t - 1].block == l_.sentences[s].block) --t;
  for (; t < l_.sentences.size() && l_.sentences[t].block == l_.sentences[s].block; ++t) {
    for (std::uint32_t k = l_.sentences[t].count_first; k < l_.sentences[t].count_last; ++k) {
      if (l_.counts[k].quantity.nominal() == count->quantity.nominal()) used_[k] = 1;
    }
  }
}

}  // namespace nostos::reading
