// SPDX-License-Identifier: Apache-2.0
#include "finding/dictionary_builder.h"

#include <algorithm>
#include <bit>
#include <numeric>
#include <thread>
#include <tuple>

#include "base/word_hash.h"
#include "finding/deletions.h"

namespace nostos::finding {
namespace {

struct Raw {
  std::string folded;
  std::vector<std::string> keys;
  std::uint32_t number = 0;  // in the pool
  bool initial = false;

  std::string_view primary() const { return keys.empty() ? std::string_view() : keys.front(); }
  auto place() const { return std::tuple(primary(), std::string_view(folded), initial); }
};

// Runs work(i) for each i, the threads taking turns by blocks.
template <class Work>
void in_threads(std::size_t count, unsigned threads, const Work& work) {
  constexpr std::size_t kBlock = 4096;
  const auto run = [&](unsigned thread) {
    for (std::size_t from = thread * kBlock; from < count; from += threads * kBlock)
      for (std::size_t i = from; i < std::min(count, from + kBlock); ++i) work(i);
  };
  if (threads <= 1 || count <= kBlock) {
    for (std::size_t i = 0; i < count; ++i) work(i);
    return;
  }
  std::vector<std::jthread> others;
  for (unsigned thread = 1; thread < threads; ++thread) others.emplace_back(run, thread);
  run(0);
}

std::vector<Raw> raw_words(const WordPool& pool, NameField field, const NameKeys& keys,
                           unsigned threads) {
  std::vector<Raw> raws(pool.size() - 1);
  in_threads(raws.size(), threads, [&](std::size_t i) {
    Raw& raw = raws[i];
    raw.number = static_cast<std::uint32_t>(i + 1);
    raw.initial = pool.initial(raw.number);
    raw.folded = keys.folded(pool.text(raw.number));
    raw.keys = keys.keys(raw.folded, part_of(field));
  });
  std::ranges::sort(raws, [](const Raw& a, const Raw& b) {
    return std::tuple(a.place(), a.number) < std::tuple(b.place(), b.number);
  });
  return raws;
}

struct KeyOfWord {
  Key key;
  std::uint32_t word = 0;
  auto place() const { return std::tuple(key.view(), word); }
};

void add_keys(BuiltNames& out, std::vector<KeyOfWord>& all) {
  std::ranges::sort(all, {}, &KeyOfWord::place);
  const auto same = std::ranges::unique(all, {}, &KeyOfWord::place);
  all.erase(same.begin(), same.end());
  out.key_word.reserve(all.size());
  for (const KeyOfWord& one : all) {
    if (out.key.empty() || out.key.back().view() != one.key.view()) {
      out.key.push_back(one.key);
      out.key_word_at.push_back(static_cast<std::uint32_t>(out.key_word.size()));
    }
    out.key_word.push_back(one.word);
  }
  out.key_word_at.push_back(static_cast<std::uint32_t>(out.key_word.size()));
}

void add_classes(BuiltNames& out, std::vector<std::pair<std::uint32_t, std::uint32_t>>& classes) {
  std::ranges::sort(classes);
  const auto same = std::ranges::unique(classes);
  classes.erase(same.begin(), same.end());
  for (const auto& [name_class, word] : classes) {
    out.class_of.push_back(name_class);
    out.class_word.push_back(word);
  }
}

// Counts, then puts each entry in its place. Each thread sees to the hashes of its own share of the
// directory, so that the outcome is the same for any number of them.
void add_deletions(BuiltNames& out, unsigned threads) {
  std::uint64_t entries = 0;
  for (const Key& key : out.key) {
    const std::size_t n = std::min<std::size_t>(key.size, kDeletionPrefix);
    entries += 1 + n + n * (n - 1) / 2;
  }
  out.deletion_bits = std::clamp(static_cast<unsigned>(std::bit_width(entries)), 5U, 30U) - 2U;
  const std::size_t places = std::size_t{1} << out.deletion_bits;
  const unsigned shift = 64U - out.deletion_bits;
  const unsigned bits = key_bits(out.key.size());
  const std::uint32_t mask = bits >= 32 ? ~0U : (1U << bits) - 1;
  out.deletion_at.assign(places + 1, 0);
  // A power of two, so that no place is in two shares.
  const unsigned shares = std::bit_floor(std::clamp(threads, 1U, 8U));
  const auto in_share = [&](std::uint64_t hash, unsigned share) {
    return static_cast<unsigned>((hash >> 32U) * shares >> 32U) == share;
  };
  const auto each = [&](unsigned share, const auto& take) {
    for (std::uint32_t number = 0; number < out.key.size(); ++number)
      for (const std::uint64_t hash : Deletions(out.key[number].view()))
        if (in_share(hash, share)) take(hash, number);
  };
  const auto in_shares = [&](const auto& work) {
    std::vector<std::jthread> others;
    for (unsigned share = 1; share < shares; ++share) others.emplace_back(work, share);
    work(0U);
  };
  in_shares([&](unsigned share) {
    each(share, [&](std::uint64_t hash, std::uint32_t) { ++out.deletion_at[(hash >> shift) + 1]; });
  });
  std::partial_sum(out.deletion_at.begin(), out.deletion_at.end(), out.deletion_at.begin());
  out.deletion.resize(out.deletion_at.back());
  in_shares([&](unsigned share) {
    each(share, [&](std::uint64_t hash, std::uint32_t number) {
      out.deletion[out.deletion_at[hash >> shift]++] =
          (static_cast<std::uint32_t>(hash) & ~mask) | number;
    });
  });
  // Each place has run on to the beginning of the next.
  std::shift_right(out.deletion_at.begin(), out.deletion_at.end(), 1);
  out.deletion_at.front() = 0;
}

template <class Out>
void begin_words(Out& out, const WordPool& pool) {
  out.number_of.assign(pool.size(), 0);
  out.text_at = {0, 0};
}

template <class Out>
void add_text(Out& out, std::string_view text) {
  out.text += text;
  out.text_at.push_back(static_cast<std::uint32_t>(out.text.size()));
}

}  // namespace

names::NamePart part_of(NameField field) {
  switch (field) {
    case NameField::surname:
      return names::NamePart::surname;
    case NameField::given:
      return names::NamePart::given;
    case NameField::patronymic:
      return names::NamePart::patronymic;
  }
  return names::NamePart::unknown;
}

BuiltNames build_names(const WordPool& pool, NameField field, const NameKeys& keys,
                       unsigned threads) {
  const std::vector<Raw> raws = raw_words(pool, field, keys, threads);
  BuiltNames out;
  begin_words(out, pool);
  out.initial = {0};
  std::vector<KeyOfWord> all_keys;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> classes;
  for (std::size_t from = 0; from < raws.size();) {
    std::size_t to = from + 1;
    while (to < raws.size() && raws[to].place() == raws[from].place()) ++to;
    const auto number = static_cast<std::uint32_t>(out.initial.size());
    // Shown as it is most often written.
    std::uint32_t shown = raws[from].number;
    for (std::size_t i = from; i < to; ++i) {
      out.number_of[raws[i].number] = number;
      const auto rank = [&](std::uint32_t raw) {
        return std::tuple(-static_cast<std::int64_t>(pool.times(raw)), pool.text(raw));
      };
      if (rank(raws[i].number) < rank(shown)) shown = raws[i].number;
    }
    const Raw& raw = raws[from];
    add_text(out, pool.text(shown));
    out.initial.push_back(raw.initial ? 1 : 0);
    for (const std::string& key : raw.keys) all_keys.push_back({Key::of(key), number});
    if (!raw.initial && field != NameField::surname) {
      for (const std::uint32_t one : keys.same_names(raw.folded, part_of(field)))
        classes.emplace_back(one, number);
    }
    from = to;
  }
  add_keys(out, all_keys);
  add_classes(out, classes);
  add_deletions(out, threads);
  return out;
}

std::vector<std::uint64_t> text_tokens(std::string_view folded) {
  std::vector<std::uint64_t> tokens;
  const auto inside = [](char c) {
    return static_cast<unsigned char>(c) >= 0x80 || (c >= 'a' && c <= 'z') ||
           (c >= '0' && c <= '9');
  };
  for (std::size_t at = 0; at < folded.size();) {
    const std::size_t from = at;
    while (at < folded.size() && inside(folded[at])) ++at;
    if (at > from) tokens.push_back(word_hash(folded.substr(from, at - from)));
    if (at == from) ++at;
  }
  return tokens;
}

BuiltTexts build_texts(const WordPool& pool, const NameKeys& keys) {
  std::vector<std::pair<std::string, std::uint32_t>> folded;
  for (std::uint32_t i = 1; i < pool.size(); ++i) folded.emplace_back(keys.folded(pool.text(i)), i);
  std::ranges::sort(folded);
  BuiltTexts out;
  begin_words(out, pool);
  std::vector<std::pair<std::uint64_t, std::uint32_t>> tokens;
  for (std::size_t i = 0; i < folded.size(); ++i) {
    if (i == 0 || folded[i].first != folded[i - 1].first) {
      add_text(out, folded[i].first);
      for (const std::uint64_t token : text_tokens(folded[i].first))
        tokens.emplace_back(token, static_cast<std::uint32_t>(out.text_at.size()) - 2);
    }
    out.number_of[folded[i].second] = static_cast<std::uint32_t>(out.text_at.size()) - 2;
  }
  std::ranges::sort(tokens);
  const auto same = std::ranges::unique(tokens);
  tokens.erase(same.begin(), same.end());
  for (const auto& [token, text] : tokens) {
    if (out.token.empty() || out.token.back() != token) {
      out.token.push_back(token);
      out.token_at.push_back(static_cast<std::uint32_t>(out.token_text.size()));
    }
    out.token_text.push_back(text);
  }
  out.token_at.push_back(static_cast<std::uint32_t>(out.token_text.size()));
  return out;
}

}  // namespace nostos::finding
