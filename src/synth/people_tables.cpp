// SPDX-License-Identifier: Apache-2.0
#include "synth/people_tables.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <functional>
#include <numeric>
#include <utility>

#include "base/utf8.h"

namespace nostos::synth {
namespace {

constexpr char32_t kLetters = 0x1100;
constexpr double kFlatTop = 100;  // ranks; makes the biggest surname one of a thousand people

using Cells = std::vector<std::string_view>;

std::vector<std::string_view> cut(std::string_view text, char at) {
  std::vector<std::string_view> out;
  while (true) {
    const std::size_t end = std::min(text.find(at), text.size());
    out.push_back(text.substr(0, end));
    if (end == text.size()) return out;
    text.remove_prefix(end + 1);
  }
}

// "a | b | -": the parts; one space on each side of the bars belongs to them.
std::vector<std::string> parts(std::string_view text) {
  std::vector<std::string> out;
  std::string_view rest = text;
  while (true) {
    const std::size_t end = std::min(rest.find(" | "), rest.size());
    const std::string_view part = rest.substr(0, end);
    out.emplace_back(part == "-" ? std::string_view() : part);
    if (end == rest.size()) return out;
    rest.remove_prefix(end + 3);
  }
}

std::string dash(std::string_view cell) { return cell == "-" ? std::string() : std::string(cell); }

Result<int> weight_in(std::string_view cell) {
  int value = 0;
  const auto [end, problem] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
  if (problem != std::errc() || end != cell.data() + cell.size() || value < 1 || value > 1000)
    return fail(Fault::invalid_input, "a weight is a number from 1 to 1000");
  return value;
}

// Calls `row` for each line that is not a comment; its failure is told with the place.
Result<void> each_row(const std::string& file, std::string_view content,
                      const std::function<Result<void>(const Cells&)>& row) {
  if (first_invalid_utf8(content))
    return fail(Fault::invalid_input, "data/synth/people/" + file + ".tsv: is not UTF-8");
  std::size_t line = 0;
  for (std::string_view text : cut(content, '\n')) {
    ++line;
    if (!text.empty() && text.back() == '\r') text.remove_suffix(1);
    if (text.empty() || text.front() == '#') continue;
    if (const auto done = row(cut(text, '\t')); !done) {
      return fail(Fault::invalid_input, "data/synth/people/" + file + ".tsv:" +
                                            std::to_string(line) + ": " + done.error().message);
    }
  }
  return {};
}

std::unexpected<Error> too_short(std::size_t needed) {
  return fail(Fault::invalid_input,
              "needs " + std::to_string(needed) + " columns, divided by tabs");
}

void add_keyboard(std::string_view rows, std::vector<std::vector<char32_t>>& neighbours) {
  std::u32string above;
  for (const std::string_view row : cut(rows, ' ')) {
    const std::u32string keys = letters_of(row);
    const auto join = [&](char32_t a, char32_t b) {
      if (a >= kLetters || b >= kLetters) return;
      neighbours[a].push_back(b);
      neighbours[b].push_back(a);
    };
    for (std::size_t i = 0; i + 1 < keys.size(); ++i) join(keys[i], keys[i + 1]);
    for (std::size_t i = 0; i < std::min(keys.size(), above.size()); ++i) join(keys[i], above[i]);
    above = keys;
  }
}

}  // namespace

ByWeight::ByWeight(const std::vector<int>& weights) {
  std::uint64_t sum = 0;
  for (const int weight : weights) sum += static_cast<std::uint64_t>(weight);
  if (sum == 0) return;
  places_.resize(kPlaces);
  std::uint64_t before = 0;
  std::size_t place = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    before += static_cast<std::uint64_t>(weights[i]);
    // What is there gets one place at least, as long as there are any.
    const std::size_t until = std::max<std::size_t>(before * kPlaces / sum, place + 1);
    while (place < std::min(until, kPlaces)) places_[place++] = static_cast<std::uint32_t>(i);
  }
}

namespace {

using Spellings = std::map<std::string, Spelling, std::less<>>;

Result<std::vector<const Spelling*>> chain_of(std::string_view names, const Spellings& spellings) {
  std::vector<const Spelling*> out;
  if (names == "-") return out;
  for (const std::string_view name : cut(names, '+')) {
    const auto found = spellings.find(name);
    if (found == spellings.end()) {
      return fail(Fault::invalid_input, "spellings.tsv has no scheme '" + std::string(name) + "'");
    }
    out.push_back(&found->second);
  }
  return out;
}

}  // namespace

