// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "base/json_writer.h"
#include "cli/ledger_commands.h"
#include "cli/open_bureau.h"

namespace nostos::cli {

namespace {

constexpr std::array<std::string_view, 2> kFormats{"text", "jsonl"};
constexpr long long kMost = 1'000'000'000'000;

std::string in_words(std::uint64_t index, const ledger::Entry& entry) {
  std::string kind = entry.kind;
  kind.resize(std::max<std::size_t>(kind.size(), 19), ' ');
  std::string number = std::to_string(index);
  number.insert(0, number.size() < 6 ? 6 - number.size() : 0, ' ');
  return number + "  " + rfc3339(entry.recorded_at) + "  " + kind + "  " +
         (entry.about.empty() ? std::string(12, ' ') : entry.about.substr(0, 12)) + "  " +
         entry.author + "\n";
}

std::string as_json(std::uint64_t index, const ledger::Entry& entry) {
  std::string out;
  JsonWriter json(out);
  json.begin_object()
      .field("index", index)
      .field("id", entry.id)
      .field("kind", entry.kind)
      .field("recorded_at", rfc3339(entry.recorded_at))
      .field("author", entry.author)
      .field("operation", entry.operation)
      .field("about", entry.about)
      .field("hash", to_hex(ledger::leaf_hash(to_envelope(entry))))
      .key("payload")
      .raw(entry.payload)
      .end_object();
  return out + "\n";
}

ExitCode run_log(const Options& options, Environment& environment) {
  const auto format = options.choice("--format", kFormats);
  const auto from = options.number("--from", 0, 0, kMost);
  const auto limit = options.number("--limit", kMost, 1, kMost);
  if (!format || !from || !limit) {
    complain(environment, (!format ? format.error()
                           : !from ? from.error()
                                   : limit.error())
                              .message);
    return ExitCode::usage;
  }
  const auto path = data_path(options, environment, "bureau.sqlite");
  if (!path) return complain_of_storage(environment, path.error());
  const auto store = environment.open_store(*path, StoreUse::existing);
  if (!store) return complain_of_storage(environment, store.error());
  const auto first = static_cast<std::uint64_t>(*from);
  const std::uint64_t size = (*store)->head().size;
  for (std::uint64_t i = first; i < size && i - first < static_cast<std::uint64_t>(*limit); ++i) {
    const auto entry = (*store)->entry(i);
    if (!entry) return complain_of_storage(environment, entry.error());
    const auto written =
        environment.output.write(*format == "text" ? in_words(i, *entry) : as_json(i, *entry));
    if (!written) return complain_of_storage(environment, written.error());
  }
  return ExitCode::fine;
}

}  // namespace

Command log_command() {
  return {.name = "log",
          .summary = "List the ledger's entries: who recorded what, and when",
          .usage = "[OPTION]…",
          .help =
              "Prints the entries in their order: index, time, kind, the report it is about and\n"
              "who did it. As jsonl with everything an entry holds.",
          .options = {kDataOption,
                      {"--from", "N", "begin with entry N"},
                      {"--limit", "N", "at most N entries"},
                      {"--format", "text|jsonl", "text is the default"}},
          .examples = "  nostos log --from 40\n  nostos log --format jsonl > entries.jsonl",
          .run = run_log};
}

}  // namespace nostos::cli
