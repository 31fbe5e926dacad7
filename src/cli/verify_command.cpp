// SPDX-License-Identifier: Apache-2.0
#include <charconv>

#include "base/digest.h"
#include "cli/ledger_commands.h"
#include "cli/open_bureau.h"
#include "ledger/verification.h"

namespace nostos::cli {

namespace {

// "SIZE:ROOT", as verify prints it.
Result<ledger::Head> parse_head(const std::string& text) {
  const auto wrong = [&] {
    return fail(Fault::invalid_input, "--against cannot be '" + text +
                                          "'; copy the SIZE:ROOT that verify printed earlier");
  };
  ledger::Head head;
  const char* end = text.data() + text.size();
  const auto [stop, problem] = std::from_chars(text.data(), end, head.size);
  if (problem != std::errc() || end - stop != 65 || *stop != ':') return wrong();
  for (std::size_t i = 0; i < head.root.size(); ++i) {
    const char* digits = stop + 1 + 2 * i;
    const auto [last, bad] = std::from_chars(digits, digits + 2, head.root[i], 16);
    if (bad != std::errc() || last != digits + 2) return wrong();
  }
  return head;
}

ExitCode run_verify(const Options& options, Environment& environment) {
  const auto path = data_path(options, environment, "bureau.sqlite");
  std::optional<ledger::Head> known;
  if (const auto against = options.value("--against")) {
    const auto head = parse_head(*against);
    if (!head) {
      complain(environment, head.error().message);
      return ExitCode::usage;
    }
    known = *head;
  }
  if (!path) return complain_of_storage(environment, path.error());
  const auto store = environment.open_store(*path, StoreUse::inspect);
  if (!store) return complain_of_storage(environment, store.error());
  const auto verification = ledger::verify(**store, known);
  if (!verification) return complain_of_storage(environment, verification.error());
  const std::string head =
      std::to_string(verification->head.size) + ":" + to_hex(verification->head.root);
  std::string text;
  if (verification->ok) {
    text = "Every entry is what was written: " + std::to_string(verification->head.size) +
           (verification->head.size == 1 ? " entry" : " entries") + " in " + *path + ".\n";
    text += known
                ? "The earlier head is a beginning of this ledger.\n"
                : "Keep this head outside the bureau; later it proves that nothing was cut off or "
                  "rewritten:\n";
    text += "  nostos verify --against " + head + "\n";
  } else {
    text = "The ledger in " + *path + " is not what was written.\n";
    if (verification->first_bad) {
      text += "First bad entry: " + std::to_string(*verification->first_bad) + "\n";
    }
    text += "Why: " + verification->reason + "\n";
  }
  if (const auto written = environment.output.write(text); !written) {
    return complain_of_storage(environment, written.error());
  }
  return verification->ok ? ExitCode::fine : ExitCode::not_verified;
}

}  // namespace

Command verify_command() {
  return {
      .name = "verify",
      .summary = "Check that every entry of the ledger is what was written",
      .usage = "[OPTION]…",
      .help =
          "Hashes every entry of the ledger again and compares it with the Merkle tree that was\n"
          "stored beside it, the indexes and the view. Names the first entry that is not right\n"
          "and what happened to it: changed, missing, out of order, or its hash was changed.\n"
          "The bureau must not be open meanwhile. Exit code 4 when something is wrong.",
      .options = {kDataOption,
                  {"--against", "SIZE:ROOT",
                   "a head that was noted earlier: also prove that the ledger only grew since"}},
      .examples =
          "  nostos verify\n"
          "  nostos verify --data archive.sqlite --against 45:9f86d0…",
      .run = run_verify};
}

}  // namespace nostos::cli
