// SPDX-License-Identifier: Apache-2.0
// Result<T>: the value, or an Error that says what went wrong and what the caller can do next.
//
// Expected failures travel as Result; programmer mistakes are NOSTOS_CHECK (check.h). A Result
// that is dropped is a compiler warning. Thread-compatible: a plain value.
#pragma once

#include <expected>
#include <string>
#include <utility>

namespace nostos {

// What the caller can do next, not which line failed.
enum class Fault {
  invalid_input,  // mend the input; the message names place and remedy
  not_found,      // ask for something else
  conflict,       // somebody was first; read again, then decide
  not_allowed,    // ask somebody who may
  unavailable,    // try again later (disk full, file locked)
  corrupt,        // stop; the stored bytes are not what was written
};

struct Error {
  Fault fault = Fault::invalid_input;
  std::string message;
};

template <class T>
class [[nodiscard]] Result : public std::expected<T, Error> {
 public:
  using std::expected<T, Error>::expected;
};

inline std::unexpected<Error> fail(Fault fault, std::string message) {
  return std::unexpected<Error>(Error{fault, std::move(message)});
}

}  // namespace nostos

#define NOSTOS_JOIN_INNER(a, b) a##b
#define NOSTOS_JOIN(a, b) NOSTOS_JOIN_INNER(a, b)

// TRY(expr): pass the failure of a Result up.
#define TRY(expression)                                         \
  do {                                                          \
    if (auto nostos_result = (expression); !nostos_result) {    \
      return std::unexpected(std::move(nostos_result).error()); \
    }                                                           \
  } while (false)

// TRY_ASSIGN(const auto x, expr): take the value, or pass the failure up.
#define TRY_ASSIGN(declaration, expression)                                           \
  auto NOSTOS_JOIN(nostos_result_, __LINE__) = (expression);                          \
  if (!NOSTOS_JOIN(nostos_result_, __LINE__)) {                                       \
    return std::unexpected(std::move(NOSTOS_JOIN(nostos_result_, __LINE__)).error()); \
  }                                                                                   \
  declaration = std::move(*NOSTOS_JOIN(nostos_result_, __LINE__))
