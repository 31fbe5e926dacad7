// SPDX-License-Identifier: Apache-2.0
#include "cli/link_command.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <charconv>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/digest.h"
#include "base/json_writer.h"
#include "cli/csv_writer.h"
#include "cli/estimate_line.h"
#include "cli/link_filter.h"
#include "cli/link_journal.h"
#include "cli/link_run.h"
#include "cli/open_bureau.h"
#include "cli/people_table.h"

namespace nostos::cli {
namespace {

constexpr std::array<std::string_view, 2> kFormats = {"csv", "jsonl"};
constexpr std::size_t kLargestSettings = 16UL << 20U;
constexpr std::size_t kWriteAt = 1UL << 20U;
constexpr std::uint64_t kPairsAShare = 20'000'000;
constexpr std::uint32_t kMostShares = 256;
constexpr long long kMostThreads = 256;

struct Wishes {
  linkage::Task task = linkage::Task::dedupe;
  std::string format;
  ListWishes lists;
  std::optional<linkage::Share> share;
  unsigned threads = 1;
  bool resume = false;
  PlainWords words;
};

std::optional<linkage::Share> share_of(std::string_view text) {
  linkage::Share share;
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  const auto read = [](std::string_view digits, std::uint32_t& into) {
    const auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), into);
    return problem == std::errc() && end == digits.data() + digits.size();
  };
  if (!read(text.substr(0, slash), share.number) || !read(text.substr(slash + 1), share.of) ||
      share.number < 1 || share.number > share.of || share.of > 100'000)
    return std::nullopt;
  --share.number;
  return share;
}

Result<Wishes> wishes_of(const Options& options, linkage::Task task, Environment& environment) {
  Wishes wishes;
  wishes.task = task;
  TRY_ASSIGN(wishes.format, options.choice("--format", kFormats));
  TRY_ASSIGN(const long long threads,
             options.number("--threads", environment.processors, 1, kMostThreads));
  wishes.threads = static_cast<unsigned>(threads);
  TRY_ASSIGN(wishes.words, words_for(options, environment));
  TRY_ASSIGN(wishes.lists, list_wishes_of(options));
  wishes.resume = options.has("--resume");
  if (const auto text = options.value("--share")) {
    wishes.share = share_of(*text);
    if (!wishes.share)
      return fail(Fault::invalid_input, "--share " + *text + ": write K/N, such as 2/8");
    if (!options.has("--model"))
      return fail(Fault::invalid_input,
                  "--share wants a --model: all shares must weigh alike; a run over a part of the "
                  "lists with --write-model FILE learns one");
    if (options.has("--clusters") || options.has("--report") || options.has("--judgements"))
      return fail(Fault::invalid_input,
                  "--share gives pairs only; who is who can be told when all shares are together");
  }
  if (wishes.resume && options.value_or("--pairs", "-") == "-")
    return fail(Fault::invalid_input,
                "--resume wants --pairs FILE: what is done is kept beside that file");
  const std::size_t lists = options.operands().size();
  const bool link = task == linkage::Task::link;
  if (lists == 0 || (link && lists < 2 && !options.has("--filter"))) {
    return fail(Fault::invalid_input,
                link ? "two lists are wanted, or more; to find who is named twice in one list: "
                       "nostos dedupe"
                     : "no list named; name a CSV or JSONL file, or - for standard input");
  }
  return wishes;
}

Result<std::string> text_of(const std::string& path, Environment& environment) {
  TRY_ASSIGN(const auto source, environment.files.open(path));
  return read_all(*source, kLargestSettings);
}

Result<linkage::Settings> settings_of(const Options& options, const Wishes& wishes,
                                      Environment& environment) {
  linkage::Settings settings;
  if (const auto path = options.value("--settings")) {
    TRY_ASSIGN(const std::string text, text_of(*path, environment));
    auto parsed = linkage::parse_settings(text);
    if (!parsed) return fail(parsed.error().fault, *path + ": " + parsed.error().message);
    settings = std::move(*parsed);
  }
  settings.task = wishes.task;
  if (const auto text = options.value("--cut")) {
    const auto [end, problem] =
        std::from_chars(text->data(), text->data() + text->size(), settings.cut);
    if (problem != std::errc() || end != text->data() + text->size() || settings.cut <= 0 ||
        settings.cut >= 1)
      return fail(Fault::invalid_input, "--cut " + *text + ": a probability between 0 and 1");
  }
  return settings;
}

std::string_view doing(linkage::Stage stage) {
  switch (stage) {
    case linkage::Stage::preparing:
      return "Preparing";
    case linkage::Stage::blocking:
      return "Choosing what to compare";
    case linkage::Stage::learning:
      return "Learning how records agree";
    case linkage::Stage::comparing:
      return "Comparing";
    case linkage::Stage::clustering:
      return "Who is who";
  }
  return "";
}

Result<void> write_file(const std::string& path, std::string_view content,
                        Environment& environment) {
  if (path == "-") return environment.output.write(content);
  return environment.files.replace(path, content);
}

// Pieces of an output into a file, or onto standard output.
class Out {
 public:
  static Result<Out> at(const std::string& path, Environment& environment) {
    Out out;
    if (path == "-") {
      out.sink_ = &environment.output;
    } else {
      TRY_ASSIGN(out.owned_, environment.files.create(path));
      out.sink_ = out.owned_.get();
    }
    return out;
  }
  std::string& room() { return room_; }
  Result<void> hand_on() {
    if (room_.size() < kWriteAt) return {};
    return end();
  }
  Result<void> end() {
    TRY(sink_->write(room_));
    room_.clear();
    return sink_->flush();
  }

