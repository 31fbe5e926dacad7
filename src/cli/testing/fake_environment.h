// SPDX-License-Identifier: Apache-2.0
// FakeWorld: an Environment held in memory, for tests of commands. The clock stands still at
// 2024-03-02T10:00:00Z, chance counts upwards, files are a map.
#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/testing/still_clock.h"
#include "cli/command_table.h"
#include "ledger/memory_ledger_store.h"
#include "ledger/testing/borrowed_store.h"

namespace nostos::cli {

struct StringSource final : Source {
  std::string text;
  std::size_t at = 0;
  Result<std::size_t> read(std::span<char> into) override {
    const std::size_t count = std::min(into.size(), text.size() - at);
    std::copy_n(text.data() + at, count, into.data());
    at += count;
    return count;
  }
};

struct StringSink final : Sink {
  std::string text;
  std::optional<Error> failure;  // every flush fails with it
  Result<void> write(std::string_view bytes) override {
    if (!failure) text += bytes;
    return {};
  }
  Result<void> flush() override {
    if (failure) return std::unexpected(*failure);
    return {};
  }
};

struct MapFiles final : Files {
  std::map<std::string, std::string> content;
  Result<std::unique_ptr<Source>> open(const std::string& path) override {
    const auto at = content.find(path);
    if (at == content.end()) return fail(Fault::not_found, "there is no file " + path);
    auto source = std::make_unique<StringSource>();
    source->text = at->second;
    return source;
  }
  Result<std::unique_ptr<Sink>> create(const std::string& path) override {
    struct MapSink final : Sink {
      std::string& text;
      explicit MapSink(std::string& into) : text(into) {}
      Result<void> write(std::string_view bytes) override {
        text += bytes;
        return {};
      }
      Result<void> flush() override { return {}; }
    };
    content[path].clear();
    return std::make_unique<MapSink>(content[path]);
  }
  Result<void> make_folder(const std::string&) override { return {}; }
  Result<void> replace(const std::string& path, std::string_view bytes) override {
    content[path] = bytes;
    return {};
  }
  Result<void> remove(const std::string& path) override {
    content.erase(path);
    return {};
  }
};

struct FakeWorld {
  StringSource input;
  StringSink output;
  StringSink errors;
  MapFiles files;
  StillClock clock;
  CountingChance chance;
  std::map<std::string, std::string> variables;
  std::vector<reading::KnowledgeFile> knowledge;
  std::map<std::string, ledger::MemoryLedgerStore> ledgers;  // by path
  std::vector<EmbeddedFile> samples;

  Environment environment() {
    return {
        .input = input,
        .output = output,
        .errors = errors,
        .files = files,
        .clock = clock,
        .chance = chance,
        .version = "1.2.3",
        .variable = [this](const std::string& name) -> std::optional<std::string> {
          const auto at = variables.find(name);
          if (at == variables.end()) return std::nullopt;
          return at->second;
        },
        .knowledge = [this]() -> Result<std::vector<reading::KnowledgeFile>> { return knowledge; },
        .tables = [this]() -> Result<std::vector<reading::KnowledgeFile>> { return knowledge; },
        .open_store = [this](const std::string& path,
                             StoreUse use) -> Result<std::unique_ptr<ledger::LedgerStore>> {
          if (use != StoreUse::make && !ledgers.contains(path)) {
            return fail(Fault::not_found, "there is no bureau in " + path);
          }
          return std::make_unique<ledger::BorrowedStore>(ledgers[path]);
        },
        .samples = samples,
        .pages = {},
        .glossary = {}};
  }
  ExitCode run(const std::vector<std::string>& arguments) {
    Environment all = environment();
    return cli::run(arguments, all);
  }
};

}  // namespace nostos::cli
