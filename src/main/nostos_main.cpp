// SPDX-License-Identifier: Apache-2.0
// The one place that picks the clock, the files, the knowledge and the store.
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <csignal>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <list>
#include <string>
#include <thread>
#include <vector>

#include "cli/command_table.h"
#include "knowledge/embedded_glossary.h"
#include "knowledge/embedded_knowledge.h"
#include "knowledge/embedded_pages.h"
#include "knowledge/embedded_samples.h"
#include "main/disk_files.h"
#include "main/system.h"
#include "reading/reader.h"
#include "storage/index/mapped_index.h"
#include "storage/sqlite/sqlite_ledger_store.h"

namespace nostos {

namespace {

std::optional<std::string> variable(const std::string& name) {
  const char* value = std::getenv(name.c_str());
  if (value == nullptr || *value == '\0') return std::nullopt;
  return value;
}

std::atomic<bool> interrupted{false};

extern "C" void take_interruption(int) {
  interrupted = true;
  std::signal(SIGINT, SIG_DFL);  // a second Ctrl-C ends the program at once
}

const std::atomic<bool>* interruptions() {
  static_assert(std::atomic<bool>::is_always_lock_free, "set from a signal handler");
  std::signal(SIGINT, take_interruption);
  std::signal(SIGTERM, take_interruption);
  return &interrupted;
}

// Takes "--knowledge DIR" out of the arguments, wherever it stands before "--".
Result<std::optional<std::string>> take_knowledge_option(std::vector<std::string>& arguments) {
  constexpr std::string_view kName = "--knowledge";
  std::optional<std::string> folder = variable("NOSTOS_KNOWLEDGE");
  for (auto at = arguments.begin(); at != arguments.end() && *at != "--";) {
    if (at->starts_with(kName) && at->size() > kName.size() && (*at)[kName.size()] == '=') {
      folder = at->substr(kName.size() + 1);
      at = arguments.erase(at);
    } else if (*at == kName) {
      if (std::next(at) == arguments.end()) {
        return fail(Fault::invalid_input, "--knowledge needs a value: --knowledge DIR");
      }
      folder = *std::next(at);
      at = arguments.erase(at, std::next(at, 2));
    } else {
      ++at;
    }
  }
  return folder;
}

// Knowledge files of a folder on disk; `contents` keeps their bytes alive.
Result<std::vector<reading::KnowledgeFile>> knowledge_in(const std::string& folder,
                                                         std::list<std::string>& contents) {
  namespace fs = std::filesystem;
  std::error_code problem;
  std::vector<reading::KnowledgeFile> files;
  for (fs::recursive_directory_iterator at(folder, problem), end; !problem && at != end;
       at.increment(problem)) {
    const auto extension = at->path().extension();
    if (!at->is_regular_file() || (extension != ".tsv" && extension != ".txt" &&
                                   extension != ".ini" && extension != ".json")) {
      continue;
    }
    std::ifstream in(at->path(), std::ios::binary);
    if (!in) return fail(Fault::not_allowed, "cannot read " + at->path().string());
    contents.emplace_back(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
    files.push_back({at->path().lexically_relative(folder).generic_string(), contents.back()});
  }
  if (problem) {
    return fail(Fault::not_found,
                "cannot read the knowledge folder " + folder + ": " + problem.message());
  }
  if (files.empty()) return fail(Fault::not_found, "no knowledge files in " + folder);
  std::sort(files.begin(), files.end(),
            [](const auto& a, const auto& b) { return a.path < b.path; });
  return files;
}

std::vector<reading::KnowledgeFile> built_in_knowledge() {
  std::vector<reading::KnowledgeFile> files;
  for (const EmbeddedFile& file : embedded_knowledge()) {
    files.push_back({std::string(file.path), file.content, file.digest});
  }
  return files;
}

Result<std::unique_ptr<ledger::LedgerStore>> open_store(const std::string& path,
                                                        cli::StoreUse use) {
  using storage::SqliteLedgerStore;
  std::error_code ignored;
  if (use != cli::StoreUse::make && !std::filesystem::exists(path, ignored)) {
    return fail(Fault::not_found,
                "there is no bureau in " + path + "; 'nostos serve' and 'nostos file' make one");
  }
  SqliteLedgerStore::Options options;
  options.create = use == cli::StoreUse::make;
  options.check = use == cli::StoreUse::inspect ? SqliteLedgerStore::StartUpCheck::no
                                                : SqliteLedgerStore::StartUpCheck::yes;
  TRY_ASSIGN(auto store, SqliteLedgerStore::open(path, options));
  return std::unique_ptr<ledger::LedgerStore>(std::move(store));
}

int run_program(std::vector<std::string> arguments) {
  // A reader that goes away is a write that fails with EPIPE, not a silent death.
  std::signal(SIGPIPE, SIG_IGN);
  SystemClock clock;
  SystemChance chance;
  DiskFiles files;
  DescriptorSource input(STDIN_FILENO, "standard input", false);
  DescriptorSink output(STDOUT_FILENO, "standard output", false);
  DescriptorSink errors(STDERR_FILENO, "standard error", false);
  const auto knowledge_folder = take_knowledge_option(arguments);
  std::list<std::string> knowledge_contents;
  cli::Environment environment{
      .input = input,
      .output = output,
      .errors = errors,
      .output_is_terminal = isatty(STDOUT_FILENO) == 1,
      .errors_is_terminal = isatty(STDERR_FILENO) == 1,
      .files = files,
      .clock = clock,
      .chance = chance,
      .processors = std::max(1U, std::thread::hardware_concurrency()),
      .version = NOSTOS_VERSION,
      .interruptions = interruptions,
      .variable = variable,
      .knowledge = [&]() -> Result<std::vector<reading::KnowledgeFile>> {
        if (!*knowledge_folder) return built_in_knowledge();
        TRY_ASSIGN(auto found, knowledge_in(**knowledge_folder, knowledge_contents));
        // Whoever writes tables is told at once what is wrong in any of them.
        TRY_ASSIGN(const auto reader, reading::Reader::load(found));
        TRY(reader.load_all());
        return found;
      },
      .tables = [&]() -> Result<std::vector<reading::KnowledgeFile>> {
        if (!*knowledge_folder) return built_in_knowledge();
        return knowledge_in(**knowledge_folder, knowledge_contents);
      },
      .open_store = open_store,
      .index_beside = [](const std::string& ledger) -> std::shared_ptr<finding::IndexFile> {
        return std::make_shared<storage::MappedIndex>(ledger + ".people");
      },
      .samples = embedded_samples(),
      .pages = embedded_pages(),
      .glossary =
          embedded_glossary().empty() ? std::string_view() : embedded_glossary().front().content,
  };
  if (!knowledge_folder) {
    cli::complain(environment, knowledge_folder.error().message);
    return static_cast<int>(cli::ExitCode::usage);
  }
  // The barrier for libraries that throw: nothing but a message leaves the program.
  try {
    return static_cast<int>(cli::run(arguments, environment));
  } catch (const std::exception& exception) {
    cli::complain(environment,
                  std::string("stopped by a fault in the program: ") + exception.what());
    return static_cast<int>(cli::ExitCode::storage);
  }
}

}  // namespace

}  // namespace nostos

int main(int count, char** words) {
  return nostos::run_program(std::vector<std::string>(words + 1, words + count));
}
