// SPDX-License-Identifier: Apache-2.0
#include "ingest/ingest.h"

#include "ingest/html.h"
#include "ingest/plain_text.h"

namespace nostos::ingest {

domain::Document to_document(const domain::Report& report) {
  return report.format == domain::Format::html ? html_document(report.body)
                                               : plain_text_document(report.body);
}

}  // namespace nostos::ingest
