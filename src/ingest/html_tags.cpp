// SPDX-License-Identifier: Apache-2.0
#include "ingest/html_tags.h"

#include <array>

namespace nostos::ingest {
namespace {

constexpr TagTraits kBlock{Content::visible, true, false, false};
constexpr TagTraits kTracked{Content::visible, true, true, true};
constexpr TagTraits kAttributes{Content::visible, false, false, true};
constexpr TagTraits kInline{};
constexpr TagTraits kRaw{Content::raw, false, false, false};
constexpr TagTraits kRawBlock{Content::raw, true, false, false};
constexpr TagTraits kHidden{Content::hidden, false, false, false};

struct Row {
  Tag tag;
  std::string_view name;
  TagTraits traits;
};

constexpr std::array<Row, kTagCount> kTags = {{
    {Tag::unknown, "", kInline},
    {Tag::a, "a", kAttributes},
    {Tag::address, "address", kTracked},
    {Tag::article, "article", kTracked},
    {Tag::aside, "aside", kTracked},
    {Tag::audio, "audio", kHidden},
    {Tag::blockquote, "blockquote", kTracked},
    {Tag::body, "body", kBlock},
    {Tag::br, "br", kInline},
    {Tag::button, "button", kTracked},
    {Tag::canvas, "canvas", kHidden},
    {Tag::caption, "caption", kTracked},
    {Tag::center, "center", kTracked},
    {Tag::datalist, "datalist", kHidden},
    {Tag::dd, "dd", kTracked},
    {Tag::details, "details", kTracked},
    {Tag::dialog, "dialog", kTracked},
    {Tag::div, "div", kTracked},
    {Tag::dl, "dl", kTracked},
    {Tag::dt, "dt", kTracked},
    {Tag::fieldset, "fieldset", kTracked},
    {Tag::figcaption, "figcaption", kTracked},
    {Tag::figure, "figure", kTracked},
    {Tag::footer, "footer", kTracked},
    {Tag::form, "form", kTracked},
    {Tag::frameset, "frameset", kBlock},
    {Tag::h1, "h1", kTracked},
    {Tag::h2, "h2", kTracked},
    {Tag::h3, "h3", kTracked},
    {Tag::h4, "h4", kTracked},
    {Tag::h5, "h5", kTracked},
    {Tag::h6, "h6", kTracked},
    {Tag::head, "head", kBlock},
    {Tag::header, "header", kTracked},
    {Tag::hgroup, "hgroup", kTracked},
    {Tag::hr, "hr", kBlock},
    {Tag::html, "html", {Content::visible, true, false, true}},
    {Tag::iframe, "iframe", kRaw},
    {Tag::legend, "legend", kTracked},
    {Tag::li, "li", kTracked},
    {Tag::link, "link", kInline},
    {Tag::main, "main", kTracked},
    {Tag::menu, "menu", kTracked},
    {Tag::meta, "meta", kAttributes},
    {Tag::nav, "nav", kTracked},
    {Tag::noembed, "noembed", kRaw},
    {Tag::noframes, "noframes", kRaw},
    {Tag::noscript, "noscript", kRaw},
    {Tag::object, "object", kHidden},
    {Tag::ol, "ol", kTracked},
    {Tag::optgroup, "optgroup", kBlock},
    {Tag::option, "option", kBlock},
    {Tag::p, "p", kTracked},
    {Tag::pre, "pre", kTracked},
    {Tag::q, "q", kInline},
    {Tag::script, "script", {Content::raw, false, false, true}},
    {Tag::search, "search", kTracked},
    {Tag::section, "section", kTracked},
    {Tag::select, "select", kTracked},
    {Tag::style, "style", kRaw},
    {Tag::summary, "summary", kTracked},
    {Tag::sup, "sup", kInline},
    {Tag::svg, "svg", kHidden},
    {Tag::table, "table", kTracked},
    {Tag::tbody, "tbody", kBlock},
    {Tag::td, "td", kTracked},
    {Tag::template_, "template", kHidden},
    {Tag::textarea, "textarea", kRawBlock},
    {Tag::tfoot, "tfoot", kBlock},
    {Tag::th, "th", kTracked},
    {Tag::thead, "thead", kBlock},
    {Tag::time, "time", kAttributes},
    {Tag::title, "title", kRaw},
    {Tag::tr, "tr", kTracked},
    {Tag::ul, "ul", kTracked},
    {Tag::video, "video", kHidden},
    {Tag::xmp, "xmp", kRawBlock},
}};

// The first eight letters, in lower case, as one number. No two names of the table share it.
constexpr std::uint64_t packed(std::string_view name) {
  std::uint64_t key = 0;
  for (std::size_t i = 0; i < name.size() && i < 8; ++i) {
    const auto byte = static_cast<unsigned char>(name[i]);
    const bool upper = byte >= 'A' && byte <= 'Z';
    key |= static_cast<std::uint64_t>(upper ? byte + 32 : byte) << (8 * i);
  }
  return key;
}

constexpr std::size_t kSlots = 512;

constexpr std::size_t slot_of(std::uint64_t key) { return (key * 0x9E3779B97F4A7C15ULL) >> 55U; }

struct Table {
  std::array<std::uint64_t, kSlots> keys{};
  std::array<Tag, kSlots> tags{};
};

constexpr Table make_table() {
  Table table;
  for (const Row& row : kTags) {
    if (row.name.empty()) continue;
    std::size_t slot = slot_of(packed(row.name));
    while (table.keys[slot] != 0) slot = (slot + 1) % kSlots;
    table.keys[slot] = packed(row.name);
    table.tags[slot] = row.tag;
  }
  return table;
}

constexpr bool in_order() {
  for (std::size_t i = 0; i < kTags.size(); ++i) {
    if (kTags[i].tag != static_cast<Tag>(i)) return false;
  }
  return true;
}
static_assert(in_order(), "kTags is indexed by Tag");

constexpr Table kTable = make_table();
constexpr std::size_t kLongestName = 10;  // blockquote, figcaption

}  // namespace

Tag tag_named(std::string_view name) {
  if (name.empty() || name.size() > kLongestName) return Tag::unknown;
  const std::uint64_t key = packed(name);
  for (std::size_t slot = slot_of(key); kTable.keys[slot] != 0; slot = (slot + 1) % kSlots) {
    if (kTable.keys[slot] != key) continue;
    const Tag tag = kTable.tags[slot];
    return kTags[static_cast<std::size_t>(tag)].name.size() == name.size() ? tag : Tag::unknown;
  }
  return Tag::unknown;
}

std::string_view name(Tag tag) { return kTags[static_cast<std::size_t>(tag)].name; }
const TagTraits& traits(Tag tag) { return kTags[static_cast<std::size_t>(tag)].traits; }

}  // namespace nostos::ingest
