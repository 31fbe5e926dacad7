// SPDX-License-Identifier: Apache-2.0
#include "linkage/blocking.h"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <numeric>
#include <optional>
#include <string_view>

#include "base/large_pages.h"
#include "base/word_hash.h"

namespace nostos::linkage {
namespace {

using matching::Measure;

constexpr std::array<std::string_view, 6> kKeyParts = {"whole", "sound", "initial",
                                                       "start", "year",  "day"};
constexpr std::size_t kRulesMost = 16;
constexpr std::size_t kStart = 3;
constexpr std::uint64_t kUnitPairs = 200'000;

std::uint64_t mixed(std::uint64_t a, std::uint64_t b) {
  a = (a ^ b) * 0x9E3779B97F4A7C15ULL;
  return a ^ a >> 29U;
}

// The part of a value that a rule looks at, as a number; 0 = the value has none.
std::uint64_t part_of(const Dictionary& dictionary, Measure measure, KeyPart part, ValueId id) {
  if (id == kNoValue) return 0;
  if (measure == Measure::date || measure == Measure::age) {
    const matching::WrittenDate date{dictionary.dates[id].digits};
    switch (part) {
      case KeyPart::year:
        return date.has_year() ? mixed(date.digits >> 16U, 0x11) : 0;
      case KeyPart::day:
        return date.has_month() && date.has_day() ? mixed(date.digits & 0xFFFFU, 0x22) : 0;
      default:
        return mixed(date.digits, 0x33);
    }
  }
  auto letters = dictionary.spelling(id).letters;
  if (part == KeyPart::initial) letters = letters.substr(0, 1);
  if (part == KeyPart::start) {
    if (letters.size() < 2) return 0;
    letters = letters.substr(0, kStart);
  }
  return word_hash({reinterpret_cast<const char*>(letters.data()), letters.size() * 2}) | 1U;
}

struct Atom {
  std::size_t field = 0;
  KeyPart part = KeyPart::whole;
  std::vector<std::uint64_t> by_value;
  double chance = 1;    // that two records share it
  double presence = 0;  // share of records that have it
};

Atom atom_of(const Prepared& prepared, std::size_t field, KeyPart part) {
  Atom atom{field, part, {}};
  const Dictionary& dictionary = prepared.dictionary(field);
  const PreparedField& what = prepared.fields[field];
  atom.by_value.resize(dictionary.size());
  std::vector<std::pair<std::uint64_t, std::uint64_t>> counted;
  for (ValueId id = 1; id < dictionary.size(); ++id) {
    atom.by_value[id] = part_of(dictionary, what.measure, part, id);
    if (atom.by_value[id] != 0 && what.counts[id] != 0)
      counted.emplace_back(atom.by_value[id], what.counts[id]);
  }
  std::ranges::sort(counted);
  double pairs = 0;
  double present = 0;
  for (std::size_t i = 0; i < counted.size();) {
    double count = 0;
    const auto key = counted[i].first;
    for (; i < counted.size() && counted[i].first == key; ++i)
      count += static_cast<double>(counted[i].second);
    pairs += count * (count - 1);
    present += count;
  }
  const auto n = static_cast<double>(prepared.size());
  atom.chance = n > 1 ? pairs / (n * (n - 1)) : 0;
  atom.presence = n > 0 ? present / n : 0;
  return atom;
}

std::vector<KeyPart> parts_of(Measure measure) {
  switch (measure) {
    case Measure::name:
      return {KeyPart::whole, KeyPart::start};
    case Measure::date:
      return {KeyPart::whole, KeyPart::year, KeyPart::day};
    case Measure::text:
      return {KeyPart::whole, KeyPart::start};
    case Measure::number:
      return {KeyPart::whole};
    case Measure::category:
    case Measure::age:
      return {};
  }
  return {};
}

struct Draft {
  std::vector<std::size_t> atoms;
  double pairs = 0;           // a record
  std::vector<bool> gives{};  // by imagined match: whether the rule gives it
};

std::uint64_t scrambled(std::uint64_t x) {
  x = (x ^ x >> 30U) * 0xBF58476D1CE4E5B9ULL;
  x = (x ^ x >> 27U) * 0x94D049BB133111EBULL;
  return x ^ x >> 31U;
}

constexpr std::size_t kImagined = 4096;

// Whether an imagined match keeps the atom: fields fall out or are spoilt one by one, by reason
// and not by what was learned; what is spoilt may still keep its beginning, its year or its day.
bool keeps(const Atom& atom, std::size_t match) {
  const std::uint64_t dice = scrambled(match * 64 + atom.field + 1);
  const auto roll = [&](unsigned which) {
    return static_cast<double>(dice >> (16U * which) & 0xFFFFU) / 65536.0;
  };
  if (roll(0) >= atom.presence * atom.presence) return false;
  if (roll(1) < 0.75) return true;
  switch (atom.part) {
    case KeyPart::start:
    case KeyPart::sound:
      return roll(2) < 0.6;
    case KeyPart::initial:
      return roll(2) < 0.8;
    case KeyPart::year:
      return roll(2) < 0.5;
    case KeyPart::day:
      return roll(2) >= 0.6;
    case KeyPart::whole:
      return false;
  }
  return false;
}

// All rules of up to three keys that are not too dear and of which no part would do.
std::vector<Draft> drafts(const std::vector<Atom>& atoms, double records, double dearest) {
  std::vector<Draft> good;
  std::vector<Draft> open;
  open.push_back({{}, records / 2});
  for (int length = 1; length <= 3; ++length) {
    std::vector<Draft> next;
    for (const Draft& draft : open) {
      const std::size_t first = draft.atoms.empty() ? 0 : draft.atoms.back() + 1;
      for (std::size_t atom = first; atom < atoms.size(); ++atom) {
        const bool again = std::ranges::any_of(draft.atoms, [&](std::size_t other) {
          return atoms[other].field == atoms[atom].field;
        });
        if (again) continue;
        Draft longer = draft;
        longer.atoms.push_back(atom);
        longer.pairs *= atoms[atom].chance;
        const bool would_do = std::ranges::any_of(
            good, [&](const Draft& d) { return std::ranges::includes(longer.atoms, d.atoms); });
        if (!would_do) (longer.pairs <= dearest ? good : next).push_back(std::move(longer));
      }
    }
    open = std::move(next);
  }
  for (Draft& draft : good) {
    draft.gives.resize(kImagined);
    for (std::size_t match = 0; match < kImagined; ++match) {
      draft.gives[match] = std::ranges::all_of(
          draft.atoms, [&](std::size_t atom) { return keeps(atoms[atom], match); });
    }
  }
  return good;
}

// The draft that finds most for what it costs, of those that can still be paid.
const Draft* next_draft(const std::vector<Draft>& open, const std::vector<bool>& found,
                        double money, double small) {
  const Draft* best = nullptr;
  double best_worth = 0;
  for (const Draft& draft : open) {
    if (draft.pairs > money) continue;
    std::size_t more = 0;
    for (std::size_t i = 0; i < kImagined; ++i) more += draft.gives[i] && !found[i];
    if (more * 500 < kImagined) continue;
    const double worth = static_cast<double>(more) / (draft.pairs + small);
    if (worth > best_worth) {
      best_worth = worth;
      best = &draft;
    }
  }
  return best;
}

std::string quoted(const std::string& name) {
  return name.find_first_of(" \t#") == name.npos ? name : '"' + name + '"';
}

}  // namespace

Result<std::vector<BlockingRule>> Candidates::chosen(const Settings& settings) const {
  if (!settings.blocking.empty()) return settings.blocking;
  std::vector<Atom> atoms;
  for (std::size_t field = 0; field < prepared_->fields.size(); ++field) {
    for (const KeyPart part : parts_of(prepared_->fields[field].measure)) {
      Atom atom = atom_of(*prepared_, field, part);
      if (atom.presence > 0.02) atoms.push_back(std::move(atom));
    }
  }
  const auto records = static_cast<double>(prepared_->size());
  const double money = settings.pairs_per_record;
  const auto open = drafts(atoms, records, money / 3);
  std::vector<bool> found(kImagined, false);
  std::vector<BlockingRule> rules;
  double spent = 0;
  while (rules.size() < kRulesMost) {
    const Draft* draft = next_draft(open, found, 1.5 * money - spent, money / 20);
    if (draft == nullptr) break;
    spent += draft->pairs;
    for (std::size_t i = 0; i < kImagined; ++i) found[i] = found[i] || draft->gives[i];
    BlockingRule rule;
    for (const std::size_t atom : draft->atoms)
      rule.keys.push_back({prepared_->fields[atoms[atom].field].column->name, atoms[atom].part});
    rules.push_back(std::move(rule));
  }
  return rules;
}

void Candidates::add_rule(Rule rule) {
  struct Item {
    BlockKey key;
    Place place;
  };
  std::vector<Item> items;
  for (Place place = 0; place < prepared_->size(); ++place) {
    if (const BlockKey key = rule.keys[place]; key != 0) items.push_back({key, place});
  }
  std::ranges::sort(items, [](const Item& a, const Item& b) {
    return a.key != b.key ? a.key < b.key : a.place < b.place;
  });
  for (std::size_t i = 0; i < items.size();) {
    std::size_t end = i;
    while (end < items.size() && items[end].key == items[i].key) ++end;
    if (end - i >= 2) {
      rule.starts.push_back(static_cast<std::uint32_t>(rule.members.size()));
      for (std::size_t k = i; k < end; ++k) rule.members.push_back(items[k].place);
    }
    i = end;
  }
  rule.starts.push_back(static_cast<std::uint32_t>(rule.members.size()));
  rules_.push_back(std::move(rule));
}

// Blocks above a size that is the same for all rules are left out, so that no more than `most`
// pairs remain.
void Candidates::limit_to(std::uint64_t most) {
  std::vector<std::uint32_t> sizes;
  for (const Rule& rule : rules_) {
    for (std::size_t b = 0; b + 1 < rule.starts.size(); ++b)
      sizes.push_back(rule.starts[b + 1] - rule.starts[b]);
  }
  std::ranges::sort(sizes);
  std::uint64_t sum = 0;
  std::uint32_t largest = 2;
  for (const std::uint32_t size : sizes) {
    sum += std::uint64_t{size} * (size - 1) / 2;
    if (sum > most) break;
    largest = size;
  }
  for (Rule& rule : rules_) {
    std::vector<Place> members;
    std::vector<std::uint32_t> starts;
    for (std::size_t b = 0; b + 1 < rule.starts.size(); ++b) {
      const std::uint32_t size = rule.starts[b + 1] - rule.starts[b];
      const std::uint64_t pairs = std::uint64_t{size} * (size - 1) / 2;
      const Place* from = rule.members.data() + rule.starts[b];
      if (size <= largest) {
        starts.push_back(static_cast<std::uint32_t>(members.size()));
        members.insert(members.end(), from, from + size);
        rule.report.pairs += pairs;
        continue;
      }
      rule.report.lost += pairs;
      ++rule.report.blocks_left_out;
      // A key that gives no block is no key: an earlier rule must not claim pairs it does not give.
      for (const Place* place = from; place != from + size; ++place) rule.keys[*place] = 0;
    }
    starts.push_back(static_cast<std::uint32_t>(members.size()));
    rule.members = std::move(members);
    rule.starts = std::move(starts);
  }
}

void Candidates::divide() {
  if (all()) {
    const auto n = static_cast<std::uint32_t>(everybody_.size());
    Unit unit;
    for (std::uint32_t a = 0; a < n; ++a) {
      unit.pairs += n - 1 - a;
      if (unit.pairs < kUnitPairs && a + 1 < n) continue;
      unit.to = a + 1;
      units_.push_back(unit);
      unit = {0, a + 1, a + 1, 0};
    }
    return;
  }
  for (std::uint32_t r = 0; r < rules_.size(); ++r) {
    const Rule& rule = rules_[r];
    const auto blocks = static_cast<std::uint32_t>(rule.starts.size() - 1);
    Unit unit{r, 0, 0, 0};
    for (std::uint32_t b = 0; b < blocks; ++b) {
      const std::uint64_t size = rule.starts[b + 1] - rule.starts[b];
      unit.pairs += size * (size - 1) / 2;
      if (unit.pairs < kUnitPairs && b + 1 < blocks) continue;
      unit.to = b + 1;
      units_.push_back(unit);
      unit = {r, b + 1, b + 1, 0};
    }
  }
}

Result<Candidates> Candidates::choose(const Prepared& prepared, const Settings& settings,
                                      const names::NameEngine* /*names*/) {
  Candidates candidates;
  candidates.prepared_ = &prepared;
  candidates.across_lists_ = settings.task == Task::link && prepared.lists > 1;
  const auto n = static_cast<std::uint64_t>(prepared.size());
  candidates.possible_ = n * (n > 0 ? n - 1 : 0) / 2;
  if (candidates.across_lists_) {
    std::vector<std::uint64_t> sizes(prepared.lists);
    for (const auto list : prepared.list_at) ++sizes[list];
    for (const std::uint64_t size : sizes) candidates.possible_ -= size * (size - (size > 0)) / 2;
  }
  for (Place place = 0; place < prepared.size(); ++place) {
    if (prepared.speaks[place]) candidates.everybody_.push_back(place);
  }
  if (settings.blocking.empty() && candidates.possible_ <= settings.compare_all) {
    candidates.divide();
    return candidates;
  }
  TRY_ASSIGN(const auto rules, candidates.chosen(settings));
  for (const BlockingRule& wanted : rules) {
    Rule rule;
    std::vector<Atom> atoms;
    for (const KeySetting& key : wanted.keys) {
      const auto field = std::ranges::find(prepared.fields, key.column,
                                           [](const PreparedField& f) { return f.column->name; });
      if (field == prepared.fields.end()) {
        return fail(
            Fault::invalid_input,
            fmt::format("settings: the block rests on \"{}\", which is no field.", key.column));
      }
      const auto number = static_cast<std::size_t>(field - prepared.fields.begin());
      rule.fields |= 1U << number;
      rule.name += fmt::format("{}{}:{}", rule.name.empty() ? "" : " ", quoted(key.column),
                               kKeyParts[static_cast<std::size_t>(key.part)]);
      atoms.push_back(atom_of(prepared, number, key.part));
    }
    rule.report.rule = rule.name;
    reserve_large(rule.keys, prepared.size());
    rule.keys.resize(prepared.size());
    for (const Place place : candidates.everybody_) {
      const ValueId* record = prepared.record(place);
      std::uint64_t hash = 0x1234567;
      for (const Atom& atom : atoms) {
        const std::uint64_t part = atom.by_value[record[atom.field]];
        hash = part == 0 || hash == 0 ? 0 : mixed(hash, part) | 1U;
      }
      rule.keys[place] = static_cast<BlockKey>(hash >> 31U);
    }
    candidates.add_rule(std::move(rule));
  }
  candidates.limit_to(
      static_cast<std::uint64_t>(settings.pairs_per_record * static_cast<double>(prepared.size())));
  candidates.divide();
  return candidates;
}

}  // namespace nostos::linkage
