// SPDX-License-Identifier: Apache-2.0
// in_order: work on a stream of jobs with several threads, answers given back in the order the jobs
// came. Memory is bounded: while `limit_bytes` of jobs are under way, no further one is taken.
//
// `supply` and `deliver` are called on the caller's thread only, `work` on any. A failing `deliver`
// stops everything; an exception of `work` is thrown again on the caller's thread.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

#include "base/result.h"

namespace nostos::actions {

struct InOrderLimits {
  unsigned threads = 1;
  std::size_t limit_bytes = 4UL * 1024 * 1024;
};

template <class Job, class Answer>
class InOrder {
 public:
  using Supply = std::function<std::optional<Job>()>;
  using Work = std::function<Answer(Job&&)>;
  using Weigh = std::function<std::size_t(const Job&)>;
  using Deliver = std::function<Result<void>(Answer&&)>;

  InOrder(InOrderLimits limits, Work work, Weigh weigh)
      : limits_(limits), work_(std::move(work)), weigh_(std::move(weigh)) {}

  Result<void> run(const Supply& supply, const Deliver& deliver) {
    if (limits_.threads <= 1) return run_alone(supply, deliver);
    std::vector<std::jthread> workers;
    workers.reserve(limits_.threads);
    for (unsigned i = 0; i < limits_.threads; ++i) workers.emplace_back([this] { work_off(); });
    const StopWorkers stop{*this};  // before `workers` is joined, also when something throws
    return feed(supply, deliver);
  }

 private:
  struct Task {
    Job job;
    std::size_t weight = 0;
    std::optional<Answer> answer;
    std::exception_ptr problem;
    bool done = false;
  };

  struct StopWorkers {
    InOrder& pool;
    ~StopWorkers() {
      const std::lock_guard lock(pool.mutex_);
      pool.stopping_ = true;
      pool.changed_.notify_all();
    }
  };

  Result<void> run_alone(const Supply& supply, const Deliver& deliver) {
    while (auto job = supply()) TRY(deliver(work_(std::move(*job))));
    return {};
  }

  Result<void> feed(const Supply& supply, const Deliver& deliver) {
    bool more = true;
    while (true) {
      if (more && has_room()) {
        auto job = supply();
        more = job.has_value();
        if (more) add(std::move(*job));
      } else if (under_way_.empty()) {
        return {};
      } else {
        wait_for_first();
      }
      while (auto task = take_first_done()) {
        if (task->problem) std::rethrow_exception(task->problem);
        TRY(deliver(std::move(*task->answer)));
      }
    }
  }

  // One job is always allowed, however large.
  bool has_room() const {
    return under_way_.empty() ||
           (weight_ < limits_.limit_bytes && under_way_.size() < 4UL * limits_.threads);
  }

  void add(Job&& job) {
    auto task = std::make_shared<Task>();
    task->weight = weigh_(job);
    task->job = std::move(job);
    weight_ += task->weight;
    under_way_.push_back(task);
    const std::lock_guard lock(mutex_);
    waiting_.push_back(std::move(task));
    changed_.notify_all();
  }

  void wait_for_first() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return under_way_.front()->done; });
  }

  std::shared_ptr<Task> take_first_done() {
    if (under_way_.empty()) return nullptr;
    {
      const std::lock_guard lock(mutex_);
      if (!under_way_.front()->done) return nullptr;
    }
    auto task = std::move(under_way_.front());
    under_way_.pop_front();
    weight_ -= task->weight;
    return task;
  }

  void work_off() {
    std::unique_lock lock(mutex_);
    while (true) {
      changed_.wait(lock, [this] { return stopping_ || !waiting_.empty(); });
      if (stopping_) return;
      const auto task = std::move(waiting_.front());
      waiting_.pop_front();
      lock.unlock();
      std::optional<Answer> answer;
      std::exception_ptr problem;
      try {
        answer = work_(std::move(task->job));
      } catch (...) {
        problem = std::current_exception();
      }
      lock.lock();
      task->answer = std::move(answer);
      task->problem = problem;
      task->done = true;
      changed_.notify_all();
    }
  }

  InOrderLimits limits_;
  Work work_;
  Weigh weigh_;
  // Of the caller's thread: all jobs that were not delivered yet, in order.
  std::deque<std::shared_ptr<Task>> under_way_;
  std::size_t weight_ = 0;
  // Shared with the workers, under the mutex.
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::shared_ptr<Task>> waiting_;
  bool stopping_ = false;
};

}  // namespace nostos::actions
