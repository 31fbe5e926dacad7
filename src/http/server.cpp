// SPDX-License-Identifier: Apache-2.0
// The one file that knows Boost.Beast. Callbacks, not coroutines: GCC 12 miscompiles some of those.
#include "http/server.h"

#include <algorithm>
#include <atomic>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/version.hpp>
#include <csignal>
#include <mutex>
#include <optional>
#include <set>
#include <thread>
#include <utility>
#include <vector>

#include "http/error_status.h"
#include "http/guard.h"
#include "http/target.h"

namespace nostos::http {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace bhttp = boost::beast::http;
using boost::asio::ip::tcp;
using boost::system::error_code;

namespace {

constexpr std::string_view kPolicy =
    "default-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'; "
    "object-src 'none'";
constexpr std::size_t kDrainBytes = 64 * 1024 * 1024;
constexpr std::chrono::seconds kDrainWait{3};

std::string_view view(beast::string_view text) { return {text.data(), text.size()}; }

// What every answer carries, whoever made it.
void add_safety(Headers& headers) {
  headers.add("Content-Security-Policy", std::string(kPolicy))
      .add("X-Content-Type-Options", "nosniff")
      .add("Referrer-Policy", "no-referrer")
      .add("Cross-Origin-Opener-Policy", "same-origin")
      .add("Cross-Origin-Resource-Policy", "same-origin")
      .add("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
  if (headers.count("Cache-Control") == 0) headers.add("Cache-Control", "no-store");
}

class Session;

}  // namespace

struct Server::Running {
  Running(Handler answers, const Limits& bounds) : handler(std::move(answers)), limits(bounds) {}

  void accept();
  void begin_stop();
  void ended(const std::shared_ptr<Session>& session);
  bool full() {
    const std::lock_guard lock(mutex);
    return sessions.size() >= limits.connections;
  }

  Handler handler;
  const Limits limits;
  asio::io_context io;
  // Accepting, signals and stopping take turns on one strand.
  asio::strand<asio::io_context::executor_type> control{asio::make_strand(io)};
  tcp::acceptor acceptor{control};
  asio::signal_set signals{control};
  asio::steady_timer deadline{control};
  std::atomic<bool> stopping{false};
  std::mutex mutex;
  std::set<std::shared_ptr<Session>> sessions;  // guarded by mutex
};

namespace {

// One connection. Everything runs on the stream's strand.
class Session : public std::enable_shared_from_this<Session> {
 public:
  Session(tcp::socket socket, Server::Running& server)
      : stream_(std::move(socket)), server_(server) {}

  void start() {
    asio::dispatch(stream_.get_executor(), [self = shared_from_this()] { self->read_header(); });
  }
  // An idle connection ends at once, one with a request under way after its answer.
  void stop_when_idle() {
    asio::post(stream_.get_executor(), [self = shared_from_this()] {
      if (self->idle_) self->close();
    });
  }
  void end() {
    asio::post(stream_.get_executor(), [self = shared_from_this()] { self->close(); });
  }

 private:
  using Parser = bhttp::request_parser<bhttp::string_body>;
  using Answer = bhttp::response<bhttp::span_body<const char>>;

  void read_header() {
    if (server_.stopping) return close();
    request_ = Request{};
    parser_.emplace();
    parser_->header_limit(static_cast<std::uint32_t>(server_.limits.header_bytes));
    parser_->body_limit(server_.limits.body_bytes);
    idle_ = buffer_.size() == 0;
    stream_.expires_after(idle_ ? server_.limits.idle_wait : server_.limits.request_wait);
    if (!idle_) return read_header_bytes();
    // The first byte of a request may take long, the rest of its header may not.
    stream_.async_read_some(buffer_.prepare(server_.limits.header_bytes),
                            [self = shared_from_this()](error_code error, std::size_t count) {
                              if (error) return self->close();
                              self->buffer_.commit(count);
                              self->idle_ = false;
                              self->stream_.expires_after(self->server_.limits.request_wait);
                              self->read_header_bytes();
                            });
  }

  void read_header_bytes() {
    bhttp::async_read_header(stream_, buffer_, *parser_,
                             [self = shared_from_this()](error_code error, std::size_t) {
                               if (error) return self->refuse(error);
                               self->header_is_there();
                             });
  }

