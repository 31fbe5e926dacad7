// SPDX-License-Identifier: Apache-2.0
#include "cli/open_bureau.h"

#include <algorithm>
#include <utility>

#include "actions/person_engine.h"
#include "ingest/ingest.h"
#include "reading/reader.h"
#include "reckoning/reckoner.h"

namespace nostos::cli {

namespace {

// A page has a title in its markup, a plain text the line that was read as one.
std::string title_of(const domain::Document& document, const domain::Reading& reading) {
  if (!document.title.empty()) return document.title;
  for (const domain::Zone& zone : reading.zones) {
    if (zone.kind != "title") continue;
    std::string title = reading.text.substr(zone.span.start, zone.span.end - zone.span.start);
    while (!title.empty() && (title.back() == '\n' || title.back() == ' ')) title.pop_back();
    return title;
  }
  return {};
}

std::string folder_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string::npos ? "" : path.substr(0, slash);
}

}  // namespace

Result<std::string> data_path(const Options& options, const Environment& environment,
                              std::string_view default_name) {
  if (auto given = options.value("--data")) return *given;
  std::string base;
  if (const auto data_home = environment.variable("XDG_DATA_HOME")) {
    base = *data_home;
  } else if (const auto home = environment.variable("HOME")) {
    base = *home + "/.local/share";
  } else {
    return fail(Fault::invalid_input,
                "neither XDG_DATA_HOME nor HOME is set; name the bureau's file with --data FILE");
  }
  return base + "/nostos/" + std::string(default_name);
}

std::string_view table_of(const std::vector<reading::KnowledgeFile>& knowledge,
                          std::string_view path) {
  const auto found = std::ranges::find(knowledge, path, &reading::KnowledgeFile::path);
  return found == knowledge.end() ? std::string_view() : found->content;
}

Result<PlainWords> words_for(const Options& options, Environment& environment) {
  const std::string lang = options.value_or("--lang", "en");
  TRY_ASSIGN(const auto knowledge, environment.knowledge());
  const std::string_view table = table_of(knowledge, "words/" + lang + ".tsv");
  if (table.empty()) {
    return fail(Fault::invalid_input,
                "--lang " + lang + ": there are no words for this language; write en, uk or ru");
  }
  return PlainWords::load(table);
}

Result<wire::Phrasebook> phrases_for(const Options& options, Environment& environment) {
  const std::string lang = options.value_or("--lang", "en");
  if (lang == "en") return wire::Phrasebook();
  TRY_ASSIGN(const auto knowledge, environment.knowledge());
  return wire::Phrasebook::load("words/reasons.tsv", table_of(knowledge, "words/reasons.tsv"),
                                lang);
}

namespace {

class Running : public actions::RunningReckoning {
 public:
  explicit Running(const reckoning::Options& options) : reckoner_(options) {}
  void add(std::shared_ptr<const domain::Reading> reading) override {
    reckoner_.add(std::move(reading));
  }
  void remove(const std::string& digest) override { static_cast<void>(reckoner_.remove(digest)); }
  domain::Reckoning result() override { return reckoner_.result(); }

 private:
  reckoning::Reckoner reckoner_;
};

}  // namespace

Result<actions::Engines> make_engines(Environment& environment,
                                      std::shared_ptr<finding::IndexFile> index) {
  TRY_ASSIGN(const auto knowledge, environment.knowledge());
  TRY_ASSIGN(reading::Reader loaded, reading::Reader::load(knowledge));
  const auto reader = std::make_shared<const reading::Reader>(std::move(loaded));
  actions::Engines engines;
  engines.rules = reader->rules_digest();
  engines.read = [reader](const domain::Report& report) {
    const domain::Document document = ingest::to_document(report);
    actions::ClaimsRead read;
    read.reading = reader->read(report, document);
    read.title = title_of(document, read.reading);
    return read;
  };
  const auto options = reckoning::options_from(table_of(knowledge, "parties/actors.tsv"),
                                               table_of(knowledge, "parties/conflicts.tsv"));
  engines.reckon = [options](const std::vector<domain::Reading>& readings) {
    return reckoning::reckon(readings, options);
  };
  actions::PersonTables people{
      {}, table_of(knowledge, "columns.tsv"), table_of(knowledge, "people/questions.tsv")};
  for (const auto& file : knowledge) {
    if (file.path.starts_with("names/")) people.names.push_back({file.path, file.content});
  }
  // Tables of one's own may be about reports alone; then nobody is found.
  if (!people.columns.empty()) {
    TRY_ASSIGN(ingest::Columns columns, ingest::Columns::load(people.columns));
    engines.columns = std::make_shared<const ingest::Columns>(std::move(columns));
    TRY_ASSIGN(engines.candidates,
               actions::make_person_engine(people, {std::move(index), environment.processors}));
  }
  engines.run_reckoning = [options] { return std::make_unique<Running>(options); };
  return engines;
}

Result<std::unique_ptr<actions::Bureau>> open_bureau(Environment& environment,
                                                     const std::string& path, StoreUse use,
                                                     const actions::Bureau::Opening& opening) {
  auto index = environment.index_beside ? environment.index_beside(path) : nullptr;
  TRY_ASSIGN(actions::Engines engines, make_engines(environment, std::move(index)));
  if (const std::string folder = folder_of(path); use == StoreUse::make && !folder.empty()) {
    TRY(environment.files.make_folder(folder));
  }
  TRY_ASSIGN(auto store, environment.open_store(path, use));
  actions::Bureau::Opening told = opening;
  if (!told.remark) {
    told.remark = [&environment](const std::string& remark) { complain(environment, remark); };
  }
  return actions::Bureau::open(std::move(store), std::move(engines), environment.clock,
                               environment.chance, told);
}

ExitCode complain_of_storage(Environment& environment, const Error& error) {
  complain(environment, error.message);
  return error.fault == Fault::corrupt ? ExitCode::not_verified : ExitCode::storage;
}

}  // namespace nostos::cli
