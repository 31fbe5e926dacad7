// SPDX-License-Identifier: Apache-2.0
// The request target ("/api/why?claim=c1%20f3") taken apart. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace nostos::http {

struct Target {
  std::string path;
  std::vector<std::pair<std::string, std::string>> query;
};

// Nothing unless it begins with '/', every %-escape is whole and decodes to UTF-8 without a zero
// byte. The path is decoded once; "." and ".." are left as they are and mean nothing to anybody.
std::optional<Target> parse_target(std::string_view target);

}  // namespace nostos::http
