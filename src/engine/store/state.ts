import type { JsonObject, JsonValue } from "../core/record.ts";
import type { Db } from "./db.ts";
import { openChanges } from "./changes.ts";
import { Grouped, type Codec } from "./grouped.ts";
import { Journal } from "./journal.ts";
import { Meta } from "./meta.ts";
import { ELEMENT_INSTANCES, INCIDENTS, JOBS, PROCESSES, type ProcessRow } from "./tables.ts";
import { DECISION_REQUIREMENTS, DECISIONS, FORMS, RESOURCES } from "./tables-resources.ts";
import {
  MESSAGES,
  MESSAGE_STARTS,
  MESSAGE_SUBSCRIPTIONS,
  PROCESS_MESSAGE_SUBSCRIPTIONS,
  SIGNAL_SUBSCRIPTIONS,
  TIMERS,
} from "./tables-events.ts";
import { COMPENSATIONS } from "./tables-compensation.ts";
import { BATCH_ITEMS, BATCH_OPERATIONS } from "./tables-batch.ts";
import { USER_TASKS } from "./tables-user-tasks.ts";
import type { StateTable } from "./state-table.ts";
import { Table, type TableSpec } from "./table.ts";

/** A variable of a scope; its value is kept as JSON text, as the records show it. */
export interface Variable {
  readonly key: number;
  readonly text: string;
  /** The text as a value, once somebody has asked for it. */
  parsed?: JsonValue;
}

/** An event that has hit a scope and waits for the scope to act on it. */
export interface EventTrigger {
  readonly key: number;
  readonly elementId: string;
  readonly variables: JsonObject;
  /** The event sub-process in the scope that is being activated for it. */
  readonly starts?: string;
}

const VARIABLE: Codec<Variable> = {
  encode: ({ key, text }) => `${key} ${text}`,
  decode: (data) => {
    const space = data.indexOf(" ");
    return { key: Number(data.slice(0, space)), text: data.slice(space + 1) };
  },
};
const TEXT: Codec<string> = { encode: (text) => text, decode: (text) => text };
const COUNT: Codec<number> = { encode: String, decode: Number };
const ITEMS: Codec<readonly JsonValue[]> = { encode: (items) => JSON.stringify(items), decode: readItems };
const TRIGGER: Codec<EventTrigger> = { encode: (trigger) => JSON.stringify(trigger), decode: readTrigger };

function readItems(text: string): readonly JsonValue[];
function readItems(text: string): unknown {
  const parsed: unknown = JSON.parse(text);
  return parsed;
}

function readTrigger(text: string): EventTrigger;
function readTrigger(text: string): unknown {
  const parsed: unknown = JSON.parse(text);
  return parsed;
}

/** The engine's whole state. */
export type State = ReturnType<typeof openState>;

