// SPDX-License-Identifier: Apache-2.0
// The routes about persons: what is asked, put to the action, answered. Names travel in bodies
// only, never in an address. Safe from any thread.
#pragma once

#include <string>

#include "actions/bureau.h"
#include "actions/read_list.h"
#include "base/chance.h"
#include "http/message.h"
#include "wire/phrasebook.h"

namespace nostos::http {

struct PersonRoutes {
  actions::Bureau& bureau;
  Chance& chance;
  const Request& request;
  std::string author;
  const wire::Phrasebook* list_words = nullptr;  // what is said of lists; null: in English

  Result<Response> search() const;
  Result<Response> show_person(const std::string& id) const;
  Result<Response> show_record(const std::string& id) const;
  Result<Response> file_records() const;
  Result<Response> compare() const;
  Result<Response> judge() const;
  Result<Response> undo(const std::string& judgement) const;
  Result<Response> suggestions() const;
  // The body is the list's bytes.
  Result<Response> preview_list() const;
  Result<Response> enter_list() const;
  Result<Response> complete() const;

 private:
  Result<actions::ListRead> list_in() const;
  std::string new_operation() const;
};

}  // namespace nostos::http
