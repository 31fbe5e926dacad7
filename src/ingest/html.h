// SPDX-License-Identifier: Apache-2.0
// html: the visible text of a page, in blocks, with what its markup says of itself (title, outlet,
// language, date of publication). A streaming tag stripper: one pass, no tree, linear in the page's
// size, no failure. Text in menus, footers, side columns and the like is kept and marked
// `boilerplate`; scripts, styles, templates and comments are not text.
#pragma once

#include <string_view>

#include "domain/document.h"

namespace nostos::ingest {

domain::Document html_document(std::string_view page);

}  // namespace nostos::ingest
