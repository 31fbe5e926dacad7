// SPDX-License-Identifier: Apache-2.0
// Options: a command line taken apart by the command's own table. The same table prints its help,
// so what is parsed and what is explained cannot differ.
//
// "--name value" and "--name=value" are the same; "--" ends the options; "-" is an operand.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace nostos::cli {

struct OptionSpec {
  std::string_view name;        // "--format"
  std::string_view value_name;  // "text|json"; empty: the option takes no value
  std::string_view help;
};

class Options {
 public:
  // Fault::invalid_input names the option and, for a slip of the fingers, the nearest one.
  static Result<Options> parse(std::span<const OptionSpec> known,
                               std::span<const std::string> arguments);

  bool has(std::string_view name) const;
  // The last value given for `name`.
  std::optional<std::string> value(std::string_view name) const;
  std::string value_or(std::string_view name, std::string_view otherwise) const;
  // One of `allowed`, or the first of them when the option is absent.
  Result<std::string> choice(std::string_view name,
                             std::span<const std::string_view> allowed) const;
  // A whole number within [least, most].
  Result<long long> number(std::string_view name, long long otherwise, long long least,
                           long long most) const;
  const std::vector<std::string>& operands() const { return operands_; }

 private:
  std::vector<std::pair<std::string, std::string>> given_;
  std::vector<std::string> operands_;
};

// The word of `words` that is nearest to `wrong`; nothing when all are far off.
std::optional<std::string> nearest_word(std::string_view wrong,
                                        std::span<const std::string_view> words);

}  // namespace nostos::cli
