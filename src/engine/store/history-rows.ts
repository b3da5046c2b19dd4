import type { Db, SqlValue, Statement } from "./db.ts";
import { HistoryFlows } from "./history-flows.ts";
import { openProgress, type HistoryProgress } from "./history-progress.ts";
import {
  createStatements,
  FLOW_TABLE,
  HISTORY_TABLES,
  type HistoryColumn,
  type HistoryTableName,
  type HistoryTableSpec,
} from "./history-tables.ts";

/** A whole row of a read table. */
type HistoryRow<N extends HistoryTableName> = { [C in HistoryColumn<N>]: SqlValue };

type LooseRow = Record<string, SqlValue>;

/** What waits to be written of a row: all of it, or only some columns. */
interface Waiting {
  readonly row: LooseRow;
  readonly isWhole: boolean;
  /** Position of the record that made it wait. */
  readonly since: number;
}

/** The rows of one read table; changes wait in memory, so that a row that changes several times in a while is written once. */
class HistoryRows<N extends HistoryTableName> {
  readonly #db: Db;
  readonly #progress: HistoryProgress;
  readonly #table: string;
  readonly #columns: readonly string[];
  readonly #keyColumn: string;
  readonly #waiting = new Map<SqlValue, Waiting>();
  readonly #statements = new Map<string, Statement>();

  constructor(db: Db, spec: HistoryTableSpec, progress: HistoryProgress) {
    this.#db = db;
    this.#progress = progress;
    this.#table = spec.name;
    this.#columns = Object.keys(spec.columns);
    this.#keyColumn = this.#columns[0] ?? "key";
  }

  /** Position of the record since which the first waits; Infinity when none does. */
  get waitsSince(): number {
    for (const { since } of this.#waiting.values()) return since;
    return Infinity;
  }

  /** Adds or replaces a row. */
  insert(key: SqlValue, row: HistoryRow<N>): void {
    const since = this.#waiting.get(key)?.since ?? this.#progress.position;
    this.#waiting.set(key, { row, isWhole: true, since });
  }

  /** Changes some columns of a row; a row that does not exist stays away. */
  update(key: SqlValue, changes: Partial<HistoryRow<N>>): void {
    Object.assign(this.#changing(key), changes);
  }

  /** A change of always the same columns, for what happens often: takes the key and the values in the columns' order. */
  updater(...columns: readonly HistoryColumn<N>[]): (key: SqlValue, ...values: SqlValue[]) => void {
    return (key, ...values) => {
      const row = this.#changing(key);
      for (let index = 0; index < columns.length; index += 1) row[columns[index] ?? ""] = values[index] ?? null;
    };
  }

  /** One column of a row; undefined where there is no such row. */
  column(key: SqlValue, name: HistoryColumn<N>): SqlValue | undefined {
    const waiting = this.#waiting.get(key)?.row[name];
    if (waiting !== undefined) return waiting;
    return this.#statement(`SELECT ${name} AS found FROM ${this.#table} WHERE ${this.#keyColumn} = ?`).get(key)?.[
      "found"
    ];
  }

  /** Removes the rows whose column has a value. */
  remove(column: HistoryColumn<N>, value: SqlValue): void {
    for (const [key, { row }] of this.#waiting) if (row[column] === value) this.#waiting.delete(key);
    this.#statement(`DELETE FROM ${this.#table} WHERE ${column} = ?`).run(value);
  }

  /** Writes what has waited since before a position. */
  write(before: number): void {
    for (const [key, waiting] of this.#waiting) {
      if (waiting.since >= before) break;
      if (waiting.isWhole) this.#insert(waiting.row);
      else this.#update(key, waiting.row);
      this.#waiting.delete(key);
    }
  }

  /** Drops what waits. */
  forget(): void {
    this.#waiting.clear();
  }

  #changing(key: SqlValue): LooseRow {
    const known = this.#waiting.get(key);
    if (known !== undefined) return known.row;
    const row: LooseRow = {};
    this.#waiting.set(key, { row, isWhole: false, since: this.#progress.position });
    return row;
  }

  #insert(row: LooseRow): void {
    const known = this.#statements.get("insert");
    const statement = known ?? this.#db.prepare(this.#insertion());
    if (known === undefined) this.#statements.set("insert", statement);
    statement.run(...this.#columns.map((column) => row[column] ?? null));
  }

  #insertion(): string {
    const marks = this.#columns.map(() => "?").join(", ");
    return `INSERT OR REPLACE INTO ${this.#table} (${this.#columns.join(", ")}) VALUES (${marks})`;
  }

  #update(key: SqlValue, changes: LooseRow): void {
    const names = Object.keys(changes);
    if (names.length === 0) return;
    const sets = names.map((name) => `${name} = ?`).join(", ");
    const values = names.map((name) => changes[name] ?? null);
    this.#statement(`UPDATE ${this.#table} SET ${sets} WHERE ${this.#keyColumn} = ?`).run(...values, key);
  }

  #statement(sql: string): Statement {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const prepared = this.#db.prepare(sql);
    this.#statements.set(sql, prepared);
    return prepared;
  }
}

/** The read tables by name, the flows, and how far they are. */
export type HistoryStore = { readonly [N in HistoryTableName]: HistoryRows<N> } & {
  readonly flows: HistoryFlows;
  readonly progress: HistoryProgress;
};

/** Creates the read tables where they are missing and opens them for writing. */
export function openHistoryStore(db: Db): HistoryStore {
  for (const spec of Object.values(HISTORY_TABLES)) for (const sql of createStatements(spec)) db.exec(sql);
  db.exec(FLOW_TABLE);
  const progress = openProgress(db);
  const rows = <N extends HistoryTableName>(name: N): HistoryRows<N> =>
    new HistoryRows<N>(db, HISTORY_TABLES[name], progress);
  return {
    processDefinition: rows("processDefinition"),
    element: rows("element"),
    processInstance: rows("processInstance"),
    elementInstance: rows("elementInstance"),
    variable: rows("variable"),
    job: rows("job"),
    userTask: rows("userTask"),
    incident: rows("incident"),
    incidentScope: rows("incidentScope"),
    messageSubscription: rows("messageSubscription"),
    correlation: rows("correlation"),
    decisionRequirements: rows("decisionRequirements"),
    decision: rows("decision"),
    decisionInstance: rows("decisionInstance"),
    batchOperation: rows("batchOperation"),
    batchItem: rows("batchItem"),
    form: rows("form"),
    resource: rows("resource"),
    jobFailure: rows("jobFailure"),
    audit: rows("audit"),
    flows: new HistoryFlows(db, progress),
    progress,
  };
}