Result<PeopleTables> PeopleTables::load(const std::map<std::string, std::string_view>& files) {
  auto slips = std::make_shared<Slips>();
  slips->neighbours.resize(kLetters);
  PeopleTables tables;
  const auto spellings = files.find("spellings");
  const auto slip_table = files.find("slips");
  if (spellings == files.end() || slip_table == files.end()) {
    return fail(Fault::not_found,
                "data/synth/people/spellings.tsv and slips.tsv are wanted to invent people");
  }
  TRY(each_row("spellings", spellings->second, [&](const Cells& cells) -> Result<void> {
    if (cells.size() < 3 || cells[0] != "scheme") return too_short(3);
    TRY_ASSIGN(Spelling spelling, Spelling::load(cells[2]));
    slips->spellings.emplace(cells[1], std::move(spelling));
    return {};
  }));
  TRY(each_row("slips", slip_table->second, [&](const Cells& cells) -> Result<void> {
    if (cells.size() < 2) return too_short(2);
    if (cells[0] == "keyboard") {
      add_keyboard(cells[1], slips->neighbours);
    } else if (cells[0] == "letters") {
      slips->alphabets.push_back(letters_of(cells[1]));
    } else if (cells[0] == "looks" || cells[0] == "twin") {
      for (const std::string_view pair : cut(cells[1], ' ')) {
        const std::size_t equals = pair.find('=');
        if (equals == std::string_view::npos || equals == 0)
          return fail(Fault::invalid_input, "'" + std::string(pair) + "' is no pair a=b");
        (cells[0] == "twin" ? slips->twins : slips->looks)
            .push_back({letters_of(pair.substr(0, equals)), letters_of(pair.substr(equals + 1))});
      }
    } else {
      return fail(Fault::invalid_input, "'" + std::string(cells[0]) + "' is no kind of row");
    }
    return {};
  }));
  for (const auto& [file, content] : files) {
    if (file == "spellings" || file == "slips") continue;
    auto region = std::make_shared<Region>();
    std::vector<int> men;
    std::vector<int> women;
    std::vector<int> endings;
    std::vector<int> written;
    TRY(each_row(file, content, [&](const Cells& cells) -> Result<void> {
      const std::string_view what = cells[0];
      const auto needs = [&](std::size_t count) { return cells.size() >= count; };
      if (!needs(2)) return too_short(2);
      if (what == "region") {
        TRY_ASSIGN(region->weight, weight_in(cells[1]));
        region->title = needs(3) ? cells[2] : std::string_view(file);
      } else if (what == "patronymics") {
        region->patronymics = cells[1] == "yes";
      } else if (what == "written") {
        if (!needs(5)) return too_short(5);
        TRY_ASSIGN(const int weight, weight_in(cells[1]));
        Region::Written one;
        TRY_ASSIGN(one.surname, chain_of(cells[2], slips->spellings));
        TRY_ASSIGN(one.given, chain_of(cells[4], slips->spellings));
        one.other = cells[3] == "other";
        if (region->written.empty() && !one.own())
          return fail(Fault::invalid_input,
                      "the first way of writing is the region's own: - own -");
        region->written.push_back(std::move(one));
        written.push_back(weight);
      } else if (what == "ending") {
        if (!needs(4)) return too_short(4);
        TRY_ASSIGN(const int weight, weight_in(cells[1]));
        region->endings.push_back({dash(cells[2]), dash(cells[3])});
        endings.push_back(weight);
      } else if (what == "given") {
        if (!needs(10)) return too_short(10);
        TRY_ASSIGN(const int weight, weight_in(cells[2]));
        Region::GivenName name{std::string(cells[3]), dash(cells[4]), dash(cells[5]), {},
                               dash(cells[7]),        dash(cells[8]), dash(cells[9])};
        for (const std::string_view part : cut(cells[6], '|'))
          if (part != "-" && !part.empty()) name.shorts.emplace_back(part);
        (cells[1] == "m" ? region->men : region->women).push_back(std::move(name));
        (cells[1] == "m" ? men : women).push_back(weight);
      } else {
        auto* const into = what == "prefix"       ? &region->prefixes
                           : what == "stem"       ? &region->stems
                           : what == "middle"     ? &region->middles
                           : what == "rank"       ? &region->ranks
                           : what == "alias"      ? &region->aliases
                           : what == "place_stem" ? &region->place_stems
                           : what == "place_end"  ? &region->place_ends
                                                  : nullptr;
        if (into == nullptr)
          return fail(Fault::invalid_input, "'" + std::string(what) + "' is no kind of row");
        *into = parts(cells[1]);
      }
      return {};
    }));
    if (region->weight == 0 || region->stems.empty() || region->endings.empty() || men.empty() ||
        women.empty() || written.empty()) {
      return fail(Fault::invalid_input,
                  "data/synth/people/" + file +
                      ".tsv: wants region, written, stem, ending, and given names of both sexes");
    }
    for (auto* list : {&region->prefixes, &region->middles})
      if (list->empty()) list->emplace_back();
    region->man_by_weight = ByWeight(men);
    region->woman_by_weight = ByWeight(women);
    region->ending_by_weight = ByWeight(endings);
    region->written_by_weight = ByWeight(written);
    region->surnames = static_cast<std::uint32_t>(region->prefixes.size() * region->stems.size() *
                                                  region->middles.size() * region->endings.size());
    const auto roots = static_cast<std::uint32_t>(region->stems.size() * region->middles.size());
    region->step = static_cast<std::uint32_t>(roots * 0.618) | 1U;
    while (std::gcd(region->step, roots) != 1) region->step += 2;
    tables.names_.push_back(file);
    tables.regions_.push_back(std::move(region));
  }
  if (tables.regions_.empty()) return fail(Fault::not_found, "data/synth/people/ has no region");
  int sum = 0;
  for (const auto& region : tables.regions_) sum += region->weight;
  for (auto& shared : tables.regions_) {
    auto region = std::make_shared<Region>(*shared);
    region->flat = std::max(4.0, kFlatTop * region->weight / sum);
    region->span = std::log((region->surnames + region->flat) / region->flat);
    shared = std::move(region);
  }
  tables.slips_ = std::move(slips);
  return tables;
}

}  // namespace nostos::synth