  void header_is_there() {
    const auto& head = parser_->get();
    Headers headers;
    for (const auto& field : head) {
      headers.add(std::string(view(field.name_string())), std::string(view(field.value())));
    }
    if (const auto refusal = check_framing(head.version(), headers)) {
      return answer_and_close(
          error_response(refusal->status, Fault::invalid_input, refusal->message));
    }
    request_.method = std::string(view(head.method_string()));
    request_.headers = std::move(headers);
    auto target = parse_target(view(head.target()));
    if (!target) {
      return answer_and_close(
          error_response(400, Fault::invalid_input, "the address cannot be read"));
    }
    request_.path = std::move(target->path);
    request_.query = std::move(target->query);
    // Before the body: nobody uploads 50 MB to hear no.
    if (const auto refusal = check_origin(request_)) {
      return answer_and_close(
          error_response(refusal->status, Fault::not_allowed, refusal->message));
    }
    body_deadline_ = std::chrono::steady_clock::now() + server_.limits.body_wait;
    if (view(head[bhttp::field::expect]) == "100-continue") return send_continue();
    read_body();
  }

  void send_continue() {
    auto go_on = std::make_shared<bhttp::response<bhttp::empty_body>>(bhttp::status::continue_, 11);
    bhttp::async_write(stream_, *go_on,
                       [self = shared_from_this(), go_on](error_code error, std::size_t) {
                         if (error) return self->close();
                         self->read_body();
                       });
  }

  void read_body() {
    if (parser_->is_done()) return answer();
    const auto soon = std::chrono::steady_clock::now() + server_.limits.request_wait;
    stream_.expires_at(std::min(soon, body_deadline_));
    bhttp::async_read_some(stream_, buffer_, *parser_,
                           [self = shared_from_this()](error_code error, std::size_t) {
                             if (error == bhttp::error::need_buffer) error = {};
                             if (error) return self->refuse(error);
                             self->read_body();
                           });
  }

  // The request ended before it was whole.
  void refuse(error_code error) {
    if (error == bhttp::error::end_of_stream || error == asio::error::operation_aborted ||
        error == asio::error::connection_reset || error == asio::error::eof ||
        error == bhttp::error::partial_message) {
      return close();
    }
    if (error == beast::error::timeout) return close();
    if (error == bhttp::error::body_limit) {
      return answer_and_close(error_response(
          413, Fault::invalid_input,
          "the request has more than " + std::to_string(server_.limits.body_bytes / 1'000'000) +
              " MB. File the report's parts, or its text without the page around it, or use "
              "'nostos file'"));
    }
    if (error == bhttp::error::header_limit || error == bhttp::error::buffer_overflow) {
      return answer_and_close(error_response(431, Fault::invalid_input, "the header is too long"));
    }
    answer_and_close(
        error_response(400, Fault::invalid_input, "not a proper request: " + error.message()));
  }

  void answer() {
    request_.body = std::move(parser_->get().body());
    // Handlers take their time; the socket's timer must not cut them short.
    stream_.expires_never();
    Response response;
    try {
      response = server_.handler(request_);
    } catch (const std::exception& exception) {
      response = error_response(500, Fault::unavailable,
                                std::string("a fault in the program: ") + exception.what());
    }
    const bool keep =
        parser_->get().keep_alive() && parser_->get().version() >= 11 && !server_.stopping;
    send(std::move(response), keep ? AfterIt::keep : AfterIt::close);
  }

  void answer_and_close(Response response) { send(std::move(response), AfterIt::drain); }

  enum class AfterIt {
    keep,   // wait for the next request
    close,  // everything was read
    drain,  // the rest of the request may still be coming: let the client read the answer first
  };

  void send(Response response, AfterIt after) {
    add_safety(response.headers);
    response_ = std::move(response);
    auto answer = std::make_shared<Answer>();
    answer->version(11);
    answer->result(response_.status);
    for (const auto& [name, value] : response_.headers.all()) answer->insert(name, value);
    answer->keep_alive(after == AfterIt::keep);
    const bool no_content = response_.status == 304 || response_.status == 204;
    const std::size_t length = response_.body.size();
    const bool head_only = request_.method == "HEAD";
    if (!head_only && !no_content) {
      answer->body() = beast::span<const char>(response_.body.data(), length);
    }
    if (!no_content) answer->content_length(length);
    stream_.expires_after(server_.limits.request_wait);
    auto done = [self = shared_from_this(), answer, after](error_code error, std::size_t) {
      if (error) return self->close();
      self->sent(after);
    };
    if (head_only) {
      auto header =
          std::make_shared<bhttp::response_serializer<bhttp::span_body<const char>>>(*answer);
      header->split(true);
      bhttp::async_write_header(
          stream_, *header,
          [done, header](error_code error, std::size_t count) mutable { done(error, count); });
      return;
    }
    bhttp::async_write(stream_, *answer, done);
  }

  void sent(AfterIt after) {
    response_ = {};
    if (after == AfterIt::keep) return read_header();
    error_code ignored;
    stream_.socket().shutdown(tcp::socket::shutdown_send, ignored);
    if (after == AfterIt::close) return close();
    stream_.expires_after(kDrainWait);
    drain();
  }

