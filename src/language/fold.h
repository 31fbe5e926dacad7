// SPDX-License-Identifier: Apache-2.0
// Folding: letters to lower case, apostrophes and dashes to one form, so that a word is found
// however it was typed. By own table, independent of any locale. Pure.
#pragma once

#include <string>
#include <string_view>

namespace nostos::language {

char32_t to_lower(char32_t c);  // Latin, Greek, Cyrillic, Armenian, Georgian; others unchanged
bool is_letter(char32_t c);     // letters and combining marks of any script
bool is_upper(char32_t c);      // has a different lower-case form
bool is_digit(char32_t c);      // 0–9 only
bool is_space(char32_t c);      // includes NBSP and thin spaces
bool is_apostrophe(char32_t c);
bool is_hyphen(char32_t c);  // hyphens inside words; not the long dashes
bool is_cyrillic(char32_t c);
// Lower case, ’ʼ` → ', non-breaking hyphen → -, soft hyphen and Cyrillic accents dropped, ё → е.
// `text` must be UTF-8.
std::string fold(std::string_view text);
void append_folded(std::string& out, char32_t c);

}  // namespace nostos::language
