// SPDX-License-Identifier: Apache-2.0
// People: any number of invented people of several regions, with families, and the rows of lists
// that name them: in several scripts and spellings, with the slips that lists have, and the truth
// of who is who. Person and row are functions of seed and number alone: they need no memory, come
// in any order and from any thread, and the same wishes give the same people on every machine.
// Nobody of them exists.
//
// The names come from data/synth/people/*.tsv. 36 million rows take seconds, see bench/.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "domain/partial_date.h"
#include "synth/spelling.h"

namespace nostos::synth {

// What went wrong in a row; several things may.
enum class Slip : std::uint8_t {
  typo,           // a letter too many, too few, wrong, or two changed round
  keyboard,       // a neighbouring key
  looks,          // what a machine that reads print takes for another letter
  twin,           // a letter of another script that looks the same
  swapped_names,  // surname and given name changed places
  day_month,      // day and month changed places
  year,           // one year off
  digit,          // one digit of the date wrong
  no_patronymic,
  initials,  // given name and patronymic by their first letters
  no_date,
  year_only,
  short_name,         // Саша for Олександр
  maiden_surname,     // a married woman under her maiden name
  spelled_otherwise,  // in another script or language
};
inline constexpr std::size_t kSlips = 15;
std::string_view name(Slip slip);  // "typo", …

struct PeopleWishes {
  std::uint64_t seed = 1;
  std::uint64_t people = 1000;
  std::vector<std::string> regions;  // their file names: "ukraine"; empty: all
  int lists = 1;                     // with more than one, no list names a person twice
  int percent_again = 30;            // of the people have a further row
  int percent_men = 80;
  bool first_is_clean = false;  // the first row of each person is as it should be
  bool details = true;          // place, rank, unit, numbers; without them rows come faster
  // Of 1,000 rows, so many have the slip; spelled_otherwise follows the regions' own shares and is
  // multiplied by this over 1,000.
  std::array<int, kSlips> per_mille = {40, 10, 8, 3, 6, 10, 12, 10, 40, 15, 25, 15, 15, 150, 1000};
};

struct InventedPerson {
  std::uint64_t number = 0;
  std::uint32_t region = 0;
  bool woman = false;
  std::uint32_t surname = 0;  // rank among the surnames of the region, 0 = the most frequent
  std::uint32_t maiden = 0;   // of a married woman
  bool married = false;       // a woman who took another surname
  std::uint32_t given = 0;
  std::uint32_t father = 0;  // whose given name made the patronymic
  domain::CivilDate born;
  std::uint64_t dice = 0;  // decides the rest
};

// A row as a list has it. Texts are UTF-8; empty: the list does not say.
struct InventedRow {
  std::uint64_t person = 0;
  unsigned copy = 0;        // 0 = the first row of this person
  int list = 0;             // from 0
  std::uint32_t slips = 0;  // bit of each Slip
  std::string surname, given_name, patronymic, maiden_name, alias, sex;
  std::string birth_date;  // YYYY-MM-DD, YYYY, or empty; may not exist in the calendar
  std::string birth_place, rank, unit, service_number;

  bool has(Slip slip) const { return (slips >> static_cast<unsigned>(slip) & 1U) != 0; }
};

class PeopleTables {
 public:
  // Files of data/synth/people/: name without folder and ending → content. Fails with file and
  // line.
  static Result<PeopleTables> load(const std::map<std::string, std::string_view>& files);
  const std::vector<std::string>& regions() const { return names_; }

  struct Region;  // people_tables.h
  struct Slips;

 private:
  friend class People;
  std::vector<std::string> names_;
  std::vector<std::shared_ptr<const Region>> regions_;
  std::shared_ptr<const Slips> slips_;
};

class People {
 public:
  // Fails when a region is not there.
  static Result<People> of(PeopleTables tables, PeopleWishes wishes);

  std::uint64_t count() const { return wishes_.people; }
  const PeopleWishes& wishes() const { return wishes_; }
  InventedPerson person(std::uint64_t number) const;
  unsigned rows_of(std::uint64_t number) const;  // 1…4, no more than there are lists
  unsigned most_rows() const;
  // The row `copy` of the person; `out` is written over.
  void write(std::uint64_t number, unsigned copy, InventedRow& out) const;
  // The people in an order in which neighbours have nothing to do with each other: a permutation of
  // 0 … count() - 1.
  std::uint64_t shuffled(std::uint64_t place) const;
  // The surname of that rank, as its region writes it.
  void append_surname(std::uint32_t region, std::uint32_t rank, bool woman, std::string& out) const;

 private:
  People() = default;

  PeopleTables tables_;
  PeopleWishes wishes_;
  std::vector<std::uint32_t> region_of_dice_;  // 1,024 places shared out by weight
};

}  // namespace nostos::synth
