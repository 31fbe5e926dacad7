// SPDX-License-Identifier: Apache-2.0
// What every command over a ledger begins with: where its file is, the engines, the bureau.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "actions/bureau.h"
#include "cli/environment.h"
#include "cli/exit_code.h"
#include "cli/options.h"
#include "cli/plain_words.h"
#include "reading/reader.h"
#include "wire/phrasebook.h"

namespace nostos::cli {

// The option that names a ledger's file, the same for all commands.
inline constexpr OptionSpec kDataOption{
    "--data", "FILE", "the bureau's file (default: nostos/bureau.sqlite in $XDG_DATA_HOME)"};

// --data, or the default: $XDG_DATA_HOME/nostos/NAME, or ~/.local/share/nostos/NAME.
Result<std::string> data_path(const Options& options, const Environment& environment,
                              std::string_view default_name);

// A table of the knowledge, empty when it is not there.
std::string_view table_of(const std::vector<reading::KnowledgeFile>& knowledge,
                          std::string_view path);

// Words for pages of plain text in the language of --lang, English when it is not given. The
// language of the machine does not matter: the same command gives the same bytes everywhere.
Result<PlainWords> words_for(const Options& options, Environment& environment);
// What reasons say in that language; an empty book for English.
Result<wire::Phrasebook> phrases_for(const Options& options, Environment& environment);
inline constexpr OptionSpec kLangOption{"--lang", "en|uk|ru",
                                        "language of a page of text (default en)"};

// The reader with the environment's knowledge, the ingest and the reckoner, put together; with what
// finds persons, which keeps its index in that file where there is one.
Result<actions::Engines> make_engines(Environment& environment,
                                      std::shared_ptr<finding::IndexFile> index = nullptr);

// Opens the ledger's file as `use` says, and the bureau over it.
Result<std::unique_ptr<actions::Bureau>> open_bureau(Environment& environment,
                                                     const std::string& path, StoreUse use,
                                                     const actions::Bureau::Opening& opening);

// Says what is wrong and gives the exit code for it: a file that cannot be used is a storage
// failure, a ledger that is not what was written is that.
ExitCode complain_of_storage(Environment& environment, const Error& error);

}  // namespace nostos::cli
