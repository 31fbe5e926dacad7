// SPDX-License-Identifier: Apache-2.0
#include "http/server.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <mutex>
#include <thread>

#include "http/testing/raw_client.h"

namespace nostos::http {
namespace {

using testing::HasSubstr;
using testing::StartsWith;
using namespace std::chrono_literals;

class RunningServer : public testing::Test {
 protected:
  void SetUp() override { start({}); }
  void TearDown() override { halt(); }
  void start(const Limits& limits) {
    halt();
    server_ = *Server::listen(
        0,
        [this](const Request& request) {
          {
            const std::lock_guard lock(mutex_);
            seen_.push_back(request.method + " " + request.path);
          }
          if (request.path == "/slow") std::this_thread::sleep_for(300ms);
          if (request.path == "/throw") throw std::runtime_error("out of ink");
          return Response::of(200, "text/plain", "body of " + std::to_string(request.body.size()));
        },
        limits);
    thread_ = std::jthread([this] { server_->run(2, Server::OnSignals::ignore); });
  }
  void halt() {
    if (!server_) return;
    server_->stop();
    thread_.join();
    server_ = nullptr;
  }
  std::string exchange(std::string_view bytes, int wait_ms = 700) {
    RawClient client(server_->port());
    client.send(bytes);
    return client.receive_all(wait_ms);
  }
  std::vector<std::string> seen() {
    const std::lock_guard lock(mutex_);
    return seen_;
  }

