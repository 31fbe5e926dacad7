// SPDX-License-Identifier: Apache-2.0
#include "storage/testing/simulated_disk.h"

#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <new>

namespace nostos::storage {

namespace {

constexpr std::size_t kSectorBytes = 512;

// One change that a power cut may lose, in part or whole.
struct Change {
  enum class Kind { write, truncate } kind = Kind::write;
  std::size_t offset = 0;  // or the new length
  std::string bytes;
};

struct File {
  std::string seen;             // what reads return
  std::string durable;          // what a power cut is sure to leave
  bool entry_durable = false;   // the folder's entry for it was synced
  std::vector<Change> pending;  // since the last sync
};

void carry_out(std::string& content, const Change& change) {
  if (change.kind == Change::Kind::truncate) {
    content.resize(change.offset);
    return;
  }
  if (content.size() < change.offset + change.bytes.size()) {
    content.resize(change.offset + change.bytes.size());
  }
  content.replace(change.offset, change.bytes.size(), change.bytes);
}

}  // namespace

struct SimulatedDisk::State {
  sqlite3_vfs vfs{};
  std::string name;
  std::map<std::string, std::shared_ptr<File>> files;
  std::map<std::string, std::shared_ptr<File>> deleted;  // deletions that are not yet durable
  long changes = 0;
  long fail_at = 0;  // 0: never
  int code = 0;
  bool lies = false;
  bool power_is_off = false;

