// SPDX-License-Identifier: Apache-2.0
// told: reads a text with the tables of data/, and finds things in a reading by
// what a user would ask for: who got how many, in which exchange, said by whom.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/reading.h"
#include "reading/reader.h"

namespace nostos::readings {

std::string file_content(const std::filesystem::path& path);

// All files of data/. From the folder and not from the program, so that after a change to a table
// the tests need no new build.
const std::vector<reading::KnowledgeFile>& tables();
// The reader with every language pack and party table of data/, loaded once.
const reading::Reader& reader();
// Another reader from the same tables, each changed first.
reading::Reader reader_of_changed_tables(const std::function<std::string(std::string)>& change,
                                         const reading::ReaderOptions& options = {});

struct Told {
  std::string_view text;
  std::string_view published = {};  // YYYY-MM-DD; empty: unknown
  std::string_view outlet = {};
  domain::Format format = domain::Format::text;
  std::string_view id = "told";
};
domain::Reading read(const Told& told);
domain::Reading read(const Told& told, const reading::Reader& with);
domain::Reading read(std::string_view text, std::string_view published = {});

// The one event that fits, or nullptr when none or several do.
const domain::Event* main_event(const domain::Reading& reading);
const domain::Event* event_on(const domain::Reading& reading, std::string_view edtf);
const domain::Event* event_with(const domain::Reading& reading, domain::EventRole role);

// "eq 50", "ap 50", "gt 200", "rg 10000..13000", "fr", "null", "eq 16 = 100 - 84".
std::string in_short(const domain::Quantity& count);
// The count of the leg to `side`: "eq 50"; "none" when there is no such leg.
std::string leg(const domain::Event& event, std::string_view side);
const domain::Leg* leg_to(const domain::Event& event, std::string_view side);
// The running total of `side`: "eq 2828"; "none" when there is none.
std::string total(const domain::Event& event, std::string_view side);
// "war 49 UA, week 2": the ordinals of an event.
std::string ordinals(const domain::Event& event);
// "officers 4 + private_and_nco 46 = 50 ok", in the order of the parts; "none" when the event has
// no counted breakdown of this dimension.
std::string breakdown(const domain::Event& event, std::string_view dimension);
// "DOC > NRD:mod": ids, or names where there is no id, outermost first.
std::string chain(const std::vector<domain::Speaker>& speakers);

std::vector<const domain::Claim*> claims_of(const domain::Reading& reading, domain::ClaimType type);
// The words under a claim's first span.
std::string_view words(const domain::Reading& reading, const domain::Claim& claim);
// True when some claim of `type` has `nominal` as its figure.
bool has_claim(const domain::Reading& reading, domain::ClaimType type, std::int64_t nominal);
// True when any leg, total or breakdown anywhere in the reading holds this figure.
bool counts(const domain::Reading& reading, std::int64_t nominal);

}  // namespace nostos::readings