  std::mutex mutex_;
  std::vector<std::string> seen_;
  std::unique_ptr<Server> server_;
  std::jthread thread_;
};

const std::string kHost = "Host: 127.0.0.1\r\n";
const std::string kType = "Content-Type: application/json\r\n";
// What a smuggler hopes will be taken for a second request.
const std::string kSmuggled = "GET /smuggled HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";

TEST_F(RunningServer, AnswersOnAConnectionThatStaysOpen) {
  RawClient client(server_->port());
  for (int i = 0; i < 3; ++i) {
    ASSERT_TRUE(client.send("GET /a?b=c HTTP/1.1\r\n" + kHost + "\r\n"));
    const std::string answer = client.receive_answer();
    EXPECT_THAT(answer, StartsWith("HTTP/1.1 200 OK\r\n"));
    EXPECT_THAT(answer, HasSubstr("\r\n\r\nbody of 0"));
  }
  EXPECT_EQ(seen().size(), 3U);
}

TEST_F(RunningServer, EveryAnswerCarriesTheSafetyHeaders) {
  for (const char* request : {"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n", "GET / HTTP/1.1\r\n\r\n",
                              "GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n", "nonsense\r\n\r\n"}) {
    const std::string answer = exchange(request);
    EXPECT_THAT(answer, HasSubstr("Content-Security-Policy: default-src 'self';")) << request;
    EXPECT_THAT(answer, HasSubstr("frame-ancestors 'none'"));
    EXPECT_THAT(answer, HasSubstr("X-Content-Type-Options: nosniff"));
    EXPECT_THAT(answer, HasSubstr("Referrer-Policy: no-referrer"));
    EXPECT_THAT(answer, HasSubstr("Cache-Control: no-store"));
  }
}

struct Probe {
  std::string name;
  std::string bytes;
};

class Framing : public RunningServer, public testing::WithParamInterface<Probe> {};

// Each of these ends elsewhere for one program than for another. None may reach a handler, none may
// leave the connection open for what follows.
TEST_P(Framing, IsRefusedAndTheConnectionClosed) {
  RawClient client(server_->port());
  client.send(GetParam().bytes + kSmuggled);
  client.finish_sending();
  const std::string answer = client.receive_all(3000);
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 400 ")) << answer;
  EXPECT_EQ(answer.find("HTTP/1.1", 10), std::string::npos) << "two answers: " << answer;
  EXPECT_TRUE(client.closed_by_server());
  EXPECT_THAT(seen(), testing::IsEmpty());
}

const std::string kPost = "POST /x HTTP/1.1\r\n" + kHost + kType;

INSTANTIATE_TEST_SUITE_P(
    Probes, Framing,
    testing::Values(
        Probe{"OldVersionWithChunks", "POST /x HTTP/1.0\r\n" + kHost + kType +
                                          "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"},
        Probe{"AnotherCodingThenLength",
              kPost + "Transfer-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc"},
        Probe{"LengthThenChunks",
              kPost + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"},
        Probe{"ChunksThenLength",
              kPost + "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n"},
        Probe{"TwoLengths", kPost + "Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd"},
        Probe{"TwoEqualLengths", kPost + "Content-Length: 3\r\nContent-Length: 3\r\n\r\nabc"},
        Probe{"SpaceBeforeColon", "GET /x HTTP/1.1\r\nHost : 127.0.0.1\r\n\r\n"},
        Probe{"BareLineFeeds", "GET /x HTTP/1.1\nHost: 127.0.0.1\n\n"},
        Probe{"NoHost", "GET /x HTTP/1.1\r\n\r\n"},
        Probe{"TwoHosts", "GET /x HTTP/1.1\r\n" + kHost + kHost + "\r\n"},
        Probe{"TwoCodings", kPost + "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n"},
        Probe{"CodingTwice",
              kPost + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"},
        Probe{"LengthWithSign", kPost + "Content-Length: +3\r\n\r\nabc"},
        Probe{"ChunkSizeOverflow",
              kPost + "Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\nabc"},
        Probe{"ZeroByteInHeader",
              std::string("GET /x HTTP/1.1\r\nHost: 127.0.0.1\r\nA: b\0c\r\n\r\n", 45)},
        Probe{"EscapeCutShort", "GET /%4 HTTP/1.1\r\n" + kHost + "\r\n"},
        Probe{"NoPath", "GET x HTTP/1.1\r\n" + kHost + "\r\n"}),
    [](const auto& probe) { return probe.param.name; });

TEST_F(RunningServer, ChunkedBodiesAreTakenWhole) {
  const std::string answer =
      exchange(kPost + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n");
  EXPECT_THAT(answer, HasSubstr("body of 5"));
}

TEST_F(RunningServer, ABodyBeyondTheLimitIsRefusedBeforeItIsSent) {
  RawClient client(server_->port());
  client.send(kPost + "Content-Length: 60000001\r\n\r\n");
  const std::string answer = client.receive_answer();
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 413 "));
  EXPECT_THAT(answer, HasSubstr("60 MB"));
  EXPECT_THAT(seen(), testing::IsEmpty());
}

TEST_F(RunningServer, AClientThatSendsAllTheSameStillReadsTheRefusal) {
  start({.body_bytes = 1'000'000});
  RawClient client(server_->port());
  client.send(kPost + "Content-Length: 8000000\r\n\r\n");
  EXPECT_TRUE(client.send(std::string(8'000'000, 'x')));
  EXPECT_THAT(client.receive_answer(), StartsWith("HTTP/1.1 413 "));
}

TEST_F(RunningServer, ChunksBeyondTheLimitAreRefused) {
  start({.body_bytes = 1000});
  RawClient client(server_->port());
  client.send(kPost + "Transfer-Encoding: chunked\r\n\r\n800\r\n" + std::string(0x800, 'x'));
  EXPECT_THAT(client.receive_answer(), StartsWith("HTTP/1.1 413 "));
}

TEST_F(RunningServer, AHeaderBeyondTheLimitIsRefused) {
  const std::string answer =
      exchange("GET / HTTP/1.1\r\n" + kHost + "A: " + std::string(20'000, 'x') + "\r\n\r\n");
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 431 "));
}

TEST_F(RunningServer, AskedWhetherToGoOnItSaysSo) {
  RawClient client(server_->port());
  client.send(kPost + "Expect: 100-continue\r\nContent-Length: 3\r\n\r\n");
  EXPECT_THAT(client.receive_answer(1000), StartsWith("HTTP/1.1 100 "));
  client.send("abc");
  EXPECT_THAT(client.receive_answer(), HasSubstr("body of 3"));
}

TEST_F(RunningServer, SlowHeadersAndSlowBodiesAreCutOff) {
  start({.request_wait = 300ms, .body_wait = 600ms});
  const auto drip = [&](const std::string& first) {
    RawClient client(server_->port());
    client.send(first);
    const auto began = std::chrono::steady_clock::now();
    while (!client.closed_by_server() && std::chrono::steady_clock::now() - began < 5s) {
      client.send("x");
      (void)client.receive_all(100);
    }
    return std::chrono::steady_clock::now() - began;
  };
  EXPECT_LT(drip("GET / HTTP/1.1\r\n" + kHost + "A: "), 2s);
  EXPECT_LT(drip(kPost + "Content-Length: 1000\r\n\r\n"), 2s);
  EXPECT_THAT(seen(), testing::IsEmpty());
}

TEST_F(RunningServer, IdleConnectionsEndAndDoNotStopOthers) {
  start({.idle_wait = 300ms});
  RawClient idle(server_->port());
  EXPECT_THAT(exchange("GET / HTTP/1.1\r\n" + kHost + "\r\n", 100), StartsWith("HTTP/1.1 200"));
  (void)idle.receive_all(2000);
  EXPECT_TRUE(idle.closed_by_server());
}

TEST_F(RunningServer, BeyondItsRoomConnectionsAreClosed) {
  start({.connections = 2});
  RawClient first(server_->port());
  RawClient second(server_->port());
  for (RawClient* client : {&first, &second}) {
    client->send("GET / HTTP/1.1\r\n" + kHost + "\r\n");
    EXPECT_THAT(client->receive_answer(), StartsWith("HTTP/1.1 200"));
  }
  RawClient third(server_->port());
  EXPECT_EQ(third.receive_all(1000), "");
  EXPECT_TRUE(third.closed_by_server());
}

TEST_F(RunningServer, HeadGivesTheLengthAndNoBody) {
  RawClient client(server_->port());
  client.send("HEAD / HTTP/1.1\r\n" + kHost + "\r\n");
  const std::string answer = client.receive_all(300);
  EXPECT_THAT(answer, HasSubstr("Content-Length: 9\r\n"));
  EXPECT_THAT(answer, testing::EndsWith("\r\n\r\n"));
}

TEST_F(RunningServer, AFaultInAHandlerIsToldAndTheServerGoesOn) {
  EXPECT_THAT(exchange("GET /throw HTTP/1.1\r\n" + kHost + "\r\n"),
              testing::AllOf(StartsWith("HTTP/1.1 500 "), HasSubstr("out of ink")));
  EXPECT_THAT(exchange("GET / HTTP/1.1\r\n" + kHost + "\r\n"), StartsWith("HTTP/1.1 200"));
}

TEST_F(RunningServer, ANameThatIsNotThisComputerIsRefused) {
  for (const char* host :
       {"evil.example", "evil.example:8080", "127.0.0.1.evil.example", "0.0.0.0"}) {
    EXPECT_THAT(exchange(std::string("GET / HTTP/1.1\r\nHost: ") + host + "\r\n\r\n", 200),
                StartsWith("HTTP/1.1 403 "))
        << host;
  }
  for (const char* host : {"127.0.0.1:8080", "localhost", "LOCALHOST:9", "[::1]:8080"}) {
    EXPECT_THAT(exchange(std::string("GET / HTTP/1.1\r\nHost: ") + host + "\r\n\r\n", 200),
                StartsWith("HTTP/1.1 200 "))
        << host;
  }
}

TEST_F(RunningServer, AnotherSitesPageCannotPost) {
  const std::string post = "POST /api/reports HTTP/1.1\r\nHost: localhost:1\r\n";
  const std::string end = "Content-Length: 2\r\n\r\n{}";
  const auto status = [&](const std::string& fields) {
    return exchange(post + fields + end, 200).substr(9, 3);
  };
  EXPECT_EQ(status(kType + "Origin: http://evil.example\r\n"), "403");
  EXPECT_EQ(status(kType + "Origin: null\r\n"), "403");
  EXPECT_EQ(status(kType + "Sec-Fetch-Site: cross-site\r\n"), "403");
  EXPECT_EQ(status("Content-Type: text/plain\r\n"), "415");
  EXPECT_EQ(status(""), "415");
  EXPECT_THAT(seen(), testing::IsEmpty());
  EXPECT_EQ(status(kType + "Origin: http://localhost:1\r\nSec-Fetch-Site: same-origin\r\n"), "200");
  EXPECT_EQ(
      exchange("GET /api/reports HTTP/1.1\r\nHost: localhost\r\nSec-Fetch-Site: cross-site\r\n\r\n",
               200)
          .substr(9, 3),
      "403");
}

TEST_F(RunningServer, StoppingFinishesWhatIsUnderWayAndEndsIdleConnectionsAtOnce) {
  RawClient idle(server_->port());
  RawClient slow(server_->port());
  slow.send("GET /slow HTTP/1.1\r\n" + kHost + "\r\n");
  std::this_thread::sleep_for(100ms);
  const auto began = std::chrono::steady_clock::now();
  halt();
  EXPECT_LT(std::chrono::steady_clock::now() - began, 2s);
  const std::string answer = slow.receive_all(1000);
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 200"));
  EXPECT_THAT(answer, HasSubstr("Connection: close"));
  (void)idle.receive_all(500);
  EXPECT_TRUE(idle.closed_by_server());
}

TEST_F(RunningServer, ATakenPortIsToldWithTheRemedy) {
  const auto second =
      Server::listen(server_->port(), [](const Request&) { return Response{}; }, {});
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().fault, Fault::conflict);
  EXPECT_THAT(second.error().message, HasSubstr("--port"));
}

TEST_F(RunningServer, ListensOnTheLoopbackAddressOnly) {
  // Every other address of this machine, 127.0.0.2 the nearest, is not answered on.
  const int other = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(server_->port());
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK + 1);
  EXPECT_NE(::connect(other, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
  ::close(other);
}

TEST_F(RunningServer, ManyClientsAtOnceAreAllAnswered) {
  std::atomic<int> answered{0};
  {
    std::vector<std::jthread> clients;
    for (int c = 0; c < 8; ++c) {
      clients.emplace_back([&] {
        RawClient client(server_->port());
        for (int i = 0; i < 50; ++i) {
          client.send(kPost + "Content-Length: 3\r\n\r\nabc");
          if (client.receive_answer().find("body of 3") != std::string::npos) ++answered;
        }
      });
    }
  }
  EXPECT_EQ(answered, 400);
}

}  // namespace
}  // namespace nostos::http
