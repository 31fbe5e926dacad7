// SPDX-License-Identifier: Apache-2.0
#include "finding/engine_keys.h"

#include <algorithm>

#include "base/utf8.h"
#include "base/word_hash.h"
#include "finding/deletions.h"
#include "language/fold.h"

namespace nostos::finding {
namespace {

// Changes when the keys made here change.
constexpr std::uint64_t kRevision = 2;

// How Latin letters most often write the sounds that a skeleton has one letter for.
std::string spelled_out(std::string_view skeleton) {
  std::string out;
  for (const char c : skeleton) {
    switch (c) {
      case 'w':
        out += "sh";
        break;
      case 'c':
        out += "ch";
        break;
      case 'j':
        out += "zh";
        break;
      default:
        out += c;
    }
  }
  return out;
}

// One letter for the sound that skeletons write with two: ц.
std::string drawn_together(std::string_view skeleton) {
  std::string out;
  for (std::size_t i = 0; i < skeleton.size(); ++i) {
    if (skeleton.substr(i, 2) == "ts") {
      out += 'q';
      ++i;
    } else {
      out += skeleton[i];
    }
  }
  return out;
}

// The letters as they stand, a byte each: Latin ones as they are, others by the low bits of their
// number, apart from those. Letters of two scripts may meet in one byte; within a script they do
// not, but for rare ones.
std::string own_letters(std::string_view folded) {
  std::string out;
  for (std::size_t at = 0; at < folded.size();) {
    std::size_t length = utf8_length_at(folded, at);
    if (length == 0) {
      ++at;
      continue;
    }
    const char32_t c = decode_utf8(folded, at, length);
    at += length;
    if (c < 0x80) {
      if (c >= U'a' && c <= U'z') out += static_cast<char>(c);
    } else if (language::is_letter(c)) {
      out += static_cast<char>(0x80U | (c & 0x7FU));
    }
  }
  return out;
}

template <class T>
void once_each(std::vector<T>& list) {
  std::ranges::sort(list);
  const auto same = std::ranges::unique(list);
  list.erase(same.begin(), same.end());
}

bool of_given_names(names::NamePart part) {
  return part == names::NamePart::given || part == names::NamePart::patronymic;
}

void add(std::vector<std::string>& keys, std::string key) {
  if (!key.empty() && std::ranges::find(keys, key) == keys.end()) keys.push_back(std::move(key));
}

}  // namespace

EngineKeys::EngineKeys(const names::NameEngine& engine, std::uint64_t tables)
    : engine_(engine), version_(tables * 0x9E3779B97F4A7C15ULL + kRevision) {}

std::vector<std::string> EngineKeys::keys(std::string_view word, names::NamePart part) const {
  std::vector<std::string> out = engine_.skeletons(word, part);
  if (out.empty()) return out;
  const std::string primary = out.front();
  add(out, spelled_out(primary));
  add(out, drawn_together(primary));
  add(out, own_letters(folded(word)));
  return out;
}

std::vector<std::uint32_t> EngineKeys::same_names(std::string_view word,
                                                  names::NamePart part) const {
  std::vector<std::uint32_t> out;
  for (const std::string& skeleton : engine_.skeletons(word, part)) {
    if (part == names::NamePart::patronymic) {
      const std::uint32_t father = engine_.fathers_class(skeleton);
      if (father != 0) out.push_back(father);
    } else if (part == names::NamePart::given) {
      const auto classes = engine_.given_classes(skeleton);
      out.insert(out.end(), classes.begin(), classes.end());
    }
  }
  once_each(out);
  return out;
}

std::vector<std::uint32_t> EngineKeys::nearly_same_names(std::string_view word,
                                                         names::NamePart part) const {
  std::vector<std::uint32_t> out;
  if (!of_given_names(part) || !same_names(word, part).empty()) return out;
  for (const std::string& skeleton : engine_.skeletons(word, part)) {
    const auto near = engine_.classes_near(skeleton, part, reach(skeleton.size(), 0));
    out.insert(out.end(), near.begin(), near.end());
  }
  once_each(out);
  return out;
}

std::vector<std::uint32_t> EngineKeys::names_with_initial(std::string_view initial,
                                                          names::NamePart part) const {
  std::vector<std::uint32_t> out;
  if (!of_given_names(part)) return out;
  for (const std::string& skeleton : engine_.skeletons(initial, part)) {
    const auto some = engine_.classes_beginning(skeleton);
    out.insert(out.end(), some.begin(), some.end());
  }
  once_each(out);
  return out;
}

std::vector<std::string> EngineKeys::initials_of_same(std::string_view word,
                                                      names::NamePart part) const {
  std::vector<std::string> out;
  for (const std::uint32_t one : same_names(word, part)) {
    const auto& beginnings = engine_.beginnings(one);
    out.insert(out.end(), beginnings.begin(), beginnings.end());
  }
  once_each(out);
  return out;
}

std::string EngineKeys::folded(std::string_view word) const { return language::fold(word); }

std::vector<matching::Step> EngineKeys::reasons(std::string_view sought,
                                                std::string_view registered,
                                                names::NamePart part) const {
  std::vector<matching::Step> out;
  for (names::NameReason& reason : engine_.compare(sought, registered, part).reasons)
    out.push_back({std::move(reason.key), std::move(reason.words), 0});
  return out;
}

std::uint64_t digest_of(const std::vector<names::NameFile>& files) {
  std::uint64_t digest = 0;
  for (const names::NameFile& file : files) {
    digest = (digest ^ word_hash(file.path)) * 0x9E3779B97F4A7C15ULL;
    digest = (digest ^ word_hash(file.content)) * 0x9E3779B97F4A7C15ULL;
  }
  return digest;
}

}  // namespace nostos::finding
