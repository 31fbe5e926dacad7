// SPDX-License-Identifier: Apache-2.0
#include "synth/corpus.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/check.h"

namespace nostos::synth {

using domain::Day;

namespace {

struct Kind {
  std::string_view name;
  std::string_view audits;
};

constexpr std::array<Kind, kInjectedKinds> kKinds = {{
    {"none", ""},
    {"sum", "sum"},
    {"weekday", "weekday"},
    {"total", "relay|chain|stale_total|copy"},
    {"ordinal", "ordinal_order|date_order|copy"},
    {"side", "side_conflict"},
    {"relay", "relay|copy"},
    {"title", "title_body"},
    {"superlative", "superlative"},
    {"early", "date_order"},
    {"hedge", "hedge"},
}};

// A figure that was withdrawn is so far from every other that its use is seen.
constexpr std::int64_t kFarOff = 500;

// Reports of an exchange that come first and are honest and complete.
constexpr std::size_t kHonest = 3;

std::int64_t one_digit_changed(std::int64_t value, std::int64_t by) {
  const std::int64_t tens = value / 10 % 10;
  return value + ((tens + by) % 10 - tens) * 10;
}

}  // namespace

std::string_view name(Injected injected) { return kKinds[static_cast<std::size_t>(injected)].name; }

std::string_view audits_for(Injected injected) {
  return kKinds[static_cast<std::size_t>(injected)].audits;
}

// What a report is going to say; an error changes a value or leaves something out.
struct Corpus::Draft {
  const TrueExchange* truth = nullptr;
  const TrueExchange* before = nullptr;  // to be recalled
  bool dated = true;
  bool tells_keeper = true;
  bool tells_other = false;
  bool tells_ordinal = false;
  bool tells_total = false;
  bool tells_rank = false;
  bool tells_service = false;
  bool tells_hedge = false;
  bool title_count = false;
  bool names_weekday = false;
  bool superlative = false;
  bool side_claim = false;
  std::int64_t title = 0;
  std::int64_t keeper = 0;
  std::int64_t own = 0;  // in the report's own voice; 0: not told
  std::int64_t claimed = 0;
  std::int64_t hedge = 0;
  std::int64_t officers = 0;
  std::int64_t ordinal = 0;
  std::int64_t total = 0;
  int weekday_shift = 0;
  int published_after = 0;
  InventedReport report;
};

Corpus::Corpus(const Wishes& wishes, std::vector<std::pair<std::string, Phrases>> languages)
    : random_(wishes.seed), wishes_(wishes), languages_(std::move(languages)) {
  NOSTOS_CHECK(!languages_.empty() && wishes.exchanges > 0, "a corpus has a language and a ledger");
  make_ledger(wishes.exchanges);
}

std::int64_t Corpus::pick(std::int64_t least, std::int64_t most) {
  return least +
         static_cast<std::int64_t>(random_() % static_cast<std::uint64_t>(most - least + 1));
}

void Corpus::make_ledger(std::size_t count) {
  Day day = *domain::parse_iso("2001-03-14");
  std::int64_t total = 0;
  for (std::size_t i = 0; i < count; ++i) {
    TrueExchange e;
    e.day = day += static_cast<Day>(pick(5, 40));
    e.to_norland = pick(30, 300);
    e.to_sudria = chance(30) ? e.to_norland : pick(30, 300);
    e.officers = pick(2, 9);
    e.armed_forces = e.to_norland / 2 - pick(0, 5);
    e.guard = e.to_norland / 4 + pick(0, 5);
    e.ordinal = static_cast<std::int64_t>(i) + 1;
    e.total_after = total += e.to_norland;
    ledger_.push_back(e);
  }
}

std::string Corpus::say(std::string_view key, const Values& values) {
  const auto& sentences = phrases_->of(key);
  const auto at =
      static_cast<std::size_t>(pick(0, static_cast<std::int64_t>(sentences.size()) - 1));
  return phrases_->filled(sentences[at], values);
}

// One error, and what it takes for it to be seen as one.
void Corpus::put_in_error(Draft& d) {
  const TrueExchange& e = *d.truth;
  d.report.injected = static_cast<Injected>(pick(1, kInjectedKinds - 1));
  switch (d.report.injected) {
    case Injected::none:
      break;
    case Injected::sum:
      d.tells_rank = d.tells_keeper = true;
      d.officers += pick(1, 5);
      break;
    case Injected::weekday:
      d.dated = d.names_weekday = true;
      d.weekday_shift = static_cast<int>(pick(1, 6));
      break;
    case Injected::total:
      d.dated = d.tells_total = true;
      d.total = one_digit_changed(d.total, pick(1, 9));
      break;
    case Injected::ordinal:
      d.dated = d.tells_ordinal = true;
      d.ordinal += d.ordinal > 1 && chance(50) ? -1 : 1;
      break;
    case Injected::side:
      d.dated = d.side_claim = true;
      d.claimed = e.to_norland - pick(1, 9);
      break;
    case Injected::relay:
      d.dated = true;
      d.tells_keeper = d.tells_rank = d.tells_service = d.title_count = d.tells_hedge = false;
      d.own = one_digit_changed(e.to_norland, pick(1, 9));
      break;
    case Injected::title:
      d.title_count = d.tells_keeper = true;
      d.title = e.to_norland + pick(1, 9) * 10;
      break;
    case Injected::superlative:
      d.dated = d.superlative = true;
      break;
    case Injected::early:
      d.dated = true;
      d.published_after = -static_cast<int>(pick(1, 3));
      break;
    case Injected::hedge:
      d.tells_hedge = d.tells_keeper = d.dated = true;
      d.hedge = (e.to_norland / 10 + pick(1, 4)) * 10;
      break;
  }
}

void Corpus::tell(Draft& d) {
  const TrueExchange& e = *d.truth;
  const auto number = [&](std::int64_t value) { return phrases_->number(value); };
  std::vector<std::string> sentences;
  const auto weekday = domain::weekday_of(e.day + d.weekday_shift);
  const Values when = {{"date", phrases_->date(e.day)}, {"weekday", phrases_->weekday(weekday)}};
  const std::string_view lede = !d.dated          ? "lede.undated"
                                : d.names_weekday ? "lede.dated"
                                                  : "lede.day";
  sentences.push_back(say(lede, when));
  if (d.tells_hedge) sentences.push_back(say("hedge", {{"h", number(d.hedge)}}));
  if (d.tells_keeper) sentences.push_back(say("count.keeper", {{"n", number(d.keeper)}}));
  if (d.own != 0) sentences.push_back(say("count.own", {{"n", number(d.own)}}));
  if (d.tells_rank)
    sentences.push_back(
        say("rank", {{"p1", number(d.officers)}, {"p2", number(e.to_norland - e.officers)}}));
  if (d.tells_service)
    sentences.push_back(say("service", {{"p1", number(e.armed_forces)},
                                        {"p2", number(e.guard)},
                                        {"p3", number(e.to_norland - e.armed_forces - e.guard)}}));
  if (d.side_claim) sentences.push_back(say("claim.other", {{"n", number(d.claimed)}}));
  if (d.tells_other) sentences.push_back(say("count.other", {{"m", number(e.to_sudria)}}));
  if (d.tells_ordinal)
    sentences.push_back(say("ordinal.told", {{"ordinal", phrases_->ordinal(d.ordinal)}}));
  if (d.superlative) sentences.push_back(say("superlative", {}));
  if (d.tells_total) sentences.push_back(say("total", {{"total", number(d.total)}}));
  if (chance(30)) sentences.push_back(say("noise", {{"n", number(pick(2, 60))}}));
  std::string& text = d.report.text;
  text = d.title_count ? say("title.count", {{"n", number(d.title)}}) : say("title", {});
  text += "\n\n";
  for (std::size_t i = 0; i < sentences.size(); ++i) {
    if (i > 0) text += i % 3 == 0 ? "\n\n" : " ";
    text += sentences[i];
  }
  if (d.before != nullptr)
    text += "\n\n" + say("previous", {{"date", phrases_->date(d.before->day)},
                                      {"n", number(d.before->to_norland)}});
  if (d.report.withdrawn) text += "\n\n" + say("correction", {{"w", number(*d.report.withdrawn)}});
  text += "\n";
}

InventedReport Corpus::next() {
  const std::size_t n = made_++;
  const auto last = static_cast<std::int64_t>(ledger_.size()) - 1;
  const bool honest = n < kHonest * ledger_.size();
  Draft d;
  d.report.exchange = honest ? n % ledger_.size() : static_cast<std::size_t>(pick(0, last));
  const auto& [lang, phrases] = languages_[static_cast<std::size_t>(
      pick(0, static_cast<std::int64_t>(languages_.size()) - 1))];
  phrases_ = &phrases;
  const TrueExchange& e = ledger_[d.report.exchange];
  d.truth = &e;
  d.report.id = "r" + std::to_string(n + 1);
  d.report.lang = lang;
  d.report.outlet = say("outlet", {});
  d.keeper = d.title = e.to_norland;
  d.hedge = e.to_norland / 10 * 10 - 5;
  d.officers = e.officers;
  d.ordinal = e.ordinal;
  d.total = e.total_after;
  d.published_after = static_cast<int>(pick(0, 2));
  d.dated = honest || !chance(wishes_.percent_undated);
  d.tells_other = honest || chance(40);
  d.tells_ordinal = honest || !d.dated || chance(40);
  d.tells_total = honest || chance(40);
  d.tells_rank = chance(25);
  d.tells_service = !d.tells_rank && chance(25);
  d.tells_hedge = chance(15);
  d.title_count = chance(30);
  d.names_weekday = chance(40);
  const bool wrong = !honest && pick(1, 1000) <= wishes_.per_mille_errors;
  if (wrong) put_in_error(d);
  // The largest of the first exchanges is no error to call so.
  if (d.report.injected == Injected::superlative) {
    const bool larger_before = std::any_of(
        ledger_.begin(), ledger_.begin() + static_cast<std::ptrdiff_t>(d.report.exchange),
        [&](const TrueExchange& other) { return other.to_norland > e.to_norland; });
    if (!larger_before) {
      d.superlative = false;
      d.report.injected = Injected::none;
    }
  }
  if (d.report.exchange > 0 && d.dated && !wrong && chance(15)) {
    d.before = &ledger_[d.report.exchange - 1];
    d.report.previous = d.report.exchange - 1;
  }
  if (!honest && !wrong && d.tells_keeper && chance(3)) d.report.withdrawn = e.to_norland + kFarOff;
  if (d.dated) d.report.published = e.day + d.published_after;
  tell(d);
  return std::move(d.report);
}

}  // namespace nostos::synth