 private:
  std::unique_ptr<Sink> owned_;
  Sink* sink_ = nullptr;
  std::string room_;
};

Result<void> write_pairs(const std::string& path, std::string_view format, const LinkRun& run,
                         const std::vector<linkage::ScoredPair>& pairs, bool with_reasons,
                         Environment& environment) {
  TRY_ASSIGN(Out out, Out::at(path, environment));
  if (format == "csv") {
    out.room() = kPairHeading;
    if (run.judgements != nullptr) out.room() += ",verdict";
    out.room() += with_reasons ? ",reasons\n" : "\n";
  }
  for (const auto& pair : pairs) {
    append_pair(out.room(), format, run, pair, with_reasons);
    TRY(out.hand_on());
  }
  return out.end();
}

Result<void> write_clusters(const std::string& path, std::string_view format, const LinkRun& run,
                            Environment& environment) {
  TRY_ASSIGN(Out out, Out::at(path, environment));
  if (format == "csv") out.room() = "person,list,id,row\n";
  for (linkage::Row row = 0; row < run.people.rows(); ++row) {
    std::string& room = out.room();
    const std::uint32_t person = run.result.cluster_of[row] + 1;
    if (format == "csv") {
      room += std::to_string(person) + ",";
      append_csv_field(room, run.people.list_of(row));
      room += ',';
      append_csv_field(room, run.people.id(row));
      room += "," + std::to_string(run.people.number(row));
    } else {
      JsonWriter json(room);
      json.begin_object().field("person", person).field("list", run.people.list_of(row));
      json.field("id", run.people.id(row)).field("row", run.people.number(row)).end_object();
    }
    room += '\n';
    TRY(out.hand_on());
  }
  return out.end();
}

std::uint32_t shares_for(const linkage::Linkage& so_far, std::uint64_t rows) {
  std::uint64_t pairs = 0;
  for (const auto& rule : so_far.blocking.rules) pairs += rule.first;
  if (so_far.blocking.rules.empty()) pairs = rows * rows / 2;
  return static_cast<std::uint32_t>(
      std::clamp<std::uint64_t>(pairs / kPairsAShare, 1, kMostShares));
}

std::string places(double value) {
  std::string digits = std::to_string(static_cast<int>(value * 10000 + 0.5));
  if (digits.size() < 5) digits.insert(0, 5 - digits.size(), '0');
  return digits.insert(digits.size() - 4, ".");
}

void tell_outcome(const LinkRun& run, Environment& environment) {
  const auto& result = run.result;
  const auto cut = matching::weight_of(result.settings.cut / (1 - result.settings.cut));
  const auto found =
      std::ranges::count_if(result.pairs, [&](const auto& p) { return p.weight >= cut; });
  complain(environment, std::to_string(run.people.rows()) + " rows, " +
                            std::to_string(result.blocking.compared) + " pairs compared, " +
                            std::to_string(found) + " of one person, " +
                            std::to_string(result.clusters) + " people");
  for (const auto& rule : result.blocking.rules) {
    if (rule.lost > 0)
      complain(environment, "not compared, because too many rows share it: " + rule.rule + ", " +
                                std::to_string(rule.lost) + " pairs in " +
                                std::to_string(rule.blocks_left_out) + " blocks");
  }
  if (run.judgements != nullptr) {
    const auto same = std::ranges::count(run.judgements->judged, true, &JudgedRows::same);
    const auto all = static_cast<std::ptrdiff_t>(run.judgements->judged.size());
    complain(environment, "decided by people: " + std::to_string(same) + " pairs of one person, " +
                              std::to_string(all - same) + " of two");
  }
  if (!result.doubtful.empty())
    complain(environment, std::to_string(result.doubtful.size()) +
                              " rows say too little of a person to be linked to anybody");
  if (run.people.has_truth()) {
    const Agreement agreed = agreement(run);
    complain(environment, "against the truth in the lists: precision " +
                              places(agreed.precision()) + ", recall " + places(agreed.recall()) +
                              ", F1 " + places(agreed.f1()));
  }
}

Result<ExitCode> link_lists(const Options& options, const Wishes& wishes,
                            Environment& environment) {
  TRY_ASSIGN(const LinkKnowledge knowledge, link_knowledge(environment));
  TRY_ASSIGN(const linkage::Settings settings, settings_of(options, wishes, environment));
  linkage::Job job;
  job.settings = settings;
  job.threads = wishes.threads;
  job.names = &knowledge.names;
  if (const auto path = options.value("--model")) {
    TRY_ASSIGN(const std::string text, text_of(*path, environment));
    auto model = matching::parse_model(text);
    if (!model) return fail(model.error().fault, *path + ": " + model.error().message);
    job.model = std::move(*model);
  }
  PeopleTable people(environment, knowledge.columns, knowledge.names, wishes.lists);
  for (const std::string& list : options.operands()) TRY(people.add_list(list));
  if (people.rows() < 2)
    return fail(Fault::invalid_input, "fewer than two rows; there is nobody to compare");
  EstimateLine line(environment);
  std::uint32_t shares = 1;
  std::uint32_t share_at = 0;
  job.progress = [&](const linkage::Progress& progress) {
    // The whole of the comparing, not the share at hand.
    const bool whole = progress.stage == linkage::Stage::comparing && !wishes.share;
    line.show(doing(progress.stage), progress.done + (whole ? share_at * progress.total : 0),
              whole ? progress.total * shares : progress.total);
  };
  job.cancelled = environment.interruptions ? environment.interruptions() : nullptr;
  const std::atomic<bool>* const stop = job.cancelled;
  std::optional<LinkJudgements> judgements;
  if (const auto path = options.value("--judgements")) {
    TRY_ASSIGN(judgements, read_judgements(*path, people, wishes.lists, environment));
    job.judged = judgements->for_linker();
  }
  linkage::Linker linker(people.records(), std::move(job));
  TRY(linker.prepare());
  if (const auto path = options.value("--write-settings"))
    TRY(write_file(*path, linkage::write_settings(linker.so_far().settings), environment));

  const std::string pairs_path = options.value_or("--pairs", "-");
  if (!wishes.share) shares = shares_for(linker.so_far(), people.rows());
  const std::string run_name = "nostos link journal 1 " + std::to_string(people.digest()) + " " +
                               std::to_string(people.rows()) + " " + std::to_string(shares) + " " +
                               to_hex(sha256(linkage::write_settings(linker.so_far().settings) +
                                             options.value_or("--model", "")));
  LinkJournal journal(environment.files,
                      pairs_path == "-" || wishes.share ? "" : pairs_path + ".journal", run_name);
  if (!wishes.resume) journal.discard(shares);
  const auto stopped = [&]() -> Result<ExitCode> {
    line.clear();
    complain(environment, pairs_path == "-" || wishes.share
                              ? "stopped; nothing was kept, because the pairs go to standard output"
                              : "stopped; what is done is kept in " + pairs_path +
                                    ".journal*; the same command with --resume goes on");
    return ExitCode::interrupted;
  };

  if (auto before = journal.learned()) {
    linker.use(std::move(before->model), std::move(before->learning), std::move(before->blocking));
  } else {
    const auto learned = linker.learn();
    if (!learned && stop != nullptr && *stop) return stopped();
    TRY(learned);
    TRY(journal.keep(linker.so_far()));
  }
  if (const auto path = options.value("--write-model"))
    TRY(write_file(*path, matching::write_model(linker.so_far().model), environment));
  std::vector<linkage::Compared> compared;
  for (share_at = 0; share_at < shares; ++share_at) {
    if (auto before = journal.compared(share_at)) {
      compared.push_back(std::move(*before));
      continue;
    }
    auto one = linker.compare(wishes.share.value_or(linkage::Share{share_at, shares}));
    if (!one && stop != nullptr && *stop) return stopped();
    if (!one) return std::unexpected(one.error());
    TRY(journal.keep(share_at, *one));
    compared.push_back(std::move(*one));
  }
  const bool with_reasons = !options.has("--no-reasons");
  if (wishes.share) {
    line.clear();
    auto pairs = std::move(compared.front().pairs);
    std::ranges::sort(pairs);
    const LinkRun run{people, linker, linker.so_far(), wishes.words, nullptr};
    TRY(write_pairs(pairs_path, wishes.format, run, pairs, with_reasons, environment));
    return people.bad_rows() > 0 ? ExitCode::refused : ExitCode::fine;
  }
  TRY_ASSIGN(linkage::Linkage result, linker.finish(std::move(compared)));
  line.clear();
  if (result.blocking.compared == 0)
    for (const auto& bin : result.histogram) result.blocking.compared += bin.pairs;
  const LinkRun run{people, linker, result, wishes.words, judgements ? &*judgements : nullptr};
  TRY(write_pairs(pairs_path, wishes.format, run, result.pairs, with_reasons, environment));
  if (const auto path = options.value("--clusters"))
    TRY(write_clusters(*path, wishes.format, run, environment));
  if (const auto path = options.value("--report"))
    TRY(write_file(*path, link_report(run), environment));
  journal.discard(shares);
  tell_outcome(run, environment);
  return people.bad_rows() > 0 ? ExitCode::refused : ExitCode::fine;
}

ExitCode run_task(const Options& options, linkage::Task task, Environment& environment) {
  const auto wishes = wishes_of(options, task, environment);
  if (!wishes) {
    complain(environment, wishes.error().message + "\n        'nostos help " +
                              (task == linkage::Task::link ? "link" : "dedupe") + "' tells how");
    return ExitCode::usage;
  }
  const auto done = options.has("--filter") || options.has("--keys")
                        ? link_filter(options, wishes->lists, task, environment)
                        : link_lists(options, *wishes, environment);
  if (done) return *done;
  complain(environment, done.error().message);
  return exit_code_for(done.error().fault);
}

std::vector<OptionSpec> options_of(bool link) {
  std::vector<OptionSpec> options = {
      {"--pairs", "FILE", "where the pairs go (default: standard output)"},
      {"--clusters", "FILE", "every row with the person it speaks of"},
      {"--report", "FILE.html", "a page about the run: weights, waterfalls, what was not compared"},
      {"--format", "csv|jsonl", "how pairs and clusters are written (default csv)"},
      {"--no-reasons", "", "pairs without the reasons, which is faster"},
      {"--cut", "P", "a pair is of one person from this probability on (default 0.5)"},
      {"--judgements", "FILE",
       "what people have decided of pairs: the columns of --pairs and one more, verdict, which is "
       "same or different; it stands above all weights"},
      {"--settings", "FILE", "what is compared, and how; what it leaves out is chosen"},
      {"--write-settings", "FILE", "the settings as they were used, to be changed and given back"},
      {"--model", "FILE", "weights learned before; nothing is learned then"},
      {"--write-model", "FILE", "the weights that were learned"},
      {"--columns", "HEADING=KIND,…", "what columns hold, where their headings do not say it"},
      {"--separator", ",|;|tab", "what divides the fields (default: what the heading has most of)"},
      {"--encoding", "NAME",
       "utf-8, utf-16le, utf-16be, windows-1251, koi8-u (default: told by the bytes)"},
      {"--skip-bad-rows", "",
       "go on without rows that cannot be used; they are named, and the exit code is 1"},
      {"--resume", "",
       "go on with a run that was stopped; wants the same command with --pairs FILE"},
      {"--share", "K/N",
       "only the Kth of N parts of the comparing, for N processes; wants --model"},
      {"--keys", "", "write each row once for each block it is compared in, as JSONL for --filter"},
      {"--filter", "", "read such rows, block by block, and write their pairs; wants --model"},
      kLangOption,
      {"--threads", "N", "worker threads (default: one for each processor)"}};
  (void)link;
  return options;
}

ExitCode run_link(const Options& options, Environment& environment) {
  return run_task(options, linkage::Task::link, environment);
}

ExitCode run_dedupe(const Options& options, Environment& environment) {
  return run_task(options, linkage::Task::dedupe, environment);
}

}  // namespace

