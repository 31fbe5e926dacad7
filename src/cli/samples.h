// SPDX-License-Identifier: Apache-2.0
// The sample reports with what samples.tsv says of each: outlet, day of publication, address.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "base/embedded_file.h"
#include "domain/report.h"

namespace nostos::cli {

struct Sample {
  domain::Report report;
  std::string operation;  // the same for the same sample, so that it is filed once
};

// In order of name. A file that samples.tsv does not name is a sample without these facts.
std::vector<Sample> samples_in(std::span<const EmbeddedFile> files);

}  // namespace nostos::cli
