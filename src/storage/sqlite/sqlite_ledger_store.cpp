// SPDX-License-Identifier: Apache-2.0
#include "storage/sqlite/sqlite_ledger_store.h"

#include <algorithm>
#include <mutex>

#include "storage/sqlite/database.h"
#include "storage/sqlite/schema.h"

namespace nostos::storage {

using ledger::Appended;
using ledger::Entry;
using ledger::Frontier;
using ledger::Head;
using ledger::Node;
using ledger::Standing;
using ledger::StoredEntry;

namespace {

constexpr std::uint64_t kCheckedAtStart = 64;  // last entries that are hashed when a file is opened

std::string_view view(const Digest& digest) {
  return {reinterpret_cast<const char*>(digest.data()), digest.size()};  // NOLINT(*reinterpret*)
}

Result<Digest> to_digest(std::string_view bytes) {
  Digest digest{};
  if (bytes.size() != digest.size()) return fail(Fault::corrupt, "a stored hash is not 32 bytes");
  std::copy(bytes.begin(), bytes.end(), digest.begin());
  return digest;
}

std::int64_t signed_of(std::uint64_t number) { return static_cast<std::int64_t>(number); }

}  // namespace

struct SqliteLedgerStore::Connection {
  explicit Connection(Database opened) : database(std::move(opened)) {}

  // Statements that live as long as the connection; prepared when the tables are there.
  struct Statements {
    Statement insert_entry;
    Statement insert_node;
    Statement put_head;
    Statement put_standing;
    Statement find_operation;
    Statement find_entry;
    Statement next_entry;
    Statement find_node;
    Statement list_standing;
    Statement find_standing;
    Statement find_beginning;
  };

  Result<void> prepare() {
    const auto sql = [this](std::string_view text) { return database.prepare(text); };
    TRY_ASSIGN(auto insert_entry, sql("INSERT INTO entry VALUES (?, ?, ?)"));
    TRY_ASSIGN(auto insert_node, sql("INSERT INTO node VALUES (?, ?, ?)"));
    TRY_ASSIGN(auto put_head, sql("INSERT INTO head VALUES (1, ?, ?) ON CONFLICT (one) "
                                  "DO UPDATE SET size = excluded.size, root = excluded.root"));
    TRY_ASSIGN(auto put_standing,
               sql("INSERT INTO standing VALUES (?, ?, ?) "
                   "ON CONFLICT (kind, about) DO UPDATE SET idx = excluded.idx"));
    TRY_ASSIGN(auto find_operation, sql("SELECT idx FROM entry WHERE operation = ?"));
    TRY_ASSIGN(auto find_entry, sql("SELECT envelope FROM entry WHERE idx = ?"));
    TRY_ASSIGN(auto next_entry, sql("SELECT idx, operation, envelope FROM entry WHERE idx >= ? "
                                    "ORDER BY idx LIMIT 1"));
    TRY_ASSIGN(auto find_node, sql("SELECT hash FROM node WHERE level = ? AND n = ?"));
    TRY_ASSIGN(auto list_standing,
               sql("SELECT about, idx FROM standing WHERE kind = ? ORDER BY idx"));
    TRY_ASSIGN(auto find_standing, sql("SELECT idx FROM standing WHERE kind = ? AND about = ?"));
    TRY_ASSIGN(auto find_beginning,
               sql("SELECT about, idx FROM standing WHERE kind = ?1 AND about >= ?2 "
                   "AND about < ?2 || char(1114111) ORDER BY about LIMIT ?3"));
    statements.emplace(
        Statements{std::move(insert_entry), std::move(insert_node), std::move(put_head),
                   std::move(put_standing), std::move(find_operation), std::move(find_entry),
                   std::move(next_entry), std::move(find_node), std::move(list_standing),
                   std::move(find_standing), std::move(find_beginning)});
    return {};
  }

  Result<Head> read_head() {
    TRY_ASSIGN(Statement row, database.prepare("SELECT size, root FROM head"));
    TRY_ASSIGN(const bool found, row.step());
    if (!found) {
      // Before the first entry there is no row; afterwards its absence is damage.
      TRY_ASSIGN(const std::string entries, database.value("SELECT count(*) FROM entry"));
      if (entries == "0") return Head{0, ledger::empty_root()};
      return fail(Fault::corrupt, "the ledger has entries and no head");
    }
    const std::int64_t size = row.integer(0);
    if (size < 0) return fail(Fault::corrupt, "the head counts fewer than no entries");
    TRY_ASSIGN(const Digest root, to_digest(row.bytes(1)));
    return Head{static_cast<std::uint64_t>(size), root};
  }