  void drain() {
    buffer_.clear();
    stream_.async_read_some(buffer_.prepare(16 * 1024),
                            [self = shared_from_this()](error_code error, std::size_t count) {
                              self->drained_ += count;
                              if (error || self->drained_ > kDrainBytes) return self->close();
                              self->drain();
                            });
  }

  void close() {
    error_code ignored;
    stream_.socket().close(ignored);
    server_.ended(shared_from_this());
  }

  beast::tcp_stream stream_;
  Server::Running& server_;
  beast::flat_buffer buffer_;
  std::optional<Parser> parser_;
  Request request_;
  Response response_;
  std::chrono::steady_clock::time_point body_deadline_;
  bool idle_ = true;
  std::size_t drained_ = 0;
};

}  // namespace

void Server::Running::accept() {
  acceptor.async_accept(asio::make_strand(io), [this](error_code error, tcp::socket socket) {
    if (stopping) return;
    if (!error) {
      error_code ignored;
      socket.set_option(tcp::no_delay(true), ignored);
      // Beyond the limit a connection is closed unanswered: there is no room to be polite in.
      if (full()) {
        socket.close(ignored);
      } else {
        auto session = std::make_shared<Session>(std::move(socket), *this);
        {
          const std::lock_guard lock(mutex);
          sessions.insert(session);
        }
        session->start();
      }
    }
    accept();
  });
}

void Server::Running::ended(const std::shared_ptr<Session>& session) {
  const std::lock_guard lock(mutex);
  sessions.erase(session);
  if (stopping && sessions.empty()) {
    asio::post(control, [this] { deadline.cancel(); });
  }
}

void Server::Running::begin_stop() {
  if (stopping.exchange(true)) return;
  error_code ignored;
  acceptor.close(ignored);
  signals.clear(ignored);   // a second Ctrl-C ends the program at once
  signals.cancel(ignored);  // and nobody waits for a first one any more
  std::vector<std::shared_ptr<Session>> open;
  {
    const std::lock_guard lock(mutex);
    open.assign(sessions.begin(), sessions.end());
  }
  for (const auto& session : open) session->stop_when_idle();
  if (open.empty()) return;  // nobody to wait for
  // A client that never takes its answer must not keep the program.
  deadline.expires_after(limits.stop_wait);
  deadline.async_wait([this](error_code error) {
    if (!error) io.stop();
  });
  // The last one may have ended while the timer was being set.
  const std::lock_guard lock(mutex);
  if (sessions.empty()) deadline.cancel();
}

Server::Server(std::unique_ptr<Running> running) : running_(std::move(running)) {}

Server::~Server() = default;

Result<std::unique_ptr<Server>> Server::listen(std::uint16_t port, Handler handler,
                                               const Limits& limits) {
  auto running = std::make_unique<Running>(std::move(handler), limits);
  const tcp::endpoint here(asio::ip::address_v4::loopback(), port);
  error_code error;
  running->acceptor.open(here.protocol(), error);
  if (!error) running->acceptor.set_option(tcp::acceptor::reuse_address(true), error);
  if (!error) running->acceptor.bind(here, error);
  if (!error) running->acceptor.listen(asio::socket_base::max_listen_connections, error);
  if (error == asio::error::address_in_use) {
    return fail(Fault::conflict, "port " + std::to_string(port) +
                                     " is taken by another program; choose one with --port");
  }
  if (error == asio::error::access_denied) {
    return fail(Fault::not_allowed, "not allowed to use port " + std::to_string(port) +
                                        "; choose one above 1023 with --port");
  }
  if (error) {
    return fail(Fault::unavailable,
                "cannot listen on 127.0.0.1:" + std::to_string(port) + ": " + error.message());
  }
  running->accept();
  return std::unique_ptr<Server>(new Server(std::move(running)));
}

std::uint16_t Server::port() const {
  error_code ignored;
  return running_->acceptor.local_endpoint(ignored).port();
}

void Server::run(unsigned threads, OnSignals on_signals) {
  Running& running = *running_;
  if (on_signals == OnSignals::stop) {
    running.signals.add(SIGINT);
    running.signals.add(SIGTERM);
    running.signals.async_wait([&running](error_code error, int) {
      if (!error) running.begin_stop();
    });
  }
  std::vector<std::jthread> others;
  for (unsigned i = 1; i < threads; ++i) others.emplace_back([&running] { running.io.run(); });
  running.io.run();
}

void Server::stop() {
  asio::post(running_->control, [running = running_.get()] { running->begin_stop(); });
}

}  // namespace nostos::http
