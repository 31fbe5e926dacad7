// SPDX-License-Identifier: Apache-2.0
// Settings and models of the linker: the bytes are one or the other. What is taken comes back as it
// was when it is written and read again; what is not has a message. Taken settings link a small
// list without harm.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "linkage/linkage.h"

namespace {

using namespace nostos;

void must(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "broken: %s\n", what);
  std::abort();
}

const linkage::RecordTable& list() {
  static const linkage::RecordTable table = [] {
    linkage::RecordTable out;
    const auto column = [&](const char* name, domain::FieldKind kind,
                            std::initializer_list<const char*> texts) {
      linkage::Column made{name, kind, {}, {}};
      for (const char* text : texts) made.rows.push_back(made.values.intern(text));
      out.columns.push_back(std::move(made));
    };
    column("surname", domain::FieldKind::surname, {"Bryl", "Bril", "Ostap", "Zuyko", "Bryl", ""});
    column("given_name", domain::FieldKind::given_name,
           {"Hnat", "Hnat", "Petro", "Hnat", "H.", "Ivan"});
    column("birth_date", domain::FieldKind::birth_date,
           {"1987-03-12", "1987-12-03", "1990", "", "1987", "1971-01-01"});
    out.lists = {0, 1, 0, 1, 0, 1};
    return out;
  }();
  return table;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto settings = linkage::parse_settings(text);
  if (settings) {
    const std::string written = linkage::write_settings(*settings);
    const auto again = linkage::parse_settings(written);
    must(again.has_value() && linkage::write_settings(*again) == written, "settings come back");
    linkage::Job job;
    job.settings = *settings;
    const auto linked = linkage::link_records(list(), job);
    must(linked.has_value() || !linked.error().message.empty(), "a run links or says why not");
  } else {
    must(!settings.error().message.empty(), "settings that are refused have a message");
  }
  const auto model = matching::parse_model(text);
  if (model) {
    const std::string written = matching::write_model(*model);
    const auto again = matching::parse_model(written);
    must(again.has_value() && matching::write_model(*again) == written, "a model comes back");
  } else {
    must(!model.error().message.empty(), "a model that is refused has a message");
  }
  return 0;
}