  Result<Digest> read_node(unsigned level, std::uint64_t n) {
    Statement& find = statements->find_node;
    const Reset reset(find);
    find.bind(1, level).bind(2, signed_of(n));
    TRY_ASSIGN(const bool found, find.step());
    if (!found) return fail(Fault::not_found, "there is no such tree node");
    return to_digest(find.bytes(0));
  }

  Result<std::optional<StoredEntry>> read_next(std::uint64_t from) {
    Statement& next = statements->next_entry;
    const Reset reset(next);
    next.bind(1, signed_of(from));
    TRY_ASSIGN(const bool found, next.step());
    if (!found) return std::optional<StoredEntry>();
    return std::optional(StoredEntry{static_cast<std::uint64_t>(next.integer(0)),
                                     std::string(next.bytes(1)), std::string(next.bytes(2))});
  }

  Result<void> restore_frontier() {
    TRY_ASSIGN(const Head head, read_head());
    std::vector<Digest> peaks;
    for (const Node& place : Frontier::places(head.size)) {
      TRY_ASSIGN(const Digest hash, read_node(place.level, place.n));
      peaks.push_back(hash);
    }
    frontier = Frontier::restore(head.size, std::move(peaks));
    if (frontier.root() != head.root) {
      return fail(Fault::corrupt, "the stored head is not the root of the stored tree");
    }
    return {};
  }

  // The last entries against their hashes, and nothing behind the last.
  Result<void> check_last_entries() {
    const std::uint64_t size = frontier.size();
    for (std::uint64_t index = size - std::min(size, kCheckedAtStart); index < size; ++index) {
      TRY_ASSIGN(const auto stored, read_next(index));
      if (!stored || stored->index != index) {
        return fail(Fault::corrupt, "entry " + std::to_string(index) + " is missing");
      }
      TRY_ASSIGN(const Digest hash, read_node(0, index));
      if (hash != ledger::leaf_hash(stored->envelope)) {
        return fail(Fault::corrupt, "entry " + std::to_string(index) + " is not what was written");
      }
    }
    TRY_ASSIGN(const auto beyond, read_next(size));
    if (beyond) return fail(Fault::corrupt, "there are entries that the head does not count");
    return {};
  }

  Result<std::optional<std::uint64_t>> find_operation(const std::string& operation) {
    Statement& find = statements->find_operation;
    const Reset reset(find);
    find.bind_text(1, operation);
    TRY_ASSIGN(const bool found, find.step());
    if (!found) return std::optional<std::uint64_t>();
    return std::optional(static_cast<std::uint64_t>(find.integer(0)));
  }

  Result<void> run(Statement& statement) {
    TRY(statement.step());
    return {};
  }

  Result<void> write_standing(const Entry& entry, std::uint64_t index) {
    if (!ledger::has_standing(entry)) return {};
    Statement& put = statements->put_standing;
    const Reset reset(put);
    put.bind_text(1, entry.kind).bind_text(2, entry.about).bind(3, signed_of(index));
    return run(put);
  }

  // Entry, nodes and view, inside a transaction.
  Result<void> write(const Entry& entry, const std::string& envelope, std::uint64_t index,
                     const std::vector<Node>& nodes) {
    {
      Statement& insert = statements->insert_entry;
      const Reset reset(insert);
      insert.bind(1, signed_of(index)).bind_text(2, entry.operation).bind_blob(3, envelope);
      TRY(run(insert));
    }
    for (const Node& node : nodes) {
      Statement& insert = statements->insert_node;
      const Reset reset(insert);
      insert.bind(1, node.level).bind(2, signed_of(node.n)).bind_blob(3, view(node.hash));
      TRY(run(insert));
    }
    return write_standing(entry, index);
  }

  Result<void> write_head(const Frontier& grown) {
    const Digest root = grown.root();
    Statement& put = statements->put_head;
    const Reset reset(put);
    put.bind(1, signed_of(grown.size())).bind_blob(2, view(root));
    return run(put);
  }

