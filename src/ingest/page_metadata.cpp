// SPDX-License-Identifier: Apache-2.0
#include "ingest/page_metadata.h"

#include <algorithm>
#include <array>
#include <utility>

#include "ingest/html_entities.h"
#include "ingest/html_scanner.h"

namespace nostos::ingest {
namespace {

// Names under which pages state their publication in <meta>, best first. The property's own name is
// shown to the person as the basis of the date.
constexpr std::array<std::string_view, 22> kDateNames = {"article:published_time",
                                                         "og:article:published_time",
                                                         "datepublished",
                                                         "article:published",
                                                         "og:published_time",
                                                         "parsely-pub-date",
                                                         "sailthru.date",
                                                         "cxenseparse:recs:publishtime",
                                                         "dc.date.issued",
                                                         "dcterms.issued",
                                                         "dc.date.created",
                                                         "dcterms.created",
                                                         "dc.date",
                                                         "dcterms.date",
                                                         "dc.terms.date",
                                                         "pubdate",
                                                         "publish-date",
                                                         "publishdate",
                                                         "publication_date",
                                                         "article.published",
                                                         "date",
                                                         "published_time"};

constexpr int kRankJsonLd = 0;
constexpr int kRankMeta = 1;  // and up, by place in kDateNames
constexpr int kRankTimeMarked = 50;
constexpr int kRankTimeInArticle = 60;

std::string lower(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), ascii_lower);
  return out;
}

std::string collapsed(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (!is_html_space(c)) {
      out += c;
    } else if (!out.empty() && out.back() != ' ') {
      out += ' ';
    }
  }
  if (out.ends_with(' ')) out.pop_back();
  return out;
}

// "en-GB", "en_US" → "en"
std::string primary_language(std::string_view tag) {
  const std::string language =
      lower(tag.substr(0, std::min(tag.find_first_of("-_ ,;"), tag.size())));
  const bool letters = std::ranges::all_of(language, [](char c) { return c >= 'a' && c <= 'z'; });
  return letters && language.size() >= 2 && language.size() <= 3 ? language : "";
}

std::string first_of(std::initializer_list<const std::string*> texts) {
  for (const std::string* text : texts) {
    if (!text->empty()) return *text;
  }
  return {};
}

}  // namespace

void PageMetadata::html_element(std::string_view attributes) {
  HtmlAttributes each(attributes);
  std::string_view name;
  std::string_view value;
  while (each.next(name, value)) {
    const bool lang = equals_ignoring_case(name, "lang") || equals_ignoring_case(name, "xml:lang");
    if (lang && html_lang_.empty()) html_lang_ = primary_language(value);
  }
}

void PageMetadata::meta_element(std::string_view attributes) {
  HtmlAttributes each(attributes);
  std::string_view name;
  std::string_view value;
  std::string property;
  std::string_view content;
  while (each.next(name, value)) {
    const bool names_it =
        equals_ignoring_case(name, "property") || equals_ignoring_case(name, "name") ||
        equals_ignoring_case(name, "itemprop") || equals_ignoring_case(name, "http-equiv");
    if (names_it && property.empty()) property = lower(value);
    if (equals_ignoring_case(name, "content")) content = value;
  }
  if (property.empty() || content.empty()) return;
  const auto keep = [&](std::string& fact) {
    if (fact.empty()) fact = collapsed(attribute_text(content));
  };
  if (property == "og:title") keep(open_graph_title_);
  if (property == "og:site_name") keep(site_name_);
  if (property == "application-name") keep(application_name_);
  if (meta_lang_.empty() &&
      (property == "og:locale" || property == "content-language" || property == "language")) {
    meta_lang_ = primary_language(content);
  }
  const auto* date_name = std::ranges::find(kDateNames, property);
  if (date_name != kDateNames.end()) {
    offer_date(content, "page metadata: " + property,
               kRankMeta + static_cast<int>(date_name - kDateNames.begin()));
  }
}

void PageMetadata::title_element(std::string_view content) {
  if (title_.empty()) title_ = collapsed(attribute_text(content));
}

void PageMetadata::first_heading(std::string_view text) {
  if (heading_.empty()) heading_ = collapsed(text);
}

void PageMetadata::time_element(std::string_view attributes, bool in_article) {
  HtmlAttributes each(attributes);
  std::string_view name;
  std::string_view value;
  std::string_view datetime;
  bool marked = false;
  while (each.next(name, value)) {
    if (equals_ignoring_case(name, "datetime")) datetime = value;
    if (equals_ignoring_case(name, "pubdate")) marked = true;
    if (equals_ignoring_case(name, "itemprop"))
      marked |= equals_ignoring_case(value, "datepublished");
  }
  if (datetime.empty() || (!marked && !in_article)) return;
  offer_date(datetime, "page metadata: time", marked ? kRankTimeMarked : kRankTimeInArticle);
}

bool PageMetadata::is_json_ld(std::string_view script_attributes) {
  HtmlAttributes each(script_attributes);
  std::string_view name;
  std::string_view value;
  while (each.next(name, value)) {
    if (equals_ignoring_case(name, "type")) return lower(value).starts_with("application/ld+json");
  }
  return false;
}

void PageMetadata::offer_date(std::string_view text, std::string basis, int rank) {
  offer_date(date_, text, std::move(basis), rank);
}

// A better source replaces a lesser one; of equals the first stays. An unreadable date is no date.
void PageMetadata::offer_date(StatedDate& best, std::string_view text, std::string basis,
                              int rank) {
  if (rank >= best.rank) return;
  if (const auto date = parse_page_date(text)) best = {*date, std::move(basis), rank};
}

void PageMetadata::settle(domain::Document& document) const {
  document.title = first_of({&open_graph_title_, &heading_, &json_ld_.headline, &title_});
  document.outlet = first_of({&site_name_, &json_ld_.publisher, &application_name_});
  const std::string json_ld_language = primary_language(json_ld_.language);
  document.lang = first_of({&html_lang_, &meta_lang_, &json_ld_language});
  StatedDate date = date_;
  offer_date(date, json_ld_.date_published, "page metadata: datePublished", kRankJsonLd);
  if (date.basis.empty()) return;
  document.published = date.date.day;
  document.published_time = date.date.time;
  document.published_basis = date.basis;
}

}  // namespace nostos::ingest
