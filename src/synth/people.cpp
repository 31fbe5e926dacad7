// SPDX-License-Identifier: Apache-2.0
#include "synth/people.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <utility>

#include "base/utf8.h"
#include "synth/dice.h"
#include "synth/people_tables.h"

namespace nostos::synth {
namespace {

constexpr std::array<std::string_view, kSlips> kNames = {
    "typo",      "keyboard",  "looks",      "twin",           "swapped_names",
    "day_month", "year",      "digit",      "no_patronymic",  "initials",
    "no_date",   "year_only", "short_name", "maiden_surname", "spelled_otherwise"};

constexpr std::uint64_t kFamilySalt = 0xFA3117;
constexpr std::uint64_t kPersonSalt = 0x9E8505;
constexpr std::uint64_t kRowSalt = 0x80717;
constexpr std::uint64_t kOrderSalt = 0x08DE8;
constexpr std::uint32_t kTogether = 4;  // people next to each other in number may be a family
constexpr std::uint32_t kDicePlaces = 1024;
constexpr int kYoungest = 2006;
constexpr int kOldest = 1958;

std::uint64_t salted(std::uint64_t seed, std::uint64_t salt, std::uint64_t number) {
  return mixed(mixed(seed ^ (salt << 40U)) ^ number);
}

enum class Kin : std::uint8_t { none, sibling, twin, father, child };

// What the members of a family of four are to each other, by one throw: most are strangers.
Kin kin_of(std::uint64_t family_dice, std::uint32_t member) {
  switch (family_dice % 20) {
    case 0:
    case 1:
    case 2:
      return member < 2 ? Kin::sibling : Kin::none;
    case 3:
      return member < 3 ? Kin::sibling : Kin::none;
    case 4:
      return member < 2 ? Kin::twin : Kin::none;
    case 5:
    case 6:
      return member == 0 ? Kin::father : member == 1 ? Kin::child : Kin::none;
    case 7:
      return member == 0 ? Kin::father : member < 3 ? Kin::child : Kin::none;
    default:
      return Kin::none;
  }
}

std::uint32_t zipf(double flat, double span, std::uint32_t most, Dice& dice) {
  const double rank = flat * (std::exp(dice.unit() * span) - 1);
  return std::min(static_cast<std::uint32_t>(rank), most - 1);
}

domain::CivilDate some_day(int year, Dice& dice) {
  const int month = 1 + static_cast<int>(dice.below(12));
  const int days = domain::days_in_month(year, month);
  return {year, month, 1 + static_cast<int>(dice.below(static_cast<std::uint32_t>(days)))};
}

// Most are between twenty and forty-five: the mean of two throws.
int some_year(Dice& dice) {
  constexpr auto kSpan = static_cast<std::uint32_t>(kYoungest - kOldest + 1);
  return kOldest + static_cast<int>((dice.below(kSpan) + dice.below(kSpan)) / 2);
}

void put_number(std::string& out, int value, std::size_t width) {
  const std::string digits = std::to_string(value);
  if (digits.size() < width) out.append(width - digits.size(), '0');
  out += digits;
}

void put_date(std::string& out, const domain::CivilDate& date) {
  put_number(out, date.year, 4);
  out += '-';
  put_number(out, date.month, 2);
  out += '-';
  put_number(out, date.day, 2);
}

std::string utf8_of(std::u32string_view text) {
  std::string out;
  for (const char32_t c : text) append_utf8(out, c);
  return out;
}

// Spelled by each scheme in turn.
void respell(std::string& name, const std::vector<const Spelling*>& chain) {
  for (const Spelling* spelling : chain) {
    std::string out;
    spelling->append(name, out);
    name = std::move(out);
  }
}

void initial_only(std::string& name) {
  if (name.empty()) return;
  std::size_t length = 0;
  decode_utf8(name, 0, length);
  name.resize(length);
  name += '.';
}

}  // namespace

std::string_view name(Slip slip) { return kNames[static_cast<std::size_t>(slip)]; }

Result<People> People::of(PeopleTables tables, PeopleWishes wishes) {
  People people;
  std::vector<int> weights;
  for (std::size_t i = 0; i < tables.names_.size(); ++i) {
    const bool wanted = wishes.regions.empty() ||
                        std::ranges::find(wishes.regions, tables.names_[i]) != wishes.regions.end();
    weights.push_back(wanted ? tables.regions_[i]->weight : 0);
  }
  for (const std::string& region : wishes.regions) {
    if (std::ranges::find(tables.names_, region) != tables.names_.end()) continue;
    std::string list;
    for (const std::string& known : tables.names_) list += (list.empty() ? "" : ", ") + known;
    return fail(Fault::invalid_input, "there is no region '" + region + "'; there are: " + list);
  }
  int sum = 0;
  for (const int weight : weights) sum += weight;
  int before = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    before += weights[i];
    while (people.region_of_dice_.size() <
           static_cast<std::size_t>(before) * kDicePlaces / static_cast<std::size_t>(sum))
      people.region_of_dice_.push_back(static_cast<std::uint32_t>(i));
  }
  people.tables_ = std::move(tables);
  people.wishes_ = std::move(wishes);
  return people;
}

