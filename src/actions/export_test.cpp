// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <simdjson.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "actions/export_ledger.h"
#include "actions/file_report.h"
#include "actions/testing/fake_engines.h"

namespace nostos::actions {
namespace {

using testing::HasSubstr;

class Export : public testing::Test {
 protected:
  void SetUp() override {
    for (const char* body : {"Quiet day. On Friday 50 people came home. More later.",
                             "It is unclear who came, but 60 did."}) {
      Filing filing;
      filing.report.body = body;
      filing.report.outlet = "The Courier";
      filing.operation = body;
      ASSERT_TRUE(file_report(*world.bureau, filing));
    }
    ledger = world.bureau->reckoned();
    first = ledger->holdings->reports[0]->reading.claims[0].id;
  }
  FakeBureau world;
  std::shared_ptr<const ReckonedLedger> ledger;
  std::string first;
};

std::string exported(const ReckonedLedger& ledger, ExportFormat format, ExportWhat what) {
  std::string text;
  EXPECT_TRUE(export_ledger(ledger, format, what, [&](std::string_view bytes) -> Result<void> {
    text += bytes;
    return {};
  }));
  return text;
}

TEST_F(Export, ExportsNameTheClaimsEachNumberRestsOn) {
  const std::string csv = exported(*ledger, ExportFormat::csv, ExportWhat::exchanges);
  EXPECT_THAT(csv, HasSubstr("x1,exchange,completed"));
  EXPECT_THAT(csv, HasSubstr(",50,50,50,eq,stated,no,the only source," + first + "\r\n"));
  EXPECT_THAT(exported(*ledger, ExportFormat::csv, ExportWhat::claims), HasSubstr(first + ","));
  EXPECT_THAT(exported(*ledger, ExportFormat::json, ExportWhat::exchanges), HasSubstr(first));
  const std::string jsonl = exported(*ledger, ExportFormat::jsonl, ExportWhat::claims);
  EXPECT_EQ(std::count(jsonl.begin(), jsonl.end(), '\n'), 2);
}

// A line of CSV without quoted fields.
std::vector<std::string> cells(const std::string& line) {
  std::vector<std::string> out(1);
  for (const char c : line) {
    if (c == ',') {
      out.emplace_back();
    } else {
      out.back() += c;
    }
  }
  return out;
}

std::vector<std::string> lines(const std::string& text) {
  std::vector<std::string> out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find("\r\n", at);
    out.push_back(text.substr(at, end - at));
    at = end + 2;
  }
  return out;
}

TEST_F(Export, AnHxlTableHasOneTagAColumnInItsSecondRow) {
  const auto rows = lines(exported(*ledger, ExportFormat::hxl, ExportWhat::exchanges));
  ASSERT_GE(rows.size(), 3U);
  EXPECT_EQ(cells(rows[0]).size(), cells(rows[1]).size());
  for (const std::string& tag : cells(rows[1])) EXPECT_EQ(tag.front(), '#') << rows[1];
  EXPECT_EQ(lines(exported(*ledger, ExportFormat::csv, ExportWhat::exchanges))[1], rows[2]);
}

TEST_F(Export, AUcdpTableHasBestHighAndLow) {
  const auto rows = lines(exported(*ledger, ExportFormat::ucdp, ExportWhat::exchanges));
  ASSERT_GE(rows.size(), 2U);
  const auto names = cells(rows[0]);
  const auto row = cells(rows[1]);
  const auto value = [&](std::string_view name) {
    return row[static_cast<std::size_t>(std::ranges::find(names, name) - names.begin())];
  };
  EXPECT_EQ(value("low"), "50");
  EXPECT_EQ(value("best"), "50");
  EXPECT_EQ(value("high"), "50");
  EXPECT_EQ(value("date_prec"), "5") << "a Friday of no known week";
  EXPECT_EQ(value("number_of_sources"), "1");
}

TEST_F(Export, ADataPackageDescribesEachColumnThatItHolds) {
  const std::string text = exported(*ledger, ExportFormat::datapackage, ExportWhat::exchanges);
  simdjson::dom::parser parser;
  const simdjson::dom::element package = parser.parse(text);
  std::size_t resources = 0;
  for (const simdjson::dom::element resource : package["resources"].get_array()) {
    ++resources;
    const auto fields = resource["schema"]["fields"].get_array().value().size();
    for (const simdjson::dom::element row : resource["data"].get_array())
      EXPECT_EQ(row.get_array().value().size(), fields);
  }
  EXPECT_EQ(resources, 2U);
}

TEST_F(Export, LinkedDataLeadsFromEachNumberToItsClaimAndFromThereToItsReport) {
  const std::string text = exported(*ledger, ExportFormat::jsonld, ExportWhat::exchanges);
  simdjson::dom::parser parser;
  const simdjson::dom::element document = parser.parse(text);
  std::set<std::string> ids;
  std::vector<std::string> sources;
  for (const simdjson::dom::element node : document["@graph"].get_array()) {
    ids.emplace(node["@id"].get_string().value());
    simdjson::dom::array numbers;
    if (node["variableMeasured"].get(numbers) != simdjson::SUCCESS) continue;
    for (const simdjson::dom::element number : numbers) {
      for (const simdjson::dom::element source : number["prov:wasDerivedFrom"].get_array())
        sources.emplace_back(source["@id"].get_string().value());
    }
  }
  EXPECT_THAT(sources, testing::Contains("urn:nostos:claim:" + first));
  for (const std::string& source : sources) EXPECT_TRUE(ids.contains(source)) << source;
}

TEST_F(Export, EachFormSaysWhatItLeavesOut) {
  for (const ExportFormat format :
       {ExportFormat::csv, ExportFormat::hxl, ExportFormat::ucdp, ExportFormat::datapackage,
        ExportFormat::jsonld, ExportFormat::json, ExportFormat::jsonl}) {
    EXPECT_THAT(std::string(left_out(format, ExportWhat::exchanges)),
                testing::StartsWith("Left out:"));
  }
}

TEST(Csv, ATextThatASpreadsheetWouldRunIsDefused) {
  EXPECT_EQ(csv_field("=cmd()"), "'=cmd()");
  EXPECT_EQ(csv_field("@x"), "'@x");
  EXPECT_EQ(csv_field("-1"), "'-1");
  EXPECT_EQ(csv_field("plain"), "plain");
  EXPECT_EQ(csv_field("a,\"b\""), "\"a,\"\"b\"\"\"");
  EXPECT_EQ(csv_field("=a\nb"), "\"'=a\nb\"");
}

TEST_F(Export, AFailedWriteEndsTheExport) {
  int writes = 0;
  const auto written =
      export_ledger(*ledger, ExportFormat::csv, ExportWhat::claims, [&](std::string_view) {
        ++writes;
        return Result<void>(fail(Fault::unavailable, "full"));
      });
  EXPECT_FALSE(written);
  EXPECT_EQ(writes, 1);
}

}  // namespace
}  // namespace nostos::actions
