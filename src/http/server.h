// SPDX-License-Identifier: Apache-2.0
// Server: HTTP/1.1 on the loopback address. Hands whole requests to a handler and sends its
// answers. Refuses by itself: bad framing, headers over 16 kB, bodies over the limit, requests that
// come too slowly, more connections than it has room for. The library behind it is known to
// server.cpp only.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>

#include "base/result.h"
#include "http/message.h"

namespace nostos::http {

// Called on several threads at once. What it throws becomes a 500.
using Handler = std::function<Response(const Request&)>;

struct Limits {
  std::size_t header_bytes = 16 * 1024;
  std::uint64_t body_bytes = 60'000'000;           // of a JSON body with a report in it
  std::chrono::milliseconds request_wait{30'000};  // for a header, for any next piece of a body
  std::chrono::milliseconds body_wait{300'000};    // for a whole body
  std::chrono::milliseconds idle_wait{60'000};     // between requests
  std::size_t connections = 256;
  std::chrono::milliseconds stop_wait{10'000};  // for requests under way, when stopping
};

class Server {
 public:
  // Binds 127.0.0.1:port at once; port 0 takes any free one. Fault::conflict when it is taken.
  static Result<std::unique_ptr<Server>> listen(std::uint16_t port, Handler handler,
                                                const Limits& limits);
  ~Server();
  std::uint16_t port() const;

  enum class OnSignals { stop, ignore };
  // Serves until stop() or, with OnSignals::stop, SIGINT or SIGTERM. Requests under way are
  // finished first. Uses `threads` threads, the caller's among them.
  void run(unsigned threads, OnSignals on_signals);
  void stop();  // from any thread

  struct Running;  // server.cpp

 private:
  explicit Server(std::unique_ptr<Running> running);
  std::unique_ptr<Running> running_;
};

}  // namespace nostos::http
