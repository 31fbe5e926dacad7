// SPDX-License-Identifier: Apache-2.0
// PageMetadata: collects what a page says of itself (JSON-LD, <meta>, <title>, <html lang>, <time>)
// while it is being scanned, then settles on one title, outlet, language and day of publication.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "domain/document.h"
#include "ingest/json_ld.h"
#include "ingest/page_date.h"

namespace nostos::ingest {

class PageMetadata {
 public:
  void html_element(std::string_view attributes);
  void meta_element(std::string_view attributes);
  void title_element(std::string_view content);
  void first_heading(std::string_view text);
  void json_ld(std::string_view content) { read_json_ld(content, json_ld_); }
  // A <time>: `in_article` when it stands with the article and not in a menu or list of other
  // items.
  void time_element(std::string_view attributes, bool in_article);

  // True when a script with these attributes holds JSON-LD.
  static bool is_json_ld(std::string_view script_attributes);

  void settle(domain::Document& document) const;

 private:
  // Where a day of publication was stated, best first.
  struct StatedDate {
    PageDate date;
    std::string basis;
    int rank = 100;
  };
  void offer_date(std::string_view text, std::string basis, int rank);
  static void offer_date(StatedDate& best, std::string_view text, std::string basis, int rank);

  JsonLdFacts json_ld_;
  std::string title_;
  std::string open_graph_title_;
  std::string heading_;
  std::string site_name_;
  std::string application_name_;
  std::string html_lang_;
  std::string meta_lang_;
  StatedDate date_;
};

}  // namespace nostos::ingest
