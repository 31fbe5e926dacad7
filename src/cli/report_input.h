// SPDX-License-Identifier: Apache-2.0
// ReportInput: the files of a command line as batches of reports: whole files, or JSONL line by
// line with never more than a piece of the file in memory. A file that cannot be read becomes a
// batch that says so, in its place among the others.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "actions/read_reports.h"
#include "cli/environment.h"

namespace nostos::cli {

// How files are taken; `by_content` decides by their names and beginnings.
enum class InputForm { by_content, text, html, jsonl };

class ReportInput {
 public:
  // "-" among the files is standard input.
  ReportInput(Environment& environment, std::vector<std::string> files, InputForm form);

  std::optional<actions::Batch> next();

 private:
  // The file that is being read.
  struct Open {
    std::string name;
    std::unique_ptr<Source> owned;
    Source* source = nullptr;
    InputForm form = InputForm::by_content;
    std::string pending;         // read from the source, not handed on yet
    std::size_t searched = 0;    // bytes of `pending` known to hold no line end
    std::size_t line = 0;        // lines handed on
    bool skipping_line = false;  // in the rest of a line that was too long
    bool ended = false;
  };

  std::optional<actions::Batch> open_next();
  Result<std::size_t> read_more();
  void decide_form();
  actions::Batch whole_file();
  actions::Batch lines();
  void take_line(std::size_t start, std::size_t end, actions::Batch& batch);
  void cut_long_line(actions::Batch& batch);
  actions::HandedIn trouble(Error error) const;

  Environment& environment_;
  std::vector<std::string> files_;
  std::size_t next_file_ = 0;
  InputForm form_;
  std::optional<Open> open_;
};

}  // namespace nostos::cli
