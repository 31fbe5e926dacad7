-- SPDX-License-Identifier: Apache-2.0
-- The ledger: docs/formats/ledger.md explains each table.

CREATE TABLE entry (
  idx       INTEGER PRIMARY KEY CHECK (idx >= 0),
  operation TEXT NOT NULL UNIQUE,
  envelope  BLOB NOT NULL
) STRICT;

CREATE TABLE node (
  level INTEGER NOT NULL,
  n     INTEGER NOT NULL,
  hash  BLOB NOT NULL CHECK (length(hash) = 32),
  PRIMARY KEY (level, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE head (
  one  INTEGER PRIMARY KEY CHECK (one = 1),
  size INTEGER NOT NULL,
  root BLOB NOT NULL CHECK (length(root) = 32)
) STRICT;

-- The one view: made from the entries, may be dropped and made again.
CREATE TABLE standing (
  kind  TEXT NOT NULL,
  about TEXT NOT NULL,
  idx   INTEGER NOT NULL,
  PRIMARY KEY (kind, about)
) STRICT, WITHOUT ROWID;

-- Entries and hashes are only ever added. This stops slips, not an intruder; the tree shows those.
CREATE TRIGGER entry_is_never_changed BEFORE UPDATE ON entry
  BEGIN SELECT RAISE(ABORT, 'entries are never changed'); END;
CREATE TRIGGER entry_is_never_removed BEFORE DELETE ON entry
  BEGIN SELECT RAISE(ABORT, 'entries are never removed'); END;
CREATE TRIGGER node_is_never_changed BEFORE UPDATE ON node
  BEGIN SELECT RAISE(ABORT, 'hashes are never changed'); END;
CREATE TRIGGER node_is_never_removed BEFORE DELETE ON node
  BEGIN SELECT RAISE(ABORT, 'hashes are never removed'); END;