  // All entries that are new, and one head over them, in one transaction. `grown` becomes the
  // frontier with them in it.
  Result<std::vector<Appended>> write_all(const std::vector<Entry>& entries, Frontier& grown) {
    std::vector<Appended> appended;
    TRY_ASSIGN(Transaction transaction, Transaction::begin(database));
    for (const Entry& entry : entries) {
      TRY_ASSIGN(const auto known, find_operation(entry.operation));
      if (known) {
        appended.push_back({*known, true, {}});
        continue;
      }
      const std::string envelope = ledger::to_envelope(entry);
      const std::uint64_t index = grown.size();
      const std::vector<Node> nodes = grown.append(ledger::leaf_hash(envelope));
      TRY(write(entry, envelope, index, nodes));
      appended.push_back({index, false, {}});
    }
    if (grown.size() > frontier.size()) TRY(write_head(grown));
    TRY(transaction.commit());
    for (Appended& one : appended) one.head = grown.head();
    return appended;
  }

  // After a failed write nobody knows what the disk holds until the file is opened afresh.
  Error stop(Error error) {
    if (error.fault == Fault::invalid_input) return error;  // too large; nothing was touched
    stopped = error;
    error.fault = error.fault == Fault::corrupt ? Fault::corrupt : Fault::unavailable;
    error.message +=
        ". Nothing of this was recorded, everything acknowledged before is kept, and "
        "nothing more is taken until the bureau is started again";
    return error;
  }

