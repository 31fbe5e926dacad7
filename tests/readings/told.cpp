// SPDX-License-Identifier: Apache-2.0
#include "told.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <utility>

#include "base/check.h"
#include "ingest/ingest.h"

namespace nostos::readings {

std::string file_content(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

const std::vector<reading::KnowledgeFile>& tables() {
  static const std::vector<std::pair<std::string, std::string>> kept = [] {
    const std::filesystem::path data = std::filesystem::path(NOSTOS_SOURCE_DIR) / "data";
    std::vector<std::pair<std::string, std::string>> out;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(data)) {
      if (!entry.is_regular_file()) continue;
      out.emplace_back(entry.path().lexically_relative(data).generic_string(),
                       file_content(entry.path()));
    }
    return out;
  }();
  static const std::vector<reading::KnowledgeFile> files = [] {
    std::vector<reading::KnowledgeFile> out;
    for (const auto& [path, content] : kept) out.push_back({path, content});
    return out;
  }();
  return files;
}

reading::Reader reader_of_changed_tables(const std::function<std::string(std::string)>& change,
                                         const reading::ReaderOptions& options) {
  std::vector<std::pair<std::string, std::string>> kept;
  for (const reading::KnowledgeFile& file : tables())
    kept.emplace_back(file.path, change(std::string(file.content)));
  std::vector<reading::KnowledgeFile> files;
  for (const auto& [path, content] : kept) files.push_back({path, content});
  auto loaded = reading::Reader::load(files, options);
  if (!loaded)
    check_failed(loaded.error().message.c_str(), "the tables of data/ load", __FILE__, __LINE__);
  if (const auto all = loaded->load_all(); !all)
    check_failed(all.error().message.c_str(), "all language packs load", __FILE__, __LINE__);
  return std::move(*loaded);
}

const reading::Reader& reader() {
  static const reading::Reader shared =
      reader_of_changed_tables([](std::string table) { return table; });
  return shared;
}

domain::Reading read(const Told& told) { return read(told, reader()); }

domain::Reading read(const Told& told, const reading::Reader& with) {
  domain::Report report;
  report.id = told.id;
  report.format = told.format;
  report.body = told.text;
  report.outlet = told.outlet;
  report.published = told.published.empty() ? std::nullopt : domain::parse_iso(told.published);
  return with.read(report, ingest::to_document(report));
}

domain::Reading read(std::string_view text, std::string_view published) {
  return read(Told{.text = text, .published = published});
}

namespace {

template <class Fits>
const domain::Event* the_one(const domain::Reading& reading, Fits fits) {
  const domain::Event* found = nullptr;
  for (const domain::Event& event : reading.events) {
    if (!fits(event)) continue;
    if (found != nullptr) return nullptr;
    found = &event;
  }
  return found;
}

}  // namespace

const domain::Event* main_event(const domain::Reading& reading) {
  return event_with(reading, domain::EventRole::main);
}

const domain::Event* event_on(const domain::Reading& reading, std::string_view edtf) {
  return the_one(reading, [edtf](const auto& event) { return event.date.edtf == edtf; });
}

const domain::Event* event_with(const domain::Reading& reading, domain::EventRole role) {
  return the_one(reading, [role](const auto& event) { return event.role == role; });
}

std::string in_short(const domain::Quantity& count) {
  std::string out(name(count.op));
  if (count.lo && count.hi && *count.lo != *count.hi) {
    out += ' ' + std::to_string(*count.lo) + ".." + std::to_string(*count.hi);
  } else if (count.nominal()) {
    out += ' ' + std::to_string(*count.nominal());
  }
  return count.formula.empty() ? out : out + " = " + count.formula;
}

const domain::Leg* leg_to(const domain::Event& event, std::string_view side) {
  const domain::Leg* found = nullptr;
  for (const domain::Leg& one : event.legs) {
    if (one.to != side) continue;
    if (found != nullptr) return nullptr;
    found = &one;
  }
  return found;
}

std::string leg(const domain::Event& event, std::string_view side) {
  std::string out;
  for (const domain::Leg& one : event.legs) {
    if (one.to != side) continue;
    out += (out.empty() ? "" : ", ") + in_short(one.count);
  }
  return out.empty() ? "none" : out;
}

std::string total(const domain::Event& event, std::string_view side) {
  std::string out;
  for (const domain::RunningTotal& one : event.cumulative) {
    if (one.side == side) out += (out.empty() ? "" : ", ") + in_short(one.count);
  }
  return out.empty() ? "none" : out;
}

std::string ordinals(const domain::Event& event) {
  std::string out;
  for (const domain::Ordinal& one : event.ordinals) {
    out += (out.empty() ? "" : ", ") + one.scope + ' ' + std::to_string(one.value);
    if (!one.ns.empty()) out += ' ' + one.ns;
  }
  return out.empty() ? "none" : out;
}

namespace {

std::string parts_in_short(const std::vector<domain::Part>& parts) {
  std::string out;
  for (const domain::Part& part : parts) {
    out += (out.empty() ? "" : " + ") + part.label;
    if (part.count.nominal()) out += ' ' + std::to_string(*part.count.nominal());
    if (!part.parts.empty()) out += " (" + parts_in_short(part.parts) + ")";
  }
  return out;
}

}  // namespace

std::string breakdown(const domain::Event& event, std::string_view dimension) {
  std::string out;
  for (const domain::Breakdown& one : event.breakdowns) {
    const bool counted = std::ranges::any_of(
        one.parts, [](const domain::Part& part) { return part.count.has_figure(); });
    if (one.dimension != dimension || !counted) continue;
    out += (out.empty() ? "" : "; ") + parts_in_short(one.parts) + ' ' +
           std::string(name(one.balance));
    if (one.balance == domain::Balance::off) out += " by " + std::to_string(one.off_by);
  }
  return out.empty() ? "none" : out;
}

std::string chain(const std::vector<domain::Speaker>& speakers) {
  std::string out;
  for (const domain::Speaker& one : speakers) {
    out += (out.empty() ? "" : " > ") + (one.id.empty() ? one.name : one.id);
  }
  return out;
}

std::vector<const domain::Claim*> claims_of(const domain::Reading& reading,
                                            domain::ClaimType type) {
  std::vector<const domain::Claim*> out;
  for (const domain::Claim& claim : reading.claims) {
    if (claim.type == type) out.push_back(&claim);
  }
  return out;
}

std::string_view words(const domain::Reading& reading, const domain::Claim& claim) {
  const domain::Span span = claim.spans.front();
  return std::string_view(reading.text).substr(span.start, span.end - span.start);
}

bool has_claim(const domain::Reading& reading, domain::ClaimType type, std::int64_t nominal) {
  return std::ranges::any_of(claims_of(reading, type), [nominal](const domain::Claim* claim) {
    return claim->count.nominal() == nominal;
  });
}

namespace {

bool any_part(const std::vector<domain::Part>& parts, std::int64_t nominal) {
  return std::ranges::any_of(parts, [nominal](const domain::Part& part) {
    return part.count.nominal() == nominal || any_part(part.parts, nominal);
  });
}

}  // namespace

bool counts(const domain::Reading& reading, std::int64_t nominal) {
  return std::ranges::any_of(reading.claims, [nominal](const domain::Claim& claim) {
    return claim.count.nominal() == nominal ||
           (claim.breakdown && any_part(claim.breakdown->parts, nominal));
  });
}

}  // namespace nostos::readings
