// SPDX-License-Identifier: Apache-2.0
#include "ingest/boilerplate.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

#include "ingest/html_scanner.h"

namespace nostos::ingest {
namespace {

// Words of class and id names, split at everything that is no letter: "article__share-links" has
// "share" in it, "shareholders" has not.
constexpr auto kBoilerplateWords = std::to_array<std::string_view>({"ad",
                                                                    "ads",
                                                                    "advert",
                                                                    "advertisement",
                                                                    "advertising",
                                                                    "adv",
                                                                    "banner",
                                                                    "banners",
                                                                    "breadcrumb",
                                                                    "breadcrumbs",
                                                                    "comment",
                                                                    "comments",
                                                                    "consent",
                                                                    "cookie",
                                                                    "cookies",
                                                                    "copyright",
                                                                    "disqus",
                                                                    "footer",
                                                                    "login",
                                                                    "masthead",
                                                                    "menu",
                                                                    "menus",
                                                                    "menubar",
                                                                    "modal",
                                                                    "nav",
                                                                    "navbar",
                                                                    "navigation",
                                                                    "newsletter",
                                                                    "outbrain",
                                                                    "pager",
                                                                    "pagination",
                                                                    "popular",
                                                                    "popup",
                                                                    "promo",
                                                                    "recommend",
                                                                    "recommended",
                                                                    "recommendations",
                                                                    "related",
                                                                    "share",
                                                                    "sharing",
                                                                    "sidebar",
                                                                    "signup",
                                                                    "social",
                                                                    "socials",
                                                                    "sponsored",
                                                                    "submenu",
                                                                    "subscribe",
                                                                    "subscription",
                                                                    "taboola",
                                                                    "taglist",
                                                                    "tags",
                                                                    "teaser",
                                                                    "teasers",
                                                                    "toolbar",
                                                                    "topbar",
                                                                    "trending",
                                                                    "widget",
                                                                    "widgets"});
constexpr std::string_view kCaption = "caption";
constexpr auto kBoilerplateRoles =
    std::to_array<std::string_view>({"navigation", "banner", "contentinfo", "search",
                                     "complementary", "menu", "menubar", "dialog"});

constexpr std::size_t kLongestWord = 16;

constexpr std::uint64_t hash_of(std::string_view word) {
  std::uint64_t hash = 0xCBF29CE484222325ULL;  // FNV-1a
  for (const char c : word) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3ULL;
  return hash;
}

constexpr std::size_t kSlots = 256;

constexpr std::array<std::string_view, kSlots> make_table() {
  std::array<std::string_view, kSlots> table{};
  for (const std::string_view word : kBoilerplateWords) {
    std::size_t slot = hash_of(word) % kSlots;
    while (!table[slot].empty()) slot = (slot + 1) % kSlots;
    table[slot] = word;
  }
  return table;
}

constexpr std::array<std::string_view, kSlots> kTable = make_table();

bool is_boilerplate_word(std::string_view word) {
  for (std::size_t slot = hash_of(word) % kSlots; !kTable[slot].empty();
       slot = (slot + 1) % kSlots) {
    if (kTable[slot] == word) return true;
  }
  return false;
}

bool is_letter(char c) { return c >= 'a' && c <= 'z'; }

void add_words(std::string_view names, RoleHints& hints) {
  std::array<char, kLongestWord> word{};
  std::size_t length = 0;
  for (std::size_t i = 0; i <= names.size(); ++i) {
    const char c = i < names.size() ? names[i] : ' ';
    const char small = ascii_lower(c);
    const bool new_word = small != c && i > 0 && is_letter(names[i - 1]);  // "relatedItems"
    if (length > 0 && (new_word || !is_letter(small))) {
      const std::string_view found(word.data(), std::min(length, kLongestWord));
      hints.boilerplate |= length <= kLongestWord && is_boilerplate_word(found);
      hints.caption |= found == kCaption;
      length = 0;
    }
    if (!is_letter(small)) continue;
    if (length < kLongestWord) word[length] = small;
    ++length;
  }
}

}  // namespace

RoleHints role_hints(std::string_view attributes) {
  RoleHints hints;
  HtmlAttributes each(attributes);
  std::string_view name;
  std::string_view value;
  while (each.next(name, value)) {
    switch (name.size()) {
      case 2:
        if (equals_ignoring_case(name, "id")) add_words(value, hints);
        break;
      case 4:
        if (equals_ignoring_case(name, "role")) {
          hints.boilerplate |= std::ranges::any_of(kBoilerplateRoles, [&](std::string_view role) {
            return equals_ignoring_case(value, role);
          });
        }
        break;
      case 5:
        if (equals_ignoring_case(name, "class")) {
          add_words(value, hints);
        } else if (equals_ignoring_case(name, "style")) {
          hints.boilerplate |=
              value.find("display:none") != value.npos || value.find("display: none") != value.npos;
        }
        break;
      case 6:
        hints.boilerplate |= equals_ignoring_case(name, "hidden");
        break;
      default:
        break;
    }
  }
  return hints;
}

bool is_boilerplate_element(Tag tag, bool in_article) {
  switch (tag) {
    case Tag::nav:
    case Tag::footer:
    case Tag::aside:
    case Tag::form:
    case Tag::menu:
    case Tag::dialog:
    case Tag::button:
    case Tag::select:
    case Tag::search:
    case Tag::textarea:
      return true;
    case Tag::header:
      return !in_article;
    default:
      return false;
  }
}

}  // namespace nostos::ingest
