// SPDX-License-Identifier: Apache-2.0
#include "ingest/html.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "ingest/boilerplate.h"
#include "ingest/html_entities.h"
#include "ingest/html_scanner.h"
#include "ingest/html_tags.h"
#include "ingest/page_metadata.h"
#include "ingest/white_space.h"

namespace nostos::ingest {
namespace {

using domain::BlockKind;

constexpr std::string_view kBlockSeparator = "\n\n";
constexpr std::string_view kCellSeparator = " \t";  // as long, so that a row can be joined in place
static_assert(kBlockSeparator.size() == kCellSeparator.size());

constexpr std::uint32_t kNoContainer = std::numeric_limits<std::uint32_t>::max();
constexpr std::size_t kWidestTableRow = 400;    // bytes; a wider row is a page laid out in a table
constexpr std::size_t kLongestMenuEntry = 120;  // bytes; a longer linked block is a sentence
constexpr std::size_t kEnoughText = 250;        // bytes of text outside of boilerplate: an article

// A part of the page that is boilerplate, unless it turns out to hold the article.
struct Container {
  std::uint32_t parent = kNoContainer;
  std::size_t plain_bytes = 0;  // text in it that is not linked, its children's included
  bool header = false;          // made by a <header>, which may be the article's own
  bool stands = true;           // it is boilerplate
};

// An element that is open, and what it means for the text inside.
struct Open {
  Tag tag = Tag::unknown;
  BlockKind kind = BlockKind::paragraph;
  bool in_article = false;
  std::uint32_t container = kNoContainer;
  std::uint32_t first_block = 0;  // number of blocks when it was opened
};

// What the final classification needs to know of a block.
struct BlockFacts {
  std::uint32_t container = kNoContainer;
  std::uint32_t cell = 0;   // table cell it began in; cells are numbered through the page
  std::uint32_t start = 0;  // where its text begins, white space included
  std::uint32_t linked_bytes = 0;
  bool main_heading = false;  // h1

  std::uint32_t plain_bytes(const domain::Span& span) const {
    return span.end - span.start - std::min(span.end - span.start, linked_bytes);
  }
};

class PageReader {
 public:
  explicit PageReader(std::string_view page) : scanner_(page) {
    document_.text.reserve(page.size() / 4);
    open_.push_back({});
  }

  domain::Document read() {
    while (const auto token = scanner_.next()) {
      switch (token->kind) {
        case HtmlScanner::Kind::text:
          text(token->content, token->at);
          break;
        case HtmlScanner::Kind::start_tag:
          start_tag(*token);
          break;
        case HtmlScanner::Kind::end_tag:
          end_tag(token->tag);
          break;
      }
    }
    while (open_.size() > 1) pop();
    end_block();
    classify();
    metadata_.settle(document_);
    return std::move(document_);
  }

 private:
  // ---- tags ----

  void start_tag(const HtmlScanner::Token& token) {
    const TagTraits& trait = traits(token.tag);
    if (trait.block) {
      close_implied(token.tag);
      end_block();
    }
    switch (trait.content) {
      case Content::raw:
        raw_element(token);
        return;
      case Content::hidden:
        if (!token.content.ends_with('/') || token.tag != Tag::svg) skip_element(token.tag);
        return;
      case Content::visible:
        break;
    }
    if (trait.tracked) {
      push(token.tag, token.content);
    } else if (trait.attributes) {
      note_attributes(token);
    } else {
      inline_start(token.tag);
    }
  }

  void end_tag(Tag tag) {
    if (tag == Tag::a) end_link();
    if (tag == Tag::sup) after_sup_ = false;
    if (tag == Tag::q) close_quotation();
    const TagTraits& trait = traits(tag);
    if (!trait.block) return;
    end_block();
    if (!trait.tracked || open_counts_[index(tag)] == 0) return;
    while (open_.back().tag != tag) pop();
    pop();
  }

  void note_attributes(const HtmlScanner::Token& token) {
    switch (token.tag) {
      case Tag::a:
        end_link();
        in_link_ = token.content.find("href") != std::string_view::npos;
        link_start_ = document_.text.size();
        break;
      case Tag::html:
        metadata_.html_element(token.content);
        break;
      case Tag::meta:
        metadata_.meta_element(token.content);
        break;
      case Tag::time:
        metadata_.time_element(token.content, open_.back().container == kNoContainer);
        break;
      default:
        break;
    }
  }

