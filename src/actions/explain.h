// SPDX-License-Identifier: Apache-2.0
// Why: how a claim or a reckoned number came about, and why something was not taken, in steps that
// a person can follow back to the words of a report.
//
// What can be asked:
//   c1f3…                 a claim, by its id or an unambiguous beginning of it (6 characters or
//   more) E5                    an exchange: why these reports were joined E5.date its date
//   E5.leg.UA             how many came to a side; E5.leg.UA.2 the second such leg
//   E5.total.UA           the running total of a side after it
//   E5.ordinal.war        the how-manieth it is, in the scope of its own count
//   E5~E6                 why two exchanges were not taken as one, or might be
//   9f86d081…             a report by its digest: what was seen in it and not read, and why
#pragma once

#include <string>
#include <vector>

#include "actions/bureau.h"

namespace nostos::actions {

struct WhyStep {
  std::string
      kind;  // source | sentence | speaker | rule | arithmetic | choice | veto | use | doubt
  std::string text;    // in plain words
  std::string report;  // digest, empty when about none
  std::string claim;   // claim id, empty when about none
};

// Fault::not_found tells what could have been asked instead.
Result<std::vector<WhyStep>> explain(const ReckonedLedger& ledger, const std::string& what);

}  // namespace nostos::actions
