// SPDX-License-Identifier: Apache-2.0
// A reckoning as JSON (api/reckoning.schema.json): every number with the claims it rests on. The
// same reckoning gives the same bytes. Pure; safe from any thread.
#pragma once

#include <string>

#include "base/json_writer.h"
#include "domain/exchange_view.h"

namespace nostos::wire {

void write_reckoning(JsonWriter& json, const domain::Reckoning& reckoning);
std::string reckoning_json(const domain::Reckoning& reckoning);

void write_exchange(JsonWriter& json, const domain::ExchangeView& exchange);
void write_edge(JsonWriter& json, const domain::JudgementEdge& edge);
void write_chain(JsonWriter& json, const domain::Chain& chain);
void write_finding(JsonWriter& json, const domain::Finding& finding);
void write_claim_ref(JsonWriter& json, const domain::ClaimRef& ref);
void write_reckoned(JsonWriter& json, const domain::Reckoned& number);

}  // namespace nostos::wire