  void inline_start(Tag tag) {
    if (tag == Tag::br) ++line_breaks_;
    if (tag == Tag::q) open_quotation();
    if (tag == Tag::sup) after_sup_ = true;
  }

  void raw_element(const HtmlScanner::Token& token) {
    const std::size_t at = token.at;
    const std::string_view content = scanner_.raw_content(token.tag);
    if (token.tag == Tag::title) metadata_.title_element(content);
    if (token.tag == Tag::script && PageMetadata::is_json_ld(token.content))
      metadata_.json_ld(content);
    if (token.tag == Tag::textarea || token.tag == Tag::xmp) {
      push(token.tag, {});
      text(content, at);
      end_block();
      pop();
    }
  }

  // Passes over an element that is not shown, with what is nested in it.
  void skip_element(Tag tag) {
    std::size_t depth = 1;
    while (const auto token = scanner_.next()) {
      const bool starts = token->kind == HtmlScanner::Kind::start_tag;
      const TagTraits& trait = traits(token->tag);
      if (starts && tag == Tag::svg &&
          trait.block) {  // HTML in or after a drawing that was not closed
        scanner_.go_back_to(*token);
        return;
      }
      if (starts && trait.content == Content::raw && token->tag != Tag::title) {
        scanner_.raw_content(token->tag);
      }
      if (token->kind == HtmlScanner::Kind::text || token->tag != tag) continue;
      if (starts) {
        ++depth;
      } else if (--depth == 0) {
        return;
      }
    }
  }

  // ---- open elements ----

  static std::size_t index(Tag tag) { return static_cast<std::size_t>(tag); }

  // A paragraph ends where the next block starts; so do list items, cells and rows where the next
  // begins.
  void close_implied(Tag tag) {
    if (open_.back().tag == Tag::p) pop();
    const Tag top = open_.back().tag;
    const bool cell = top == Tag::td || top == Tag::th;
    switch (tag) {
      case Tag::li:
        if (top == Tag::li) pop();
        break;
      case Tag::dt:
      case Tag::dd:
        if (top == Tag::dt || top == Tag::dd) pop();
        break;
      case Tag::td:
      case Tag::th:
        if (cell) pop();
        break;
      case Tag::tr:
        if (cell) pop();
        if (open_.back().tag == Tag::tr) pop();
        break;
      default:
        break;
    }
  }

  void push(Tag tag, std::string_view attributes) {
    const Open& parent = open_.back();
    Open element{tag, kind_inside(tag, parent.kind),
                 parent.in_article || tag == Tag::article || tag == Tag::main, parent.container,
                 static_cast<std::uint32_t>(document_.blocks.size())};
    const RoleHints hints = role_hints(attributes);
    if (hints.caption && !is_heading(tag)) element.kind = BlockKind::caption;
    const bool hinted =
        hints.boilerplate && tag != Tag::article && tag != Tag::main && tag != Tag::h1;
    if (hinted || is_boilerplate_element(tag, element.in_article)) {
      containers_.push_back({parent.container, 0, tag == Tag::header && !hinted, true});
      element.container = static_cast<std::uint32_t>(containers_.size() - 1);
    }
    if (tag == Tag::td || tag == Tag::th) ++cell_;
    if (tag == Tag::h1 && parent.container != kNoContainer &&
        containers_[parent.container].header) {
      containers_[parent.container].stands = false;
    }
    ++open_counts_[index(tag)];
    open_.push_back(element);
  }

  void pop() {
    end_block();
    const Open element = open_.back();
    open_.pop_back();
    --open_counts_[index(element.tag)];
    if (element.tag == Tag::tr) join_row(element.first_block);
    if (element.tag == Tag::h1) note_heading(element.first_block);
  }

  static BlockKind kind_inside(Tag tag, BlockKind parent) {
    if (is_heading(tag)) return BlockKind::heading;
    switch (tag) {
      case Tag::li:
      case Tag::dd:
      case Tag::dt:
        return BlockKind::list_item;
      case Tag::blockquote:
        return BlockKind::quote;
      case Tag::figcaption:
      case Tag::caption:
        return BlockKind::caption;
      case Tag::p:
        return parent == BlockKind::heading ? BlockKind::paragraph : parent;
      default:
        return parent;
    }
  }

