// SPDX-License-Identifier: Apache-2.0
#include "reading/zones.h"

#include <algorithm>
#include <ranges>
#include <string_view>

namespace nostos::reading {
namespace {

using domain::BlockKind;

struct BlockFacts {
  std::uint32_t first_token = 0, last_token = 0;
  std::ranges::iota_view<std::uint32_t, std::uint32_t> sentences{0, 0};
  bool ends_with_stop = false;
  bool has_cues = false;  // some word of it tells what it is
  std::uint32_t words = 0;
};

class Zoner {
 public:
  Zoner(const Lattice& lattice, const Grammar& grammar) : l_(lattice), g_(grammar) {
    zone_cue_ = g_.lexicon->classes().find("ZONE");
    previous_cue_ = g_.lexicon->classes().find("PREVIOUS");
    exchange_noun_ = g_.lexicon->classes().find("XNOUN");
    blocks_.resize(l_.document->blocks.size());
    for (std::uint32_t s = 0; s < l_.sentences.size(); ++s) {
      BlockFacts& b = blocks_[l_.sentences[s].block];
      if (b.sentences.empty()) b.first_token = l_.sentences[s].first;
      b.last_token = l_.sentences[s].last;
      b.sentences = {b.sentences.empty() ? s : b.sentences.front(), s + 1};
      bool cues = false;
      for (std::uint32_t c = l_.sentences[s].chunk_first; c < l_.sentences[s].chunk_last; ++c)
        cues |= l_.chunks[c].cls == zone_cue_;
      b.has_cues = b.has_cues || cues;
    }
    for (BlockFacts& b : blocks_) {
      for (std::uint32_t t = b.first_token; t < b.last_token; ++t) {
        b.words += l_.tokens.items[t].kind == language::TokenKind::word ? 1U : 0U;
      }
      if (b.last_token > b.first_token) {
        std::uint32_t t = b.last_token - 1;
        while (t > b.first_token && closing(t)) --t;
        const auto is = [&](language::Mark mark) { return l_.tokens.is(t, mark); };
        b.ends_with_stop = is(".") || is("!") || is("?") || is("…") || is(":");
      }
    }
  }

  Zoning run() {
    out_.sentence.assign(l_.sentences.size(), Name("body"));
    out_.past_section.assign(l_.sentences.size(), false);
    out_.zones.reserve(blocks_.size());
    bool before_body = true;
    bool lede_seen = false;
    bool past = false;
    std::string_view title_words;
    for (std::size_t b = 0; b < blocks_.size(); ++b) {
      std::string_view kind = kind_of(b, before_body, lede_seen, title_words);
      if (kind == "heading") {
        past = is_about_the_past(b);
        kind = "subhead";
      } else if (kind == "lede") {
        before_body = false;
        lede_seen = true;
      } else if (kind == "body") {
        before_body = false;
      }
      out_.zones.push_back({l_.document->blocks[b].span, std::string(kind)});
      const Name name(kind);
      for (const std::uint32_t s : blocks_[b].sentences) {
        out_.sentence[s] = name == "body" && l_.sentences[s].in_quote ? Name("quote") : name;
        out_.past_section[s] = past || kind == "background";
      }
    }
    drop_trailing_headings(lede_seen);
    return std::move(out_);
  }

 private:
  // Headings behind the last paragraph lead to other articles.
  void drop_trailing_headings(bool lede_seen) {
    for (std::size_t b = out_.zones.size(); lede_seen && b-- > 0;) {
      const std::string& kind = out_.zones[b].kind;
      if (kind != "subhead" && kind != "boilerplate" && kind != "byline" && kind != "title") break;
      out_.zones[b].kind = "boilerplate";
      for (const std::uint32_t s : blocks_[b].sentences) out_.sentence[s] = Name("boilerplate");
    }
  }

  bool closing(std::uint32_t token) const {
    const auto is = [&](language::Mark mark) { return l_.tokens.is(token, mark); };
    return is("\"") || is("”") || is("»") || is(")") || is("’");
  }

  // "Background: …", "Photo: …": the cue and a colon open the block.
  std::string_view cue(std::size_t b) const {
    const BlockFacts& facts = blocks_[b];
    if (!facts.has_cues) return {};
    for (std::uint32_t c = l_.chunk_at[facts.first_token]; c < l_.chunks.size(); ++c) {
      const Chunk& chunk = l_.chunks[c];
      if (chunk.first != facts.first_token) break;
      if (chunk.cls != zone_cue_) continue;
      const bool colon = chunk.last < facts.last_token && l_.tokens.is(chunk.last, ":");
      if (chunk.sense->is("boilerplate")) return chunk.sense->id;  // "Read also …"
      const bool byline = chunk.sense->is("byline") && facts.words <= 8 && !facts.ends_with_stop;
      if (colon || byline || (chunk.sense->is("caption") && facts.words <= 12))
        return chunk.sense->id;
    }
    return {};
  }

