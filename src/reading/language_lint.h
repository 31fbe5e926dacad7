// SPDX-License-Identifier: Apache-2.0
// Language lint: what is wrong or doubtful in the tables of a language, all of it at once, for the
// person who writes them. Where the reader stops at the first malformed row, this goes on. Pure.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "reading/knowledge_file.h"

namespace nostos::reading {

enum class RemarkWeight {
  error,    // the reader refuses the tables, or the row can never do what it says
  warning,  // allowed, and hardly meant
  note,     // what other languages have and this one lacks
};

struct Remark {
  RemarkWeight weight = RemarkWeight::error;
  std::string place;  // "data/languages/pl/lexicon.tsv:12"; without a line when of a whole file
  std::string text;   // what is so, and what to do
};

// In the order of the files and lines. `files` are all knowledge files: a language is compared with
// the others and with the tables of parties. Empty for a language of which there is no file.
std::vector<Remark> lint_language(const std::vector<KnowledgeFile>& files, const std::string& lang);

// The languages of which there are files, in order.
std::vector<std::string> languages_in(const std::vector<KnowledgeFile>& files);

// Rows of each class, by language: class → language → rows.
std::map<std::string, std::map<std::string, std::size_t>> rows_by_class(
    const std::vector<KnowledgeFile>& files);

}  // namespace nostos::reading