/** Opens the state tables of a file; creates what is missing. */
export function openState(db: Db) {
  const journal = new Journal();
  const meta = new Meta(db);
  const tables: StateTable[] = [meta];
  const table = <V extends object>(spec: TableSpec<V>): Table<V> => keep(tables, new Table(spec, db, journal));
  const grouped = <V>(name: string, codec: Codec<V>): Grouped<V> =>
    keep(tables, new Grouped(name, codec, { db, journal }));
  const processes = table(PROCESSES);
  const latest = grouped("latest_process", COUNT);
  const state = {
    meta,
    journal,
    processes,
    /** The newest version of a process; undefined when none is deployed. */
    latestProcess: (bpmnProcessId: string): ProcessRow | undefined => {
      const key = latest.get(0, bpmnProcessId);
      return key === undefined ? undefined : processes.get(key);
    },
    /** Notes which version of a process is the newest. */
    setLatestProcess: (bpmnProcessId: string, key: number | undefined): void => {
      if (key === undefined) latest.delete(0, bpmnProcessId);
      else latest.put(0, bpmnProcessId, key);
    },
    elementInstances: table(ELEMENT_INSTANCES),
    jobs: table(JOBS),
    incidents: table(INCIDENTS),
    userTasks: table(USER_TASKS),
    compensations: table(COMPENSATIONS),
    decisionRequirements: table(DECISION_REQUIREMENTS),
    decisions: table(DECISIONS),
    forms: table(FORMS),
    resources: table(RESOURCES),
    batchOperations: table(BATCH_OPERATIONS),
    batchItems: table(BATCH_ITEMS),
    /** Kind of resource → its id → the highest version ever given. */
    highestVersions: grouped("highest_version", COUNT),
    timers: table(TIMERS),
    messages: table(MESSAGES),
    messageSubscriptions: table(MESSAGE_SUBSCRIPTIONS),
    processMessageSubscriptions: table(PROCESS_MESSAGE_SUBSCRIPTIONS),
    messageStarts: table(MESSAGE_STARTS),
    signalSubscriptions: table(SIGNAL_SUBSCRIPTIONS),
    /** Message key → "request": somebody has asked for the correlation and its end is to be written. Who that is, only the process knows. */
    correlations: grouped("message_correlation", COUNT),
    /** 0 → process id and correlation key → key of the instance that a message started and that still runs. */
    startLocks: grouped("message_start_lock", COUNT),
    /** Process instance key → "correlationKey" → the key that it was started with. */
    startKeys: grouped("message_start_key", TEXT),
    /** Process instance key → id of the element after which it ends; until the instance begins and takes them over. */
    endAfter: grouped("end_after", COUNT),
    /** Scope key → variable name. */
    variables: grouped("variable", VARIABLE),
    /** Flow scope key → id of the flow → tokens waiting at a join. */
    tokens: grouped("token", COUNT),
    /** Key of a multi-instance body → "items" → what it loops over, fixed when it was activated. */
    loopItems: grouped("loop_items", ITEMS),
    /** Scope key → key of the event. */
    eventTriggers: grouped("event_trigger", TRIGGER),
    ...written(db, { journal, tables }),
  };
  state.recover();
  return state;
}

/** How the tables' changes reach the file. */
function written(db: Db, { journal, tables }: { journal: Journal; tables: readonly StateTable[] }) {
  const changes = openChanges(db);
  const writeTables = (before: number): void => {
    for (const table of tables) table.write(before);
    changes.dropBefore(Math.min(changes.next, ...tables.map(({ waitsSince }) => waitsSince)));
  };
  return {
    /** At a group's end: writes its changes to the change log, and what has waited long enough to the tables, in the file's open transaction. */
    flush: (): void => {
      changes.append(takeChanges(tables, changes.next));
      const due = changes.due();
      if (due > changes.first) writeTables(due);
    },
    /** Writes everything to the tables in the file's open transaction; the change log is empty then. */
    settle: (): void => {
      takeChanges(tables, changes.next);
      writeTables(Infinity);
    },
    /** Whether the tables lack something. */
    isWaiting: (): boolean => tables.some(({ waitsSince }) => waitsSince !== Infinity),
    /** Takes over from the change log what the tables lack: when the file is opened, and after a group that could not be committed. */
    recover: (): void => {
      journal.keep();
      for (const table of tables) table.forget();
      changes.forget();
      for (const { number, changes: byTable } of changes.all()) {
        for (const table of tables) {
          const taken = byTable[table.name];
          if (taken !== undefined) table.apply(taken, number);
        }
      }
    },
    /** After a commit: keeps memory bounded. */
    trim: (): void => {
      for (const table of tables) table.trim();
    },
  };
}

function takeChanges(tables: readonly StateTable[], change: number): JsonObject {
  const taken: Record<string, JsonValue> = {};
  for (const table of tables) {
    const changes = table.takeChanges(change);
    if (changes !== undefined) taken[table.name] = changes;
  }
  return taken;
}

function keep<T extends StateTable>(tables: StateTable[], table: T): T {
  table.create();
  tables.push(table);
  return table;
}
