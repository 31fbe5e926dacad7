// SPDX-License-Identifier: Apache-2.0
#include "reading/sentence_matcher.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <optional>
#include <random>
#include <string>
#include <tuple>
#include <vector>

#include "language/table.h"
#include "reading/patterns.h"

namespace nostos::reading {
namespace {

using Op = Rule::Op;
using Met = std::tuple<std::uint32_t, std::uint32_t, std::uint32_t>;  // rule, tokens [first, last)

struct Tables {
  Lexicon lexicon;
  Vocabulary words{lexicon};
  Tables() {
    const auto table = language::parse_table("words",
                                             "FREE\tfree\tpast\tfreed | handed over\n"
                                             "FREE\tplan\tbase\tfree | handed\n"
                                             "ACTOR\tnrd\t-\tnorland | the norland army\n"
                                             "QTYS\tmen\tpeople\tfifty | fifty men\n"
                                             "QTYS\tfigure\t-\tten\n",
                                             4);
    EXPECT_TRUE(table && lexicon.add_entries(*table));
  }
};

// One sentence, with the chunks that the tables alone give.
Lattice lattice_of(const std::string& text, const Tables& tables) {
  Lattice lattice;
  language::tokenize(text, 0, static_cast<std::uint32_t>(text.size()), lattice.tokens);
  const auto size = static_cast<std::uint32_t>(lattice.tokens.items.size());
  for (std::uint32_t t = 0; t < size; ++t)
    lattice.words_of.push_back(
        tables.lexicon.word(lattice.tokens.folded(t), lattice.tokens.items[t].hash));
  for (std::uint32_t t = 0; t < size; ++t) {
    lattice.chunk_at.push_back(static_cast<std::uint32_t>(lattice.chunks.size()));
    std::vector<language::Hit> hits;
    tables.lexicon.find(lattice.words_of, t, size, hits);
    std::ranges::stable_sort(hits, std::ranges::greater{}, &language::Hit::last);
    for (const auto& hit : hits)
      lattice.chunks.push_back(
          {hit.sense->cls, -1, hit.first, hit.last, hit.sense, hit.sense->features});
  }
  lattice.chunk_at.push_back(static_cast<std::uint32_t>(lattice.chunks.size()));
  Sentence sentence;
  sentence.last = size;
  sentence.chunk_last = static_cast<std::uint32_t>(lattice.chunks.size());
  lattice.sentences.push_back(sentence);
  return lattice;
}

Met met(const Frame& frame, const RuleBook& book) {
  return {static_cast<std::uint32_t>(frame.rule - book.rules().data()), frame.first, frame.last};
}

// Every rule at every token, each instruction as it is written: no needs, no order, no ways.
class PlainMatcher {
 public:
  PlainMatcher(const Lattice& lattice, const Vocabulary& words)
      : lattice_(lattice), size_(lattice.sentences.front().last), words_(words) {}

  std::vector<Met> matches_of(const Rule& rule, std::uint32_t number) const {
    std::vector<Met> out;
    const Rule::Instruction& head = rule.program[rule.program.front().op == Op::begin ? 1 : 0];
    const bool from_left = head.op == Op::chunk && rule.tests[head.test].cls == words_.qtys;
    std::uint32_t free_from = 0;
    std::uint32_t free_until = size_;
    for (std::uint32_t n = 0; n < size_; ++n) {
      const std::uint32_t token = from_left ? n : size_ - 1 - n;
      const auto end = token < free_from ? std::nullopt : walk(rule, 0, token);
      if (!end || (!from_left && *end > free_until)) continue;
      out.emplace_back(number, token, *end);
      (from_left ? free_from : free_until) = from_left ? *end : token;
    }
    return out;
  }

 private:
  std::optional<std::uint32_t> walk(const Rule& rule, std::size_t pc, std::uint32_t token) const {
    const Rule::Instruction& in = rule.program[pc];
    switch (in.op) {
      case Op::match:
        return token;
      case Op::word:
        if (token >= size_ || lattice_.words_of[token] != in.word) return std::nullopt;
        return walk(rule, pc + 1, token + 1);
      case Op::chunk:
        for (const Chunk& chunk : lattice_.chunks) {
          if (chunk.first != token || chunk.cls != rule.tests[in.test].cls ||
              !rule.tests[in.test].holds_for(chunk))
            continue;
          if (const auto end = walk(rule, pc + 1, chunk.last)) return end;
        }
        return std::nullopt;
      case Op::split:
        if (const auto end = walk(rule, static_cast<std::size_t>(in.a), token)) return end;
        return walk(rule, static_cast<std::size_t>(in.b), token);
      case Op::jump:
        return walk(rule, static_cast<std::size_t>(in.a), token);
      case Op::gap:
        for (int left = in.a;; --left, ++token) {
          if (const auto end = walk(rule, pc + 1, token)) return end;
          if (left == 0 || token == size_ || stops_gap(token, in.a)) return std::nullopt;
        }
      case Op::begin:
      case Op::end:
        return walk(rule, pc + 1, token);
      case Op::at_start:
        return token == 0 ? walk(rule, pc + 1, token) : std::nullopt;
      case Op::at_end:
        return token == size_ || (token + 1 == size_ && lattice_.tokens.is(token, "."))
                   ? walk(rule, pc + 1, token)
                   : std::nullopt;
    }
    return std::nullopt;
  }

  bool stops_gap(std::uint32_t token, int gap) const {
    if (lattice_.tokens.is(token, ".")) return true;
    return std::ranges::any_of(lattice_.chunks, [&](const Chunk& chunk) {
      return chunk.first == token && chunk.cls == words_.qtys &&
             (gap <= 4 || chunk.features.test(words_.f_people));
    });
  }

