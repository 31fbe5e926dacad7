// SPDX-License-Identifier: Apache-2.0
#include "finding/dictionary_builder.h"

#include <algorithm>
#include <bit>
#include <map>
#include <numeric>
#include <thread>
#include <tuple>

#include "base/large_pages.h"
#include "base/word_hash.h"
#include "finding/deletions.h"

namespace nostos::finding {
namespace {

// The first eight bytes, so that most comparisons need no more.
std::uint64_t head_of(std::string_view text) {
  std::uint64_t head = 0;
  for (std::size_t i = 0; i < 8; ++i)
    head = head << 8U | (i < text.size() ? static_cast<unsigned char>(text[i]) : 0U);
  return head;
}

struct Raw {
  std::string folded;
  std::vector<std::string> keys;
  std::uint64_t head = 0;    // of the first key
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

// Sorts the halves at once, then joins them.
template <class T, class Less>
void sort_in_threads(std::vector<T>& all, unsigned threads, const Less& less) {
  constexpr std::size_t kWorthIt = 10'000;
  if (threads < 2 || all.size() < kWorthIt) {
    std::sort(all.begin(), all.end(), less);
    return;
  }
  const auto middle = all.begin() + static_cast<std::ptrdiff_t>(all.size() / 2);
  {
    const std::jthread other([&] { std::sort(middle, all.end(), less); });
    std::sort(all.begin(), middle, less);
  }
  std::inplace_merge(all.begin(), middle, all.end(), less);
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
    raw.head = head_of(raw.primary());
  });
  sort_in_threads(raws, threads, [](const Raw& a, const Raw& b) {
    if (a.head != b.head) return a.head < b.head;
    return std::tuple(a.place(), a.number) < std::tuple(b.place(), b.number);
  });
  return raws;
}

struct KeyOfWord {
  std::uint64_t head = 0;
  Key key;
  std::uint32_t word = 0;
  auto place() const { return std::tuple(key.view(), word); }
};

void add_keys(BuiltNames& out, std::vector<KeyOfWord>& all, unsigned threads) {
  sort_in_threads(all, threads, [](const KeyOfWord& a, const KeyOfWord& b) {
    if (a.head != b.head) return a.head < b.head;
    return a.place() < b.place();
  });
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

// Words are by their likeliest key, as keys are. `primary`: by word.
void add_word_keys(BuiltNames& out, const std::vector<Key>& primary) {
  out.word_key.reserve(primary.size());
  std::uint32_t key = 0;
  for (const Key& one : primary) {
    while (key < out.key.size() && out.key[key].view() < one.view()) ++key;
    const bool found = key < out.key.size() && out.key[key].view() == one.view();
    out.word_key.push_back(found && one.size > 0 ? key : kNoKey);
  }
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

// The directory is far larger than a processor's cache: entries are first dealt out by the
// beginning of their place, then each heap is put in order. A heap is of one thread, and its
// entries are by rising key whatever their number, so that the outcome is always the same.
class DeletionSorter {
 public:
  DeletionSorter(BuiltNames& out, unsigned threads)
      : out_(out), shares_(std::bit_floor(std::clamp(threads, 1U, 8U))) {
    std::uint64_t entries = 0;
    for (const Key& key : out.key) {
      const std::size_t n = std::min<std::size_t>(key.size, kDeletionPrefix);
      entries += 1 + n + n * (n - 1) / 2;
    }
    out.deletion_bits = std::clamp(static_cast<unsigned>(std::bit_width(entries)), 10U, 30U) - 2U;
    reserve_large(out.deletion_at, (std::size_t{1} << out.deletion_bits) + 1);
    out.deletion_at.assign((std::size_t{1} << out.deletion_bits) + 1, 0);
    const unsigned bits = key_bits(out.key.size());
    mask_ = bits >= 32 ? ~0U : (1U << bits) - 1;
  }

  void run() {
    // Counted first, so that the memory for all is taken once.
    in_shares([&](unsigned share) {
      each(share, [&](std::uint64_t hash, std::uint32_t) { ++out_.deletion_at[place(hash) + 1]; });
    });
    std::partial_sum(out_.deletion_at.begin(), out_.deletion_at.end(), out_.deletion_at.begin());
    reserve_large(out_.deletion, out_.deletion_at.back());
    out_.deletion.resize(out_.deletion_at.back());
    in_shares([&](unsigned share) {
      each(share, [&](std::uint64_t hash, std::uint32_t number) {
        out_.deletion[out_.deletion_at[place(hash)]++] =
            (static_cast<std::uint32_t>(hash) & ~mask_) | number;
      });
    });
    // Each place has run on to the beginning of the next.
    std::shift_right(out_.deletion_at.begin(), out_.deletion_at.end(), 1);
    out_.deletion_at.front() = 0;
  }

 private:
  static constexpr unsigned kHeapBits = 8;  // 256 heaps
  static constexpr std::size_t kHeap = 512;
  static constexpr std::size_t kWorthDealing = 20'000;  // keys

  std::size_t place(std::uint64_t hash) const { return hash >> (64U - out_.deletion_bits); }
  template <class Work>
  void in_shares(const Work& work) const {
    std::vector<std::jthread> others;
    for (unsigned share = 1; share < shares_; ++share) others.emplace_back(work, share);
    work(0U);
  }
  // Calls take(hash, key) for all entries of the share, heap by heap.
  template <class Take>
  void each(unsigned share, const Take& take) const {
    struct Held {
      std::uint64_t hash;
      std::uint32_t number;
    };
    if (out_.key.size() < kWorthDealing) {
      if (share != 0) return;
      for (std::uint32_t number = 0; number < out_.key.size(); ++number)
        for (const std::uint64_t hash : Deletions(out_.key[number].view())) take(hash, number);
      return;
    }
    const std::size_t heaps = (std::size_t{1} << kHeapBits) / shares_;
    std::vector<std::vector<Held>> held(heaps);
    for (auto& heap : held) heap.reserve(kHeap);
    const std::size_t first = heaps * share;
    const auto empty = [&](std::vector<Held>& heap) {
      for (const Held& one : heap) take(one.hash, one.number);
      heap.clear();
    };
    for (std::uint32_t number = 0; number < out_.key.size(); ++number) {
      for (const std::uint64_t hash : Deletions(out_.key[number].view())) {
        const std::size_t which = (hash >> (64U - kHeapBits)) - first;
        if (which >= heaps) continue;  // another's share
        held[which].push_back({hash, number});
        if (held[which].size() == kHeap) empty(held[which]);
      }
    }
    for (auto& heap : held) empty(heap);
  }

  BuiltNames& out_;
  unsigned shares_;
  std::uint32_t mask_ = 0;
};

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
  std::vector<Key> primary(1);
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
    primary.push_back(Key::of(raw.primary()));
    for (const std::string& key : raw.keys)
      all_keys.push_back({head_of(key), Key::of(key), number});
    if (!raw.initial && field != NameField::surname) {
      for (const std::uint32_t one : keys.same_names(raw.folded, part_of(field)))
        classes.emplace_back(one, number);
    }
    from = to;
  }
  add_keys(out, all_keys, threads);
  add_word_keys(out, primary);
  add_classes(out, classes);
  DeletionSorter(out, threads).run();
  return out;
}

namespace {

// From the ends of the words to their beginnings: what is most frequent among many keys is so among
// some of them.
class Beginnings {
 public:
  explicit Beginnings(BuiltNames& names) : names_(names) {}

