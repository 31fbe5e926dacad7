// SPDX-License-Identifier: Apache-2.0
// Site: the API's routes and the pages over one bureau. Answers whole requests; knows nothing of
// sockets. Safe from any thread.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "actions/bureau.h"
#include "base/chance.h"
#include "base/embedded_file.h"
#include "http/assets.h"
#include "http/message.h"
#include "http/retellings.h"

namespace nostos::http {

struct SiteParts {
  actions::Bureau& bureau;
  Chance& chance;
  std::span<const EmbeddedFile> pages;
  std::string version;
  std::string_view party_table;      // content of parties/parties.tsv
  std::string_view glossary;         // content of the glossary page (Markdown tables)
  std::string_view reasons;          // content of words/reasons.tsv
  std::string_view list_words = {};  // content of words/lists.tsv
};

class Site {
 public:
  explicit Site(const SiteParts& parts);
  Response answer(const Request& request) const;

  struct Route {
    std::string_view method;
    std::string_view pattern;  // "/api/reports/{digest}"
  };
  // Every route of the API; the test compares them with api/openapi.yaml.
  static std::vector<Route> routes();

 private:
  actions::Bureau& bureau_;
  Chance& chance_;
  Assets assets_;
  std::string version_;
  std::string parties_json_;
  std::string glossary_json_;
  Retellings retellings_;
  Phrasebooks list_words_;

  friend struct Answering;
};

// The JSON of /api/parties from the party table, in its order.
std::string parties_json(std::string_view party_table);
// The JSON of /api/glossary from the Markdown tables | term | meaning | uk | ru |.
std::string glossary_json(std::string_view glossary);

}  // namespace nostos::http
