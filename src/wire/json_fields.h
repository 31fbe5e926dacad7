// SPDX-License-Identifier: Apache-2.0
// Fields: reads the fields of a JSON object into domain values. The first thing that is not as
// expected is remembered with its place; reading goes on with empty values, and the caller asks
// once, at the end, whether all went well. For wire/, and for those who
// read bodies and payloads; include it in sources only, so that simdjson stays out of the headers
// others use.
#pragma once

#include <simdjson.h>

#include <charconv>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace nostos::wire {

class Place;

// The first problem met, and where we are.
class Problems {
 public:
  void found(std::string_view what);
  const std::string& first() const { return first_; }
  bool any() const { return !first_.empty(); }

 private:
  friend class Place;
  std::vector<std::string> path_;
  std::string first_;
};

// Goes one step down for the time it lives: Place here(problems, "legs").
class Place {
 public:
  Place(Problems& problems, std::string_view step) : problems_(problems) {
    problems_.path_.emplace_back(step);
  }
  ~Place() { problems_.path_.pop_back(); }
  Place(const Place&) = delete;
  Place& operator=(const Place&) = delete;

 private:
  Problems& problems_;
};

class Fields {
 public:
  // Not an object: a problem, and every field is absent.
  Fields(simdjson::dom::element element, Problems& problems) : problems_(problems) {
    if (element.get(object_) == simdjson::SUCCESS) {
      there_ = true;
    } else {
      problems.found("an object is expected here");
    }
  }

  Problems& problems() const { return problems_; }

  // Absent and null are the same: nothing.
  std::optional<simdjson::dom::element> find(std::string_view key) const {
    simdjson::dom::element element;
    if (!there_ || object_[key].get(element) != simdjson::SUCCESS || element.is_null()) {
      return std::nullopt;
    }
    return element;
  }

  // Empty when absent or null.
  std::string text(std::string_view key) const {
    const auto element = find(key);
    return element ? text_of(*element, key) : std::string();
  }

  std::string text_of(simdjson::dom::element element, std::string_view key) const {
    std::string_view value;
    if (element.get(value) == simdjson::SUCCESS) return std::string(value);
    const Place here(problems_, key);
    problems_.found("text in quotes is expected here");
    return {};
  }

  std::optional<std::int64_t> maybe_number(std::string_view key) const {
    const auto element = find(key);
    if (!element) return std::nullopt;
    std::int64_t value = 0;
    if (element->get(value) == simdjson::SUCCESS) return value;
    const Place here(problems_, key);
    problems_.found("a whole number is expected here");
    return std::nullopt;
  }

  std::int64_t number(std::string_view key) const { return maybe_number(key).value_or(0); }

  bool yes(std::string_view key) const {
    const auto element = find(key);
    if (!element) return false;
    bool value = false;
    if (element->get(value) != simdjson::SUCCESS) {
      const Place here(problems_, key);
      problems_.found("true or false is expected here");
    }
    return value;
  }

  // A word from a closed list; `named` turns it into the value. Absent: the value's default.
  template <class Named>
  auto word(std::string_view key, Named named) const {
    using Value = typename decltype(named(std::string_view()))::value_type;
    const std::string said = text(key);
    if (said.empty()) return Value{};
    const auto value = named(said);
    if (value) return *value;
    const Place here(problems_, key);
    problems_.found("\"" + said + "\" is not a word known here");
    return Value{};
  }

  // read_one(element) for each element of a list; absent: none.
  template <class ReadOne>
  auto list(std::string_view key, ReadOne read_one) const {
    std::vector<decltype(read_one(simdjson::dom::element()))> items;
    const auto element = find(key);
    if (!element) return items;
    const Place here(problems_, key);
    simdjson::dom::array array;
    if (element->get(array) != simdjson::SUCCESS) {
      problems_.found("a list is expected here");
      return items;
    }
    std::size_t index = 0;
    for (const simdjson::dom::element item : array) {
      const Place at(problems_, number_step(index++));
      items.push_back(read_one(item));
    }
    return items;
  }

  std::vector<std::string> texts(std::string_view key) const {
    return list(key, [this](simdjson::dom::element item) { return text_of(item, ""); });
  }

  const simdjson::dom::object& object() const { return object_; }
  bool there() const { return there_; }

 private:
  static std::string_view number_step(std::size_t index) {
    thread_local char digits[24];
    digits[0] = '#';
    char* const end = std::to_chars(digits + 1, digits + sizeof digits, index).ptr;
    return {digits, static_cast<std::size_t>(end - digits)};
  }

  Problems& problems_;
  simdjson::dom::object object_;
  bool there_ = false;
};

}  // namespace nostos::wire