  void note_heading(std::uint32_t first_block) {
    if (first_block >= document_.blocks.size()) return;
    facts_[first_block].main_heading = true;
    const domain::Span span = document_.blocks[first_block].span;
    metadata_.first_heading(
        std::string_view(document_.text).substr(span.start, span.end - span.start));
  }

  // One line of a table, when each of its cells holds one short text: joined, so that a label stays
  // with its figure. Pages laid out in tables have long or many texts in a cell and keep their
  // blocks.
  void join_row(std::size_t first) {
    std::vector<domain::Block>& blocks = document_.blocks;
    if (blocks.size() < first + 2 ||
        blocks.back().span.end - blocks[first].span.start > kWidestTableRow)
      return;
    for (std::size_t i = first; i < blocks.size(); ++i) {
      const BlockKind kind = blocks[i].kind;
      if (kind == BlockKind::table || kind == BlockKind::heading || kind == BlockKind::list_item)
        return;
      if (i > first && facts_[i].cell == facts_[i - 1].cell) return;
    }
    for (std::size_t i = first + 1; i < blocks.size(); ++i) {
      document_.text.replace(facts_[i].start - kBlockSeparator.size(), kBlockSeparator.size(),
                             kCellSeparator);
      facts_[first].linked_bytes += facts_[i].linked_bytes;
    }
    blocks[first].span.end = blocks.back().span.end;
    blocks[first].kind = BlockKind::table;
    blocks.resize(first + 1);
    facts_.resize(first + 1);
    document_.source_offsets.resize(first + 1);
  }

  // ---- text ----

  void text(std::string_view run, std::size_t at) {
    std::size_t i = 0;
    while (i < run.size()) {
      if (is_html_space(run[i])) {
        space_ = true;
        if (run[i] == '\n' && open_counts_[index(Tag::pre)] > 0) ++line_breaks_;
        ++i;
        continue;
      }
      begin_word(run, i, at);
      const std::size_t start = i;
      while (i < run.size() && copies(run, i)) ++i;
      document_.text.append(run.substr(start, i - start));
      if (i < run.size() && run[i] == '&') {
        const std::size_t length = decode_entity(run.substr(i), Where::text, document_.text);
        if (length == 0) document_.text += '&';
        i += std::max<std::size_t>(length, 1);
      }
    }
  }

  // A byte that is taken as it is: no reference, no space but a single one between words.
  static bool copies(std::string_view run, std::size_t i) {
    const char c = run[i];
    if (c == ' ') return i + 1 < run.size() && !is_html_space(run[i + 1]);
    return c != '&' && !is_html_space(c);
  }

  // Before the first byte of a word: starts a block if none is open, settles line breaks and
  // spaces.
  void begin_word(std::string_view run, std::size_t i, std::size_t at) {
    if (in_block_ && line_breaks_ > 0 && breaks_block(run.substr(i))) end_block();
    if (!in_block_) {
      begin_block(at + i);
    } else if (space_ || line_breaks_ > 0 || is_footnote_mark(run[i])) {
      document_.text += ' ';
    }
    space_ = false;
    line_breaks_ = 0;
    after_sup_ = false;
  }

  // One <br> may stand in the middle of a sentence, and then the next line goes on in lower case;
  // two are how old pages write a paragraph.
  bool breaks_block(std::string_view next) const {
    if (line_breaks_ > 1) return true;
    const bool one_text =
        open_.back().kind == BlockKind::heading || open_counts_[index(Tag::pre)] > 0;
    return !one_text && !starts_lower_case(next);
  }

  // "200<sup>1</sup>" is 200 with a footnote, not 2001.
  bool is_footnote_mark(char c) const {
    const auto is_digit = [](char d) { return d >= '0' && d <= '9'; };
    return after_sup_ && is_digit(c) && is_digit(document_.text.back());
  }

  // Browsers write the marks around <q>; so do we, as a quotation without them reads as the page's
  // voice.
  void open_quotation() {
    begin_word("\xE2\x80\x9C", 0, source_offset_);
    document_.text += "\xE2\x80\x9C";
  }
  void close_quotation() {
    if (in_block_) document_.text += "\xE2\x80\x9D";
  }

