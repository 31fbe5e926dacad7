// SPDX-License-Identifier: Apache-2.0
#include "baseline.h"

#include <gumbo.h>
#include <re2/re2.h>

#include <array>

namespace nostos::bench {
namespace {

void collect(const GumboNode& node, std::string& text) {
  if (node.type == GUMBO_NODE_TEXT || node.type == GUMBO_NODE_WHITESPACE) {
    text += node.v.text.text;
    return;
  }
  if (node.type != GUMBO_NODE_ELEMENT || node.v.element.tag == GUMBO_TAG_SCRIPT ||
      node.v.element.tag == GUMBO_TAG_STYLE)
    return;
  for (unsigned i = 0; i < node.v.element.children.length; ++i) {
    collect(*static_cast<const GumboNode*>(node.v.element.children.data[i]), text);
  }
  text += '\n';
}

}  // namespace

struct Baseline::Expressions {
  std::array<RE2, 6> all = {
      RE2(R"(((?:about|some|more than|at least|nearly)?\s*\d[\d,]*\s+(?:\w+\s+){0,2}(?:soldiers|servicemen|prisoners|defenders|people|civilians|troops)))"),
      RE2(R"(((?:returned|released|freed|exchanged|swapped|brought back|came home)[^.\n]{0,60}?\d[\d,]*))"),
      RE2(R"((\d+(?:st|nd|rd|th)\s+(?:exchange|swap)))"),
      RE2(R"((\d{1,2}\s+(?:January|February|March|April|May|June|July|August|September|October|November|December)(?:\s+\d{4})?))"),
      RE2(R"(([Ii]n (?:all|total)[^.\n]{0,40}?\d[\d,]*))"),
      RE2(R"(((?:according to|said|says|wrote|told)\s+(?:[A-Z]\w+\s*){1,4}))"),
  };
};

Baseline::Baseline() : expressions_(std::make_unique<Expressions>()) {}
Baseline::~Baseline() = default;

std::string Baseline::visible_text(std::string_view page) {
  GumboOutput* output = gumbo_parse_with_options(&kGumboDefaultOptions, page.data(), page.size());
  std::string text;
  collect(*output->root, text);
  gumbo_destroy_output(&kGumboDefaultOptions, output);
  return text;
}

std::string Baseline::extract(std::string_view text) const {
  std::string found;
  for (const RE2& expression : expressions_->all) {
    re2::StringPiece rest(text.data(), text.size());
    re2::StringPiece match;
    while (RE2::FindAndConsume(&rest, expression, &match)) {
      found.append(match.data(), match.size());
      found += '\n';
    }
  }
  return found;
}

}  // namespace nostos::bench
