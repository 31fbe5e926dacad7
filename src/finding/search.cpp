// SPDX-License-Identifier: Apache-2.0
#include "finding/search.h"

#include <algorithm>
#include <string>
#include <tuple>

#include "base/large_pages.h"
#include "finding/deletions.h"
#include "finding/dictionary_builder.h"

namespace nostos::finding {
namespace {

using matching::Step;

constexpr std::size_t kSurname = static_cast<std::size_t>(NameField::surname);
constexpr std::size_t kGiven = static_cast<std::size_t>(NameField::given);
constexpr std::size_t kPatronymic = static_cast<std::size_t>(NameField::patronymic);
// A given name alone leads to no more postings than this.
constexpr std::uint64_t kMostByGiven = 50'000;

constexpr std::array<std::string_view, kNameFields> kNameStep = {"surname", "given", "patronymic"};
constexpr std::array<std::string_view, kTextFields> kTextStep = {"unit", "rank", "place"};
constexpr std::array<std::string_view, kNameLevels> kNameLevelStep = {
    "different", "exact",   "spelling",        "same_name", "one_edit", "two_edits",
    "same_near", "initial", "initial_of_same", "begins",    "distant",  "missing"};
// In Room::level: compared, and not even distant. 0 is what has not been compared.
constexpr std::uint8_t kStrange = kNameLevels;
constexpr std::array<std::string_view, kDateLevels> kDateLevelStep = {
    "missing",   "exact", "turned",     "near_year", "consistent",
    "one_digit", "year",  "close_year", "different"};
constexpr std::array<std::string_view, kTextLevels> kTextLevelStep = {"different", "exact", "part",
                                                                      "alike", "missing"};
constexpr std::array<std::string_view, kNumberLevels> kNumberLevelStep = {"different", "exact",
                                                                          "one_digit", "missing"};

template <class Level>
std::size_t place(Level level) {
  return static_cast<std::size_t>(level);
}

// Agreements that are enough to lead to a person without the surname.
bool names_a_person(NameLevel level) { return rank(level) <= rank(NameLevel::begins); }

bool comes_before(const Candidate& a, const Candidate& b) {
  return a.weight != b.weight ? a.weight > b.weight : a.row < b.row;
}

std::string range_text(PackedDate date) {
  const auto born = unpack(date);
  if (!born) return {};
  if (born->earliest == born->latest) return domain::iso(born->earliest);
  return domain::iso(born->earliest) + "/" + domain::iso(born->latest);
}

std::string step_key(std::string_view field, std::string_view level) {
  std::string key(field);
  key += '.';
  key += level;
  return key;
}

}  // namespace

// --- Best ---

Best Best::before(Millibits weight, Row row) {
  Best best(0);
  best.counting_ = true;
  best.least_ = weight;
  best.row_ = row;
  return best;
}

bool Best::wants(Millibits weight, Row row) const {
  if (weight != least_) return weight > least_;
  if (counting_) return row < row_;
  return kept_.size() < limit_ || row <= kept_.back().row;
}

void Best::offer(const Candidate& candidate, const Segments& segments) {
  if (counting_) {
    counted_.push_back(candidate.row);
    return;
  }
  const auto met = std::ranges::find(kept_, candidate.row, &Candidate::row);
  if (met != kept_.end()) {
    if (met->weight > candidate.weight) return;
    if (met->weight == candidate.weight) {
      // Equal ways to see one record: the first reading, then the words, decide which is shown.
      const auto order = [&](const Candidate& one) {
        const Segment& segment = segments[one.segment]->segment();
        const auto word = [&](std::size_t f) {
          return segment.names(static_cast<NameField>(f)).word(one.words[f]);
        };
        return std::tuple(one.reading, one.levels, word(0), word(1), word(2));
      };
      if (order(*met) <= order(candidate)) return;
    }
    kept_.erase(met);
  } else if (kept_.size() == limit_) {
    if (limit_ == 0) return;
    kept_.pop_back();
  }
  kept_.insert(std::ranges::upper_bound(kept_, candidate, comes_before), candidate);
  if (kept_.size() == limit_) least_ = kept_.back().weight;
}

std::uint64_t Best::rows_before() {
  std::ranges::sort(counted_);
  const auto same = std::ranges::unique(counted_);
  return counted_.size() - same.size();
}

// --- Search: what leads where ---

Search::Search(const Plan& plan, const Segments& segments, const Weights& weights,
               const NameKeys& keys, Room& room)
    : plan_(plan), segments_(segments), weights_(weights), keys_(keys), room_(room) {
  for (const auto& live : segments_) records_ += live->live_rows();
  prior_ = prior_weight(weights, records_);
  dates_ = DateWeights(weights, plan.dates);
  room_.counters.assign(plan.words.size(), {});
  reach_words();
  reach_texts();
  reach_numbers();
  weigh_readings();
}

std::span<const Reached> Search::reached(std::uint32_t segment, int word) const {
  if (word < 0) return {};
  return room_.reached[segment * plan_.words.size() + static_cast<std::size_t>(word)];
}

void Search::reach_words() {
  counts_.assign(plan_.words.size(), {});
  if (room_.reached.size() < plan_.words.size() * segments_.size())
    room_.reached.resize(plan_.words.size() * segments_.size());
  std::vector<bool> done(plan_.words.size());
  const auto reach_once = [&](int word) {
    if (word < 0 || done[static_cast<std::size_t>(word)]) return;
    done[static_cast<std::size_t>(word)] = true;
    reach_word(static_cast<std::size_t>(word));
  };
  const auto leads = [&](int word) {
    return std::ranges::any_of(counts_[static_cast<std::size_t>(word)].at,
                               [](std::uint64_t count) { return count > 0; });
  };
  for (const Assignment& reading : plan_.readings) {
    // Of names in each other's place the given name is tried first: there are few, and it is mostly
    // none of them.
    for (const std::size_t f : {kPatronymic, kGiven, kSurname}) {
      if (f == kSurname && reading.swapped && !leads(reading.word[kGiven])) {
        if (!done[static_cast<std::size_t>(reading.word[f])]) forget(reading.word[f]);
      } else {
        reach_once(reading.word[f]);
      }
    }
  }
}

void Search::reach_word(std::size_t word) {
  const SoughtWord& sought = plan_.words[word];
  LevelCounts& counts = counts_[word];
  for (std::size_t s = 0; s < segments_.size(); ++s) {
    const LiveSegment& live = *segments_[s];
    auto& list = room_.reached[s * plan_.words.size() + word];
    room_.reacher.find(sought, live.segment().names(sought.field), keys_, list);
    counts.said += live.postings() - live.count(sought.field, 0);
    for (const Reached& one : list)
      counts.at[place(one.level)] += live.count(sought.field, one.word);
  }
}

void Search::forget(int word) {
  for (std::size_t s = 0; s < segments_.size(); ++s)
    room_.reached[s * plan_.words.size() + static_cast<std::size_t>(word)].clear();
}

void Search::reach_texts() {
  room_.reached_texts.resize(std::max(room_.reached_texts.size(), segments_.size() * kTextFields));
  const std::array<const std::array<double, kTextLevels>*, kTextFields> shares = {
      &weights_.unit, &weights_.rank, &weights_.place};
  for (std::size_t f = 0; f < kTextFields; ++f) {
    const SoughtText& sought = plan_.texts[f];
    has_text_[f] = !sought.tokens.empty();
    if (!has_text_[f]) continue;
    const auto field = static_cast<TextField>(f);
    std::array<std::uint64_t, kTextLevels> counts{};
    std::vector<std::uint32_t> shared;
    for (std::size_t s = 0; s < segments_.size(); ++s) {
      const LiveSegment& live = *segments_[s];
      const TextDictionary& texts = live.segment().texts(field);
      shared.clear();
      for (const std::uint64_t token : sought.tokens) {
        const auto with = texts.texts_with(token);
        shared.insert(shared.end(), with.begin(), with.end());
      }
      std::ranges::sort(shared);
      auto& out = room_.reached_texts[s * kTextFields + f];
      out.clear();
      std::uint64_t near = 0;
      for (std::size_t i = 0; i < shared.size();) {
        std::size_t end = i;
        while (end < shared.size() && shared[end] == shared[i]) ++end;
        const std::string_view text = texts.text_of(shared[i]);
        std::vector<std::uint64_t> tokens = text_tokens(text);
        std::ranges::sort(tokens);
        const auto same = std::ranges::unique(tokens);
        tokens.erase(same.begin(), same.end());
        const std::size_t common = end - i;
        const TextLevel level = text == sought.folded ? TextLevel::exact
                                : common == std::min(tokens.size(), sought.tokens.size())
                                    ? TextLevel::part
                                    : TextLevel::alike;
        out.push_back({shared[i], level});
        counts[place(level)] += live.count(field, shared[i]);
        near += live.count(field, shared[i]);
        i = end;
      }
      counts[place(TextLevel::different)] += live.live_rows() - live.count(field, 0) - near;
    }
    texts_[f] = text_weights(*shares[f], counts);
    most_texts_ += std::max(0, *std::ranges::max_element(texts_[f]));
  }
}

void Search::reach_numbers() {
  room_.numbered.clear();
  if (plan_.numbers.empty()) return;
  for (const auto& live : segments_) {
    const auto add = [&](const std::vector<std::uint64_t>& numbers, NumberLevel level) {
      for (const std::uint64_t number : numbers)
        for (const Row row : live->segment().rows_with_number(number))
          if (live->holds(row)) room_.numbered.emplace_back(row, level);
    };
    add(plan_.numbers, NumberLevel::exact);
    add(plan_.near_numbers, NumberLevel::one_digit);
  }
  // Of two numbers of one record the closer one counts.
  std::ranges::sort(room_.numbered);
  numbers_ = number_weights(weights_, records_);
  most_texts_ += numbers_[place(NumberLevel::exact)];
}

std::uint64_t Search::given_postings(const Assignment& reading) const {
  std::uint64_t postings = 0;
  const LevelCounts& counts = counts_[static_cast<std::size_t>(reading.word[kGiven])];
  for (std::size_t l = 0; l < kNameLevels; ++l)
    if (names_a_person(static_cast<NameLevel>(l)) && l != place(NameLevel::different))
      postings += counts.at[l];
  return postings;
}

void Search::weigh_readings() {
  for (const Assignment& assignment : plan_.readings) {
    Reading& reading = readings_.emplace_back();
    reading.fixed = prior_;
    if (assignment.swapped) reading.fixed += matching::weight_of(weights_.swapped);
    std::array<bool, kNameFields> found{};
    for (std::size_t f = 0; f < kNameFields; ++f) {
      if (assignment.word[f] < 0) continue;
      const LevelCounts& counts = counts_[static_cast<std::size_t>(assignment.word[f])];
      reading.names[f] = name_weights(weights_, static_cast<NameField>(f), counts);
      reading.most[f] = 0;
      for (std::size_t l = 0; l < kNameLevels; ++l) {
        if (counts.at[l] == 0) continue;
        found[f] = true;
        reading.most[f] = std::max(reading.most[f], reading.names[f][l]);
      }
      const SoughtWord& sought = plan_.words[static_cast<std::size_t>(assignment.word[f])];
      const Millibits different = reading.names[f][place(NameLevel::different)];
      const bool whole = !sought.initial && !sought.unfinished;
      auto& bounds = reading.bounds[f];
      std::ranges::copy(reading.names[f], bounds.begin());
      bounds[0] = whole ? reading.names[f][place(NameLevel::distant)] : different;
      bounds[kStrange] = different;
      reading.most[f] = std::max(reading.most[f], bounds[0]);
    }
    // Names are taken to be swapped only where both are then known.
    if (assignment.swapped) reading.possible = found[kSurname] && found[kGiven];
    if (assignment.word[kGiven] >= 0 && !found[kSurname] && found[kGiven]) {
      reading.by_given = assignment.word[kPatronymic] >= 0
                             ? found[kPatronymic]
                             : given_postings(assignment) <= kMostByGiven;
    }
    if (reading.possible) has_way_ = has_way_ || found[kSurname] || reading.by_given;
  }
  has_way_ = has_way_ || plan_.dates.near_days().size > 0 || !plan_.numbers.empty();
}

void Search::set_levels(std::uint32_t segment, const Assignment& reading) {
  const Segment& in = segments_[segment]->segment();
  for (std::size_t f = 0; f < kNameFields; ++f) {
    auto& level = room_.level[f];
    const std::uint32_t words = in.names(static_cast<NameField>(f)).words();
    if (level.size() < words) {
      reserve_large(level, words);
      level.resize(words);
    }
    level[0] = static_cast<std::uint8_t>(NameLevel::missing);
    for (const Reached& one : reached(segment, reading.word[f]))
      level[one.word] = static_cast<std::uint8_t>(one.level);
  }
  for (std::size_t f = 0; f < kTextFields; ++f) {
    if (!has_text_[f]) continue;
    auto& level = room_.text_level[f];
    const std::uint32_t texts = in.texts(static_cast<TextField>(f)).texts();
    if (level.size() < texts) level.resize(texts);
    level[0] = static_cast<std::uint8_t>(TextLevel::missing);
    for (const auto& one : room_.reached_texts[segment * kTextFields + f])
      level[one.text] = static_cast<std::uint8_t>(one.level);
  }
}

void Search::clear_levels(std::uint32_t segment, const Assignment& reading) {
  for (std::size_t f = 0; f < kNameFields; ++f) {
    for (const Reached& one : reached(segment, reading.word[f])) room_.level[f][one.word] = 0;
    for (const std::uint32_t word : room_.compared[f]) room_.level[f][word] = 0;
    room_.compared[f].clear();
  }
  for (std::size_t f = 0; f < kTextFields; ++f) {
    if (!has_text_[f]) continue;
    for (const auto& one : room_.reached_texts[segment * kTextFields + f])
      room_.text_level[f][one.text] = 0;
  }
}

// --- Search: weighing ---

NumberLevel Search::number_level(const LiveSegment& live, std::uint32_t slot, Row row) const {
  if (plan_.numbers.empty() || live.segment().warm(slot).has_number == 0)
    return NumberLevel::missing;
  const auto found =
      std::ranges::lower_bound(room_.numbered, row, {}, [](const auto& one) { return one.first; });
  if (found == room_.numbered.end() || found->first != row) return NumberLevel::different;
  return found->second;
}

bool Search::is_distant(std::uint32_t segment, int of_plan, std::uint32_t word) {
  const SoughtWord& sought = plan_.words[static_cast<std::size_t>(of_plan)];
  const NameDictionary& names = segments_[segment]->segment().names(sought.field);
  if (names.initial[word] != 0 || names.word_key[word] == kNoKey) return false;
  const Key& other = names.key[names.word_key[word]];
  auto& counters = room_.counters[static_cast<std::size_t>(of_plan)];
  if (counters.empty()) {
    // The likeliest key is of the letters a–z: to one of other letters everything is strange.
    for (const Key& key : sought.keys)
      if (key.size > 0 && static_cast<unsigned char>(key.letters[0]) < 0x80)
        counters.emplace_back().set(key.view());
  }
  return std::ranges::any_of(counters, [&](const EditCounter& key) {
    const unsigned allowed = distant_reach(key.size(), other.size);
    const std::size_t apart =
        key.size() > other.size ? key.size() - other.size : other.size - key.size();
    return apart <= allowed && key.edits(other.view()) <= allowed;
  });
}

NameLevel Search::level_of(std::uint32_t segment, std::uint32_t reading, std::size_t field,
                           std::uint32_t word) {
  const int of_plan = plan_.readings[reading].word[field];
  if (of_plan < 0) return NameLevel::missing;
  std::uint8_t& level = room_.level[field][word];
  if (level == 0) {
    const SoughtWord& sought = plan_.words[static_cast<std::size_t>(of_plan)];
    const bool whole = !sought.initial && !sought.unfinished;
    level = whole && is_distant(segment, of_plan, word)
                ? static_cast<std::uint8_t>(NameLevel::distant)
                : kStrange;
    room_.compared[field].push_back(word);
  }
  return level == kStrange ? NameLevel::different : static_cast<NameLevel>(level);
}

void Search::weigh(Candidate& candidate, std::uint32_t slot) {
  const Reading& reading = readings_[candidate.reading];
  const LiveSegment& live = *segments_[candidate.segment];
  candidate.weight = reading.fixed;
  for (std::size_t f = 0; f < kNameFields; ++f) {
    candidate.levels[f] = level_of(candidate.segment, candidate.reading, f, candidate.words[f]);
    candidate.weight += reading.names[f][place(candidate.levels[f])];
  }
  candidate.date = plan_.dates.level(candidate.born);
  candidate.weight += dates_.of(candidate.date, candidate.born);
  const Warm& warm = live.segment().warm(slot);
  for (std::size_t f = 0; f < kTextFields; ++f) {
    candidate.texts[f] = has_text_[f] ? static_cast<TextLevel>(room_.text_level[f][warm.texts[f]])
                                      : TextLevel::missing;
    candidate.weight += texts_[f][place(candidate.texts[f])];
  }
  candidate.number = number_level(live, slot, candidate.row);
  candidate.weight += numbers_[place(candidate.number)];
}

void Search::look(std::uint32_t segment, std::uint32_t reading, std::uint32_t surname,
                  const Posting& posting, Best& best) {
  // Names and date first: they are at hand, what else the row says is not.
  const Reading& weights = readings_[reading];
  const DateLevel date = plan_.dates.level(posting.born);
  const std::array<std::uint32_t, kNameFields> words = {surname, posting.given, posting.patronymic};
  const auto bound = [&](std::size_t f) { return weights.bounds[f][room_.level[f][words[f]]]; };
  Millibits most = weights.fixed + bound(kSurname) + bound(kGiven) + bound(kPatronymic) +
                   dates_.of(date, posting.born) + most_texts_;
  if (!best.wants(most, posting.row)) return;
  // The surname last: given names are few, and most have been compared before.
  for (const std::size_t f : {kGiven, kPatronymic, kSurname}) {
    if (room_.level[f][words[f]] != 0) continue;
    most -= bound(f);
    most += weights.names[f][place(level_of(segment, reading, f, words[f]))];
    if (!best.wants(most, posting.row)) return;
  }
  const LiveSegment& live = *segments_[segment];
  const auto slot = live.segment().slot_of(posting.row);
  if (!slot || !live.alive(*slot)) return;
  if ((live.segment().warm(*slot).visible & plan_.visible) == 0) return;
  Candidate candidate;
  candidate.row = posting.row;
  candidate.segment = segment;
  candidate.reading = reading;
  candidate.words = words;
  candidate.born = posting.born;
  weigh(candidate, *slot);
  if (best.wants(candidate.weight, candidate.row)) best.offer(candidate, segments_);
}

// Of those born on the days near the one sought, first those whose surname is within reach.
void Search::by_day(std::uint32_t segment, std::uint32_t reading, Best& best) {
  const auto& near = plan_.dates.near_days();
  if (near.size == 0) return;
  // The levels of surnames lie far apart in memory; which may be reached is told by few bits.
  auto& may_be_reached = room_.may_be_reached;
  const auto bit = [](std::uint32_t word) { return std::uint64_t{1} << word % 64; };
  const auto bits = [&](std::uint32_t word) -> std::uint64_t& {
    return may_be_reached[word / 64 % may_be_reached.size()];
  };
  may_be_reached.fill(0);
  bits(0) |= bit(0);
  for (const Reached& one : reached(segment, plan_.readings[reading].word[kSurname]))
    bits(one.word) |= bit(one.word);
  for (std::uint32_t d = 0; d < near.size; ++d) {
    const auto postings = segments_[segment]->segment().postings_of_day(near.places[d]);
    looked_at_ += postings.size();
    for (const DayPosting& one : postings) {
      if ((bits(one.surname) & bit(one.surname)) == 0) continue;
      if (room_.level[kSurname][one.surname] == 0) continue;
      look(segment, reading, one.surname,
           {one.given, one.patronymic, near.places[d] << 15U, one.row}, best);
    }
  }
}

// Then, when the best by surname are known, the others: few are worth a comparison of surnames.
void Search::by_day_alone(std::uint32_t segment, std::uint32_t reading, Best& best) {
  const Segment& in = segments_[segment]->segment();
  const Reading& weights = readings_[reading];
  const NameDictionary& surnames = in.names(NameField::surname);
  const auto& near = plan_.dates.near_days();
  const auto& bounds = weights.bounds;
  // Reached, it has been seen: what is left is at most distantly alike.
  const Millibits most_surname = bounds[kSurname][0];
  for (std::uint32_t d = 0; d < near.size; ++d) {
    const PackedDate born = near.places[d] << 15U;
    const Millibits fixed =
        weights.fixed + dates_.of(plan_.dates.level(born), born) + most_texts_ + most_surname;
    room_.later.clear();
    for (const DayPosting& one : in.postings_of_day(near.places[d])) {
      const Millibits patronymic = bounds[kPatronymic][room_.level[kPatronymic][one.patronymic]];
      Millibits most = fixed + patronymic + bounds[kGiven][room_.level[kGiven][one.given]];
      if (most < best.least()) continue;
      // Given names are few, and most have been compared before.
      level_of(segment, reading, kGiven, one.given);
      most = fixed + patronymic + bounds[kGiven][room_.level[kGiven][one.given]];
      if (most < best.least()) continue;
      __builtin_prefetch(&surnames.word_key[one.surname]);
      room_.later.push_back(one);
    }
    // What is compared lies far apart in memory: it is asked for well before it is needed.
    for (const DayPosting& one : room_.later) {
      const std::uint32_t key = surnames.word_key[one.surname];
      if (key != kNoKey) __builtin_prefetch(&surnames.key[key]);
      __builtin_prefetch(&room_.level[kSurname][one.surname]);
    }
    for (const DayPosting& one : room_.later)
      look(segment, reading, one.surname, {one.given, one.patronymic, born, one.row}, best);
  }
}

void Search::by_surname(std::uint32_t segment, std::uint32_t reading, Best& best) {
  const Assignment& assignment = plan_.readings[reading];
  const Reading& weights = readings_[reading];
  const Segment& in = segments_[segment]->segment();
  const auto list = reached(segment, assignment.word[kSurname]);
  const Millibits most_date = dates_.most_elsewhere() + most_texts_;
  const Millibits most_rest = weights.most[kGiven] + weights.most[kPatronymic] + most_date;
  const std::uint8_t* given_level = room_.level[kGiven].data();
  const std::uint8_t* patronymic_level = room_.level[kPatronymic].data();
  // While a surname is being typed, thousands weigh the same: which of them come first is all one.
  const bool unfinished =
      assignment.word[kSurname] >= 0 &&
      plan_.words[static_cast<std::size_t>(assignment.word[kSurname])].unfinished;
  for (std::size_t i = 0; i < list.size(); ++i) {
    const Reached& surname = list[i];
    const Millibits fixed = weights.fixed + weights.names[kSurname][place(surname.level)];
    if (fixed + most_rest < best.least() + (unfinished ? 1 : 0)) continue;
    const auto postings = in.postings_of_surname(surname.word);
    if (i + 4 < list.size()) __builtin_prefetch(in.postings_of_surname(list[i + 4].word).data());
    looked_at_ += postings.size();
    for (const Posting& one : postings) {
      const Millibits most = fixed + weights.bounds[kGiven][given_level[one.given]] +
                             weights.bounds[kPatronymic][patronymic_level[one.patronymic]];
      const Millibits least = best.least() + (unfinished ? 1 : 0);
      if (most + most_date < least) continue;
      if (most + dates_.of(plan_.dates.level(one.born), one.born) + most_texts_ < least) continue;
      look(segment, reading, surname.word, one, best);
    }
  }
}

void Search::by_given(std::uint32_t segment, std::uint32_t reading, Best& best) {
  const Assignment& assignment = plan_.readings[reading];
  const Segment& in = segments_[segment]->segment();
  const auto take = [&](std::uint32_t posting) {
    ++looked_at_;
    look(segment, reading, in.surname_of(posting), in.postings()[posting], best);
  };
  for (const Reached& given : reached(segment, assignment.word[kGiven])) {
    if (!names_a_person(given.level)) continue;
    const auto postings = in.postings_of_given(given.word);
    if (assignment.word[kPatronymic] < 0) {
      std::ranges::for_each(postings, take);
      continue;
    }
    for (const Reached& father : reached(segment, assignment.word[kPatronymic])) {
      if (!names_a_person(father.level) && father.level != NameLevel::initial) continue;
      const auto of = [&](std::uint32_t posting) { return in.postings()[posting].patronymic; };
      std::ranges::for_each(std::ranges::equal_range(postings, father.word, {}, of), take);
    }
  }
}

void Search::by_number(std::uint32_t segment, std::uint32_t reading, Best& best) {
  const LiveSegment& live = *segments_[segment];
  for (const auto& [row, level] : room_.numbered) {
    const auto slot = live.segment().slot_of(row);
    if (!slot || !live.alive(*slot)) continue;
    const auto take = [&](std::uint32_t posting) {
      ++looked_at_;
      look(segment, reading, live.segment().surname_of(posting), live.segment().postings()[posting],
           best);
    };
    take(live.segment().first_posting(*slot));
    std::ranges::for_each(live.segment().more_postings(*slot), take);
  }
}

void Search::run(Best& best) {
  for (std::uint32_t reading = 0; reading < readings_.size(); ++reading) {
    if (!readings_[reading].possible) continue;
    const Assignment& assignment = plan_.readings[reading];
    for (std::uint32_t segment = 0; segment < segments_.size(); ++segment) {
      set_levels(segment, assignment);
      by_number(segment, reading, best);
      by_day(segment, reading, best);
      by_surname(segment, reading, best);
      if (readings_[reading].by_given) by_given(segment, reading, best);
      by_day_alone(segment, reading, best);
      clear_levels(segment, assignment);
    }
  }
}

// --- Search: one record, and why ---

bool Search::in_reach(const Candidate& candidate) const {
  const Assignment& assignment = plan_.readings[candidate.reading];
  const Reading& reading = readings_[candidate.reading];
  if (!reading.possible) return false;
  if (candidate.number == NumberLevel::exact || candidate.number == NumberLevel::one_digit)
    return true;
  const auto is_reached = [](NameLevel level) {
    return level != NameLevel::different && level != NameLevel::distant &&
           level != NameLevel::missing;
  };
  if (assignment.word[kSurname] >= 0 && is_reached(candidate.levels[kSurname])) return true;
  if (to_the_day(candidate.born)) {
    const auto& near = plan_.dates.near_days();
    const auto* end = near.places + near.size;
    if (std::find(near.places, end, day_place(candidate.born)) != end) return true;
  }
  if (!reading.by_given || !names_a_person(candidate.levels[kGiven]) ||
      !is_reached(candidate.levels[kGiven]))
    return false;
  const NameLevel father = candidate.levels[kPatronymic];
  return assignment.word[kPatronymic] < 0 ||
         (is_reached(father) && (names_a_person(father) || father == NameLevel::initial));
}

Search::Judged Search::judge(std::uint32_t segment, std::uint32_t slot) {
  const Segment& in = segments_[segment]->segment();
  std::optional<Judged> best;
  for (std::uint32_t reading = 0; reading < readings_.size(); ++reading) {
    if (!readings_[reading].possible) continue;
    set_levels(segment, plan_.readings[reading]);
    const auto take = [&](std::uint32_t number) {
      const Posting& posting = in.postings()[number];
      Judged one;
      one.candidate.row = posting.row;
      one.candidate.segment = segment;
      one.candidate.reading = reading;
      one.candidate.words = {in.surname_of(number), posting.given, posting.patronymic};
      one.candidate.born = posting.born;
      weigh(one.candidate, slot);
      one.in_reach = in_reach(one.candidate);
      const auto order = [](const Judged& judged) {
        return std::pair(judged.in_reach, judged.candidate.weight);
      };
      if (!best || order(one) > order(*best)) best = one;
    };
    take(in.first_posting(slot));
    std::ranges::for_each(in.more_postings(slot), take);
    clear_levels(segment, plan_.readings[reading]);
  }
  return *best;
}

// The hits of one search often have the same words.
const std::vector<Step>& Search::reasons(NameField field, const std::string& sought,
                                         const std::string& registered) const {
  const auto [known, is_new] = reasons_.try_emplace({field, sought, registered});
  if (is_new) {
    known->second = keys_.reasons(sought, registered, part_of(field));
    // They explain a step, which has the weight.
    for (Step& why : known->second) why.weight = 0;
  }
  return known->second;
}

matching::Waterfall Search::waterfall(const Candidate& candidate, bool in_letters) const {
  matching::Waterfall out;
  const Assignment& assignment = plan_.readings[candidate.reading];
  const Reading& reading = readings_[candidate.reading];
  const Segment& in = segments_[candidate.segment]->segment();
  out.steps.push_back({"prior", {std::to_string(records_)}, prior_});
  if (assignment.swapped) out.steps.push_back({"name.swapped", {}, reading.fixed - prior_});
  for (std::size_t f = 0; f < kNameFields; ++f) {
    if (assignment.word[f] < 0) continue;
    const auto field = static_cast<NameField>(f);
    const SoughtWord& sought = plan_.words[static_cast<std::size_t>(assignment.word[f])];
    const std::string registered(in.names(field).word(candidate.words[f]));
    const auto level = place(candidate.levels[f]);
    out.steps.push_back({step_key(kNameStep[f], kNameLevelStep[level]),
                         {sought.text, registered},
                         reading.names[f][level]});
    if (!in_letters || candidate.levels[f] == NameLevel::exact ||
        candidate.levels[f] == NameLevel::missing || candidate.levels[f] == NameLevel::different ||
        candidate.levels[f] == NameLevel::distant)
      continue;
    for (const Step& why : reasons(field, sought.text, registered)) out.steps.push_back(why);
  }
  if (plan_.dates.known()) {
    out.steps.push_back({step_key("birth_date", kDateLevelStep[place(candidate.date)]),
                         {range_text(plan_.dates.sought()), range_text(candidate.born)},
                         dates_.of(candidate.date, candidate.born)});
  }
  if (!plan_.numbers.empty()) {
    const auto level = place(candidate.number);
    out.steps.push_back({step_key("number", kNumberLevelStep[level]), {}, numbers_[level]});
  }
  const auto slot = in.slot_of(candidate.row);
  for (std::size_t f = 0; f < kTextFields; ++f) {
    if (!has_text_[f] || !slot) continue;
    const auto level = place(candidate.texts[f]);
    const auto& texts = in.texts(static_cast<TextField>(f));
    out.steps.push_back({step_key(kTextStep[f], kTextLevelStep[level]),
                         {plan_.texts[f].text, std::string(texts.text_of(in.warm(*slot).texts[f]))},
                         texts_[f][level]});
  }
  return out;
}

std::vector<Step> Search::too_far(const Candidate& candidate) const {
  std::vector<Step> out;
  const Assignment& assignment = plan_.readings[candidate.reading];
  for (std::size_t f = 0; f < kNameFields; ++f) {
    if (assignment.word[f] < 0 || rank(candidate.levels[f]) < rank(NameLevel::distant) ||
        candidate.levels[f] == NameLevel::missing)
      continue;
    const SoughtWord& sought = plan_.words[static_cast<std::size_t>(assignment.word[f])];
    const std::string registered(
        segments_[candidate.segment]->segment().names(sought.field).word(candidate.words[f]));
    unsigned fewest = UINT32_MAX;
    unsigned allowed = 0;
    EditCounter counter;
    for (const Key& key : sought.keys) {
      counter.set(key.view());
      for (const std::string& text : keys_.keys(keys_.folded(registered), part_of(sought.field))) {
        const Key other = Key::of(text);
        const unsigned edits = counter.edits(other.view());
        if (edits >= fewest) continue;
        fewest = edits;
        allowed = reach(key.size, other.size);
      }
    }
    out.push_back({step_key(kNameStep[f], "too_far"),
                   {sought.text, registered, std::to_string(fewest), std::to_string(allowed)},
                   0});
  }
  return out;
}

}  // namespace nostos::finding