  // Several sentences, or one that begins with "and" or with a day ("24 August saw another …"):
  // text, though it breaks off without a stop.
  bool goes_on(const BlockFacts& facts) const {
    const auto capital = [&](std::uint32_t s) {
      return l_.tokens.items[l_.sentences[s].first].capital;
    };
    if (facts.sentences.size() > 1 && capital(facts.sentences[0]) && capital(facts.sentences[1]))
      return true;
    for (std::uint32_t c = l_.chunk_at[facts.first_token]; c < l_.chunks.size(); ++c) {
      const Chunk& chunk = l_.chunks[c];
      if (chunk.first != facts.first_token) break;
      if (chunk.cls == g_.words->sep && chunk.sense->is("and")) return true;
      const bool dated = chunk.cls == g_.words->date && chunk.payload >= 0 &&
                         l_.dates[static_cast<std::size_t>(chunk.payload)].kind == DateKind::day;
      if (dated && chunk.last + 2 < facts.last_token && !l_.tokens.items[chunk.last].capital &&
          l_.tokens.items[chunk.last].kind == language::TokenKind::word)
        return true;
    }
    return false;
  }

  bool has_photo_credit(std::size_t b) const {
    const BlockFacts& facts = blocks_[b];
    if (!facts.has_cues) return false;
    for (std::uint32_t t = facts.first_token; t + 1 < facts.last_token; ++t) {
      for (std::uint32_t c = l_.chunk_at[t]; c < l_.chunks.size() && l_.chunks[c].first == t; ++c) {
        if (l_.chunks[c].cls == zone_cue_ && l_.chunks[c].sense->is("caption") &&
            l_.tokens.is(t + 1, ":")) {
          return true;
        }
      }
    }
    return false;
  }

  bool is_about_the_past(std::size_t b) const {
    bool previous = false;
    bool exchange = false;
    const BlockFacts& facts = blocks_[b];
    for (std::uint32_t t = facts.first_token; t < facts.last_token; ++t) {
      for (std::uint32_t c = l_.chunk_at[t]; c < l_.chunks.size() && l_.chunks[c].first == t; ++c) {
        previous = previous || l_.chunks[c].cls == previous_cue_;
        exchange = exchange || l_.chunks[c].cls == exchange_noun_;
        if (l_.chunks[c].cls == zone_cue_ && l_.chunks[c].sense->is("background")) return true;
      }
    }
    return previous && exchange;
  }

  std::string_view kind_of(std::size_t b, bool before_body, bool lede_seen,
                           std::string_view& title_words) const {
    const BlockFacts& facts = blocks_[b];
    switch (l_.document->blocks[b].kind) {
      case BlockKind::boilerplate:
        return "boilerplate";
      case BlockKind::caption:
        return "caption";
      case BlockKind::table:
        return "table";
      default:
        break;
    }
    if (facts.sentences.empty()) return "boilerplate";
    if (const std::string_view found = cue(b); !found.empty()) {
      if (found == "published" || found == "byline") return "byline";
      if (found == "details") return lede_seen ? "body" : "lede";
      return found;
    }
    const bool heading_like = l_.document->blocks[b].kind == BlockKind::heading ||
                              (!facts.ends_with_stop && facts.words <= 26 && facts.words >= 2 &&
                               (before_body || !goes_on(facts)));
    const std::string_view words = l_.words(facts.first_token, facts.last_token);
    if (has_photo_credit(b) && !(before_body && title_words.empty())) return "caption";
    if (before_body && heading_like) {
      if (title_words.empty() && facts.words >= 4) {
        title_words = words;
        return "title";
      }
      return words == title_words ? "title" : title_words.empty() ? "byline" : "subhead";
    }
    if (heading_like && facts.words <= 14) return words == title_words ? "title" : "heading";
    return lede_seen ? "body" : "lede";
  }

  const Lattice& l_;
  const Grammar& g_;
  Symbol zone_cue_, previous_cue_, exchange_noun_;
  std::vector<BlockFacts> blocks_;
  Zoning out_;
};

}  // namespace

Zoning find_zones(const Lattice& lattice, const Grammar& grammar) {
  return Zoner(lattice, grammar).run();
}

}  // namespace nostos::reading