  // Counts a change; the code it must fail with, or SQLITE_OK.
  int change() {
    ++changes;
    if (power_is_off) return SQLITE_IOERR;
    return fail_at != 0 && changes >= fail_at ? code : SQLITE_OK;
  }
};

namespace {

using State = SimulatedDisk::State;

struct OpenFile {
  sqlite3_file base;
  State* state;
  std::shared_ptr<File>* file;
};

OpenFile& open_file(sqlite3_file* file) { return *reinterpret_cast<OpenFile*>(file); }
File& content(sqlite3_file* file) { return **open_file(file).file; }
State& state_of(sqlite3_vfs* vfs) { return *static_cast<State*>(vfs->pAppData); }

int close_file(sqlite3_file* file) {
  delete open_file(file).file;
  return SQLITE_OK;
}

int read_file(sqlite3_file* file, void* into, int count, sqlite3_int64 offset) {
  const std::string& seen = content(file).seen;
  const auto at = std::min(static_cast<std::size_t>(offset), seen.size());
  const auto wanted = static_cast<std::size_t>(count);
  const std::size_t there = std::min(wanted, seen.size() - at);
  std::memcpy(into, seen.data() + at, there);
  if (there == wanted) return SQLITE_OK;
  std::memset(static_cast<char*>(into) + there, 0, wanted - there);
  return SQLITE_IOERR_SHORT_READ;
}

int change_file(sqlite3_file* file, Change change, int failure) {
  const int code = open_file(file).state->change();
  if (code != SQLITE_OK) return code == SQLITE_FULL ? code : failure;
  carry_out(content(file).seen, change);
  content(file).pending.push_back(std::move(change));
  return SQLITE_OK;
}

int write_file(sqlite3_file* file, const void* bytes, int count, sqlite3_int64 offset) {
  return change_file(
      file,
      {Change::Kind::write, static_cast<std::size_t>(offset),
       std::string(static_cast<const char*>(bytes), static_cast<std::size_t>(count))},
      SQLITE_IOERR_WRITE);
}

int truncate_file(sqlite3_file* file, sqlite3_int64 length) {
  return change_file(file, {Change::Kind::truncate, static_cast<std::size_t>(length), {}},
                     SQLITE_IOERR_TRUNCATE);
}

int sync_file(sqlite3_file* file, int) {
  if (open_file(file).state->change() != SQLITE_OK) return SQLITE_IOERR_FSYNC;
  if (open_file(file).state->lies) return SQLITE_OK;
  File& synced = content(file);
  synced.durable = synced.seen;
  synced.pending.clear();
  synced.entry_durable = true;
  return SQLITE_OK;
}

int size_of_file(sqlite3_file* file, sqlite3_int64* size) {
  *size = static_cast<sqlite3_int64>(content(file).seen.size());
  return SQLITE_OK;
}

int no_lock(sqlite3_file*, int) { return SQLITE_OK; }
int no_reserved_lock(sqlite3_file*, int* reserved) {
  *reserved = 0;
  return SQLITE_OK;
}
int no_control(sqlite3_file*, int, void*) { return SQLITE_NOTFOUND; }
int sector_size(sqlite3_file*) { return kSectorBytes; }
// As SQLite's own layer for Linux says of every disk: a write leaves the bytes beside it alone.
int characteristics(sqlite3_file*) { return SQLITE_IOCAP_POWERSAFE_OVERWRITE; }

const sqlite3_io_methods* file_methods() {
  // Version 1: no shared memory. The store must do without, or it could not be the only connection.
  static const sqlite3_io_methods methods = [] {
    sqlite3_io_methods all{};
    all.iVersion = 1;
    all.xClose = close_file;
    all.xRead = read_file;
    all.xWrite = write_file;
    all.xTruncate = truncate_file;
    all.xSync = sync_file;
    all.xFileSize = size_of_file;
    all.xLock = no_lock;
    all.xUnlock = no_lock;
    all.xCheckReservedLock = no_reserved_lock;
    all.xFileControl = no_control;
    all.xSectorSize = sector_size;
    all.xDeviceCharacteristics = characteristics;
    return all;
  }();
  return &methods;
}

int open_on_disk(sqlite3_vfs* vfs, const char* path, sqlite3_file* file, int flags,
                 int* out_flags) {
  State& state = state_of(vfs);
  const std::string name = path == nullptr ? "temporary" : path;
  auto at = state.files.find(name);
  if (at == state.files.end()) {
    file->pMethods = nullptr;
    if ((flags & SQLITE_OPEN_CREATE) == 0) return SQLITE_CANTOPEN;
    if (state.change() != SQLITE_OK) return SQLITE_CANTOPEN;
    at = state.files.emplace(name, std::make_shared<File>()).first;
  }
  auto& opened = *new (file) OpenFile{};
  opened.state = &state;
  opened.file = new std::shared_ptr<File>(at->second);
  opened.base.pMethods = file_methods();
  if (out_flags != nullptr) *out_flags = flags;
  return SQLITE_OK;
}

int delete_on_disk(sqlite3_vfs* vfs, const char* path, int sync_folder) {
  State& state = state_of(vfs);
  if (state.change() != SQLITE_OK) return SQLITE_IOERR_DELETE;
  const auto at = state.files.find(path);
  if (at == state.files.end()) return SQLITE_IOERR_DELETE_NOENT;
  if (sync_folder == 0 && at->second->entry_durable) state.deleted[path] = at->second;
  state.files.erase(at);
  return SQLITE_OK;
}

int access_on_disk(sqlite3_vfs* vfs, const char* path, int, int* out) {
  *out = state_of(vfs).files.contains(path) ? 1 : 0;
  return SQLITE_OK;
}

int full_path(sqlite3_vfs*, const char* path, int size, char* out) {
  sqlite3_snprintf(size, out, "%s", path);
  return SQLITE_OK;
}

int randomness(sqlite3_vfs*, int count, char* out) {
  std::memset(out, 7, static_cast<std::size_t>(count));
  return count;
}
int no_sleep(sqlite3_vfs*, int) { return 0; }
int current_time(sqlite3_vfs*, double* out) {
  *out = 2460371.9;
  return SQLITE_OK;
}
int last_error(sqlite3_vfs*, int, char*) { return 0; }

// What a power cut leaves of a file's unsynced changes.
std::string after_power_loss(const File& file, std::mt19937& random) {
  std::string content = file.durable;
  for (const Change& change : file.pending) {
    if (change.kind == Change::Kind::truncate) {
      if (random() % 2 == 0) carry_out(content, change);
      continue;
    }
    for (std::size_t from = 0; from < change.bytes.size();) {
      const std::size_t in_sector = (change.offset + from) % kSectorBytes;
      const std::size_t count = std::min(kSectorBytes - in_sector, change.bytes.size() - from);
      Change part{Change::Kind::write, change.offset + from, change.bytes.substr(from, count)};
      switch (random() % 4) {
        case 0:
          break;  // lost
        case 1:   // torn: the rest of the sector is garbage
          for (std::size_t i = random() % count; i < count; ++i) {
            part.bytes[i] = static_cast<char>(random());
          }
          carry_out(content, part);
          break;
        default:
          carry_out(content, part);
      }
      from += count;
    }
  }
  return content;
}

}  // namespace

SimulatedDisk::SimulatedDisk() : state_(std::make_unique<State>()) {
  static int number = 0;
  state_->name = "simulated-disk-" + std::to_string(++number);
  sqlite3_vfs& vfs = state_->vfs;
  vfs.iVersion = 1;
  vfs.szOsFile = sizeof(OpenFile);
  vfs.mxPathname = 512;
  vfs.zName = state_->name.c_str();
  vfs.pAppData = state_.get();
  vfs.xOpen = open_on_disk;
  vfs.xDelete = delete_on_disk;
  vfs.xAccess = access_on_disk;
  vfs.xFullPathname = full_path;
  vfs.xRandomness = randomness;
  vfs.xSleep = no_sleep;
  vfs.xCurrentTime = current_time;
  vfs.xGetLastError = last_error;
  sqlite3_vfs_register(&vfs, 0);
}

SimulatedDisk::~SimulatedDisk() { sqlite3_vfs_unregister(&state_->vfs); }

const std::string& SimulatedDisk::vfs() const { return state_->name; }

void SimulatedDisk::fail_from(long call, int code) {
  state_->fail_at = state_->changes + call;
  state_->code = code;
}

void SimulatedDisk::repair() {
  state_->fail_at = 0;
  state_->power_is_off = false;
}

void SimulatedDisk::lie_about_syncs() { state_->lies = true; }

long SimulatedDisk::changes() const { return state_->changes; }

void SimulatedDisk::lose_power(std::mt19937& random) {
  Image left;
  for (const auto& [name, file] : state_->files) {
    // A file whose folder entry was never synced may be gone altogether.
    if (!file->entry_durable && random() % 2 == 0) continue;
    left[name] = after_power_loss(*file, random);
  }
  for (const auto& [name, file] : state_->deleted) {
    if (!left.contains(name) && random() % 2 == 0) left[name] = after_power_loss(*file, random);
  }
  restore(left);
  state_->power_is_off = true;
}

SimulatedDisk::Image SimulatedDisk::image() const {
  Image image;
  for (const auto& [name, file] : state_->files) image[name] = file->seen;
  return image;
}

void SimulatedDisk::restore(const Image& image) {
  // Files that a store still holds open keep their old content, unseen by anybody else.
  state_->files.clear();
  state_->deleted.clear();
  for (const auto& [name, bytes] : image) {
    state_->files[name] = std::make_shared<File>(File{bytes, bytes, true, {}});
  }
}

}  // namespace nostos::storage
