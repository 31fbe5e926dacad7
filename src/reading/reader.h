// SPDX-License-Identifier: Apache-2.0
// Reader: report → reading (claims, events, doubts). A pure function of the document and the
// language packs: no clock, no network, no locale. Never fails: odd text becomes a Doubt.
// One Reader may be shared by any number of threads; read() is const and keeps no state.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "domain/document.h"
#include "domain/reading.h"
#include "domain/report.h"
#include "language/party_table.h"
#include "reading/reader_examples.h"

namespace nostos::reading {

// A knowledge file: path relative to data/ ("languages/en/lexicon.tsv") and its whole content.
struct KnowledgeFile {
  std::string path;
  std::string_view content;  // must outlive load()
};

class Reader {
 public:
  // Fails with file, line and remedy when a table is malformed.
  static Result<Reader> load(const std::vector<KnowledgeFile>& files);
  ~Reader();
  Reader(Reader&&) noexcept;
  Reader& operator=(Reader&&) noexcept;

  // Linear in the text's length.
  domain::Reading read(const domain::Report& report, const domain::Document& document) const;

  // Digest over all knowledge files, in hexadecimal: the same digest reads the same way.
  const std::string& rules_digest() const;

  // Every yes and no line of every pattern file, in file order.
  std::vector<RuleExample> examples() const;
  const language::PartyTable& parties() const;

 private:
  struct Knowledge;
  explicit Reader(std::unique_ptr<const Knowledge> knowledge);
  std::unique_ptr<const Knowledge> knowledge_;
};

}  // namespace nostos::reading
