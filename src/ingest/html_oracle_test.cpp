// SPDX-License-Identifier: Apache-2.0
// The same pages through a full HTML5 parser: the visible words must be the same, in the same
// order.
#include <gtest/gtest.h>
#include <gumbo.h>

#include <algorithm>
#include <array>
#include <random>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/html.h"

namespace nostos::ingest {
namespace {

using Words = std::vector<std::string>;

// Words are what stands between ASCII white space; NBSP alone is not one.
Words words_of(const std::string& text) {
  std::istringstream stream(text);
  Words words;
  for (std::string word; stream >> word;) {
    bool blank = true;
    for (std::size_t i = 0; i < word.size(); i += 2) blank &= word.compare(i, 2, "\u00A0") == 0;
    if (!blank) words.push_back(word);
  }
  return words;
}

bool is_not_shown(GumboTag tag) {
  constexpr std::array kTags = {GUMBO_TAG_SCRIPT,   GUMBO_TAG_STYLE,  GUMBO_TAG_NOSCRIPT,
                                GUMBO_TAG_TEMPLATE, GUMBO_TAG_HEAD,   GUMBO_TAG_SVG,
                                GUMBO_TAG_IFRAME,   GUMBO_TAG_VIDEO,  GUMBO_TAG_AUDIO,
                                GUMBO_TAG_CANVAS,   GUMBO_TAG_OBJECT, GUMBO_TAG_DATALIST};
  return std::ranges::find(kTags, tag) != kTags.end();
}

// The elements that the HTML standard's default style sheet does not show in line.
bool starts_new_line(GumboTag tag) {
  constexpr std::array kTags = {
      GUMBO_TAG_ADDRESS, GUMBO_TAG_ARTICLE, GUMBO_TAG_ASIDE,   GUMBO_TAG_BLOCKQUOTE,
      GUMBO_TAG_BR,      GUMBO_TAG_CAPTION, GUMBO_TAG_CENTER,  GUMBO_TAG_DD,
      GUMBO_TAG_DETAILS, GUMBO_TAG_DIV,     GUMBO_TAG_DL,      GUMBO_TAG_DT,
      GUMBO_TAG_FIGURE,  GUMBO_TAG_FOOTER,  GUMBO_TAG_FORM,    GUMBO_TAG_FIGCAPTION,
      GUMBO_TAG_H1,      GUMBO_TAG_H2,      GUMBO_TAG_H3,      GUMBO_TAG_H4,
      GUMBO_TAG_H5,      GUMBO_TAG_H6,      GUMBO_TAG_HEADER,  GUMBO_TAG_HR,
      GUMBO_TAG_LI,      GUMBO_TAG_MAIN,    GUMBO_TAG_NAV,     GUMBO_TAG_OL,
      GUMBO_TAG_P,       GUMBO_TAG_PRE,     GUMBO_TAG_SECTION, GUMBO_TAG_TABLE,
      GUMBO_TAG_TD,      GUMBO_TAG_TH,      GUMBO_TAG_TR,      GUMBO_TAG_UL,
      GUMBO_TAG_BUTTON,  GUMBO_TAG_SUMMARY};
  return std::ranges::find(kTags, tag) != kTags.end();
}

void collect(const GumboNode& node, std::string& text) {
  if (node.type == GUMBO_NODE_TEXT || node.type == GUMBO_NODE_WHITESPACE ||
      node.type == GUMBO_NODE_CDATA) {
    text += node.v.text.text;
    return;
  }
  if (node.type != GUMBO_NODE_ELEMENT || is_not_shown(node.v.element.tag)) return;
  const bool line = starts_new_line(node.v.element.tag);
  if (line) text += '\n';
  for (unsigned i = 0; i < node.v.element.children.length; ++i) {
    collect(*static_cast<const GumboNode*>(node.v.element.children.data[i]), text);
  }
  if (line) text += '\n';
}

Words oracle_words(const std::string& page) {
  GumboOutput* output = gumbo_parse_with_options(&kGumboDefaultOptions, page.data(), page.size());
  std::string text;
  collect(*output->root, text);
  gumbo_destroy_output(&kGumboDefaultOptions, output);
  return words_of(text);
}

// Writes pages as sloppy as those on the web: upper-case tags, unclosed paragraphs and items, odd
// attributes, comments and scripts in mid-sentence.
class PageWriter {
 public:
  explicit PageWriter(unsigned seed) : chance_(seed) {}

  std::string page() {
    std::string out =
        "<!DOCTYPE html><html><head><title>Not &amp; shown</title><style>p > a "
        "{}</style></head><body>";
    for (std::size_t i = 0; i < 8; ++i) block(out, 0);
    return out + "</body></html>";
  }

 private:
  std::size_t pick(std::size_t count) { return chance_() % count; }

  void text(std::string& out) {
    constexpr std::array<std::string_view, 18> kWords = {
        "fifty ",    "came ",  "home ",    "2&nbsp;828 ", "&laquo;обмін&raquo; ",
        "R&amp;D ",  "4 < 5 ", "x&y ",     "&#1086;дин ", "\n\n  ",
        "&hellip; ", "and",    "&bogus; ", "<3 ",         "&copy ",
        "a&lt;b ",   "'' \" ", "Київ, "};
    for (std::size_t i = 0, n = 1 + pick(9); i < n; ++i) out += kWords[pick(kWords.size())];
  }

