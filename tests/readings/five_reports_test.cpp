// SPDX-License-Identifier: Apache-2.0
// Five real reports, kept beside the tree because their texts belong to others, checked figure by
// figure. Nothing of their texts is here. Skipped when the folder is not there.
#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "outline.h"
#include "told.h"

namespace nostos::readings {
namespace {

using domain::ClaimState;
using domain::ClaimType;
using domain::EventRole;
using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

class FiveReports : public testing::Test {
 protected:
  void SetUp() override {
    const auto folder =
        std::filesystem::path(NOSTOS_SOURCE_DIR).parent_path() / "shared" / "reports";
    std::error_code none;
    for (const auto& entry : std::filesystem::directory_iterator(folder, none)) {
      if (entry.path().extension() == ".txt") files_.push_back(entry.path());
    }
    std::ranges::sort(files_);
    if (files_.size() != 5)
      GTEST_SKIP() << "the five reports are not beside the tree (../shared/reports)";
  }

  const domain::Reading& report(std::size_t index) {
    texts_.push_back(file_content(files_.at(index)));
    readings_.push_back(read(Told{.text = texts_.back()}));
    return readings_.back();
  }

  static const domain::Event& main_of(const domain::Reading& reading) {
    return found(reading, main_event(reading));
  }
  static const domain::Event& role(const domain::Reading& reading, EventRole role) {
    return found(reading, event_with(reading, role));
  }
  static const domain::Event& found(const domain::Reading& reading, const domain::Event* event) {
    static const domain::Event kNone;
    EXPECT_NE(event, nullptr) << outline(reading);
    return event != nullptr ? *event : kNone;
  }

  // "eq 50 DOC > sbu; …": the legs to one side as the text claims them, one by one.
  static std::string leg_claims(const domain::Reading& reading, const domain::Event& event,
                                std::string_view side) {
    std::string out;
    for (const auto* claim : claims_of(reading, ClaimType::leg)) {
      if (claim->event == event.id && claim->to == side)
        out += in_short(claim->count) + ' ' + chain(claim->speakers) + "; ";
    }
    return out;
  }

  // Uncounted members of a dimension, in the order of the text: one string a breakdown.
  static std::vector<std::string> members(const domain::Event& event, std::string_view dimension) {
    std::vector<std::string> out;
    for (const auto& one : event.breakdowns) {
      if (one.dimension != dimension) continue;
      std::string labels;
      bool counted = false;
      for (const auto& part : one.parts) {
        labels += (labels.empty() ? "" : " ") + part.label;
        counted = counted || part.count.has_figure();
      }
      if (!counted) out.push_back(labels);
    }
    return out;
  }

  static std::vector<std::string> chains(const domain::Reading& reading, ClaimType type) {
    std::vector<std::string> out;
    for (const auto* claim : claims_of(reading, type)) out.push_back(chain(claim->speakers));
    return out;
  }

  static const domain::Claim& claim(const domain::Reading& reading, ClaimType type,
                                    std::int64_t nominal) {
    static const domain::Claim kNone;
    for (const auto* one : claims_of(reading, type)) {
      if (one->count.nominal() == nominal) return *one;
    }
    ADD_FAILURE() << "no " << name(type) << " of " << nominal << '\n' << outline(reading);
    return kNone;
  }