  void end_link() {
    if (in_link_ && in_block_) linked_bytes_ += document_.text.size() - link_start_;
    in_link_ = false;
  }

  void begin_block(std::size_t source_offset) {
    if (!document_.text.empty()) document_.text += kBlockSeparator;
    in_block_ = true;
    block_start_ = document_.text.size();
    link_start_ = block_start_;
    linked_bytes_ = 0;
    source_offset_ = source_offset;
  }

  void end_block() {
    space_ = false;
    line_breaks_ = 0;
    if (!in_block_) return;
    in_block_ = false;
    if (in_link_) linked_bytes_ += document_.text.size() - link_start_;
    const Trimmed content = trimmed(document_.text, block_start_, document_.text.size());
    if (content.start == content.end) {  // nothing but &nbsp;
      document_.text.resize(block_start_ - std::min(block_start_, kBlockSeparator.size()));
      return;
    }
    const Open& inside = open_.back();
    document_.blocks.push_back({{offset(content.start), offset(content.end)}, inside.kind});
    document_.source_offsets.push_back(offset(source_offset_));
    facts_.push_back({inside.container, cell_, offset(block_start_), offset(linked_bytes_), false});
  }

  static std::uint32_t offset(std::size_t at) { return static_cast<std::uint32_t>(at); }

  // ---- what is boilerplate ----

  bool is_menu_entry(std::size_t i) const {
    const domain::Span span = document_.blocks[i].span;
    const std::size_t length = span.end - span.start;
    return length < kLongestMenuEntry && facts_[i].linked_bytes * 2UL > length &&
           !facts_[i].main_heading && document_.blocks[i].kind != BlockKind::table;
  }

  void classify() {
    overrule_containers();
    std::vector<bool> boilerplate(containers_.size());
    for (std::size_t c = 0; c < containers_.size(); ++c) {  // a parent comes before its children
      const std::uint32_t parent = containers_[c].parent;
      boilerplate[c] = containers_[c].stands || (parent != kNoContainer && boilerplate[parent]);
    }
    for (std::size_t i = 0; i < document_.blocks.size(); ++i) {
      const std::uint32_t container = facts_[i].container;
      const bool inside = container != kNoContainer && boilerplate[container];
      if (inside || is_menu_entry(i)) document_.blocks[i].kind = BlockKind::boilerplate;
    }
  }

  // When next to nothing is left outside, whatever holds the bulk of the text is no boilerplate.
  void overrule_containers() {
    std::size_t outside = 0;
    std::size_t in_all = 0;
    for (std::size_t i = 0; i < document_.blocks.size(); ++i) {
      const std::size_t plain = facts_[i].plain_bytes(document_.blocks[i].span);
      const std::uint32_t container = facts_[i].container;
      in_all += plain;
      if (container != kNoContainer) {
        containers_[container].plain_bytes += plain;
      } else if (!is_menu_entry(i)) {
        outside += plain;
      }
    }
    for (std::size_t c = containers_.size(); c-- > 0;) {
      const Container& container = containers_[c];
      if (container.parent != kNoContainer)
        containers_[container.parent].plain_bytes += container.plain_bytes;
    }
    if (outside >= kEnoughText) return;
    for (Container& container : containers_) {
      if (container.plain_bytes * 5 > in_all * 2) container.stands = false;
    }
  }

  domain::Document document_;
  HtmlScanner scanner_;
  PageMetadata metadata_;
  std::vector<Open> open_;
  std::array<std::uint32_t, kTagCount> open_counts_{};
  std::vector<Container> containers_;
  std::vector<BlockFacts> facts_;  // one for each of document_.blocks
  bool in_block_ = false;
  bool in_link_ = false;
  bool space_ = false;      // white space since the last word
  bool after_sup_ = false;  // a <sup> was opened since the last word
  unsigned line_breaks_ = 0;
  std::uint32_t cell_ = 0;
  std::size_t block_start_ = 0;
  std::size_t link_start_ = 0;    // where the linked text of this block that is open now began
  std::size_t linked_bytes_ = 0;  // in this block, up to there
  std::size_t source_offset_ = 0;
};

}  // namespace

domain::Document html_document(std::string_view page) { return PageReader(page).read(); }

}  // namespace nostos::ingest
