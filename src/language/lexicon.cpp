// SPDX-License-Identifier: Apache-2.0
#include "language/lexicon.h"

#include <algorithm>
#include <array>
#include <optional>

#include "base/check.h"
#include "base/utf8.h"
#include "language/fold.h"

namespace nostos::language {

Symbol Symbols::intern(std::string_view name) {
  const std::uint32_t number = numbers_.intern(name, token_hash(name));
  if (number == names_.size()) names_.emplace_back(name);
  return static_cast<Symbol>(number);
}

Symbol Symbols::find(std::string_view name) const {
  const std::uint32_t number = numbers_.find(name, token_hash(name));
  return number == WordTable::kNone ? kNone : static_cast<Symbol>(number);
}

namespace {

constexpr std::size_t kMostForms = 5000;  // of one phrase
constexpr std::array<std::string_view, 6> kCases = {"nom", "gen", "dat", "acc", "ins", "loc"};
constexpr std::array<std::string_view, 2> kNumbers = {"sg", "pl"};

bool has(const std::vector<std::string_view>& features, std::string_view feature) {
  return std::ranges::find(features, feature) != features.end();
}

// The pieces of a list, each trimmed, none of them empty.
template <class See>
void each_piece(std::string_view list, char separator, See see) {
  while (!list.empty()) {
    const auto cut = list.find(separator);
    const std::string_view piece = trim(list.substr(0, cut));
    if (!piece.empty()) see(piece);
    list.remove_prefix(cut == std::string_view::npos ? list.size() : cut + 1);
  }
}

// Where the word of plain letters that begins at `at` ends: of a–z, а–я and the Cyrillic letters
// behind them, folded. Such a word is its own token.
std::size_t end_of_plain_word(std::string_view text, std::size_t at) {
  while (at < text.size()) {
    const auto c = static_cast<unsigned char>(text[at]);
    if (c >= 'a' && c <= 'z') {
      ++at;
      continue;
    }
    if ((c != 0xD0 && c != 0xD1) || at + 1 == text.size()) return at;
    const auto d = static_cast<unsigned char>(text[at + 1]);
    if (c == 0xD0 ? d < 0xB0 : d > 0x9F) return at;
    at += 2;
  }
  return at;
}

// Such words with a space between them, as nearly all forms are.
bool is_plain(std::string_view phrase) {
  for (std::size_t at = 0;; ++at) {
    const std::size_t end = end_of_plain_word(phrase, at);
    if (end == at) return false;
    if (end == phrase.size()) return true;
    if (phrase[end] != ' ') return false;
    at = end;
  }
}

// "gen,pl" and "gen,acc,pl" → "gen,pl": words of a phrase that inflect agree in case and number.
// Nothing when they cannot stand together.
std::optional<std::string> agreement(std::string_view head, std::string_view tail) {
  if (head.empty()) return std::string(tail);
  if (tail.empty()) return std::string(head);
  const auto a = split(head, ',');
  const auto b = split(tail, ',');
  std::vector<std::string_view> out;
  const auto add = [&](std::string_view feature) {
    if (!has(out, feature)) out.push_back(feature);
  };
  const auto agree = [&](const auto& group) {
    const auto of_group = [&](std::string_view f) {
      return std::ranges::find(group, f) != group.end();
    };
    const bool both = std::ranges::any_of(a, of_group) && std::ranges::any_of(b, of_group);
    bool any = false;
    for (const std::string_view f : group) {
      if (both ? has(a, f) && has(b, f) : has(a, f) || has(b, f)) add(f), any = true;
    }
    return !both || any;
  };
  const auto plain = [](std::string_view f) {
    return std::ranges::find(kCases, f) == kCases.end() &&
           std::ranges::find(kNumbers, f) == kNumbers.end();
  };
  for (const auto f : a) {
    if (plain(f)) add(f);
  }
  for (const auto f : b) {
    if (plain(f)) add(f);
  }
  if (!agree(kCases) || !agree(kNumbers)) return std::nullopt;
  std::string joined;
  for (const auto f : out) joined += (joined.empty() ? "" : ",") + std::string(f);
  return joined;
}

// One form may stand for several cases: its rows are one form with all their features.
template <class Forms>
void join_same_forms(Forms& forms) {
  for (std::size_t i = 0; i < forms.size(); ++i) {
    for (std::size_t k = i + 1; k < forms.size();) {
      if (forms[k].text != forms[i].text) {
        ++k;
        continue;
      }
      forms[i].features += "," + forms[k].features;
      forms.erase(forms.begin() + static_cast<std::ptrdiff_t>(k));
    }
  }
}

}  // namespace

Result<void> Lexicon::add_paradigms(const Table& table) {
  for (const Row& row : table.rows) {
    Ending ending;
    ending.if_ends = row.cells[1] == "*" ? std::string() : fold(row.cells[1]);
    const std::string strip = row.cells[2] == "-" ? std::string() : fold(row.cells[2]);
    ending.strip_bytes = strip.size();
    ending.add = row.cells[3] == "-" ? std::string() : fold(row.cells[3]);
    ending.features = row.cells.size() > 4 ? std::string(row.cells[4]) : std::string();
    if (!ending.if_ends.ends_with(strip)) {
      return complain(table, row,
                      "strips \"" + strip + "\" from words that end in \"" + ending.if_ends +
                          "\"; the ending must contain what is stripped");
    }
    paradigms_[std::string(row.cells[0])].push_back(std::move(ending));
  }
  return {};
}

Result<void> Lexicon::add_irregular(const Table& table) {
  for (const Row& row : table.rows) {
    irregular_[std::string(row.cells[0]) + " " + fold(row.cells[1])] = std::string(row.cells[2]);
  }
  return {};
}

Result<void> Lexicon::add_entries(const Table& table) {
  for (const Row& row : table.rows) {
    for (const std::string_view form : split(row.cells[3], '|')) TRY(add_form(table, row, form));
  }
  return {};
}

// All forms of one word: "hand/V" → hand:base,pres hands:s …; "gave:past" → itself with its
// feature.
Result<std::vector<Lexicon::InflectedForm>> Lexicon::inflect(const Table& table, const Row& row,
                                                             std::string_view word) const {
  std::vector<InflectedForm> forms;
  forms.reserve(4);
  const auto slash = word.rfind('/');
  // A paradigm's name begins with a capital: "hand/V", but "pkk/ypg" is a word.
  if (slash == std::string_view::npos || slash + 1 == word.size() || word[slash + 1] < 'A' ||
      word[slash + 1] > 'Z') {
    const auto colon = word.rfind(':');
    if (colon != std::string_view::npos && colon > 0 && colon + 1 < word.size()) {
      forms.push_back({fold(word.substr(0, colon)), std::string(word.substr(colon + 1))});
    } else {
      forms.push_back({fold(word), {}});
    }
    return forms;
  }
  const std::string lemma = fold(word.substr(0, slash));
  const std::string paradigm(word.substr(slash + 1));
  if (const auto odd = irregular_.find(paradigm + " " + lemma); odd != irregular_.end()) {
    for (const std::string_view piece : split(odd->second, ' ')) {
      const auto colon = piece.find(':');
      forms.push_back({fold(piece.substr(0, colon)), colon == std::string_view::npos
                                                         ? ""
                                                         : std::string(piece.substr(colon + 1))});
    }
    return forms;
  }
  const auto rules = paradigms_.find(paradigm);
  if (rules == paradigms_.end()) {
    return complain(table, row,
                    "names the paradigm \"" + paradigm + "\", which paradigms.tsv does not have");
  }
  // The rows with the longest ending that fits apply, all of them.
  std::size_t best = 0;
  bool any = false;
  for (const Ending& e : rules->second) {
    if (lemma.ends_with(e.if_ends) && (!any || e.if_ends.size() > best)) {
      best = e.if_ends.size();
      any = true;
    }
  }
  if (!any) return complain(table, row, "\"" + lemma + "\" fits no ending of paradigm " + paradigm);
  for (const Ending& e : rules->second) {
    if (e.if_ends.size() != best || !lemma.ends_with(e.if_ends)) continue;
    forms.push_back({lemma.substr(0, lemma.size() - e.strip_bytes) + e.add, e.features});
  }
  join_same_forms(forms);
  return forms;
}

Result<std::vector<Lexicon::InflectedForm>> Lexicon::forms_of(const Table& table, const Row& row,
                                                              std::string_view form) const {
  // Every word of the phrase may inflect; usually one does.
  std::vector<InflectedForm> phrases;
  for (const std::string_view word : split(form, ' ')) {
    TRY_ASSIGN(std::vector<InflectedForm> forms, inflect(table, row, word));
    if (phrases.empty()) {
      phrases = std::move(forms);
      continue;
    }
    std::vector<InflectedForm> longer;
    longer.reserve(phrases.size() * forms.size());
    for (const InflectedForm& head : phrases) {
      for (const InflectedForm& tail : forms) {
        auto features = agreement(head.features, tail.features);
        if (!features) continue;
        longer.push_back({head.text + " " + tail.text, std::move(*features)});
      }
    }
    if (longer.empty()) return longer;
    phrases = std::move(longer);
    if (phrases.size() > kMostForms)
      return complain(table, row,
                      "\"" + std::string(form) + "\" has more than " + std::to_string(kMostForms) +
                          " forms; let fewer of its words inflect");
  }
  for (const InflectedForm& phrase : phrases) {
    if (is_plain(phrase.text)) continue;
    Tokens tokens;
    tokenize(phrase.text, 0, static_cast<std::uint32_t>(phrase.text.size()), tokens);
    if (tokens.items.empty())
      return complain(table, row, "\"" + std::string(form) + "\" has nothing that can be read");
  }
  return phrases;
}

Result<void> Lexicon::add_form(const Table& table, const Row& row, std::string_view form) {
  TRY_ASSIGN(const std::vector<InflectedForm> phrases, forms_of(table, row, form));
  std::string features;
  for (const InflectedForm& phrase : phrases) {
    features = row.cells[2] == "-" ? std::string_view() : row.cells[2];
    if (!phrase.features.empty()) {
      if (!features.empty()) features += ',';
      features += phrase.features;
    }
    insert(phrase.text, sense_of(row.cells[0], row.cells[1], features));
    if (features_.size() >= kFeatureLimit) {
      return complain(table, row, "brings the number of different features above 127; reuse one");
    }
    if (classes_.size() >= kClassLimit) {
      return complain(table, row, "brings the number of different classes above 127; reuse one");
    }
  }
  return {};
}

std::uint32_t Lexicon::sense_of(std::string_view cls, std::string_view id,
                                std::string_view features) {
  Sense sense;
  sense.cls = classes_.intern(cls);
  sense.id_number = Name::number_of(id);
  set_features(sense, features);
  // Rows come grouped, so the sense is usually among the last few.
  const std::size_t look_back = std::min<std::size_t>(senses_.size(), 12);
  for (std::size_t i = senses_.size() - look_back; i < senses_.size(); ++i) {
    const Sense& known = senses_[i];
    if (known.id_number == sense.id_number && known.cls == sense.cls &&
        known.features == sense.features && known.id == id && known.values == sense.values) {
      return static_cast<std::uint32_t>(i);
    }
  }
  sense.id = std::string(id);
  senses_.push_back(std::move(sense));
  return static_cast<std::uint32_t>(senses_.size() - 1);
}

void Lexicon::set_features(Sense& sense, std::string_view features) {
  each_piece(features, ',', [&](std::string_view feature) {
    const auto equals = feature.find('=');
    if (equals == std::string_view::npos) {
      sense.features.set(features_.intern(feature) % kFeatureLimit);
    } else {
      sense.values.emplace_back(feature.substr(0, equals), feature.substr(equals + 1));
    }
  });
}

void Lexicon::insert(std::string_view phrase, std::uint32_t sense) {
  std::uint32_t node = 0;
  const auto go = [&](std::string_view folded) {
    const std::uint32_t word = intern_word(folded);
    std::uint32_t* next = nullptr;
    if (node == 0) {
      next = &first_edge_[word];
    } else {
      nodes_[node].next_words |= 1U << (word % 32U);
      next = &edges_.edge(node, word);
    }
    if (*next == 0) {
      *next = static_cast<std::uint32_t>(nodes_.size());
      nodes_.emplace_back();
    }
    node = *next;
  };
  if (is_plain(phrase)) {
    for (std::size_t at = 0; at < phrase.size();) {
      const std::size_t end = end_of_plain_word(phrase, at);
      go(phrase.substr(at, end - at));
      at = end + 1;
    }
  } else {
    Tokens tokens;
    tokenize(phrase, 0, static_cast<std::uint32_t>(phrase.size()), tokens);
    NOSTOS_CHECK(!tokens.items.empty(), "split() leaves out empty forms");
    for (std::size_t i = 0; i < tokens.items.size(); ++i) go(tokens.folded(i));
  }
  std::uint32_t* link = &nodes_[node].first_use;
  for (; *link != kNoUse; link = &uses_[*link].next) {
    if (uses_[*link].sense == sense) return;
  }
  *link = static_cast<std::uint32_t>(uses_.size());
  NOSTOS_CHECK(sense < 1U << 24U, "a lexicon has fewer senses");
  uses_.push_back({.sense = sense & 0xFFFFFFU, .cls = senses_[sense].cls & 0xFFU});
  ++form_count_;
}

bool Lexicon::any_has(const Features& features) const {
  return std::ranges::any_of(senses_,
                             [&](const Sense& sense) { return (sense.features & features).any(); });
}

std::uint32_t Lexicon::intern_word(std::string_view folded) {
  const std::uint32_t word = words_.intern(folded, token_hash(folded));
  if (word == first_edge_.size()) first_edge_.push_back(0);
  return word;
}

void Lexicon::find(const std::vector<std::uint32_t>& words, std::uint32_t at, std::uint32_t limit,
                   std::vector<Hit>& out) const {
  const std::size_t begin = out.size();
  if (at >= limit || words[at] == kNoWord) return;
  std::uint32_t node = first_edge_[words[at]];
  for (std::uint32_t i = at; node != 0;) {
    for (std::uint32_t u = nodes_[node].first_use; u != kNoUse; u = uses_[u].next) {
      const Use& use = uses_[u];
      // The longest match of a class replaces shorter ones of that class.
      if (i > at) {
        const auto shorter =
            std::remove_if(out.begin() + static_cast<std::ptrdiff_t>(begin), out.end(),
                           [&](const Hit& hit) { return hit.cls == use.cls && hit.last != i + 1; });
        out.erase(shorter, out.end());
      }
      out.push_back({&senses_[use.sense], i + 1, at & Hit::kMostTokens, use.cls});
    }
    if (++i >= limit || words[i] == kNoWord) break;
    if ((nodes_[node].next_words >> (words[i] % 32U) & 1U) == 0) break;
    node = edges_.find(node, words[i]);
  }
}

}  // namespace nostos::language