InventedPerson People::person(std::uint64_t number) const {
  const auto member = static_cast<std::uint32_t>(number % kTogether);
  const std::uint64_t family_seed = salted(wishes_.seed, kFamilySalt, number / kTogether);
  const Kin kin = kin_of(family_seed >> 8U, member);
  Dice own(salted(wishes_.seed, kPersonSalt, number));
  Dice family(family_seed);
  // What relatives share is thrown with the family's dice, by all of them alike.
  Dice& shared = kin == Kin::none ? own : family;

  InventedPerson out;
  out.number = number;
  out.region = region_of_dice_[shared.below(kDicePlaces)];
  const PeopleTables::Region& region = *tables_.regions_[out.region];
  out.surname = zipf(region.flat, region.span, region.surnames, shared);
  const std::uint32_t parent = region.man_by_weight.at(shared.next());
  const int year = some_year(shared);
  const domain::CivilDate together = some_day(year, shared);

  out.woman = kin != Kin::father && !own.in(100, wishes_.percent_men);
  out.given =
      out.woman ? region.woman_by_weight.at(own.next()) : region.man_by_weight.at(own.next());
  out.father =
      kin == Kin::none || kin == Kin::father ? region.man_by_weight.at(own.next()) : parent;
  if (kin == Kin::father) out.given = parent;
  switch (kin) {
    case Kin::none:
      out.born = together;
      break;
    case Kin::twin:
      out.born = together;
      // Twins have two names.
      if (member == 1) {
        const auto& names = out.woman ? region.women : region.men;
        const std::uint32_t first = person(number - 1).given;
        if (out.given == first) out.given = (first + 1) % static_cast<std::uint32_t>(names.size());
      }
      break;
    case Kin::sibling:
      out.born = some_day(year + static_cast<int>(member * 3 + own.below(3)), own);
      break;
    case Kin::father:
      out.born = some_day(year - 22 - static_cast<int>(own.below(12)), own);
      break;
    case Kin::child:
      out.born = some_day(year + static_cast<int>(member * 2 + own.below(2)), own);
      break;
  }
  out.maiden = out.surname;
  if (out.woman && own.in(100, 55)) {
    out.married = true;
    out.surname = zipf(region.flat, region.span, region.surnames, own);
  }
  out.dice = own.next();
  return out;
}

unsigned People::most_rows() const {
  return wishes_.lists > 1 ? static_cast<unsigned>(std::min(wishes_.lists, 4)) : 4;
}

unsigned People::rows_of(std::uint64_t number) const {
  Dice dice(salted(wishes_.seed, kRowSalt, number));
  unsigned rows = 1;
  while (rows < most_rows() && dice.in(100, wishes_.percent_again)) ++rows;
  return rows;
}

