// SPDX-License-Identifier: Apache-2.0
#include "cli/command_table.h"

#include <algorithm>
#include <optional>

#include "cli/language_command.h"
#include "cli/ledger_commands.h"
#include "cli/link_command.h"
#include "cli/person_commands.h"
#include "cli/read_command.h"
#include "cli/reckon_command.h"
#include "cli/synth_command.h"

namespace nostos::cli {

namespace {

constexpr std::string_view kIntroduction =
    "nostos - an information bureau for prisoners of war and the missing.\n"
    "It reads news reports of exchanges, keeps what each of them claims and who says it,\n"
    "and reckons the exchanges from the claims. It never decides what is true.\n";

constexpr std::string_view kEverywhere =
    "Everywhere:\n"
    "  --knowledge DIR   language packs and party tables from DIR instead of those built in\n"
    "                    (also: NOSTOS_KNOWLEDGE=DIR)\n"
    "  --help            what the command does, its options and examples\n";

constexpr std::string_view kExitCodes =
    "Exit codes:\n"
    "  0  everything was done\n"
    "  1  some input was refused (each refusal says where and why); the rest was done\n"
    "  2  the command line was not understood; nothing was done\n"
    "  3  reading, writing or storing failed\n"
    "  4  the ledger is not what was written\n"
    "  130  stopped by Ctrl-C; what was done is kept where the command says so\n";

// Columns that a terminal shows for `text`: the help is Latin with a few '…', one column each.
std::size_t columns(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
  }));
}

void append_entry(std::string& out, std::string_view left, std::string_view right,
                  std::size_t width) {
  out += "  ";
  out += left;
  out.append(width > columns(left) ? width - columns(left) : 0, ' ');
  out += "  ";
  // Further lines of the right side stand under its first.
  for (const char c : right) {
    out.push_back(c);
    if (c == '\n') out.append(width + 4, ' ');
  }
  out.push_back('\n');
}

std::string general_help() {
  std::string out(kIntroduction);
  out += "\nUsage: nostos COMMAND [OPTION]… [FILE]…\n\nCommands:\n";
  std::size_t width = columns("help");
  for (const Command& command : commands()) width = std::max(width, columns(command.name));
  for (const Command& command : commands()) {
    append_entry(out, command.name, command.summary, width);
  }
  append_entry(out, "help", "This list; 'nostos help COMMAND' tells about one command", width);
  out += "\n";
  out += kEverywhere;
  out += "\n";
  out += kExitCodes;
  return out;
}

std::string help_about(const Command& command) {
  std::string out = "Usage: nostos ";
  out += command.name;
  if (!command.usage.empty()) {
    out += " ";
    out += command.usage;
  }
  out += "\n\n";
  out += command.help;
  out += "\n";
  if (!command.options.empty()) {
    out += "\nOptions:\n";
    std::vector<std::string> left;
    std::size_t width = 0;
    for (const OptionSpec& option : command.options) {
      left.emplace_back(option.name);
      if (!option.value_name.empty()) left.back() += " " + std::string(option.value_name);
      // A long list of values goes on a line of its own and does not widen the column.
      if (columns(left.back()) <= 24) width = std::max(width, columns(left.back()));
    }
    for (std::size_t i = 0; i < left.size(); ++i) {
      if (columns(left[i]) > width) {
        out += "  " + left[i] + "\n";
        left[i].clear();
      }
      append_entry(out, left[i], command.options[i].help, width);
    }
  }
  if (!command.examples.empty()) {
    out += "\nExamples:\n";
    out += command.examples;
    out += "\n";
  }
  return out;
}

const Command* find(std::string_view name) {
  const auto all = commands();
  const auto at = std::find_if(all.begin(), all.end(),
                               [&](const Command& command) { return command.name == name; });
  return at == all.end() ? nullptr : &*at;
}

ExitCode print(Environment& environment, std::string_view text) {
  auto written = environment.output.write(text);
  if (written) written = environment.output.flush();
  if (!written) {
    complain(environment, written.error().message);
    return ExitCode::storage;
  }
  return ExitCode::fine;
}

ExitCode unknown_command(const std::string& name, Environment& environment) {
  std::vector<std::string_view> names{"help"};
  for (const Command& command : commands()) names.push_back(command.name);
  std::string message = "there is no command '" + name + "'";
  if (const auto near = nearest_word(name, names)) message += "; did you mean '" + *near + "'?";
  complain(environment, message + "\n        'nostos help' lists all commands");
  return ExitCode::usage;
}

ExitCode help(std::span<const std::string> arguments, Environment& environment) {
  if (arguments.empty()) return print(environment, general_help());
  const Command* command = find(arguments.front());
  if (command == nullptr) return unknown_command(arguments.front(), environment);
  return print(environment, help_about(*command));
}

bool asks_for_help(std::span<const std::string> arguments) {
  for (const std::string& argument : arguments) {
    if (argument == "--") return false;
    if (argument == "--help" || argument == "-h") return true;
  }
  return false;
}

ExitCode run_command(const Command& command, std::span<const std::string> arguments,
                     Environment& environment) {
  if (asks_for_help(arguments)) return print(environment, help_about(command));
  const auto options = Options::parse(command.options, arguments);
  if (!options) {
    complain(environment, options.error().message + "\n        'nostos help " +
                              std::string(command.name) + "' lists the options");
    return ExitCode::usage;
  }
  const ExitCode code = command.run(*options, environment);
  // What was not handed to the system was not done, whatever the command believes.
  if (const auto flushed = environment.output.flush(); !flushed) {
    complain(environment, flushed.error().message);
    return ExitCode::storage;
  }
  return code;
}

}  // namespace

std::span<const Command> commands() {
  static const std::vector<Command> table{
      read_command(),     reckon_command(), why_command(),     serve_command(), file_command(),
      enter_command(),    find_command(),   person_command(),  judge_command(), export_command(),
      log_command(),      verify_command(), rebuild_command(), link_command(),  dedupe_command(),
      language_command(), synth_command(),
  };
  return table;
}

ExitCode run(std::span<const std::string> arguments, Environment& environment) {
  if (arguments.empty()) {
    (void)help({}, environment);
    return ExitCode::usage;
  }
  const std::string& first = arguments.front();
  const auto rest = arguments.subspan(1);
  if (first == "help") return help(rest, environment);
  if (first == "--help" || first == "-h") return help({}, environment);
  if (first == "--version" || first == "-V") {
    return print(environment, "nostos " + environment.version + "\n");
  }
  const Command* command = find(first);
  if (command == nullptr) return unknown_command(first, environment);
  return run_command(*command, rest, environment);
}

}  // namespace nostos::cli
