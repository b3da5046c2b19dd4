import type { Db } from "./db.ts";

/** Where a value that must not stay was written: which instance (or message) it belongs to, which scope and variable. */
export interface TransientNote {
  readonly position: number;
  readonly ownerKey: number;
  readonly scopeKey: number;
  readonly name: string;
}

/** The notes of a file, and the read tables' part of an erasure. */
export interface TransientStore {
  note(note: TransientNote): void;
  /** The notes of an instance or a message. */
  ofOwner(ownerKey: number): TransientNote[];
  /** Drops notes: all of an owner, or those of one variable of a scope. */
  drop(ownerKey: number, only?: { readonly scopeKey: number; readonly name: string }): void;
  /** The instances that belong to the same root as an instance, itself included. */
  family(instanceKey: number): number[];
  /** Empties what the read tables say of the texts for these instances. */
  eraseTexts(instanceKeys: readonly number[], texts: readonly string[]): void;
  /** Sets these variables of an instance to null. */
  eraseVariables(instanceKey: number, names: readonly string[]): void;
}

/** Columns of the read tables that may quote a variable's value. */
const QUOTING = [
  ["history_variable", "value", "null"],
  ["history_incident", "error_message", ""],
  ["history_job", "error_message", ""],
  ["history_job_failure", "error_message", ""],
  ["history_decision_instance", "inputs", "[]"],
  ["history_decision_instance", "rules", "[]"],
  ["history_decision_instance", "result", ""],
  ["history_decision_instance", "failure", ""],
  ["history_message_subscription", "correlation_key", ""],
  ["history_correlation", "correlation_key", ""],
] as const;

/** Opens the notes of a file. */
export function openTransientStore(db: Db): TransientStore {
  db.exec(
    "CREATE TABLE IF NOT EXISTS history_transient (owner_key INTEGER NOT NULL, position INTEGER NOT NULL, " +
      "scope_key INTEGER NOT NULL, name TEXT NOT NULL, PRIMARY KEY (owner_key, position, scope_key, name)) WITHOUT ROWID",
  );
  const insert = db.prepare(
    "INSERT OR IGNORE INTO history_transient (owner_key, position, scope_key, name) VALUES (?, ?, ?, ?)",
  );
  const select = db.prepare("SELECT * FROM history_transient WHERE owner_key = ? ORDER BY position");
  const dropAll = db.prepare("DELETE FROM history_transient WHERE owner_key = ?");
  const dropOne = db.prepare("DELETE FROM history_transient WHERE owner_key = ? AND scope_key = ? AND name = ?");
  return {
    note: ({ ownerKey, position, scopeKey, name }) => {
      insert.run(ownerKey, position, scopeKey, name);
    },
    ofOwner: (ownerKey) =>
      select.all(ownerKey).map((row) => ({
        ownerKey,
        position: Number(row["position"]),
        scopeKey: Number(row["scope_key"]),
        name: String(row["name"]),
      })),
    drop: (ownerKey, only) => {
      if (only === undefined) dropAll.run(ownerKey);
      else dropOne.run(ownerKey, only.scopeKey, only.name);
    },
    ...erasing(db),
  };
}

function erasing(db: Db): Pick<TransientStore, "family" | "eraseTexts" | "eraseVariables"> {
  const family = db.prepare(
    "SELECT key FROM history_process_instance WHERE root_key = (SELECT root_key FROM history_process_instance WHERE key = ?)",
  );
  const variables = db.prepare(
    "UPDATE history_variable SET value = 'null' WHERE instance_key = ? AND name IN (SELECT value FROM json_each(?))",
  );
  const quoting = QUOTING.map(([table, column, empty]) =>
    db.prepare(
      `UPDATE ${table} SET ${column} = '${empty}' WHERE instance_key IN (SELECT value FROM json_each(?)) AND instr(${column}, ?) > 0`,
    ),
  );
  return {
    family: (instanceKey) => family.all(instanceKey).map((row) => Number(row["key"])),
    eraseTexts: (instanceKeys, texts) => {
      for (const statement of quoting) for (const text of texts) statement.run(JSON.stringify(instanceKeys), text);
    },
    eraseVariables: (instanceKey, names) => {
      variables.run(instanceKey, JSON.stringify(names));
    },
  };
}
