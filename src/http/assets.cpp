// SPDX-License-Identifier: Apache-2.0
#include "http/assets.h"

#include <algorithm>
#include <array>
#include <utility>

#include "http/error_status.h"

namespace nostos::http {

namespace {

constexpr std::string_view kNoPages =
    "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Nostos</title>"
    "<h1>The pages were not built</h1>"
    "<p>This program was built without its web pages. Build them, then the program again:</p>"
    "<pre>cd web\nnpm ci\nnpm run build\ncd ..\ncmake --build --preset release</pre>"
    "<p>or use <code>./run</code>, which does all of it. The data is at "
    "<a href=\"/api/bureau\">/api/bureau</a> meanwhile.</p></html>\n";

std::string_view type_of(std::string_view path) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 14> kTypes{{
      {".html", "text/html; charset=utf-8"},
      {".js", "text/javascript; charset=utf-8"},
      {".mjs", "text/javascript; charset=utf-8"},
      {".css", "text/css; charset=utf-8"},
      {".json", "application/json"},
      {".map", "application/json"},
      {".svg", "image/svg+xml"},
      {".png", "image/png"},
      {".ico", "image/x-icon"},
      {".webp", "image/webp"},
      {".woff2", "font/woff2"},
      {".txt", "text/plain; charset=utf-8"},
      {".webmanifest", "application/manifest+json"},
      {".wasm", "application/wasm"},
  }};
  for (const auto& [ending, type] : kTypes) {
    if (path.ends_with(ending)) return type;
  }
  return "application/octet-stream";
}

// Does Accept-Encoding take this coding? "br;q=0" does not.
bool accepts(std::string_view header, std::string_view coding) {
  while (!header.empty()) {
    std::string_view item = header.substr(0, header.find(','));
    header.remove_prefix(std::min(header.size(), item.size() + 1));
    while (!item.empty() && item.front() == ' ') item.remove_prefix(1);
    const std::string_view name = item.substr(0, item.find_first_of("; "));
    if (name != coding) continue;
    const std::size_t q = item.find("q=0");
    return q == std::string_view::npos ||
           item.find_first_not_of("0.", q + 2) != std::string_view::npos;
  }
  return false;
}

Response file_response(const EmbeddedFile& file, const Request& request) {
  const std::string_view wanted = request.headers.get("Accept-Encoding");
  std::string_view body = file.content;
  std::string coding;
  if (!file.brotli.empty() && accepts(wanted, "br")) {
    body = file.brotli;
    coding = "br";
  } else if (!file.gzip.empty() && accepts(wanted, "gzip")) {
    body = file.gzip;
    coding = "gzip";
  }
  const std::string tag =
      "\"" + std::string(file.digest.substr(0, 32)) + (coding.empty() ? "" : "-" + coding) + "\"";
  Response response = Response::unowned(200, std::string(type_of(file.path)), body);
  if (request.headers.get("If-None-Match") == tag) {
    response.status = 304;
    response.body = {};
  } else if (!coding.empty()) {
    response.headers.add("Content-Encoding", coding);
  }
  // Vite puts a hash into the name of everything under assets/.
  response.headers
      .add("Cache-Control",
           file.path.starts_with("assets/") ? "public, max-age=31536000, immutable" : "no-cache")
      .add("ETag", tag)
      .add("Vary", "Accept-Encoding");
  return response;
}

}  // namespace

const EmbeddedFile* Assets::find(std::string_view path) const {
  const auto at = std::lower_bound(
      files_.begin(), files_.end(), path,
      [](const EmbeddedFile& file, std::string_view wanted) { return file.path < wanted; });
  return at != files_.end() && at->path == path ? &*at : nullptr;
}

Response Assets::answer(const Request& request) const {
  if (request.method != "GET" && request.method != "HEAD") {
    Response response = error_response(405, Fault::invalid_input, "pages can only be read");
    response.headers.add("Allow", "GET, HEAD");
    return response;
  }
  const EmbeddedFile* index = find("index.html");
  const std::string_view path = std::string_view(request.path).substr(1);
  if (const EmbeddedFile* file = find(path)) return file_response(*file, request);
  if (path.find('.') != std::string_view::npos) {
    return error_response(404, Fault::not_found, "there is no file " + request.path);
  }
  if (index == nullptr) return Response::unowned(200, "text/html; charset=utf-8", kNoPages);
  return file_response(*index, request);
}

}  // namespace nostos::http
