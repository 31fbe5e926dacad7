// SPDX-License-Identifier: Apache-2.0
// Questions: the bytes are what somebody typed into the box, UTF-8 or not. Everything read from it
// is UTF-8, no figure of it is lost or made up, twice gives the same, and whoever is then found in
// a small registry has reasons that add up to what a look at that record alone gives.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "actions/person_engine.h"
#include "base/utf8.h"
#include "knowledge/embedded_knowledge.h"

namespace {

using nostos::actions::CandidateSource;
using nostos::actions::UnderstoodQuery;
using nostos::domain::FieldKind;

void must(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "broken: %s\n", what);
  std::abort();
}

std::shared_ptr<CandidateSource> registry() {
  nostos::actions::PersonTables tables;
  for (const nostos::EmbeddedFile& file : nostos::embedded_knowledge()) {
    if (file.path.starts_with("names/"))
      tables.names.push_back({std::string(file.path), file.content});
    if (file.path == "columns.tsv") tables.columns = file.content;
    if (file.path == "people/questions.tsv") tables.questions = file.content;
  }
  auto made = nostos::actions::make_person_engine(tables);
  must(made.has_value(), "the built-in tables load");
  // Nobody of them exists.
  const std::vector<nostos::domain::SourceRecord> people = {
      {"1",
       "list",
       {{FieldKind::full_name, "name", "Кривомост Іван Петрович"},
        {FieldKind::birth_date, "born", "12.03.1987"},
        {FieldKind::unit, "unit", "93 бригада"}}},
      {"2",
       "list",
       {{FieldKind::surname, "surname", "Krivomost"},
        {FieldKind::given_name, "given", "I."},
        {FieldKind::service_number, "number", "AB-123456"}}},
      {"3",
       "list",
       {{FieldKind::full_name, "name", "Сухоярова Олена"},
        {FieldKind::birth_date, "born", "1990"}}},
      {"4",
       "list",
       {{FieldKind::full_name, "name", "Берегов Николай Алексеевич"},
        {FieldKind::birth_date, "born", "1988-02-29"},
        {FieldKind::rank, "rank", "сержант"},
        {FieldKind::place, "place", "Северск"}}}};
  std::vector<nostos::actions::PlacedRecord> placed;
  for (const auto& person : people)
    placed.push_back({static_cast<nostos::identity::RecordPlace>(placed.size()), &person});
  (*made)->add(placed);
  return *made;
}

std::size_t figures_in(std::string_view text) {
  return static_cast<std::size_t>(
      std::ranges::count_if(text, [](char c) { return c >= '0' && c <= '9'; }));
}

void must_be_text(const std::string& text) {
  must(!text.empty(), "nothing is read from nothing");
  must(!nostos::first_invalid_utf8(text), "what is read is UTF-8");
}

void check_find(const CandidateSource& people, const UnderstoodQuery& understood) {
  const auto found = people.find(understood.fields, 3);
  must(found.size() <= 3, "no more are shown than were asked for");
  for (std::size_t i = 0; i < found.size(); ++i) {
    const auto total = found[i].waterfall.total();
    must(i == 0 || total <= found[i - 1].waterfall.total(), "the likeliest comes first");
    must(people.compare(understood.fields, found[i].place).total() == total,
         "a record weighs the same whether it was found or asked for");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const std::shared_ptr<CandidateSource> people = registry();
  const std::string_view typed(reinterpret_cast<const char*>(data), size);
  const UnderstoodQuery once = people->understand(typed);
  std::size_t figures = 0;
  for (const auto& field : once.fields) {
    must_be_text(field.column);
    must_be_text(field.text);
    figures += figures_in(field.column);
  }
  for (const std::string& word : once.unread) {
    must_be_text(word);
    figures += figures_in(word);
  }
  must(figures == figures_in(typed), "every figure is in one field or told as unread");
  const UnderstoodQuery again = people->understand(typed);
  must(once.fields == again.fields && once.unread == again.unread, "twice gives the same");
  check_find(*people, once);
  return 0;
}
