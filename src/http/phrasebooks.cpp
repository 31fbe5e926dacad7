// SPDX-License-Identifier: Apache-2.0
#include "http/phrasebooks.h"

#include <algorithm>
#include <utility>

namespace nostos::http {
namespace {

// The first row that is no remark names the languages.
std::string_view header_of(std::string_view table) {
  while (table.starts_with('#'))
    table.remove_prefix(std::min(table.find('\n'), table.size() - 1) + 1);
  return table.substr(0, table.find('\n'));
}

// "uk" of "uk-UA;q=0.9".
std::string_view language_of(std::string_view range) {
  while (range.starts_with(' ')) range.remove_prefix(1);
  return range.substr(0, range.find_first_of("-; "));
}

}  // namespace

Phrasebooks::Phrasebooks(const std::string& path, std::string_view table) {
  std::string_view header = header_of(table);
  while (!header.empty()) {
    const std::size_t tab = std::min(header.find('\t'), header.size());
    const std::string lang(header.substr(0, tab));
    header.remove_prefix(std::min(tab + 1, header.size()));
    if (lang == "en") continue;
    if (auto book = wire::Phrasebook::load(path, table, lang))
      books_.emplace(lang, std::move(*book));
  }
}

const wire::Phrasebook* Phrasebooks::book_for(const Request& request) const {
  std::string_view wanted = request.headers.get("Accept-Language");
  while (!wanted.empty()) {
    const std::size_t comma = std::min(wanted.find(','), wanted.size());
    const std::string_view lang = language_of(wanted.substr(0, comma));
    wanted.remove_prefix(std::min(comma + 1, wanted.size()));
    if (lang == "en") return nullptr;
    if (const auto book = books_.find(lang); book != books_.end()) return &book->second;
  }
  return nullptr;
}

}  // namespace nostos::http
