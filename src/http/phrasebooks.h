// SPDX-License-Identifier: Apache-2.0
// Phrasebooks: a table of sentences in all its languages, and the one that a request asks for.
// Read-only; any number of threads.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "http/message.h"
#include "wire/phrasebook.h"

namespace nostos::http {

class Phrasebooks {
 public:
  // `path` names the table in complaints; its languages are its columns. What is wrong in it leaves
  // that language in English: the tables are checked where they are loaded and tested.
  Phrasebooks(const std::string& path, std::string_view table);

  // The book of the first language of Accept-Language that there is one for; null for English.
  const wire::Phrasebook* book_for(const Request& request) const;

 private:
  std::map<std::string, wire::Phrasebook, std::less<>> books_;
};

}  // namespace nostos::http