  mutable std::mutex mutex;
  Database database;
  std::optional<Statements> statements;
  Frontier frontier;
  std::optional<Error> stopped;
};

SqliteLedgerStore::SqliteLedgerStore(std::unique_ptr<Connection> connection)
    : connection_(std::move(connection)) {}

SqliteLedgerStore::~SqliteLedgerStore() = default;

Result<std::unique_ptr<SqliteLedgerStore>> SqliteLedgerStore::open(const std::string& path,
                                                                   const Options& options) {
  TRY_ASSIGN(Database database, Database::open(path, {options.create, options.vfs}));
  TRY(take_file(database));
  TRY(migrate(database));
  auto connection = std::make_unique<Connection>(std::move(database));
  TRY(connection->prepare());
  if (options.check == StartUpCheck::yes) {
    auto sound = connection->restore_frontier();
    if (sound) sound = connection->check_last_entries();
    if (!sound && sound.error().fault != Fault::unavailable) {
      return fail(Fault::corrupt, path + " is damaged: " + sound.error().message +
                                      ". 'nostos verify --data " + path + "' says where");
    }
    if (!sound) return std::unexpected(sound.error());
  } else {
    // Opened to be looked at. Without a frontier that is known to be right nothing may be added.
    connection->stopped = Error{Fault::not_allowed, "opened for checking only"};
  }
  return std::unique_ptr<SqliteLedgerStore>(new SqliteLedgerStore(std::move(connection)));
}

Head SqliteLedgerStore::head() const {
  const std::lock_guard lock(connection_->mutex);
  return connection_->frontier.head();
}

Result<Appended> SqliteLedgerStore::append(const Entry& entry) {
  TRY_ASSIGN(const auto appended, append_all({entry}));
  return appended.front();
}

Result<std::vector<Appended>> SqliteLedgerStore::append_all(const std::vector<Entry>& entries) {
  Connection& connection = *connection_;
  const std::lock_guard lock(connection.mutex);
  std::vector<Appended> known;
  for (const Entry& entry : entries) {
    TRY_ASSIGN(const auto index, connection.find_operation(entry.operation));
    if (!index) break;
    known.push_back({*index, true, connection.frontier.head()});
  }
  if (known.size() == entries.size()) return known;
  if (connection.stopped) {
    return fail(Fault::unavailable, "the bureau takes nothing more since a write failed (" +
                                        connection.stopped->message + "); start it again");
  }
  Frontier grown = connection.frontier;
  auto appended = connection.write_all(entries, grown);
  if (!appended) return std::unexpected(connection.stop(appended.error()));
  connection.frontier = std::move(grown);
  return appended;
}

Result<Entry> SqliteLedgerStore::entry(std::uint64_t index) const {
  const std::lock_guard lock(connection_->mutex);
  Statement& find = connection_->statements->find_entry;
  const Reset reset(find);
  find.bind(1, signed_of(index));
  TRY_ASSIGN(const bool found, find.step());
  if (!found) return fail(Fault::not_found, "there is no entry " + std::to_string(index));
  return ledger::from_envelope(find.bytes(0));
}

Result<std::optional<std::uint64_t>> SqliteLedgerStore::with_operation(
    const std::string& operation) const {
  const std::lock_guard lock(connection_->mutex);
  return connection_->find_operation(operation);
}

Result<Digest> SqliteLedgerStore::node(unsigned level, std::uint64_t n) const {
  const std::lock_guard lock(connection_->mutex);
  return connection_->read_node(level, n);
}

Result<std::vector<Standing>> SqliteLedgerStore::standing(std::string_view kind) const {
  const std::lock_guard lock(connection_->mutex);
  Statement& list = connection_->statements->list_standing;
  const Reset reset(list);
  list.bind_text(1, kind);
  std::vector<Standing> all;
  for (;;) {
    TRY_ASSIGN(const bool row, list.step());
    if (!row) return all;
    all.push_back({std::string(kind), std::string(list.bytes(0)),
                   static_cast<std::uint64_t>(list.integer(1))});
  }
}

Result<std::optional<std::uint64_t>> SqliteLedgerStore::standing_about(
    std::string_view kind, std::string_view about) const {
  const std::lock_guard lock(connection_->mutex);
  Statement& find = connection_->statements->find_standing;
  const Reset reset(find);
  find.bind_text(1, kind).bind_text(2, about);
  TRY_ASSIGN(const bool found, find.step());
  if (!found) return std::optional<std::uint64_t>();
  return std::optional(static_cast<std::uint64_t>(find.integer(0)));
}

Result<std::vector<Standing>> SqliteLedgerStore::standing_beginning(std::string_view kind,
                                                                    std::string_view beginning,
                                                                    std::size_t most) const {
  const std::lock_guard lock(connection_->mutex);
  Statement& find = connection_->statements->find_beginning;
  const Reset reset(find);
  find.bind_text(1, kind).bind_text(2, beginning).bind(3, signed_of(most));
  std::vector<Standing> all;
  for (;;) {
    TRY_ASSIGN(const bool row, find.step());
    if (!row) return all;
    all.push_back({std::string(kind), std::string(find.bytes(0)),
                   static_cast<std::uint64_t>(find.integer(1))});
  }
}

Result<void> SqliteLedgerStore::rebuild_views() {
  Connection& connection = *connection_;
  const std::lock_guard lock(connection.mutex);
  if (connection.stopped) return std::unexpected(*connection.stopped);
  const auto rebuild = [&]() -> Result<void> {
    TRY_ASSIGN(Transaction transaction, Transaction::begin(connection.database));
    TRY(connection.database.execute("DELETE FROM standing"));
    for (std::uint64_t index = 0;; ++index) {
      TRY_ASSIGN(const auto stored, connection.read_next(index));
      if (!stored) break;
      TRY_ASSIGN(const Entry entry, ledger::from_envelope(stored->envelope));
      TRY(connection.write_standing(entry, stored->index));
    }
    return transaction.commit();
  };
  auto rebuilt = rebuild();
  if (!rebuilt) return std::unexpected(connection.stop(rebuilt.error()));
  return rebuilt;
}

Result<void> SqliteLedgerStore::each_stored(
    std::uint64_t from, const std::function<bool(const StoredEntry&)>& each) const {
  for (std::uint64_t at = from;;) {
    // The lock is given back between entries: whoever looks may ask the store for more.
    std::optional<StoredEntry> stored;
    {
      const std::lock_guard lock(connection_->mutex);
      TRY_ASSIGN(stored, connection_->read_next(at));
    }
    if (!stored) return {};
    at = stored->index + 1;
    if (!each(*stored)) return {};
  }
}

Result<Head> SqliteLedgerStore::stored_head() const {
  const std::lock_guard lock(connection_->mutex);
  return connection_->read_head();
}

Result<std::uint64_t> SqliteLedgerStore::stored_nodes() const {
  const std::lock_guard lock(connection_->mutex);
  TRY_ASSIGN(Statement count, connection_->database.prepare("SELECT count(*) FROM node"));
  TRY(count.step());
  return static_cast<std::uint64_t>(count.integer(0));
}

Result<void> SqliteLedgerStore::check_structure() const {
  const std::lock_guard lock(connection_->mutex);
  TRY_ASSIGN(const std::string verdict, connection_->database.value("PRAGMA integrity_check(1)"));
  if (verdict == "ok") return check_schema(connection_->database);
  return fail(Fault::corrupt, "the file's structure is damaged: " + verdict);
}

}  // namespace nostos::storage
