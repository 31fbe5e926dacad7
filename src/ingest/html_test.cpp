// SPDX-License-Identifier: Apache-2.0
#include "ingest/html.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "base/utf8.h"

namespace nostos::ingest {
namespace {

using domain::BlockKind;
using testing::ElementsAre;
using testing::IsEmpty;

std::string_view words_of(BlockKind kind) {
  switch (kind) {
    case BlockKind::paragraph:
      return "paragraph";
    case BlockKind::heading:
      return "heading";
    case BlockKind::list_item:
      return "item";
    case BlockKind::caption:
      return "caption";
    case BlockKind::quote:
      return "quote";
    case BlockKind::table:
      return "table";
    case BlockKind::boilerplate:
      return "boilerplate";
  }
  return "";
}

// "kind: text" of each block.
std::vector<std::string> blocks_of(std::string_view page) {
  const domain::Document document = html_document(page);
  std::vector<std::string> blocks;
  for (const domain::Block& block : document.blocks) {
    blocks.push_back(std::string(words_of(block.kind)) + ": " +
                     document.text.substr(block.span.start, block.span.end - block.span.start));
  }
  return blocks;
}

TEST(HtmlPage, ParagraphsHeadingsListsQuotesAndCaptionsAreBlocksOfTheirKind) {
  EXPECT_THAT(
      blocks_of("<html><body><h1>An exchange</h1><p>On <b>Thursday</b>\n  fifty came home.</p>"
                "<ul><li>four officers<li>46 privates</ul><blockquote><p>\"They are "
                "home.\"</p></blockquote>"
                "<figure><img alt='not text'><figcaption>Photo: "
                "HQ</figcaption></figure>After</body></html>"),
      ElementsAre("heading: An exchange", "paragraph: On Thursday fifty came home.",
                  "item: four officers", "item: 46 privates", "quote: \"They are home.\"",
                  "caption: Photo: HQ", "paragraph: After"));
}

TEST(HtmlPage, BlocksAreSeparatedByBlankLinesInTheText) {
  EXPECT_EQ(html_document("<p>One</p><p>Two</p>").text, "One\n\nTwo");
}

TEST(HtmlPage, InlineMarkupDoesNotSplitAFigure) {
  EXPECT_THAT(blocks_of("<p><b>2</b>,<i>828</i> people<!-- 9 --> came</p>"),
              ElementsAre("paragraph: 2,828 people came"));
}

TEST(HtmlPage, AFootnoteMarkDoesNotMakeTheFigureLonger) {
  EXPECT_THAT(blocks_of("<p>200<sup>1</sup> came on the 24<sup>th</sup></p>"),
              ElementsAre("paragraph: 200 1 came on the 24th"));
}

TEST(HtmlPage, ScriptsStylesTemplatesDrawingsAndCommentsAreNotText) {
  EXPECT_THAT(
      blocks_of(
          "<style>p{}</style><script>if (a < b) document.write('<p>900 came</p>')</script>"
          "<noscript><p>901</p></noscript><template><p>902</p></template>"
          "<svg><title>903</title><text>904</text></svg><iframe>905</iframe><!-- <p>906</p> -->"
          "<video><p>907</p></video><p>50 came</p>"),
      ElementsAre("paragraph: 50 came"));
}

TEST(HtmlPage, ADrawingThatIsNotClosedDoesNotSwallowThePage) {
  EXPECT_THAT(blocks_of("<svg><path d=''><p>50 came</p>"), ElementsAre("paragraph: 50 came"));
  EXPECT_THAT(blocks_of("<svg viewBox='0 0'/>50 came"), ElementsAre("paragraph: 50 came"));
}

TEST(HtmlPage, CharacterReferences) {
  EXPECT_THAT(blocks_of("<p>R&amp;D &lt;b&gt; &#8217;&#x2019; &laquo;&Acy;&bcy;&raquo; 2&nbsp;828 "
                        "&copy2024 &#150; &bogus; &#0; A&B</p>"),
              ElementsAre("paragraph: R&D <b> \u2019\u2019 \u00ABАб\u00BB 2\u00A0"
                          "828 \u00A9"
                          "2024 \u2013 &bogus; \uFFFD A&B"));
}

TEST(HtmlPage, LineBreaksMakeParagraphsUnlessTheSentenceGoesOn) {
  EXPECT_THAT(blocks_of("<div>First paragraph.<br><br>Second one,<br>broken "
                        "in<br/>mid-sentence.<br>Third.</div>"),
              ElementsAre("paragraph: First paragraph.",
                          "paragraph: Second one, broken in mid-sentence.", "paragraph: Third."));
}

TEST(HtmlPage, AHeadingKeepsItsLineBreaksTogether) {
  EXPECT_THAT(blocks_of("<h1>Two States<br>Exchange Prisoners</h1>"),
              ElementsAre("heading: Two States Exchange Prisoners"));
}

TEST(HtmlPage, ATableRowKeepsTheLabelWithItsFigure) {
  EXPECT_THAT(blocks_of("<table><tr><th>Personnel</th><td>90,090</td></tr>"
                        "<tr><td><p>Tanks</p><td><div>2,916</div></table>"),
              ElementsAre("table: Personnel \t90,090", "table: Tanks \t2,916"));
}

TEST(HtmlPage, APageLaidOutInATableKeepsItsParagraphs) {
  EXPECT_THAT(blocks_of("<table><tr><td>Home</td><td><p>First paragraph.</p><p>Second "
                        "paragraph.</p></td></tr></table>"),
              ElementsAre("paragraph: Home", "paragraph: First paragraph.",
                          "paragraph: Second paragraph."));
}

TEST(HtmlPage, MenusFootersSideColumnsAndCommentsAreBoilerplate) {
  const std::string article(300, 'x');
  EXPECT_THAT(
      blocks_of("<header><a href=/>The Paper</a> news since "
                "1920</header><nav><ul><li>World<li>War</ul></nav><main><h1>An exchange</h1><p>" +
                article +
                "</p></main><aside>Most read</aside><div class='article-comments'><p>I do not "
                "believe it</p></div>"
                "<div id=relatedItems>Elsewhere</div><footer>About us</footer>"),
      ElementsAre("boilerplate: The Paper news since 1920", "boilerplate: World",
                  "boilerplate: War", "heading: An exchange", "paragraph: " + article,
                  "boilerplate: Most read", "boilerplate: I do not believe it",
                  "boilerplate: Elsewhere", "boilerplate: About us"));
}

TEST(HtmlPage, AFormAroundTheWholePageIsNotBoilerplate) {
  const std::string article(300, 'x');
  EXPECT_THAT(blocks_of("<body><form><nav>Menu</nav><p>" + article + "</p></form>"),
              ElementsAre("boilerplate: Menu", "paragraph: " + article));
  EXPECT_THAT(blocks_of("<div class='with-sidebar'><p>" + article +
                        "</p><div class=sidebar>Side</div></div>"),
              ElementsAre("paragraph: " + article, "boilerplate: Side"));
}

TEST(HtmlPage, TheArticlesOwnHeaderIsText) {
  EXPECT_THAT(
      blocks_of("<article><header><h1>An exchange</h1><p>Fifty came home.</p></header></article>"),
      ElementsAre("heading: An exchange", "paragraph: Fifty came home."));
  EXPECT_THAT(blocks_of("<header><h1>An exchange</h1><p>Fifty came home.</p></header>"),
              ElementsAre("heading: An exchange", "paragraph: Fifty came home."));
}

TEST(HtmlPage, ShortBlocksMadeOfLinksAreBoilerplate) {
  EXPECT_THAT(
      blocks_of("<p>Fifty came home, the <a href=/hq>headquarters</a> said on its channel.</p>"
                "<p><a href=/next>Read also: another story</a></p><h1><a href=/self>An "
                "exchange</a></h1>"),
      ElementsAre("paragraph: Fifty came home, the headquarters said on its channel.",
                  "boilerplate: Read also: another story", "heading: An exchange"));
}

TEST(HtmlPage, BlocksOfNothingButSpacesAreNone) {
  EXPECT_THAT(blocks_of("<p>&nbsp;</p><p> &nbsp; One &nbsp;</p><div>\u200B</div>"),
              ElementsAre("paragraph: One"));
}

TEST(HtmlPage, QuotationElementsGetTheirMarks) {
  EXPECT_THAT(blocks_of("<p>He said: <q>They are home</q>.</p>"),
              ElementsAre("paragraph: He said: \u201CThey are home\u201D."));
}

TEST(HtmlPage, AStrayQuoteInATagDoesNotSwallowThePage) {
  EXPECT_THAT(blocks_of("<div class=\"a\"\"><p title=it's>50 came</p><p data-x='a > b'>home</p>"),
              ElementsAre("paragraph: 50 came", "paragraph: home"));
}

TEST(HtmlPage, BareSignsAreText) {
  EXPECT_THAT(blocks_of("<p>4 < 5 && 6 > 5 <3 </p>"), ElementsAre("paragraph: 4 < 5 && 6 > 5 <3"));
}

TEST(HtmlPage, SourceOffsetsPointAtTheFirstByteOfABlock) {
  const std::string page = "<p>One</p>\n<div><b>Two</b></div>";
  const domain::Document document = html_document(page);
  ASSERT_EQ(document.source_offsets.size(), 2U);
  EXPECT_EQ(page.substr(document.source_offsets[0], 3), "One");
  EXPECT_EQ(page.substr(document.source_offsets[1], 3), "Two");
}

TEST(HtmlPage, CutOffAnywhereGivesTheTextBeforeTheCut) {
  const std::string page =
      "<!DOCTYPE html><html lang=en><head><title>T</title><script>var "
      "a='<p>x</p>';</script></head><body>"
      "<p class='a > b'>Fifty &laquo;came&raquo; home.</p><!-- c "
      "--><table><tr><td>A</td><td>1</td></tr></table>"
      "<svg><g></g></svg><ul><li>Кінець</li></ul></body></html>";
  for (std::size_t length = 0; length <= page.size(); ++length) {
    if (first_invalid_utf8(page.substr(0, length))) continue;
    const domain::Document document = html_document(std::string_view(page).substr(0, length));
    EXPECT_FALSE(first_invalid_utf8(document.text));
    const std::size_t shown = page.find("</p><!--");
    if (length < shown) continue;
    EXPECT_TRUE(document.text.starts_with("Fifty \u00ABcame\u00BB home.")) << length;
  }
}

TEST(HtmlPage, NothingInNothingOut) {
  EXPECT_THAT(blocks_of(""), IsEmpty());
  EXPECT_THAT(blocks_of("<html><body></body></html>"), IsEmpty());
}

TEST(HtmlPage, PreformattedTextKeepsItsParagraphs) {
  EXPECT_THAT(blocks_of("<pre>One line\nof a paragraph.\n\nAnother.</pre>"),
              ElementsAre("paragraph: One line of a paragraph.", "paragraph: Another."));
}

TEST(HtmlPage, DeepNestingAndUnclosedElementsStayLinear) {
  std::string page;
  for (int i = 0; i < 200'000; ++i)
    page += i % 3 == 0 ? "<div>" : i % 3 == 1 ? "</span></section>" : "<nav><td>x";
  EXPECT_FALSE(html_document(page).blocks.empty());
}

}  // namespace
}  // namespace nostos::ingest