std::uint64_t People::shuffled(std::uint64_t place) const {
  // A Feistel network over the next power of four, walked until it lands within.
  const std::uint64_t most = wishes_.people;
  if (most < 2) return place;
  const unsigned half = (static_cast<unsigned>(std::bit_width(most - 1)) + 1) / 2;
  const std::uint64_t mask = (1ULL << half) - 1;
  do {
    std::uint64_t left = place >> half;
    std::uint64_t right = place & mask;
    for (std::uint64_t round = 0; round < 4; ++round) {
      const std::uint64_t turned = left ^ (salted(wishes_.seed, kOrderSalt + round, right) & mask);
      left = right;
      right = turned;
    }
    place = left << half | right;
  } while (place >= most);
  return place;
}

// Each rank has a surname of its own: which parts, follows from the rank by arithmetic. Frequent
// surnames have no prefix and an ending that is frequent itself.
void People::append_surname(std::uint32_t region_index, std::uint32_t rank, bool woman,
                            std::string& out) const {
  const PeopleTables::Region& region = *tables_.regions_[region_index];
  const auto stems = static_cast<std::uint32_t>(region.stems.size());
  const auto middles = static_cast<std::uint32_t>(region.middles.size());
  const auto endings = static_cast<std::uint32_t>(region.endings.size());
  const std::uint32_t roots = stems * middles;
  const std::uint64_t root = static_cast<std::uint64_t>(rank % roots) * region.step % roots;
  const std::uint32_t turn = rank / roots;
  const std::uint32_t first = region.ending_by_weight.at(mixed(root));
  const auto& ending = region.endings[(first + turn) % endings];
  const std::uint32_t prefix = turn / endings;
  const std::string& before = region.prefixes[prefix % region.prefixes.size()];
  const std::string& stem = region.stems[root % stems];
  out += before;
  if (before.empty()) {
    out += stem;
  } else {
    std::size_t length = 0;
    append_utf8(out, small_letter(decode_utf8(stem, 0, length)));
    out.append(stem, length);
  }
  out += region.middles[static_cast<std::size_t>(root / stems)];
  out += woman ? ending.woman : ending.man;
}

namespace {

// One slip of the pen within `name`, in letters of its own script.
class SlipOfThePen {
 public:
  SlipOfThePen(const PeopleTables::Slips& slips, Dice& dice) : slips_(slips), dice_(dice) {}

  bool typo(std::string& name) const {
    std::u32string text = letters_of(name);
    if (text.size() < 2) return false;
    const std::u32string& alphabet = alphabet_of(text);
    const auto at = static_cast<std::size_t>(dice_.below(static_cast<std::uint32_t>(text.size())));
    const char32_t letter = alphabet[dice_.below(static_cast<std::uint32_t>(alphabet.size()))];
    const std::u32string before = text;
    switch (dice_.below(4)) {
      case 0:
        text = text.substr(0, at + 1) + letter + text.substr(at + 1);
        break;
      case 1:
        text.erase(std::max<std::size_t>(at, 1), 1);
        break;
      case 2:
        text[at] = at == 0 ? capital_letter(letter) : letter;
        break;
      default:
        std::swap(text[std::min(at, text.size() - 2)], text[std::min(at, text.size() - 2) + 1]);
        break;
    }
    return keep(name, text, before);
  }

  bool keyboard(std::string& name) const {
    std::u32string text = letters_of(name);
    const std::u32string before = text;
    if (text.size() < 2) return false;
    const std::size_t at = 1 + dice_.below(static_cast<std::uint32_t>(text.size() - 1));
    if (text[at] >= slips_.neighbours.size()) return false;
    const auto& near = slips_.neighbours[text[at]];
    if (near.empty()) return false;
    text[at] = near[dice_.below(static_cast<std::uint32_t>(near.size()))];
    return keep(name, text, before);
  }

