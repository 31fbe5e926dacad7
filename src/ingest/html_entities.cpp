// SPDX-License-Identifier: Apache-2.0
#include "ingest/html_entities.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "base/utf8.h"

namespace nostos::ingest {
namespace {

struct Entity {
  std::string_view name;
  char16_t code_point;
  bool bare;  // known without its semicolon, too
};

// clang-format off
constexpr auto kEntities = std::to_array<Entity>({
    {"AElig", 0xC6, true}, {"AMP", 0x26, true}, {"Aacute", 0xC1, true}, {"Abreve", 0x102, false},
    {"Acirc", 0xC2, true}, {"Acy", 0x410, false}, {"Agrave", 0xC0, true}, {"Alpha", 0x391, false},
    {"Amacr", 0x100, false}, {"Aogon", 0x104, false}, {"Aring", 0xC5, true}, {"Atilde", 0xC3, true},
    {"Auml", 0xC4, true}, {"Bcy", 0x411, false}, {"Beta", 0x392, false}, {"CHcy", 0x427, false},
    {"COPY", 0xA9, true}, {"Cacute", 0x106, false}, {"Ccaron", 0x10C, false}, {"Ccedil", 0xC7, true},
    {"Cdot", 0x10A, false}, {"Chi", 0x3A7, false}, {"CloseCurlyDoubleQuote", 0x201D, false},
    {"CloseCurlyQuote", 0x2019, false}, {"DJcy", 0x402, false}, {"DScy", 0x405, false},
    {"DZcy", 0x40F, false}, {"Dagger", 0x2021, false}, {"Dcaron", 0x10E, false}, {"Dcy", 0x414, false},
    {"Delta", 0x394, false}, {"Dstrok", 0x110, false}, {"ETH", 0xD0, true}, {"Eacute", 0xC9, true},
    {"Ecaron", 0x11A, false}, {"Ecirc", 0xCA, true}, {"Ecy", 0x42D, false}, {"Edot", 0x116, false},
    {"Egrave", 0xC8, true}, {"Emacr", 0x112, false}, {"Eogon", 0x118, false}, {"Epsilon", 0x395, false},
    {"Eta", 0x397, false}, {"Euml", 0xCB, true}, {"Fcy", 0x424, false}, {"GJcy", 0x403, false},
    {"GT", 0x3E, true}, {"Gamma", 0x393, false}, {"Gbreve", 0x11E, false}, {"Gcedil", 0x122, false},
    {"Gcy", 0x413, false}, {"HARDcy", 0x42A, false}, {"IEcy", 0x415, false}, {"IOcy", 0x401, false},
    {"Iacute", 0xCD, true}, {"Icirc", 0xCE, true}, {"Icy", 0x418, false}, {"Idot", 0x130, false},
    {"Igrave", 0xCC, true}, {"Imacr", 0x12A, false}, {"Iogon", 0x12E, false}, {"Iota", 0x399, false},
    {"Iukcy", 0x406, false}, {"Iuml", 0xCF, true}, {"Jcy", 0x419, false}, {"Jsercy", 0x408, false},
    {"Jukcy", 0x404, false}, {"KHcy", 0x425, false}, {"KJcy", 0x40C, false}, {"Kappa", 0x39A, false},
    {"Kcedil", 0x136, false}, {"Kcy", 0x41A, false}, {"LJcy", 0x409, false}, {"LT", 0x3C, true},
    {"Lacute", 0x139, false}, {"Lambda", 0x39B, false}, {"Lcaron", 0x13D, false}, {"Lcy", 0x41B, false},
    {"Lstrok", 0x141, false}, {"Mcy", 0x41C, false}, {"MediumSpace", 0x205F, false}, {"Mu", 0x39C, false},
    {"NJcy", 0x40A, false}, {"Nacute", 0x143, false}, {"Ncaron", 0x147, false}, {"Ncedil", 0x145, false},
    {"Ncy", 0x41D, false}, {"NewLine", 0xA, false}, {"NonBreakingSpace", 0xA0, false},
    {"Ntilde", 0xD1, true}, {"Nu", 0x39D, false}, {"OElig", 0x152, false}, {"Oacute", 0xD3, true},
    {"Ocirc", 0xD4, true}, {"Ocy", 0x41E, false}, {"Odblac", 0x150, false}, {"Ograve", 0xD2, true},
    {"Omacr", 0x14C, false}, {"Omega", 0x3A9, false}, {"Omicron", 0x39F, false},
    {"OpenCurlyDoubleQuote", 0x201C, false}, {"OpenCurlyQuote", 0x2018, false}, {"Oslash", 0xD8, true},
    {"Otilde", 0xD5, true}, {"Ouml", 0xD6, true}, {"Pcy", 0x41F, false}, {"Phi", 0x3A6, false},
    {"Pi", 0x3A0, false}, {"Prime", 0x2033, false}, {"Psi", 0x3A8, false}, {"QUOT", 0x22, true},
    {"REG", 0xAE, true}, {"Racute", 0x154, false}, {"Rcaron", 0x158, false}, {"Rcy", 0x420, false},
    {"Rho", 0x3A1, false}, {"SHCHcy", 0x429, false}, {"SHcy", 0x428, false}, {"SOFTcy", 0x42C, false},
    {"Sacute", 0x15A, false}, {"Scaron", 0x160, false}, {"Scedil", 0x15E, false}, {"Scy", 0x421, false},
    {"Sigma", 0x3A3, false}, {"THORN", 0xDE, true}, {"TSHcy", 0x40B, false}, {"TScy", 0x426, false},
    {"Tab", 0x9, false}, {"Tau", 0x3A4, false}, {"Tcaron", 0x164, false}, {"Tcedil", 0x162, false},
    {"Tcy", 0x422, false}, {"Theta", 0x398, false}, {"ThinSpace", 0x2009, false}, {"Uacute", 0xDA, true},
    {"Ubrcy", 0x40E, false}, {"Ubreve", 0x16C, false}, {"Ucirc", 0xDB, true}, {"Ucy", 0x423, false},
    {"Udblac", 0x170, false}, {"Ugrave", 0xD9, true}, {"Umacr", 0x16A, false}, {"Uogon", 0x172, false},
    {"Upsilon", 0x3A5, false}, {"Uring", 0x16E, false}, {"Uuml", 0xDC, true}, {"Vcy", 0x412, false},
    {"VeryThinSpace", 0x200A, false}, {"Xi", 0x39E, false}, {"YAcy", 0x42F, false}, {"YIcy", 0x407, false},
    {"YUcy", 0x42E, false}, {"Yacute", 0xDD, true}, {"Ycy", 0x42B, false}, {"Yuml", 0x178, false},
    {"ZHcy", 0x416, false}, {"Zacute", 0x179, false}, {"Zcaron", 0x17D, false}, {"Zcy", 0x417, false},
    {"Zdot", 0x17B, false}, {"ZeroWidthSpace", 0x200B, false}, {"Zeta", 0x396, false},
    {"aacute", 0xE1, true}, {"abreve", 0x103, false}, {"acirc", 0xE2, true}, {"acute", 0xB4, true},
    {"acy", 0x430, false}, {"aelig", 0xE6, true}, {"agrave", 0xE0, true}, {"alefsym", 0x2135, false},
    {"alpha", 0x3B1, false}, {"amacr", 0x101, false}, {"amp", 0x26, true}, {"and", 0x2227, false},
    {"ang", 0x2220, false}, {"aogon", 0x105, false}, {"apos", 0x27, false}, {"aring", 0xE5, true},
    {"ast", 0x2A, false}, {"asymp", 0x2248, false}, {"atilde", 0xE3, true}, {"auml", 0xE4, true},
    {"bcy", 0x431, false}, {"bdquo", 0x201E, false}, {"beta", 0x3B2, false}, {"breve", 0x2D8, false},
    {"brvbar", 0xA6, true}, {"bsol", 0x5C, false}, {"bull", 0x2022, false}, {"bullet", 0x2022, false},
    {"cacute", 0x107, false}, {"cap", 0x2229, false}, {"caron", 0x2C7, false}, {"ccaron", 0x10D, false},
    {"ccedil", 0xE7, true}, {"cdot", 0x10B, false}, {"cedil", 0xB8, true}, {"cent", 0xA2, true},
    {"chcy", 0x447, false}, {"check", 0x2713, false}, {"chi", 0x3C7, false}, {"circ", 0x2C6, false},
    {"clubs", 0x2663, false}, {"colon", 0x3A, false}, {"comma", 0x2C, false}, {"commat", 0x40, false},
    {"cong", 0x2245, false}, {"copy", 0xA9, true}, {"copysr", 0x2117, false}, {"crarr", 0x21B5, false},
    {"cross", 0x2717, false}, {"cup", 0x222A, false}, {"curren", 0xA4, true}, {"dArr", 0x21D3, false},
    {"dagger", 0x2020, false}, {"darr", 0x2193, false}, {"dash", 0x2010, false}, {"dblac", 0x2DD, false},
    {"dcaron", 0x10F, false}, {"dcy", 0x434, false}, {"deg", 0xB0, true}, {"delta", 0x3B4, false},
    {"diams", 0x2666, false}, {"divide", 0xF7, true}, {"djcy", 0x452, false}, {"dollar", 0x24, false},
    {"dot", 0x2D9, false}, {"dscy", 0x455, false}, {"dstrok", 0x111, false}, {"dzcy", 0x45F, false},
    {"eacute", 0xE9, true}, {"ecaron", 0x11B, false}, {"ecirc", 0xEA, true}, {"ecy", 0x44D, false},
    {"edot", 0x117, false}, {"egrave", 0xE8, true}, {"emacr", 0x113, false}, {"empty", 0x2205, false},
    {"emsp", 0x2003, false}, {"emsp13", 0x2004, false}, {"emsp14", 0x2005, false}, {"ensp", 0x2002, false},
    {"eogon", 0x119, false}, {"epsilon", 0x3B5, false}, {"equals", 0x3D, false}, {"equiv", 0x2261, false},
    {"eta", 0x3B7, false}, {"eth", 0xF0, true}, {"euml", 0xEB, true}, {"euro", 0x20AC, false},
    {"excl", 0x21, false}, {"exist", 0x2203, false}, {"fcy", 0x444, false}, {"female", 0x2640, false},
    {"fnof", 0x192, false}, {"forall", 0x2200, false}, {"frac12", 0xBD, true}, {"frac13", 0x2153, false},
    {"frac14", 0xBC, true}, {"frac15", 0x2155, false}, {"frac18", 0x215B, false}, {"frac23", 0x2154, false},
    {"frac34", 0xBE, true}, {"frasl", 0x2044, false}, {"gamma", 0x3B3, false}, {"gbreve", 0x11F, false},
    {"gcy", 0x433, false}, {"ge", 0x2265, false}, {"gjcy", 0x453, false}, {"grave", 0x60, false},
    {"gt", 0x3E, true}, {"hArr", 0x21D4, false}, {"hairsp", 0x200A, false}, {"half", 0xBD, false},
    {"hardcy", 0x44A, false}, {"harr", 0x2194, false}, {"hearts", 0x2665, false}, {"hellip", 0x2026, false},
    {"horbar", 0x2015, false}, {"hyphen", 0x2010, false}, {"iacute", 0xED, true}, {"icirc", 0xEE, true},
    {"icy", 0x438, false}, {"iecy", 0x435, false}, {"iexcl", 0xA1, true}, {"igrave", 0xEC, true},
    {"imacr", 0x12B, false}, {"image", 0x2111, false}, {"imath", 0x131, false}, {"incare", 0x2105, false},
    {"infin", 0x221E, false}, {"inodot", 0x131, false}, {"int", 0x222B, false}, {"iocy", 0x451, false},
    {"iogon", 0x12F, false}, {"iota", 0x3B9, false}, {"iquest", 0xBF, true}, {"isin", 0x2208, false},
    {"iukcy", 0x456, false}, {"iuml", 0xEF, true}, {"jcy", 0x439, false}, {"jsercy", 0x458, false},
    {"jukcy", 0x454, false}, {"kappa", 0x3BA, false}, {"kcedil", 0x137, false}, {"kcy", 0x43A, false},
    {"khcy", 0x445, false}, {"kjcy", 0x45C, false}, {"lArr", 0x21D0, false}, {"lacute", 0x13A, false},
    {"lambda", 0x3BB, false}, {"lang", 0x27E8, false}, {"laquo", 0xAB, true}, {"larr", 0x2190, false},
    {"lbrace", 0x7B, false}, {"lbrack", 0x5B, false}, {"lcaron", 0x13E, false}, {"lceil", 0x2308, false},
    {"lcub", 0x7B, false}, {"lcy", 0x43B, false}, {"ldquo", 0x201C, false}, {"ldquor", 0x201E, false},
    {"le", 0x2264, false}, {"lfloor", 0x230A, false}, {"ljcy", 0x459, false}, {"lowast", 0x2217, false},
    {"lowbar", 0x5F, false}, {"loz", 0x25CA, false}, {"lpar", 0x28, false}, {"lrm", 0x200E, false},
    {"lsaquo", 0x2039, false}, {"lsqb", 0x5B, false}, {"lsquo", 0x2018, false}, {"lsquor", 0x201A, false},
    {"lstrok", 0x142, false}, {"lt", 0x3C, true}, {"macr", 0xAF, true}, {"male", 0x2642, false},
    {"mcy", 0x43C, false}, {"mdash", 0x2014, false}, {"micro", 0xB5, true}, {"middot", 0xB7, true},
    {"minus", 0x2212, false}, {"mldr", 0x2026, false}, {"mu", 0x3BC, false}, {"nabla", 0x2207, false},
    {"nacute", 0x144, false}, {"nbsp", 0xA0, true}, {"ncaron", 0x148, false}, {"ncedil", 0x146, false},
    {"ncy", 0x43D, false}, {"ndash", 0x2013, false}, {"ne", 0x2260, false}, {"ni", 0x220B, false},
    {"njcy", 0x45A, false}, {"nldr", 0x2025, false}, {"not", 0xAC, true}, {"notin", 0x2209, false},
    {"nsub", 0x2284, false}, {"ntilde", 0xF1, true}, {"nu", 0x3BD, false}, {"num", 0x23, false},
    {"numero", 0x2116, false}, {"numsp", 0x2007, false}, {"oacute", 0xF3, true}, {"ocirc", 0xF4, true},
    {"ocy", 0x43E, false}, {"odblac", 0x151, false}, {"oelig", 0x153, false}, {"ogon", 0x2DB, false},
    {"ograve", 0xF2, true}, {"oline", 0x203E, false}, {"omacr", 0x14D, false}, {"omega", 0x3C9, false},
    {"omicron", 0x3BF, false}, {"oplus", 0x2295, false}, {"or", 0x2228, false}, {"ordf", 0xAA, true},
    {"ordm", 0xBA, true}, {"oslash", 0xF8, true}, {"otilde", 0xF5, true}, {"otimes", 0x2297, false},
    {"ouml", 0xF6, true}, {"para", 0xB6, true}, {"part", 0x2202, false}, {"pcy", 0x43F, false},
    {"percnt", 0x25, false}, {"period", 0x2E, false}, {"permil", 0x2030, false}, {"perp", 0x22A5, false},
    {"phi", 0x3C6, false}, {"phone", 0x260E, false}, {"pi", 0x3C0, false}, {"piv", 0x3D6, false},
    {"plus", 0x2B, false}, {"plusmn", 0xB1, true}, {"pound", 0xA3, true}, {"prime", 0x2032, false},
    {"prod", 0x220F, false}, {"prop", 0x221D, false}, {"psi", 0x3C8, false}, {"puncsp", 0x2008, false},
    {"quest", 0x3F, false}, {"quot", 0x22, true}, {"rArr", 0x21D2, false}, {"racute", 0x155, false},
    {"radic", 0x221A, false}, {"rang", 0x27E9, false}, {"raquo", 0xBB, true}, {"rarr", 0x2192, false},
    {"rbrace", 0x7D, false}, {"rbrack", 0x5D, false}, {"rcaron", 0x159, false}, {"rceil", 0x2309, false},
    {"rcub", 0x7D, false}, {"rcy", 0x440, false}, {"rdquo", 0x201D, false}, {"rdquor", 0x201D, false},
    {"real", 0x211C, false}, {"reg", 0xAE, true}, {"rfloor", 0x230B, false}, {"rho", 0x3C1, false},
    {"ring", 0x2DA, false}, {"rlm", 0x200F, false}, {"rpar", 0x29, false}, {"rsaquo", 0x203A, false},
    {"rsqb", 0x5D, false}, {"rsquo", 0x2019, false}, {"rsquor", 0x2019, false}, {"sacute", 0x15B, false},
    {"sbquo", 0x201A, false}, {"scaron", 0x161, false}, {"scedil", 0x15F, false}, {"scy", 0x441, false},
    {"sdot", 0x22C5, false}, {"sect", 0xA7, true}, {"semi", 0x3B, false}, {"shchcy", 0x449, false},
    {"shcy", 0x448, false}, {"shy", 0xAD, true}, {"sigma", 0x3C3, false}, {"sigmaf", 0x3C2, false},
    {"sim", 0x223C, false}, {"softcy", 0x44C, false}, {"sol", 0x2F, false}, {"spades", 0x2660, false},
    {"squ", 0x25A1, false}, {"star", 0x2606, false}, {"starf", 0x2605, false}, {"sub", 0x2282, false},
    {"sube", 0x2286, false}, {"sum", 0x2211, false}, {"sup", 0x2283, false}, {"sup1", 0xB9, true},
    {"sup2", 0xB2, true}, {"sup3", 0xB3, true}, {"supe", 0x2287, false}, {"szlig", 0xDF, true},
    {"tau", 0x3C4, false}, {"tcaron", 0x165, false}, {"tcedil", 0x163, false}, {"tcy", 0x442, false},
    {"there4", 0x2234, false}, {"theta", 0x3B8, false}, {"thetasym", 0x3D1, false},
    {"thinsp", 0x2009, false}, {"thorn", 0xFE, true}, {"tilde", 0x2DC, false}, {"times", 0xD7, true},
    {"trade", 0x2122, false}, {"tscy", 0x446, false}, {"tshcy", 0x45B, false}, {"uArr", 0x21D1, false},
    {"uacute", 0xFA, true}, {"uarr", 0x2191, false}, {"ubrcy", 0x45E, false}, {"ubreve", 0x16D, false},
    {"ucirc", 0xFB, true}, {"ucy", 0x443, false}, {"udblac", 0x171, false}, {"ugrave", 0xF9, true},
    {"umacr", 0x16B, false}, {"uml", 0xA8, true}, {"uogon", 0x173, false}, {"upsih", 0x3D2, false},
    {"upsilon", 0x3C5, false}, {"uring", 0x16F, false}, {"uuml", 0xFC, true}, {"vcy", 0x432, false},
    {"verbar", 0x7C, false}, {"vert", 0x7C, false}, {"weierp", 0x2118, false}, {"xi", 0x3BE, false},
    {"yacute", 0xFD, true}, {"yacy", 0x44F, false}, {"ycy", 0x44B, false}, {"yen", 0xA5, true},
    {"yicy", 0x457, false}, {"yucy", 0x44E, false}, {"yuml", 0xFF, true}, {"zacute", 0x17A, false},
    {"zcaron", 0x17E, false}, {"zcy", 0x437, false}, {"zdot", 0x17C, false}, {"zeta", 0x3B6, false},
    {"zhcy", 0x436, false}, {"zwj", 0x200D, false}, {"zwnj", 0x200C, false},
});
// clang-format on
static_assert(std::ranges::is_sorted(kEntities, {}, &Entity::name), "looked up by halving");

constexpr std::size_t kLongestName = 24;
constexpr std::size_t kLongestBareName = 6;

// What pages mean by &#128; to &#159;: Windows-1252, not the control characters of Unicode.
constexpr std::array<char16_t, 32> kWindows1252 = {
    0x20AC, 0x81,   0x201A, 0x192,  0x201E, 0x2026, 0x2020, 0x2021, 0x2C6,  0x2030, 0x160,
    0x2039, 0x152,  0x8D,   0x17D,  0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x2DC,  0x2122, 0x161,  0x203A, 0x153,  0x9D,   0x17E,  0x178};

constexpr char32_t kReplacement = 0xFFFD;

bool is_alphanumeric(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

int digit_value(char c, int base) {
  const int value = c >= '0' && c <= '9'   ? c - '0'
                    : c >= 'a' && c <= 'f' ? c - 'a' + 10
                    : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                           : 99;
  return value < base ? value : -1;
}

std::size_t decode_number(std::string_view rest, std::string& out) {
  std::size_t at = 2;
  const int base = at < rest.size() && (rest[at] == 'x' || rest[at] == 'X') ? 16 : 10;
  if (base == 16) ++at;
  const std::size_t first_digit = at;
  char32_t code_point = 0;
  while (at < rest.size()) {
    const int digit = digit_value(rest[at], base);
    if (digit < 0) break;
    if (code_point <= 0x10FFFF) {  // more digits cannot bring it back into range
      code_point = code_point * static_cast<char32_t>(base) + static_cast<char32_t>(digit);
    }
    ++at;
  }
  if (at == first_digit) return 0;
  if (code_point >= 0x80 && code_point < 0xA0) code_point = kWindows1252[code_point - 0x80];
  const bool surrogate = code_point >= 0xD800 && code_point < 0xE000;
  if (code_point == 0 || surrogate || code_point > 0x10FFFF) code_point = kReplacement;
  append_utf8(out, code_point);
  return at + (at < rest.size() && rest[at] == ';' ? 1 : 0);
}

const Entity* find(std::string_view name) {
  const auto* found = std::ranges::lower_bound(kEntities, name, {}, &Entity::name);
  return found != kEntities.end() && found->name == name ? found : nullptr;
}

}  // namespace

std::size_t decode_entity(std::string_view rest, Where where, std::string& out) {
  if (rest.size() > 2 && rest[1] == '#') return decode_number(rest, out);
  std::size_t length = 0;
  while (1 + length < rest.size() && length < kLongestName && is_alphanumeric(rest[1 + length])) {
    ++length;
  }
  const char after = 1 + length < rest.size() ? rest[1 + length] : '\0';
  if (after == ';') {
    if (const Entity* entity = find(rest.substr(1, length))) {
      append_utf8(out, entity->code_point);
      return length + 2;
    }
  }
  // "&copy2024" is a copyright sign and a year in text; in an address "&copy=1" is an argument.
  if (where == Where::attribute && after != ';') {
    const Entity* entity = after == '=' ? nullptr : find(rest.substr(1, length));
    if (entity == nullptr || !entity->bare) return 0;
    append_utf8(out, entity->code_point);
    return length + 1;
  }
  for (std::size_t prefix = std::min(length, kLongestBareName); prefix >= 2; --prefix) {
    const Entity* entity = find(rest.substr(1, prefix));
    if (entity == nullptr || !entity->bare) continue;
    append_utf8(out, entity->code_point);
    return prefix + 1;
  }
  return 0;
}

std::string attribute_text(std::string_view value) {
  std::string text;
  std::size_t at = 0;
  while (at < value.size()) {
    const std::size_t ampersand = std::min(value.find('&', at), value.size());
    text += value.substr(at, ampersand - at);
    at = ampersand;
    if (at == value.size()) break;
    const std::size_t length = decode_entity(value.substr(at), Where::attribute, text);
    if (length == 0) text += '&';
    at += std::max<std::size_t>(length, 1);
  }
  return text;
}

}  // namespace nostos::ingest
