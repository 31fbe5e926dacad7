// SPDX-License-Identifier: Apache-2.0
#include "http/retellings.h"

#include <utility>

#include "wire/retold.h"

namespace nostos::http {

Retellings::Retellings(std::string_view reasons) : books_("words/reasons.tsv", reasons) {}

Retellings::Ledger Retellings::in(const wire::Phrasebook* book, Ledger english) const {
  if (book == nullptr) return english;
  const std::lock_guard lock(mutex_);
  Retold& retold = made_[book];
  if (retold.english != english) {
    auto other = std::make_shared<actions::ReckonedLedger>(*english);
    wire::retell(other->reckoning, *book);
    retold = {std::move(english), std::move(other)};
  }
  return retold.other;
}

}  // namespace nostos::http