  bool swap_from(std::string& name, const std::vector<PeopleTables::Slips::Swap>& swaps) const {
    const std::u32string text = letters_of(name);
    const auto begin = dice_.below(static_cast<std::uint32_t>(swaps.size()));
    for (std::size_t i = 0; i < swaps.size(); ++i) {
      const auto& swap = swaps[(begin + i) % swaps.size()];
      const std::size_t at = text.find(swap.from, 1);
      if (at == std::u32string::npos) continue;
      std::u32string turned = text;
      turned.replace(at, swap.from.size(), swap.to);
      return keep(name, turned, text);
    }
    return false;
  }

 private:
  const std::u32string& alphabet_of(const std::u32string& text) const {
    for (const std::u32string& alphabet : slips_.alphabets) {
      if (alphabet.find(small_letter(text[1])) != std::u32string::npos) return alphabet;
    }
    return slips_.alphabets.front();
  }
  static bool keep(std::string& name, const std::u32string& text, const std::u32string& before) {
    if (text == before) return false;
    name = utf8_of(text);
    return true;
  }

  const PeopleTables::Slips& slips_;
  Dice& dice_;
};

}  // namespace

void People::write(std::uint64_t number, unsigned copy, InventedRow& out) const {
  const InventedPerson who = person(number);
  const PeopleTables::Region& region = *tables_.regions_[who.region];
  const PeopleTables::Slips& slips = *tables_.slips_;
  Dice dice(salted(wishes_.seed, kRowSalt + 1 + copy, number));
  const bool clean = wishes_.first_is_clean && copy == 0;
  out.person = number;
  out.copy = copy;
  out.list = wishes_.lists > 1
                 ? static_cast<int>((who.dice + copy) % static_cast<std::uint64_t>(wishes_.lists))
                 : 0;
  out.slips = 0;
  const auto happens = [&](Slip slip) {
    return !clean && dice.in(1000, wishes_.per_mille[static_cast<std::size_t>(slip)]);
  };
  const auto mark = [&](Slip slip) { out.slips |= 1U << static_cast<unsigned>(slip); };

  // Which names, and how they are spelled.
  const bool maiden = who.married && happens(Slip::maiden_surname);
  if (maiden) mark(Slip::maiden_surname);
  out.surname.clear();
  append_surname(who.region, maiden ? who.maiden : who.surname, who.woman, out.surname);
  out.maiden_name.clear();
  if (who.married && !maiden && wishes_.details && dice.in(100, 50))
    append_surname(who.region, who.maiden, true, out.maiden_name);
  std::uint32_t way = clean ? 0 : region.written_by_weight.at(dice.next());
  if (way != 0 &&
      !dice.in(
          1000,
          std::min(1000, wishes_.per_mille[static_cast<std::size_t>(Slip::spelled_otherwise)])))
    way = 0;
  const auto& written = region.written[way];
  const auto& given = (who.woman ? region.women : region.men)[who.given];
  const auto& father = region.men[who.father];
  if (!given.shorts.empty() && !written.other && happens(Slip::short_name)) {
    mark(Slip::short_name);
    out.given_name = given.shorts[dice.below(static_cast<std::uint32_t>(given.shorts.size()))];
  } else {
    out.given_name = written.other && !given.other.empty() ? given.other : given.name;
  }
  out.patronymic.clear();
  if (region.patronymics) {
    const std::string& own = who.woman ? father.daughter : father.son;
    const std::string& other = who.woman ? father.other_daughter : father.other_son;
    out.patronymic = written.other && !other.empty() ? other : own;
  }
  if (way != 0) {
    mark(Slip::spelled_otherwise);
    respell(out.surname, written.surname);
    respell(out.maiden_name, written.surname);
    respell(out.given_name, written.given);
    respell(out.patronymic, written.given);
  }

  // The date.
  domain::CivilDate born = who.born;
  if (happens(Slip::year)) {
    mark(Slip::year);
    born.year += dice.in(2, 1) ? 1 : -1;
  }
  if (born.month != born.day && born.day <= 12 && happens(Slip::day_month)) {
    mark(Slip::day_month);
    std::swap(born.month, born.day);
  }
  out.birth_date.clear();
  if (happens(Slip::no_date)) {
    mark(Slip::no_date);
  } else if (happens(Slip::year_only)) {
    mark(Slip::year_only);
    put_number(out.birth_date, born.year, 4);
  } else {
    put_date(out.birth_date, born);
    if (happens(Slip::digit)) {
      constexpr std::array<std::size_t, 4> kPlaces = {3, 6, 8, 9};
      const std::size_t at = kPlaces[dice.below(4)];
      const char digit = static_cast<char>('0' + dice.below(10));
      if (digit != out.birth_date[at]) mark(Slip::digit);
      out.birth_date[at] = digit;
    }
  }

  // What went wrong with the names.
  const SlipOfThePen pen(slips, dice);
  const std::array<std::string*, 3> names = {&out.surname, &out.given_name, &out.patronymic};
  const auto some_name = [&]() -> std::string& {
    // The surname is the longest and the least known, so it suffers most.
    const std::uint32_t throw_of = dice.below(10);
    std::string& chosen = *names[throw_of < 6 ? 0 : throw_of < 8 ? 1 : 2];
    return chosen.empty() ? out.surname : chosen;
  };
  if (happens(Slip::typo) && pen.typo(some_name())) mark(Slip::typo);
  if (happens(Slip::keyboard) && pen.keyboard(some_name())) mark(Slip::keyboard);
  if (happens(Slip::looks) && pen.swap_from(some_name(), slips.looks)) mark(Slip::looks);
  if (happens(Slip::twin) && pen.swap_from(some_name(), slips.twins)) mark(Slip::twin);
  if (region.patronymics && happens(Slip::no_patronymic)) {
    mark(Slip::no_patronymic);
    out.patronymic.clear();
  }
  if (happens(Slip::initials)) {
    mark(Slip::initials);
    initial_only(out.given_name);
    initial_only(out.patronymic);
  }
  if (happens(Slip::swapped_names)) {
    mark(Slip::swapped_names);
    std::swap(out.surname, out.given_name);
  }

  // The rest, of which a list says this or that.
  for (std::string* text :
       {&out.alias, &out.sex, &out.birth_place, &out.rank, &out.unit, &out.service_number})
    text->clear();
  if (!wishes_.details) return;
  Dice fixed(who.dice);  // the same in every row of the person
  out.sex.assign(1, who.woman ? 'f' : 'm');
  const auto word = [&](const std::vector<std::string>& words, Dice& by) -> std::string {
    return words.empty() ? std::string()
                         : words[by.below(static_cast<std::uint32_t>(words.size()))];
  };
  std::string alias = word(region.aliases, fixed);
  std::string place = word(region.place_stems, fixed);
  place += word(region.place_ends, fixed);
  const std::uint32_t rank =
      region.ranks.empty() ? 0 : fixed.below(static_cast<std::uint32_t>(region.ranks.size()));
  const int unit = 1000 + static_cast<int>(fixed.below(400)) * 7;
  const int number_of_tag = static_cast<int>(fixed.below(900'000'000)) + 100'000'000;
  if (fixed.in(100, 20) && dice.in(100, 60)) out.alias = std::move(alias);
  if (dice.in(100, 60)) {
    respell(place, written.surname);
    out.birth_place = std::move(place);
  }
  if (!region.ranks.empty() && dice.in(100, 70)) {
    // Lists of different days: a rank may have risen.
    const auto risen =
        std::min<std::size_t>(rank + (dice.in(100, 15) ? 1 : 0), region.ranks.size() - 1);
    out.rank = region.ranks[risen];
    respell(out.rank, written.surname);
  }
  if (dice.in(100, 50)) put_number(out.unit, unit, 4);
  if (dice.in(100, 15)) put_number(out.service_number, number_of_tag, 9);
}

}  // namespace nostos::synth