  // The most frequent words of keys that are alike in their first `letters`, as count and number;
  // all of them, and some twice, where they are not many.
  std::vector<std::uint64_t> most_frequent(Begun range, std::size_t letters) {
    const std::uint32_t entries = names_.key_word_at[range.last] - names_.key_word_at[range.first];
    std::vector<std::uint64_t> words;
    if (entries <= kMostBegun) {
      take(range, words);
      return words;
    }
    std::uint32_t from = range.first;
    if (names_.key[from].size == letters) take({from, from + 1}, words), ++from;
    while (from < range.last) {
      const char letter = names_.key[from].letters[letters];
      std::uint32_t to = from + 1;
      while (to < range.last && names_.key[to].letters[letters] == letter) ++to;
      const auto some = most_frequent({from, to}, letters + 1);
      words.insert(words.end(), some.begin(), some.end());
      from = to;
    }
    std::ranges::sort(words, std::ranges::greater());
    const auto same = std::ranges::unique(words);
    words.erase(same.begin(), same.end());
    if (words.size() < kMostBegun) return words;
    words.resize(kMostBegun);
    // The longer beginning of the same keys has been found before.
    const auto found = found_.try_emplace(range);
    if (found.second)
      for (const std::uint64_t word : words)
        found.first->second.push_back(static_cast<std::uint32_t>(word));
    return words;
  }
  void write() const {
    for (const auto& [range, words] : found_) {
      names_.begun.push_back(range);
      names_.begun_word.insert(names_.begun_word.end(), words.begin(), words.end());
    }
  }

 private:
  void take(Begun range, std::vector<std::uint64_t>& out) const {
    for (std::uint32_t i = names_.key_word_at[range.first]; i < names_.key_word_at[range.last];
         ++i) {
      const std::uint32_t word = names_.key_word[i];
      out.push_back(std::uint64_t{names_.count[word]} << 32U | word);
    }
  }

  BuiltNames& names_;
  std::map<Begun, std::vector<std::uint32_t>> found_;
};

}  // namespace

void note_beginnings(BuiltNames& names) {
  if (names.key.empty()) return;
  Beginnings beginnings(names);
  beginnings.most_frequent({0, static_cast<std::uint32_t>(names.key.size())}, 0);
  beginnings.write();
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
