// SPDX-License-Identifier: Apache-2.0
// Environment: all of the outside world that a command may touch. Put together once, in main/.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/chance.h"
#include "base/clock.h"
#include "base/embedded_file.h"
#include "base/result.h"
#include "cli/files.h"
#include "finding/index_file.h"
#include "ledger/ledger_store.h"
#include "reading/reader.h"

namespace nostos::cli {

enum class StoreUse {
  make,      // made when it is not there
  existing,  // Fault::not_found when it is not there
  inspect,   // existing, opened without trust and never written: for the verifier
};

struct Environment {
  Source& input;
  Sink& output;
  Sink& errors;
  bool output_is_terminal = false;
  bool errors_is_terminal = false;
  Files& files;
  const Clock& clock;
  Chance& chance;
  unsigned processors = 1;  // worker threads worth starting, at least 1
  std::string version;
  // From its first call on, Ctrl-C no longer ends the program but sets what it returns; a second
  // one ends it. Null where nobody can interrupt.
  std::function<const std::atomic<bool>*()> interruptions = {};
  // An environment variable, nothing when unset or empty.
  std::function<std::optional<std::string>(const std::string& name)> variable;
  // Language packs and party tables: those built in, or those of --knowledge DIR. What the
  // files' contents point to lives as long as the environment.
  std::function<Result<std::vector<reading::KnowledgeFile>>()> knowledge;
  // The same, whatever is wrong in them: for whoever checks them.
  std::function<Result<std::vector<reading::KnowledgeFile>>()> tables;
  // The ledger in the file of that name.
  std::function<Result<std::unique_ptr<ledger::LedgerStore>>(const std::string& path, StoreUse use)>
      open_store;
  // Where the index of the people in that ledger is kept; null: it is made at each opening.
  std::function<std::shared_ptr<finding::IndexFile>(const std::string& ledger)> index_beside = {};
  std::span<const EmbeddedFile> samples;
  std::span<const EmbeddedFile> pages;
  std::string_view glossary;
};

// Writes "nostos: MESSAGE" to errors. A failed write there has nowhere to be told.
void complain(Environment& environment, std::string_view message);

}  // namespace nostos::cli
