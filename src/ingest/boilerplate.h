// SPDX-License-Identifier: Apache-2.0
// boilerplate: which containers of a page are menus, footers, side columns, lists of other items,
// comments. By element and by the words of class, id and role; overruled when the container turns
// out to hold the page's text (a <form> around everything, a "with-sidebar" column).
#pragma once

#include <string_view>

#include "ingest/html_tags.h"

namespace nostos::ingest {

// What the attributes of an element say of its role on the page.
struct RoleHints {
  bool boilerplate = false;
  bool caption = false;
};

RoleHints role_hints(std::string_view attributes);

// <nav>, <footer>, <form> … ; a <header> only outside the article, where it is the site's own.
bool is_boilerplate_element(Tag tag, bool in_article);

}  // namespace nostos::ingest
