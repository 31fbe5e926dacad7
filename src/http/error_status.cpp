// SPDX-License-Identifier: Apache-2.0
#include "http/error_status.h"

#include <array>

#include "base/json_writer.h"

namespace nostos::http {

namespace {

struct Row {
  Fault fault;
  unsigned status;
  std::string_view name;
};

constexpr std::array<Row, 6> kTable{{
    {Fault::invalid_input, 400, "invalid_input"},
    {Fault::not_found, 404, "not_found"},
    {Fault::conflict, 409, "conflict"},
    {Fault::not_allowed, 403, "not_allowed"},
    {Fault::unavailable, 503, "unavailable"},
    {Fault::corrupt, 500, "corrupt"},
}};

const Row& row_of(Fault fault) {
  for (const Row& row : kTable) {
    if (row.fault == fault) return row;
  }
  return kTable.back();
}

}  // namespace

unsigned status_of(Fault fault) { return row_of(fault).status; }

std::string_view name(Fault fault) { return row_of(fault).name; }

Response error_response(const Error& error) {
  return error_response(status_of(error.fault), error.fault, error.message);
}

Response error_response(unsigned status, Fault fault, std::string_view message) {
  std::string body;
  JsonWriter json(body);
  json.begin_object().key("error").begin_object();
  json.field("fault", name(fault)).field("message", message);
  json.end_object().end_object();
  return Response::of(status, "application/json", std::move(body));
}

}  // namespace nostos::http
