// SPDX-License-Identifier: Apache-2.0
#include "wire/person_json.h"

#include <gtest/gtest.h>

namespace nostos::wire {
namespace {

using domain::FieldKind;

TEST(person_json, a_record_comes_back_as_it_was_received) {
  const domain::SourceRecord record{"row 7",
                                    "Hospital list",
                                    {{FieldKind::full_name, "ПІБ", "Коваль Іван \"Лис\""},
                                     {FieldKind::other, "", "line\nbreak\ttab"},
                                     {FieldKind::alias, "позивний", "Лис"},
                                     {FieldKind::alias, "позивний", "Ключ"}}};
  std::string json;
  {
    JsonWriter writer(json);
    write_source_record(writer, record);
  }
  EXPECT_EQ(*parse_source_record(json), record);
}

TEST(person_json, a_waterfall_says_its_total_and_one_that_does_not_add_up_is_refused) {
  const matching::Waterfall waterfall{
      {{"prior", {}, -20'000}, {"surname.exact", {"Коваль"}, 22'001}}};
  std::string json;
  {
    JsonWriter writer(json);
    write_waterfall(writer, waterfall);
  }
  EXPECT_NE(json.find("\"total\":2001"), std::string::npos) << json;
  EXPECT_EQ(*parse_waterfall(json), waterfall);
  json.replace(json.find("22001"), 5, "22002");
  EXPECT_EQ(parse_waterfall(json).error().fault, Fault::corrupt);
}

}  // namespace
}  // namespace nostos::wire