  const Lattice& lattice_;
  std::uint32_t size_;
  const Vocabulary& words_;
};

// Patterns and sentences by chance, of few words, so that they often nearly meet.
class Chance {
 public:
  std::string pattern() {
    std::string out = one_in(12) ? "^ " : "";
    for (int n = 2 + up_to(3); n-- > 0;) {
      if (one_in(4)) out += pick({".. ", "... ", ".... "});
      out += element(1) + " ";
    }
    return out + (one_in(12) ? "$" : "");
  }
  std::string sentence() {
    std::string out = "the";
    // Some about as long as a word has bits, some longer.
    for (int n = one_in(2) ? 3 + up_to(25) : one_in(4) ? up_to(140) : 56 + up_to(8); n-- > 0;)
      out += pick({" the", " of", " in", " army", " men", " freed", " handed", " over", " norland",
                   " fifty", " ten", ",", " a", " and", " by", " of", " the", "."});
    return out;
  }

 private:
  int up_to(int most) { return std::uniform_int_distribution<int>(0, most)(random_); }
  bool one_in(int times) { return up_to(times - 1) == 0; }
  std::string pick(std::vector<std::string> from) {
    return from[static_cast<std::size_t>(up_to(static_cast<int>(from.size()) - 1))];
  }
  std::string element(int depth) {
    std::string out = one_in(3) ? pick({"a:", "b:", "c:"}) : "";
    if (depth > 3 || !one_in(3)) {
      out += pick({"the", "of", "in", "army", "and", "by", "over", "ACTOR", "QTYS", "QTYS.people",
                   "FREE", "FREE.past", "FREE!past", "ACTOR[id=nrd]", "\"of the\""});
    } else {
      out += "(" + element(depth + 1);
      for (int n = up_to(4); n-- > 0;) out += (one_in(3) ? " " : " | ") + element(depth + 1);
      out += ")";
    }
    return out + (one_in(3) ? pick({"?", "*", "+"}) : "");
  }
  std::mt19937 random_{20180207};
};

// A loop over what may be nothing is given up by the one and never ended by the other.
bool loops_over_nothing(const Rule& rule) {
  std::vector<std::vector<bool>> seen(rule.program.size());
  for (std::size_t start = 0; start < rule.program.size(); ++start) {
    std::vector<std::size_t> left{start};
    std::vector<bool> reached(rule.program.size(), false);
    while (!left.empty()) {
      const std::size_t at = left.back();
      left.pop_back();
      const Rule::Instruction& in = rule.program[at];
      const auto go = [&](std::size_t to) {
        if (!reached[to]) reached[to] = true, left.push_back(to);
      };
      if (in.op == Op::split) go(static_cast<std::size_t>(in.b));
      if (in.op == Op::split || in.op == Op::jump) go(static_cast<std::size_t>(in.a));
      if (in.op == Op::begin || in.op == Op::end || in.op == Op::gap || in.op == Op::at_start ||
          in.op == Op::at_end)
        go(at + 1);
    }
    if (reached[start]) return true;
  }
  return false;
}

std::vector<Rule> rules_by_chance(Chance& chance, std::size_t count, Lexicon& lexicon) {
  std::vector<Rule> rules;
  while (rules.size() < count) {
    const auto parsed = parse_patterns(
        "patterns.txt",
        "rule r\nwhen " + chance.pattern() + "\ngive fact\nyes \"x\"\nyes \"y\"\nno \"z\"\n",
        lexicon);
    if (!parsed || loops_over_nothing(parsed->front()) || parsed->front().needs.empty()) continue;
    rules.push_back(parsed->front());
    rules.back().group = static_cast<std::uint32_t>(rules.size() / 3);
  }
  return rules;
}

// Of each place that several wordings of one rule meet, the first.
std::vector<Met> one_of_each(std::vector<Frame> frames, const RuleBook& book) {
  std::ranges::stable_sort(frames, {}, &Frame::first);
  std::vector<Frame> kept;
  std::vector<Met> out;
  for (const Frame& frame : frames) {
    if (std::ranges::any_of(kept, [&](const Frame& other) {
          return other.rule->group == frame.rule->group && other.first < frame.last &&
                 frame.first < other.last;
        }))
      continue;
    kept.push_back(frame);
    out.push_back(met(frame, book));
  }
  return out;
}

TEST(SentenceMatcher, FindsWhatWalkingEveryRuleAtEveryWordFinds) {
  Tables tables;
  Chance chance;
  const std::vector<Rule> rules = rules_by_chance(chance, 400, tables.lexicon);
  const RuleBook book(rules, tables.lexicon);
  SentenceMatcher matcher(book, tables.words);
  std::size_t matches = 0;
  for (int n = 0; n < 150; ++n) {
    const std::string text = chance.sentence();
    const Lattice lattice = lattice_of(text, tables);
    if (lattice.chunks.empty()) continue;
    std::vector<Frame> joined;
    matcher.match(lattice, 0, joined);
    std::vector<Met> found;
    for (const Frame& frame : matcher.all_of_last()) found.push_back(met(frame, book));
    std::vector<Met> expected;
    for (std::uint32_t r = 0; r < rules.size(); ++r) {
      const auto of_rule = PlainMatcher(lattice, tables.words).matches_of(rules[r], r);
      expected.insert(expected.end(), of_rule.begin(), of_rule.end());
    }
    matches += expected.size();
    ASSERT_THAT(found, testing::UnorderedElementsAreArray(expected)) << text;
    std::vector<Met> in_places;
    for (const Frame& frame : joined) in_places.push_back(met(frame, book));
    ASSERT_EQ(in_places, one_of_each(matcher.all_of_last(), book)) << text;
  }
  EXPECT_GT(matches, 1000U);
}

}  // namespace
}  // namespace nostos::reading
