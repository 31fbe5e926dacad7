// SPDX-License-Identifier: Apache-2.0
// Every rule of every language pack keeps the promises written beside it.
#include <algorithm>
#include <map>
#include <set>
#include <string>

#include <gtest/gtest.h>

#include "ingest/ingest.h"
#include "reading/language_lint.h"
#include "reading/rule_check.h"
#include "told.h"

namespace nostos::readings {
namespace {

domain::Reading read_example(const reading::RuleExample& example) {
  domain::Report report;
  report.body = example.text;
  report.lang = example.lang;
  return reader().read(report, ingest::to_document(report));
}

TEST(RuleExamples, EveryYesLineGivesWhatItNamesAndNoNoLineFires) {
  std::size_t examples = 0;
  for (const reading::RuleExample& example : reader().examples()) {
    ++examples;
    if (const auto breach = reading::breach_of(example, read_example(example)))
      ADD_FAILURE() << *breach;
  }
  EXPECT_GT(examples, 250U) << "the pattern files were not loaded";
}

TEST(LanguageTables, HaveNothingMalformedOrUnknownInThem) {
  for (const std::string& lang : reading::languages_in(tables())) {
    for (const reading::Remark& remark : reading::lint_language(tables(), lang))
      EXPECT_NE(remark.weight, reading::RemarkWeight::error) << remark.place << ": " << remark.text;
  }
}

}  // namespace
}  // namespace nostos::readings
