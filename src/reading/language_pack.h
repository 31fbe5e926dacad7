// SPDX-License-Identifier: Apache-2.0
// LanguagePack: what data/languages/<lang> says. Only meta.ini is read at once; tables and rules
// when a text in the language comes, so that a program that reads one language starts as fast with
// forty.
#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "reading/knowledge_file.h"
#include "reading/rule_book.h"

namespace nostos::reading {

class LanguagePack {
 public:
  struct Contents {
    Lexicon lexicon;
    std::optional<Vocabulary> words;
    RuleBook rules;
    LanguageTraits traits;
  };

  explicit LanguagePack(std::string lang) : lang_(std::move(lang)) {}
  // In order of path; the content must outlive the pack.
  void add(KnowledgeFile file, std::string_view name);

  // Paradigms (0) before the words that use them, rules (2) last.
  static int read_order(std::string_view name);

  const std::string& lang() const { return lang_; }
  // A key of meta.ini; empty when it has none.
  std::string_view meta(std::string_view key) const;
  // Read at the first call; any thread. Fails with file, line and remedy when a table is malformed.
  const Result<Contents>& contents() const;

 private:
  struct Named {
    KnowledgeFile file;
    std::string name;  // lexicon.tsv
  };
  Result<Contents> read() const;

  std::string lang_;
  std::vector<Named> files_;
  std::map<std::string, std::string, std::less<>> meta_;
  mutable std::once_flag once_;
  mutable std::optional<Result<Contents>> contents_;
};

}  // namespace nostos::reading