Command link_command() {
  return {.name = "link",
          .summary = "Find the people that several lists name",
          .usage = "[OPTION]… LIST LIST…",
          .help =
              "Compares the rows of lists of people and writes the pairs that may speak of one\n"
              "person, each with its probability and the reasons, which add up to it exactly.\n"
              "Lists are CSV or JSONL; headings in several languages are known. Nobody is merged:\n"
              "what comes out are leads for a person to confirm. Nothing is stored.\n"
              "How records agree is learned from the lists themselves; no labels are needed.\n"
              "Ctrl-C loses nothing where --pairs names a file: --resume goes on.",
          .options = options_of(true),
          .examples =
              "  nostos link ours.csv theirs.csv --pairs pairs.csv --report run.html\n"
              "  nostos link a.csv b.csv --columns \"Nr=id,Born=birth_date\" > pairs.csv",
          .run = run_link};
}

Command dedupe_command() {
  return {.name = "dedupe",
          .summary = "Find the people that a list names more than once",
          .usage = "[OPTION]… LIST…",
          .help =
              "As 'nostos link', but also compares the rows of one list with each other. Several\n"
              "lists are taken as one.",
          .options = options_of(false),
          .examples =
              "  nostos dedupe list.csv --pairs pairs.csv --clusters people.csv --report run.html\n"
              "  nostos synth people --count 1000 | nostos dedupe - --report run.html > pairs.csv",
          .run = run_dedupe};
}

}  // namespace nostos::cli
