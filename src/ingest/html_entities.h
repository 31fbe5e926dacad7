// SPDX-License-Identifier: Apache-2.0
// html_entities: character references (&nbsp; &#8217; &laquo). All numeric ones; of the named ones
// those that pages of news are written with: HTML 4's, Cyrillic and other European letters,
// punctuation.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace nostos::ingest {

enum class Where { text, attribute };

// `rest` starts with '&'. Appends what the reference stands for and gives back its length in bytes;
// 0 when it is no reference, and the '&' is itself.
std::size_t decode_entity(std::string_view rest, Where where, std::string& out);

// An attribute's value with its references resolved.
std::string attribute_text(std::string_view value);

}  // namespace nostos::ingest
