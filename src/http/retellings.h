// SPDX-License-Identifier: Apache-2.0
// Retellings: the reckoned ledger with its reasons in the language a request asks for. A ledger is
// retold once for each language; whoever asks next has it at once. Safe from any thread.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "actions/bureau.h"
#include "http/message.h"
#include "http/phrasebooks.h"
#include "wire/phrasebook.h"

namespace nostos::http {

class Retellings {
 public:
  using Ledger = std::shared_ptr<const actions::ReckonedLedger>;

  // `reasons`: the content of data/words/reasons.tsv.
  explicit Retellings(std::string_view reasons);

  // Null for English.
  const wire::Phrasebook* book_for(const Request& request) const {
    return books_.book_for(request);
  }
  Ledger in(const wire::Phrasebook* book, Ledger english) const;

 private:
  struct Retold {
    Ledger english;
    Ledger other;
  };
  Phrasebooks books_;
  mutable std::mutex mutex_;
  mutable std::map<const wire::Phrasebook*, Retold> made_;
};

}  // namespace nostos::http