  void attributes(std::string& out) {
    constexpr std::array<std::string_view, 9> kAttributes = {"",
                                                             " class='a > b'",
                                                             " id=main",
                                                             " title=\"it's\"",
                                                             " hidden=\"\"",
                                                             " data-x = \"<p>\"",
                                                             " href=/a?b=1&c=2",
                                                             " disabled",
                                                             " class=nav"};
    out += kAttributes[pick(kAttributes.size())];
  }

  void open(std::string& out, std::string_view tag) {
    out += '<';
    const bool upper = pick(8) == 0;
    for (const char c : tag) out += upper && c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
    attributes(out);
    out += '>';
  }

  void inline_content(std::string& out, int depth) {
    constexpr std::array<std::string_view, 7> kInline = {"b",  "i",    "span",       "a",
                                                         "em", "time", "unknown-tag"};
    for (std::size_t i = 0, n = 1 + pick(3); i < n; ++i) {
      text(out);
      switch (pick(8)) {
        case 0:
          out += "<!-- not > shown -->";
          break;
        case 1:
          out += "<script>if (a</b/.x) w('<p>no</p>')</script>";
          break;
        case 2:
          out += "<br>";
          break;
        case 3:
          out += "<svg><g><title>no</title></g></svg>";
          break;
        case 4:
        case 5: {
          if (depth > 3) break;
          const std::string_view tag = kInline[pick(kInline.size())];
          if (tag == "a" && in_link_) break;
          in_link_ |= tag == "a";
          open(out, tag);
          inline_content(out, depth + 1);
          out += "</" + std::string(tag) + ">";
          if (tag == "a") in_link_ = false;
          break;
        }
        default:
          break;
      }
    }
  }

  void list(std::string& out, int depth) {
    open(out, "ul");
    for (std::size_t i = 0, n = 1 + pick(4); i < n; ++i) {
      open(out, "li");
      if (pick(3) == 0 && depth < 4) block(out, depth + 1);
      inline_content(out, 0);
      if (pick(2) == 0) out += "</li>";
    }
    out += "</ul>";
  }

  void table(std::string& out, int depth) {
    open(out, "table");
    for (std::size_t r = 0, rows = 1 + pick(3); r < rows; ++r) {
      out += "<tr>";
      for (std::size_t c = 0, cells = 1 + pick(3); c < cells; ++c) {
        open(out, pick(3) == 0 ? "th" : "td");
        if (pick(4) == 0 && depth < 3) block(out, depth + 1);
        inline_content(out, 0);
        if (pick(2) == 0) out += "</td></th>";
      }
      if (pick(2) == 0) out += "</tr>";
    }
    out += "</table>";
  }

  void block(std::string& out, int depth) {
    constexpr std::array<std::string_view, 12> kBlocks = {
        "div",    "section", "article", "nav",        "blockquote", "h2",
        "footer", "aside",   "figure",  "figcaption", "header",     "pre"};
    const std::size_t kind = pick(16);
    if (kind < 4) {
      open(out, "p");
      inline_content(out, 0);
      if (pick(2) == 0) out += "</p>";
    } else if (kind < 6) {
      list(out, depth);
    } else if (kind < 7) {
      table(out, depth);
    } else {
      const std::string_view tag = kBlocks[pick(kBlocks.size())];
      open(out, tag);
      if (depth < 5 && tag != "h2") {
        for (std::size_t i = 0, n = 1 + pick(3); i < n; ++i) block(out, depth + 1);
      }
      inline_content(out, 0);
      out += "</" + std::string(tag) + ">";
    }
    if (pick(6) == 0) text(out);
  }

  std::mt19937 chance_;
  bool in_link_ = false;
};

TEST(HtmlOracle, VisibleWordsAreThoseOfAFullParser) {
  for (unsigned seed = 0; seed < 300; ++seed) {
    const std::string page = PageWriter(seed).page();
    ASSERT_EQ(words_of(html_document(page).text), oracle_words(page)) << "seed " << seed << "\n"
                                                                      << page;
  }
}

TEST(HtmlOracle, HandWrittenPages) {
  for (const char* page : {
           "<p>One<p>Two<div>Three</div>Four</p>Five",
           "<dl><dt>A<dd>1<dt>B<dd>2</dl>",
           "<p>a<span>b</span>c <b>d<i>e</b>f</i>",
           "<ul><li>One<ul><li>Inner</ul><li>Two</ul>",
           "<!-- a -- b --><p>x<!-- c --!>y<!--->z<!---->w",
           "<p>x<![CDATA[ no ]]>y<?php no ?>z</ no>w</p>",
           "<div><button>Press</button><p>text",
           "<h1>One<h2>Two</h1>Three",
           "<p>&Alpha;&omega; &frac12; &ndash;&mdash; &euro;5 &#x1F54A; &#xD800; &#1114112; "
           "&#128;</p>",
           "<p>&notit; &ampx &lt&gt &yacute &copy; &COPY &AMP; &sect1</p>",
           "<a href=x>one<a href=y>two</a> three",
       }) {
    EXPECT_EQ(words_of(html_document(page).text), oracle_words(page)) << page;
  }
}

}  // namespace
}  // namespace nostos::ingest
