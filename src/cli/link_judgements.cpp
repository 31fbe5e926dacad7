// SPDX-License-Identifier: Apache-2.0
#include "cli/link_judgements.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <memory>
#include <numeric>
#include <optional>
#include <set>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "ingest/table.h"

namespace nostos::cli {
namespace {

using linkage::Row;

constexpr std::size_t kTold = 10;  // bad rows that are written out

// Where the rows of the lists are, by number and by id.
class Places {
 public:
  explicit Places(const PeopleTable& people) : people_(people) {
    for (Row row = 0; row < people.rows(); ++row) {
      const std::uint64_t list = people.records().list(row);
      by_number_[list << 32U | people.number(row)] = row;
      std::string key = std::to_string(list) + ' ';
      key += people.id(row);
      const auto [known, is_new] = by_id_.try_emplace(std::move(key), row);
      if (!is_new) known->second = kTwice;
    }
  }

  struct Side {
    std::string list, id, number;
  };

  // The row, or what is wrong.
  Row find(const Side& side, std::string& wrong) const {
    const auto& lists = people_.lists();
    const auto list = std::ranges::find(lists, side.list);
    if (list == lists.end() && (lists.size() > 1 || !side.list.empty())) {
      wrong = side.list.empty()
                  ? "there are several lists; the columns left_list and right_list say which"
                  : "\"" + side.list + "\" is none of the lists of this run";
      return kNone;
    }
    const auto at = list == lists.end() ? 0U : static_cast<std::uint64_t>(list - lists.begin());
    Row row = kNone;
    if (!side.number.empty()) {
      std::uint32_t number = 0;
      const char* const end = side.number.data() + side.number.size();
      const bool whole = std::from_chars(side.number.data(), end, number).ptr == end;
      const auto found = by_number_.find(at << 32U | number);
      if (!whole || found == by_number_.end()) {
        wrong = "the list has no row " + side.number;
        return kNone;
      }
      row = found->second;
      if (side.id.empty() || people_.id(row) == side.id) return row;
      wrong = "row " + side.number + " of the list is now \"" + std::string(people_.id(row)) +
              "\", not \"" + side.id + "\"; leave the number out to go by the id";
      return kNone;
    }
    if (side.id.empty()) {
      wrong = "neither an id nor the number of a row";
      return kNone;
    }
    const auto found = by_id_.find(std::to_string(at) + ' ' + side.id);
    if (found == by_id_.end()) wrong = "the list has nobody with the id \"" + side.id + "\"";
    if (found != by_id_.end() && found->second == kTwice)
      wrong = "several rows of the list have the id \"" + side.id + "\"; say the number of the row";
    return wrong.empty() ? found->second : kNone;
  }

 private:
  static constexpr Row kNone = 0xFFFFFFFF;
  static constexpr Row kTwice = 0xFFFFFFFE;
  const PeopleTable& people_;
  std::unordered_map<std::uint64_t, Row> by_number_;
  std::map<std::string, Row, std::less<>> by_id_;
};

constexpr std::array<std::string_view, 7> kColumns = {
    "left_list", "left_id", "left_row", "right_list", "right_id", "right_row", "verdict"};

// Takes the rows of the file one by one and keeps what was decided.
class Reading {
 public:
  explicit Reading(const PeopleTable& people) : places_(people) {}

  // What is wrong with the row; empty: it was taken.
  std::string take(const ingest::TableRow& row, const std::vector<std::string>& columns) {
    std::array<std::string, kColumns.size()> cells;
    for (const ingest::TableCell& cell : row.cells) {
      const auto column = std::ranges::find(kColumns, columns[cell.column]);
      if (column != kColumns.end())
        cells[static_cast<std::size_t>(column - kColumns.begin())] = cell.text;
    }
    const std::string& verdict = cells[6];
    if (verdict.empty() || verdict == "unsure" || verdict == "none") {
      ++out_.left_open;
      return {};
    }
    if (verdict != "same" && verdict != "different")
      return "verdict \"" + verdict + "\": one of same, different, unsure, none";
    std::string wrong;
    const Row left = places_.find({cells[0], cells[1], cells[2]}, wrong);
    if (!wrong.empty()) return "left: " + wrong;
    const Row right = places_.find({cells[3], cells[4], cells[5]}, wrong);
    if (!wrong.empty()) return "right: " + wrong;
    if (left == right) return "left and right are one row";
    const JudgedRows judged{{std::min(left, right), std::max(left, right)}, verdict == "same"};
    const auto [known, is_new] = line_of_.try_emplace(judged.pair, row.line, judged.same);
    if (!is_new) {
      return known->second.second == judged.same ? std::string()
                                                 : "line " + std::to_string(known->second.first) +
                                                       " says the opposite of this pair";
    }
    out_.at.emplace(judged.pair, out_.judged.size());
    out_.judged.push_back(judged);
    return {};
  }

