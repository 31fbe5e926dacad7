// SPDX-License-Identifier: Apache-2.0
// SharedVector: a list that is read often, changed rarely and copied for nothing. Copies share
// their items; whoever changes one gets items of its own first. Reading one list from several
// threads is safe; changing a list while others copy that very list is not.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <memory>
#include <utility>
#include <vector>

namespace nostos {

template <class T>
class SharedVector {
 public:
  using value_type = T;
  using const_iterator = typename std::vector<T>::const_iterator;
  using iterator = const_iterator;
  using size_type = std::size_t;
  using reference = const T&;
  using const_reference = const T&;

  SharedVector() = default;
  SharedVector(std::vector<T> items) {
    if (!items.empty()) items_ = std::make_shared<std::vector<T>>(std::move(items));
  }
  SharedVector(std::initializer_list<T> items) : SharedVector(std::vector<T>(items)) {}
  template <class It>
  SharedVector(It first, It last) : SharedVector(std::vector<T>(first, last)) {}

  const std::vector<T>& items() const {
    static const std::vector<T> none;
    return items_ ? *items_ : none;
  }
  operator const std::vector<T>&() const { return items(); }

  const_iterator begin() const { return items().begin(); }
  const_iterator end() const { return items().end(); }
  std::size_t size() const { return items().size(); }
  bool empty() const { return items().empty(); }
  const T& operator[](std::size_t at) const { return items()[at]; }
  const T& front() const { return items().front(); }
  const T& back() const { return items().back(); }

  void push_back(T item) { own().push_back(std::move(item)); }

  // The items, for whoever changes them.
  std::vector<T>& own() {
    if (!items_) {
      items_ = std::make_shared<std::vector<T>>();
    } else if (items_.use_count() > 1) {
      items_ = std::make_shared<std::vector<T>>(*items_);
    }
    return *items_;
  }

  // One list under two names, not only equal ones.
  bool shares(const SharedVector& other) const { return items_ == other.items_; }

  friend bool operator==(const SharedVector& a, const SharedVector& b) {
    return a.items_ == b.items_ || a.items() == b.items();
  }

 private:
  std::shared_ptr<std::vector<T>> items_;
};

// SharedList: items that live somewhere else, in order, and what keeps them alive. Thousands of
// items are copied as one block of pointers; those that stay the same are never made anew.
template <class T>
class SharedList {
 public:
  using value_type = T;
  using size_type = std::size_t;
  using reference = const T&;
  using const_reference = const T&;

  class const_iterator {
   public:
    using value_type = T;
    using difference_type = std::ptrdiff_t;
    using reference = const T&;
    using pointer = const T*;
    using iterator_category = std::forward_iterator_tag;
    const_iterator() = default;
    explicit const_iterator(const T* const* at) : at_(at) {}
    const T& operator*() const { return **at_; }
    const T* operator->() const { return *at_; }
    const_iterator& operator++() {
      ++at_;
      return *this;
    }
    const_iterator operator++(int) {
      const_iterator before = *this;
      ++at_;
      return before;
    }
    bool operator==(const const_iterator&) const = default;

   private:
    const T* const* at_ = nullptr;
  };
  using iterator = const_iterator;

  SharedList() = default;
  SharedList(std::vector<T> items) { keep(std::move(items)); }
  SharedList(std::initializer_list<T> items) : SharedList(std::vector<T>(items)) {}

  const_iterator begin() const { return const_iterator(items_.data()); }
  const_iterator end() const { return const_iterator(items_.data() + items_.size()); }
  std::size_t size() const { return items_.size(); }
  bool empty() const { return items_.empty(); }
  const T& operator[](std::size_t at) const { return *items_[at]; }
  const T& front() const { return *items_.front(); }
  const T& back() const { return *items_.back(); }

  void reserve(std::size_t size) { items_.reserve(size); }
  void push_back(T item) { add(std::make_shared<const T>(std::move(item))); }
  // One item with its owner.
  void add(std::shared_ptr<const T> item) {
    items_.push_back(item.get());
    owners_.push_back(std::move(item));
  }
  // Changes every item; the list then has items of its own.
  template <class Change>
  void change(Change change) {
    std::vector<T> own(begin(), end());
    for (T& item : own) change(item);
    *this = SharedList(std::move(own));
  }
  // Items in this order, alive as long as the owners are.
  void set(std::vector<const T*> items, std::vector<std::shared_ptr<const void>> owners) {
    items_ = std::move(items);
    owners_ = std::move(owners);
  }
  void keep(std::vector<T> items) {
    auto block = std::make_shared<const std::vector<T>>(std::move(items));
    for (const T& item : *block) items_.push_back(&item);
    owners_.push_back(std::move(block));
  }

 private:
  std::vector<const T*> items_;
  std::vector<std::shared_ptr<const void>> owners_;
};

// Shelf: items that are put down one by one and never move. Lists of them keep alive the blocks
// that they lie in; what no list shows any longer goes with its block.
template <class T>
class Shelf {
 public:
  const T* put(T item) {
    if (blocks_.empty() || blocks_.back()->size() == kBlock) {
      blocks_.push_back(std::make_shared<std::vector<T>>());
      blocks_.back()->reserve(kBlock);
    }
    ++size_;
    blocks_.back()->push_back(std::move(item));
    return &blocks_.back()->back();
  }
  // Most of what lies here is shown no longer: time for another shelf.
  bool is_worn(std::size_t shown) const { return size_ > 2 * shown + 4 * kBlock; }
  SharedList<T> list(std::vector<const T*> items) const {
    SharedList<T> list;
    list.set(std::move(items), {blocks_.begin(), blocks_.end()});
    return list;
  }

 private:
  static constexpr std::size_t kBlock = 256;
  std::vector<std::shared_ptr<std::vector<T>>> blocks_;
  std::size_t size_ = 0;
};

}  // namespace nostos
