// SPDX-License-Identifier: Apache-2.0
// html_tags: the elements that matter to reading a page as text. All others are `unknown`: inline,
// without meaning, their content is text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace nostos::ingest {

enum class Tag : std::uint8_t {
  unknown,
  a,
  address,
  article,
  aside,
  audio,
  blockquote,
  body,
  br,
  button,
  canvas,
  caption,
  center,
  datalist,
  dd,
  details,
  dialog,
  div,
  dl,
  dt,
  fieldset,
  figcaption,
  figure,
  footer,
  form,
  frameset,
  h1,
  h2,
  h3,
  h4,
  h5,
  h6,
  head,
  header,
  hgroup,
  hr,
  html,
  iframe,
  legend,
  li,
  link,
  main,
  menu,
  meta,
  nav,
  noembed,
  noframes,
  noscript,
  object,
  ol,
  optgroup,
  option,
  p,
  pre,
  q,
  script,
  search,
  section,
  select,
  style,
  summary,
  sup,
  svg,
  table,
  tbody,
  td,
  template_,
  textarea,
  tfoot,
  th,
  thead,
  time,
  title,
  tr,
  ul,
  video,
  xmp,
};
inline constexpr std::size_t kTagCount = static_cast<std::size_t>(Tag::xmp) + 1;

// `name` in any case.
Tag tag_named(std::string_view name);
std::string_view name(Tag tag);

// How an element's content is to be taken.
enum class Content : std::uint8_t {
  visible,  // markup and text
  raw,      // no markup inside up to the end tag: script, style
  hidden,   // markup that is not shown: template, svg, fallbacks of players
};

struct TagTraits {
  Content content = Content::visible;
  bool block = false;       // text before, inside and after are different blocks
  bool tracked = false;     // stays on the stack of open elements
  bool attributes = false;  // its attributes are worth looking at
};

const TagTraits& traits(Tag tag);

inline bool is_heading(Tag tag) { return tag >= Tag::h1 && tag <= Tag::h6; }

}  // namespace nostos::ingest