  std::vector<std::filesystem::path> files_;
  std::vector<std::string> texts_;
  std::vector<domain::Reading> readings_;
};

std::string slots_of(const domain::Reading& reading, ClaimType type) {
  std::string out;
  for (const auto* claim : claims_of(reading, type)) {
    for (const auto& slot : claim->slots) out += slot.name + '=' + slot.value + ' ';
  }
  return out;
}

// ---------------------------------------------------------------- the first: 50 home, by a
// statement

TEST_F(FiveReports, A0_TheExchangeItsDayAndItsOneLeg) {
  const auto reading = report(0);
  EXPECT_EQ(reading.lang, "en");
  EXPECT_EQ(reading.published.date.edtf, "2022-12-02");
  ASSERT_THAT(reading.events, SizeIs(1)) << outline(reading);
  const auto& event = main_of(reading);
  EXPECT_EQ(event.date.edtf, "2022-12-01");
  EXPECT_EQ(leg(event, "UA"), "eq 50");
  EXPECT_EQ(leg(event, "RU"), "none")
      << "the other leg is not mentioned: nothing may be made of it";
  EXPECT_THAT(event.ordinals, IsEmpty());
  EXPECT_THAT(event.cumulative, IsEmpty());
  EXPECT_THAT(event.mediators, IsEmpty());
}

TEST_F(FiveReports, A0_EveryFigureOfPeopleIsTheServices) {
  const auto reading = report(0);
  for (const auto* one : claims_of(reading, ClaimType::leg)) {
    EXPECT_EQ(chain(one->speakers), "DOC > sbu") << words(reading, *one);
  }
}

TEST_F(FiveReports, A0_Breakdowns) {
  const auto reading = report(0);
  const auto& event = main_of(reading);
  EXPECT_EQ(breakdown(event, "rank"), "officers 4 + private_and_nco 46 ok");
  EXPECT_EQ(breakdown(event, "place_defended"), "mariupol 14 (azovstal 8) underdetermined");
  EXPECT_THAT(
      members(event, "service"),
      testing::ElementsAre("armed_forces territorial_defence navy national_guard border_guards"));
}

TEST_F(FiveReports, A0_HealthInShares) {
  const auto reading = report(0);
  std::string notes;
  for (const auto& note : main_of(reading).health)
    notes += note.what + ' ' + in_short(note.count) + "; ";
  EXPECT_THAT(notes, HasSubstr("wounded fr"));
  EXPECT_THAT(notes, HasSubstr("amputated fr"));
  EXPECT_THAT(notes, Not(testing::ContainsRegex("[0-9]")));
}

TEST_F(FiveReports, A0_OrganisersAftercareAndTheDayOfTheWar) {
  const auto reading = report(0);
  const std::string who = slots_of(reading, ClaimType::organiser);
  EXPECT_THAT(who, HasSubstr("joint_centre"));
  EXPECT_THAT(who, HasSubstr("coord_hq"));
  ASSERT_THAT(claims_of(reading, ClaimType::aftercare), Not(IsEmpty()));
  EXPECT_EQ(claims_of(reading, ClaimType::aftercare).front()->modality, domain::Modality::planned);
  EXPECT_EQ(chain(claim(reading, ClaimType::war_day, 281).speakers), "DOC");
}

TEST_F(FiveReports, A0_LossesOfBothSidesWithWhoSaysThem) {
  const auto reading = report(0);
  const auto& table = claim(reading, ClaimType::losses, 90090);
  EXPECT_EQ(in_short(table.count), "ap 90090");
  EXPECT_EQ(table.to, "RU");
  EXPECT_EQ(chain(table.speakers), "DOC > general_staff_ua");
  std::string items = slots_of(reading, ClaimType::losses);
  for (const auto* one : claims_of(reading, ClaimType::losses)) items += in_short(one->count) + ' ';
  for (const char* figure :
       {"2916", "5883", "1905", "395", "210", "280", "262", "1564", "531", "16", "4464", "163"}) {
    EXPECT_THAT(items, HasSubstr(figure));
  }
  EXPECT_THAT(chains(reading, ClaimType::counterclaim), Contains("DOC > RU"));
  const auto& own = claim(reading, ClaimType::own_losses, 10000);
  EXPECT_EQ(in_short(own.count), "rg 10000..13000");
  EXPECT_EQ(own.to, "UA");
  EXPECT_EQ(chain(own.speakers), "DOC > podolyak");
}

TEST_F(FiveReports, A0_OtherNewsIsNotRead) {
  const auto reading = report(0);
  for (const std::int64_t noise : {2, 179, 60, 24}) EXPECT_FALSE(counts(reading, noise)) << noise;
  EXPECT_THAT(claims_of(reading, ClaimType::allegation), IsEmpty())
      << "talk of presidents is no claim about prisoners";
  EXPECT_THAT(claims_of(reading, ClaimType::intent), SizeIs(testing::Le(1U))) << outline(reading);
}

// ---------------------------------------------------------------- the second: 50 the other way

TEST_F(FiveReports, A1_TwoExchangesOfOneWeekWithoutADate) {
  const auto reading = report(1);
  EXPECT_EQ(reading.published.date.edtf, "");
  ASSERT_THAT(reading.events, SizeIs(2)) << outline(reading);
  const auto& now = main_of(reading);
  EXPECT_EQ(now.date.edtf, "");
  EXPECT_EQ(now.weekday, domain::Weekday::thursday);
  EXPECT_EQ(leg(now, "RU"), "eq 50");
  EXPECT_EQ(leg(now, "UA"), "null");
  EXPECT_EQ(ordinals(now), "week 2");
  EXPECT_THAT(leg_claims(reading, now, "RU"),
              testing::AllOf(HasSubstr("eq 50 DOC"), HasSubstr("ap 50 DOC")));
  const auto& before =
      *std::ranges::find_if(reading.events, [&](const auto& e) { return e.id != now.id; });
  EXPECT_EQ(before.weekday, domain::Weekday::wednesday);
  ASSERT_THAT(before.legs, SizeIs(1));
  EXPECT_EQ(in_short(before.legs.front().count), "eq 36");
  EXPECT_EQ(before.legs.front().to, "");
  EXPECT_THAT(before.legs.front().allocation,
              testing::UnorderedElementsAre("total", "each_side", "one_leg"));
}

TEST_F(FiveReports, A1_FormulaAllegationsAndTheirCounterClaim) {
  const auto reading = report(1);
  EXPECT_THAT(slots_of(reading, ClaimType::allegation),
              testing::AllOf(HasSubstr("mortal_danger"), HasSubstr("widespread_practice")));
  bool moscow = false, serviceman = false;
  for (const auto* one : claims_of(reading, ClaimType::allegation)) {
    const std::string who = chain(one->speakers);
    moscow = moscow || who == "DOC > RU";
    serviceman = serviceman || who.find("serviceman") != std::string::npos;
  }
  EXPECT_TRUE(moscow) << "the killing is alleged by one side\n" << outline(reading);
  EXPECT_TRUE(serviceman) << "care refused, says one of the freed";
  EXPECT_THAT(chains(reading, ClaimType::counterclaim), Contains("DOC > UA"));
  EXPECT_THAT(chains(reading, ClaimType::intent),
              Contains(testing::AnyOf("DOC > kremlin", "DOC > RU")));
  EXPECT_THAT(claims_of(reading, ClaimType::aftercare), Not(IsEmpty()));
  EXPECT_THAT(claims_of(reading, ClaimType::suspension), IsEmpty());
}

// ---------------------------------------------------------------- the third: 230 and the 49th

TEST_F(FiveReports, A2_TheExchangeBetweenItsBounds) {
  const auto reading = report(2);
  EXPECT_EQ(reading.lang, "en");
  EXPECT_EQ(reading.published.date.edtf, "");
  ASSERT_THAT(reading.events, SizeIs(2)) << outline(reading);
  const auto& now = main_of(reading);
  EXPECT_EQ(leg(now, "UA"), "eq 230");
  EXPECT_EQ(leg(now, "RU"), "none");
  EXPECT_EQ(ordinals(now), "war 49 UA");
  EXPECT_EQ(total(now, "UA"), "eq 2828");
  EXPECT_EQ(now.date.edtf, "");
  EXPECT_GE(now.date.earliest.value_or(0), *domain::parse_iso("2023-08-08"));
  EXPECT_EQ(now.date.latest, std::nullopt);
  EXPECT_THAT(now.mediators, IsEmpty()) << "no mediator is named";
  EXPECT_THAT(claims_of(reading, ClaimType::mediator), IsEmpty());
  const auto& before = role(reading, EventRole::previous);
  EXPECT_EQ(before.date.edtf, "2023-08-07");
  EXPECT_EQ(leg(before, "UA"), "eq 22");
  EXPECT_EQ(now.previous, before.id);
}

TEST_F(FiveReports, A2_WhoSaysWhat) {
  const auto reading = report(2);
  const std::string legs = leg_claims(reading, main_of(reading), "UA");
  EXPECT_THAT(legs, HasSubstr("gt 200 DOC > zelenskyy; gt 200 DOC > zelenskyy; "));
  EXPECT_THAT(legs, HasSubstr("eq 230 DOC > lubinets; "));
  EXPECT_EQ(chain(claim(reading, ClaimType::ordinal, 49).speakers), "DOC > lubinets");
  EXPECT_EQ(chain(claim(reading, ClaimType::running_total, 2828).speakers), "DOC > lubinets");
  EXPECT_THAT(chains(reading, ClaimType::suspension),
              testing::UnorderedElementsAre("DOC > lubinets", "DOC > coord_hq"));
  EXPECT_THAT(chains(reading, ClaimType::allegation), Contains("DOC > lubinets > RU"));
}

TEST_F(FiveReports, A2_BreakdownsTheSumDecidesTheNesting) {
  const auto reading = report(2);
  const auto& event = main_of(reading);
  EXPECT_EQ(breakdown(event, "service"),
            "armed_forces 130 (territorial_defence 14 + navy 14) + national_guard 55 + "
            "border_guards 38 + police 1 + civilians 6 ok");
  EXPECT_THAT(members(event, "service"),
              testing::ElementsAre("armed_forces national_guard navy border_guards"));
  EXPECT_THAT(members(event, "rank"), SizeIs(1)) << outline(reading);
  EXPECT_THAT(members(event, "place_defended"), testing::ElementsAre("mariupol azovstal"));
  EXPECT_THAT(members(event, "legal_status"), SizeIs(1));
  EXPECT_THAT(claims_of(reading, ClaimType::superlative), SizeIs(1));
  EXPECT_THAT(claims_of(reading, ClaimType::aftercare), Not(IsEmpty()));
  EXPECT_FALSE(counts(reading, 244));
}

// ---------------------------------------------------------------- the fourth: 100 and the exchange
// before

TEST_F(FiveReports, A3_TwoExchangesInTwoSections) {
  const auto reading = report(3);
  ASSERT_THAT(reading.events, SizeIs(2)) << outline(reading);
  const auto& now = main_of(reading);
  EXPECT_EQ(leg(now, "UA"), "eq 100");
  EXPECT_EQ(leg(now, "RU"), "none");
  EXPECT_EQ(total(now, "UA"), "eq 3135");
  EXPECT_EQ(ordinals(now), "none");
  EXPECT_EQ(now.date.edtf, "");
  ASSERT_THAT(now.mediators, SizeIs(1));
  EXPECT_EQ(now.mediators.front().id, "ARE");
  const auto& before = role(reading, EventRole::previous);
  EXPECT_EQ(before.date.edtf, "XXXX-01-31");
  EXPECT_EQ(leg(before, "UA"), "eq 207");
  EXPECT_EQ(ordinals(before), "war 50 UA");
  EXPECT_EQ(total(before, "UA"), "eq 3035");
  EXPECT_THAT(before.mediators, IsEmpty());
}

TEST_F(FiveReports, A3_WhoSaysWhat) {
  const auto reading = report(3);
  const std::string legs = leg_claims(reading, main_of(reading), "UA");
  EXPECT_THAT(legs, HasSubstr("zelenskyy > coord_hq; eq 100 DOC > zelenskyy; "));
  EXPECT_EQ(chain(claim(reading, ClaimType::running_total, 3135).speakers), "DOC > coord_hq");
  EXPECT_EQ(chain(claim(reading, ClaimType::running_total, 3035).speakers), "DOC > zelenskyy");
  EXPECT_EQ(chain(claim(reading, ClaimType::ordinal, 50).speakers), "DOC");
  EXPECT_EQ(chain(claim(reading, ClaimType::leg, 207).speakers), "DOC");
  EXPECT_THAT(chains(reading, ClaimType::mediator), testing::ElementsAre("DOC > coord_hq"));
}

TEST_F(FiveReports, A3_BreakdownsTheRestAndTheUniversal) {
  const auto reading = report(3);
  const auto& event = main_of(reading);
  EXPECT_EQ(breakdown(event, "service"),
            "national_guard 49 + border_guards 25 + armed_forces 26 (territorial_defence 11) ok");
  EXPECT_EQ(breakdown(event, "place_defended"), "mariupol 84 (azovstal 82) + rest 16 ok");
  EXPECT_EQ(breakdown(event, "rank"), "private_and_nco 100 ok") << "all of them: no officer came";
  const auto& before = role(reading, EventRole::previous);
  EXPECT_THAT(members(before, "service"),
              testing::ElementsAre("armed_forces national_guard border_guards police"));
}

TEST_F(FiveReports, A3_HealthAgeAndPeople) {
  const auto reading = report(3);
  const auto& event = main_of(reading);
  EXPECT_EQ(in_short(claim(reading, ClaimType::health, 28).count), "ge 28");
  EXPECT_TRUE(std::ranges::any_of(event.health, [](const auto& note) {
    return note.count.nominal() == 28;
  })) << outline(reading);
  EXPECT_EQ(claim(reading, ClaimType::age, 62).event, event.id);
  EXPECT_EQ(claim(reading, ClaimType::age, 20).event, event.id);
  EXPECT_TRUE(has_claim(reading, ClaimType::individual, 2)) << "two brothers";
  EXPECT_THAT(claims_of(reading, ClaimType::individual), SizeIs(2)) << "and a medic";
}

// ---------------------------------------------------------------- the fifth: a corrected interview

TEST_F(FiveReports, A4_TheCorrectedPredicate) {
  const auto reading = report(4);
  EXPECT_EQ(reading.published.date.edtf, "2024-07-25");
  EXPECT_EQ(reading.published.time, "11:40");
  const auto& freed = claim(reading, ClaimType::subtotal, 755);
  EXPECT_EQ(in_short(freed.count), "eq 755");
  EXPECT_EQ(freed.state, ClaimState::current);
  EXPECT_THAT(chain(freed.speakers), HasSubstr("pivnenko"));
  const auto& held = claim(reading, ClaimType::held, 755);
  EXPECT_EQ(held.state, ClaimState::retracted);
  ASSERT_THAT(claims_of(reading, ClaimType::correction), SizeIs(1)) << outline(reading);
  EXPECT_EQ(claims_of(reading, ClaimType::correction).front()->about, held.id);
  EXPECT_EQ(chain(claims_of(reading, ClaimType::correction).front()->speakers), "DOC > ukrinform");
  EXPECT_THAT(claims_of(reading, ClaimType::gloss), SizeIs(1));
}

TEST_F(FiveReports, A4_OnlyTheLatestExchangeIsAnEvent) {
  const auto reading = report(4);
  ASSERT_THAT(reading.events, SizeIs(1)) << outline(reading);
  const auto& event = reading.events.front();
  EXPECT_EQ(event.date.edtf, "2024-07-17");
  EXPECT_EQ(leg(event, "UA"), "eq 95");
  EXPECT_EQ(chain(claim(reading, ClaimType::leg, 95).speakers), "DOC");
  EXPECT_THAT(event.cumulative, IsEmpty());
  for (const std::int64_t noise : {1, 2, 3, 11, 40, 25})
    EXPECT_FALSE(counts(reading, noise)) << noise;
}

}  // namespace
}  // namespace nostos::readings
