// SPDX-License-Identifier: Apache-2.0
// Assets: the web pages that were built into the program. Files with a hash in their name may be
// kept for ever, others are asked for anew each time and answered with 304 when they are the same.
// An address that is no file and has no dot is a page of the app: it gets index.html.
#pragma once

#include <span>

#include "base/embedded_file.h"
#include "http/message.h"

namespace nostos::http {

class Assets {
 public:
  explicit Assets(std::span<const EmbeddedFile> files) : files_(files) {}
  Response answer(const Request& request) const;

 private:
  const EmbeddedFile* find(std::string_view path) const;
  std::span<const EmbeddedFile> files_;  // in order of path
};

}  // namespace nostos::http
