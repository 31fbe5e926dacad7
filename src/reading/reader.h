// SPDX-License-Identifier: Apache-2.0
// Reader: report → reading (claims, events, doubts). A pure function of the document and the
// language packs: no clock, no network, no locale. Never fails: odd text becomes a Doubt.
// One Reader may be shared by any number of threads; read() is const and keeps no state.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "domain/document.h"
#include "domain/reading.h"
#include "domain/report.h"
#include "language/party_table.h"
#include "reading/knowledge_file.h"
#include "reading/partition.h"
#include "reading/reader_examples.h"

namespace nostos::reading {

struct ReaderOptions {
  Nesting nesting = Nesting::solved;
};

class Reader {
 public:
  // Reads the tables of parties; language packs are read when a text in their language comes. Fails
  // with file, line and remedy when a table is malformed.
  static Result<Reader> load(const std::vector<KnowledgeFile>& files,
                             const ReaderOptions& options = {});
  // Reads all language packs now, so that what is wrong in any of them shows.
  Result<void> load_all() const;
  ~Reader();
  Reader(Reader&&) noexcept;
  Reader& operator=(Reader&&) noexcept;

  // Linear in the text's length. Paragraphs that are plainly in another language than the rest are
  // read with the tables of their own. A text whose language pack is missing or malformed comes
  // back with the doubt that says so.
  domain::Reading read(const domain::Report& report, const domain::Document& document) const;
  // The same for each of several reports with its document, in their order and in less time than
  // one by one: some of them together go through each stage of reading before the next begins.
  // Besides the readings it takes the memory of reading 256 KiB of text, or of the longest text.
  std::vector<domain::Reading> read_many(std::span<const domain::Report> reports,
                                         std::span<const domain::Document> documents) const;

  // Digest over all knowledge files, in hexadecimal: the same digest reads the same way.
  const std::string& rules_digest() const;

  // Every yes and no line of every pattern file that can be read, in file order.
  std::vector<RuleExample> examples() const;
  // Every when line of every pattern file that can be read, in file order.
  std::vector<WhenLine> when_lines() const;
  // Those that some sentence of the text meets, each once; by language and line.
  std::vector<WhenLine> when_lines_met(const domain::Report& report,
                                       const domain::Document& document) const;
  const language::PartyTable& parties() const;

 private:
  struct Knowledge;
  explicit Reader(std::unique_ptr<const Knowledge> knowledge);
  struct Part;
  struct Mixed;
  void read_together(std::span<const domain::Report> reports,
                     std::span<const domain::Document> documents,
                     std::vector<domain::Reading>& out) const;
  std::vector<Part> tell_languages(std::span<const domain::Report> reports,
                                   std::span<const domain::Document> documents,
                                   std::vector<Mixed>& mixed) const;
  void read_mixed(std::vector<Part>& wholes, std::vector<Mixed>& mixed) const;
  void read_parts(std::span<Part* const> parts) const;
  void read_in(const std::string& lang, std::span<Part* const> parts) const;
  domain::Reading unread(const domain::Report& report, const domain::Document& document,
                         const std::string& lang, std::string reason) const;

  std::unique_ptr<const Knowledge> knowledge_;
};

}  // namespace nostos::reading
