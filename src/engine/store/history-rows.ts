import type { Db, SqlValue, Statement } from "./db.ts";
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

/** The rows of one read table; new rows wait in memory until the group ends, so that a row that changes in its group is written once. */
class HistoryRows<N extends HistoryTableName> {
  readonly #db: Db;
  readonly #table: string;
  readonly #columns: readonly string[];
  readonly #keyColumn: string;
  readonly #fresh = new Map<SqlValue, LooseRow>();
  readonly #statements = new Map<string, Statement>();

  constructor(db: Db, spec: HistoryTableSpec) {
    this.#db = db;
    this.#table = spec.name;
    this.#columns = Object.keys(spec.columns);
    this.#keyColumn = this.#columns[0] ?? "key";
  }

  /** Adds or replaces a row at the end of the group. */
  insert(key: SqlValue, row: HistoryRow<N>): void {
    this.#fresh.set(key, row);
  }

  /** Changes some columns of a row; a row that does not exist stays away. */
  update(key: SqlValue, changes: Partial<HistoryRow<N>>): void {
    const fresh = this.#fresh.get(key);
    if (fresh !== undefined) {
      Object.assign(fresh, changes);
      return;
    }
    const entries = Object.entries(changes).map(([name, value]: [string, unknown]) => ({
      name,
      value: sqlValue(value),
    }));
    if (entries.length === 0) return;
    const sets = entries.map(({ name }) => `${name} = ?`).join(", ");
    const values = entries.map(({ value }) => value);
    this.#statement(`UPDATE ${this.#table} SET ${sets} WHERE ${this.#keyColumn} = ?`).run(...values, key);
  }

  /** A change of always the same columns, for what happens often: takes the key and the values in the columns' order. */
  updater(...columns: readonly HistoryColumn<N>[]): (key: SqlValue, ...values: SqlValue[]) => void {
    const sets = columns.map((column) => `${column} = ?`).join(", ");
    const statement = this.#statement(`UPDATE ${this.#table} SET ${sets} WHERE ${this.#keyColumn} = ?`);
    return (key, ...values) => {
      const fresh = this.#fresh.get(key);
      if (fresh === undefined) statement.run(...values, key);
      else for (let index = 0; index < columns.length; index += 1) fresh[columns[index] ?? ""] = values[index] ?? null;
    };
  }

  /** One column of a row; undefined where there is no such row. */
  column(key: SqlValue, name: HistoryColumn<N>): SqlValue | undefined {
    const fresh = this.#fresh.get(key);
    if (fresh !== undefined) return fresh[name];
    return this.#statement(`SELECT ${name} AS found FROM ${this.#table} WHERE ${this.#keyColumn} = ?`).get(key)?.[
      "found"
    ];
  }

  /** Removes the rows whose column has a value. */
  remove(column: HistoryColumn<N>, value: SqlValue): void {
    for (const [key, row] of this.#fresh) if (row[column] === value) this.#fresh.delete(key);
    this.#statement(`DELETE FROM ${this.#table} WHERE ${column} = ?`).run(value);
  }

  /** Writes what waits. */
  flush(): void {
    if (this.#fresh.size === 0) return;
    const marks = this.#columns.map(() => "?").join(", ");
    const insert = this.#statement(
      `INSERT OR REPLACE INTO ${this.#table} (${this.#columns.join(", ")}) VALUES (${marks})`,
    );
    for (const row of this.#fresh.values()) insert.run(...this.#columns.map((column) => row[column] ?? null));
    this.#fresh.clear();
  }

  /** Drops what waits. */
  forget(): void {
    this.#fresh.clear();
  }

  #statement(sql: string): Statement {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const prepared = this.#db.prepare(sql);
    this.#statements.set(sql, prepared);
    return prepared;
  }
}

function sqlValue(value: unknown): SqlValue {
  return typeof value === "string" || typeof value === "number" ? value : null;
}

/** Sequence flows taken, one row for an instance and a flow. */
class HistoryFlows {
  readonly #insert: Statement;
  readonly #fresh = new Map<number, Set<string>>();

  constructor(db: Db) {
    this.#insert = db.prepare("INSERT OR IGNORE INTO history_flow (instance_key, flow_id) VALUES (?, ?)");
  }

  take(instanceKey: number, flowId: string): void {
    const flows = this.#fresh.get(instanceKey);
    if (flows === undefined) this.#fresh.set(instanceKey, new Set([flowId]));
    else flows.add(flowId);
  }

  flush(): void {
    for (const [instanceKey, flows] of this.#fresh) for (const flow of flows) this.#insert.run(instanceKey, flow);
    this.#fresh.clear();
  }

  forget(): void {
    this.#fresh.clear();
  }
}

/** The read tables by name, and the flows. */
export type HistoryStore = { readonly [N in HistoryTableName]: HistoryRows<N> } & { readonly flows: HistoryFlows };

/** Creates the read tables where they are missing and opens them for writing. */
export function openHistoryStore(db: Db): HistoryStore {
  for (const spec of Object.values(HISTORY_TABLES)) for (const sql of createStatements(spec)) db.exec(sql);
  db.exec(FLOW_TABLE);
  const rows = <N extends HistoryTableName>(name: N): HistoryRows<N> => new HistoryRows<N>(db, HISTORY_TABLES[name]);
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
    form: rows("form"),
    resource: rows("resource"),
    flows: new HistoryFlows(db),
  };
}