  // The first pair judged different whose rows other verdicts hold together: line and message.
  std::optional<std::pair<std::size_t, std::string>> contradiction() const {
    std::unordered_map<Row, Row> parent;
    const auto root = [&parent](Row row) {
      for (auto at = parent.find(row); at != parent.end(); at = parent.find(row)) row = at->second;
      return row;
    };
    for (const JudgedRows& one : out_.judged) {
      const Row left = root(one.pair.left);
      const Row right = root(one.pair.right);
      if (one.same && left != right) parent[right] = left;
    }
    for (const JudgedRows& one : out_.judged) {
      if (!one.same && root(one.pair.left) == root(one.pair.right))
        return std::pair(
            line_of_.at(one.pair).first,
            std::string("different, but other lines of the file hold the two together; "
                        "take back one or the other"));
    }
    return std::nullopt;
  }

  LinkJudgements take_out() { return std::move(out_); }

 private:
  Places places_;
  LinkJudgements out_;
  std::map<linkage::RecordPair, std::pair<std::size_t, bool>> line_of_;
};

}  // namespace

linkage::Judged LinkJudgements::for_linker() const {
  linkage::Judged out;
  for (const JudgedRows& one : judged) (one.same ? out.same : out.different).push_back(one.pair);
  return out;
}

const JudgedRows* LinkJudgements::of(linkage::RecordPair pair) const {
  const auto found = at.find(pair);
  return found == at.end() ? nullptr : &judged[found->second];
}

Result<LinkJudgements> read_judgements(const std::string& path, const PeopleTable& people,
                                       const ListWishes& wishes, Environment& environment) {
  TRY_ASSIGN(const auto source, environment.files.open(path));
  Source* const bytes = source.get();
  ingest::TableReader table(path, {}, [bytes](std::span<char> into) { return bytes->read(into); });
  Reading reading(people);
  std::size_t bad = 0;
  const auto refuse = [&](std::size_t line, const std::string& message) {
    if (++bad <= kTold) complain(environment, ingest::said({line, 0, {}, message}, path));
  };
  std::size_t rows = 0;
  bool verdicts = false;
  while (true) {
    TRY_ASSIGN(const auto row, table.next());
    if (!row) break;
    ++rows;
    verdicts = verdicts || std::ranges::find(table.columns(), "verdict") != table.columns().end();
    if (row->fault) {
      if (++bad <= kTold) complain(environment, ingest::said(*row->fault, path));
      continue;
    }
    if (const auto wrong = reading.take(*row, table.columns()); !wrong.empty())
      refuse(row->line, wrong);
  }
  if (rows > 0 && !verdicts)
    return fail(Fault::invalid_input, path +
                                          ": there is no column verdict; it says same or "
                                          "different of the pair in the row");
  if (const auto both = reading.contradiction()) {
    refuse(both->first, both->second);
    return fail(Fault::invalid_input, path + ": the verdicts contradict each other");
  }
  if (bad > 0 && !wishes.skip_bad_rows) {
    return fail(Fault::invalid_input, path + ": " + std::to_string(bad) +
                                          " verdicts cannot be used; mend them, or say "
                                          "--skip-bad-rows to go on without them");
  }
  if (bad > 0)
    complain(environment,
             path + ": " + std::to_string(bad) + " verdicts could not be used and were skipped");
  return reading.take_out();
}

}  // namespace nostos::cli
