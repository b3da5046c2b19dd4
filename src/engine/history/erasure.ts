import type { RecordObserver } from "../core/loop.ts";
import type { EngineRecord, JsonObject, JsonValue } from "../core/record.ts";
import type { Db } from "../store/db.ts";
import type { TransientNote, TransientStore } from "../store/history-transient.ts";
import { openTransientStore } from "../store/history-transient.ts";
import type { RecordLog } from "../store/log.ts";
import { emptyLog } from "../store/wal.ts";
import { redactRecord, textsOf, type Secrets } from "./redact.ts";
import { numberOf, objectOf, objectsOf, textOf } from "./values.ts";

/** Records whose variables nobody needs again once they are worked off. */
const AT_ONCE = new Set(["SIGNAL", "VARIABLE_DOCUMENT"]);

/** How long to wait before SQLite's log is emptied again, when somebody was just reading from it (a back-up). */
const AGAIN_MS = 200;

/** What is to be erased at the end of the group. */
interface Task {
  readonly ownerKey: number;
  /** One variable of a scope that was cleared; absent: everything of the owner. */
  readonly only?: { readonly scopeKey: number; readonly name: string };
}

/**
 * Erases the values of transient variables from records and read tables when the variable is set to null or its instance
 * ends; those of a message when it expires; those of a refused command at once. The values leave the file itself:
 * SQLite overwrites what is freed, and its log is emptied right after the commit.
 */
export class Erasure implements RecordObserver {
  readonly #db: Db;
  readonly #log: RecordLog;
  readonly #store: TransientStore;
  readonly #names: ReadonlySet<string>;
  readonly #tasks: Task[] = [];
  readonly #refused: number[] = [];
  #checkpoint: NodeJS.Immediate | undefined;
  #again: NodeJS.Timeout | undefined;

  constructor(parts: { db: Db; log: RecordLog; names: readonly string[] }) {
    this.#db = parts.db;
    this.#log = parts.log;
    this.#store = openTransientStore(parts.db);
    this.#names = new Set(parts.names);
    // A stop between a commit and the emptying of the log leaves values in the log.
    if (this.#names.size > 0) this.#emptyLog();
  }

  onRecord(record: EngineRecord): void {
    if (this.#names.size === 0) return;
    if (record.recordType === "COMMAND_REJECTION" || AT_ONCE.has(record.valueType)) this.#refuse(record);
    else {
      for (const note of notesOf(record, this.#names)) this.#store.note(note);
      this.#tasks.push(...tasksOf(record, this.#names));
    }
  }

  /** Whether the group has something to erase. */
  hasWork(): boolean {
    return this.#tasks.length + this.#refused.length > 0;
  }

  beforeCommit(): void {
    if (!this.hasWork()) return;
    const isDone = this.#tasks.splice(0).map((task) => this.#erase(task));
    const everything: Secrets = { names: this.#names, values: undefined, texts: [] };
    const refused = this.#refused.splice(0);
    for (const position of refused) this.#log.rewrite(position, (record) => redactIf(record, position, everything));
    if (isDone.includes(true) || refused.length > 0)
      this.#checkpoint ??= setImmediate(() => {
        this.#emptyLog();
      });
  }

  afterRollback(): void {
    this.#tasks.length = 0;
    this.#refused.length = 0;
  }

  /** To be called before the file is closed; closing empties the log. */
  stop(): void {
    clearImmediate(this.#checkpoint);
    clearTimeout(this.#again);
  }

  #emptyLog(): void {
    this.#checkpoint = undefined;
    clearTimeout(this.#again);
    if (emptyLog(this.#db)) return;
    this.#again = setTimeout(() => {
      this.#emptyLog();
    }, AGAIN_MS);
    this.#again.unref();
  }

  #refuse(record: EngineRecord): void {
    if (documentsOf(record).some(({ document }) => namesIn(document, this.#names).length > 0))
      this.#refused.push(record.position);
  }

  #erase({ ownerKey, only }: Task): boolean {
    const notes = this.#store
      .ofOwner(ownerKey)
      .filter(
        ({ name, scopeKey }) =>
          only === undefined || (name === only.name && (scopeKey === only.scopeKey || scopeKey === -1)),
      );
    const [first] = notes;
    if (first === undefined) return false;
    const values = this.#valuesAt(notes, only);
    const secrets: Secrets = {
      names: only === undefined ? this.#names : new Set([only.name]),
      values: new Set(values.map((value) => JSON.stringify(value))),
      texts: [...new Set(values.flatMap(textsOf))],
    };
    const family = this.#store.family(ownerKey);
    this.#eraseRecords(first.position, new Set([ownerKey, ...family]), secrets);
    this.#store.eraseVariables(ownerKey, only === undefined ? [...this.#names] : []);
    this.#store.eraseTexts(only === undefined ? family : [ownerKey], secrets.texts);
    this.#store.drop(ownerKey, only);
    return true;
  }

  /** The values that the notes stand for; of a cleared variable only those that it had in its scope. */
  #valuesAt(notes: readonly TransientNote[], only: Task["only"]): JsonValue[] {
    const positions = new Set(notes.map(({ position }) => position));
    const records = [...positions].flatMap((position) =>
      this.#log.at(position).filter((record) => record.position === position),
    );
    const own = records.filter(({ valueType }) => only === undefined || valueType === "VARIABLE");
    return own.flatMap((record) => valuesOf(record, this.#names)).filter((value) => value !== null);
  }

  #eraseRecords(from: number, owners: ReadonlySet<number>, secrets: Secrets): void {
    // The file holds each record as JSON, so a text stands there as JSON writes it once more.
    const written = secrets.texts.map((text) => JSON.stringify(text).slice(1, -1));
    const names = [...secrets.names].map((name) => JSON.stringify(name));
    const wanted = [...new Set([...secrets.texts, ...written, ...names])];
    for (const position of this.#log.findTexts(from, wanted)) {
      this.#log.rewrite(position, (record) => (belongsTo(record, owners) ? redactRecord(record, secrets) : record));
    }
  }
}

function redactIf(record: EngineRecord, position: number, secrets: Secrets): EngineRecord {
  return record.position === position ? redactRecord(record, secrets) : record;
}

/** A variable set to null, an instance that has ended, a message that has expired. */
function tasksOf({ intent, key, value, valueType }: EngineRecord, names: ReadonlySet<string>): Task[] {
  if (valueType === "VARIABLE") {
    const name = textOf(value, "name");
    const isCleared = intent === "UPDATED" && names.has(name) && textOf(value, "value") === "null";
    const only = { name, scopeKey: numberOf(value, "scopeKey") };
    return isCleared ? [{ ownerKey: numberOf(value, "processInstanceKey"), only }] : [];
  }
  const hasEnded = intent === "ELEMENT_COMPLETED" || intent === "ELEMENT_TERMINATED";
  if (hasEnded && textOf(value, "bpmnElementType") === "PROCESS") return [{ ownerKey: key }];
  return valueType === "MESSAGE" && intent === "EXPIRED" ? [{ ownerKey: key }] : [];
}

/** A document of variables in a record, and whose it is. */
interface OwnedDocument {
  readonly ownerKey: number;
  readonly document: JsonObject;
}

/** All documents of variables in a record. */
function documentsOf({ key, value, valueType }: EngineRecord): OwnedDocument[] {
  if (valueType === "JOB_BATCH") {
    return objectsOf(value, "jobs").map((job) => ({
      ownerKey: numberOf(job, "processInstanceKey"),
      document: objectOf(job, "variables"),
    }));
  }
  const instanceKey = numberOf(value, "processInstanceKey");
  return [{ ownerKey: instanceKey === -1 ? key : instanceKey, document: objectOf(value, "variables") }];
}

function notesOf(record: EngineRecord, names: ReadonlySet<string>): TransientNote[] {
  const { position, value, valueType } = record;
  if (valueType === "VARIABLE") {
    const name = textOf(value, "name");
    if (!names.has(name) || textOf(value, "value") === "null") return [];
    return [{ position, ownerKey: numberOf(value, "processInstanceKey"), scopeKey: numberOf(value, "scopeKey"), name }];
  }
  return documentsOf(record).flatMap(({ ownerKey, document }) =>
    namesIn(document, names).map((name) => ({ position, ownerKey, scopeKey: -1, name })),
  );
}

function namesIn(document: JsonObject, names: ReadonlySet<string>): string[] {
  return Object.keys(document).filter((name) => names.has(name) && document[name] !== null);
}

function valuesOf(record: EngineRecord, names: ReadonlySet<string>): JsonValue[] {
  if (record.valueType === "VARIABLE") return [parsed(textOf(record.value, "value"))];
  return documentsOf(record).flatMap(({ document }) => namesIn(document, names).map((name) => document[name] ?? null));
}

function parsed(text: string): JsonValue;
function parsed(text: string): unknown {
  const value: unknown = JSON.parse(text);
  return value;
}

/** Whether a record tells of one of the instances or messages; a batch of jobs may tell of several, so it counts when one of them is meant. */
function belongsTo({ key, value, valueType }: EngineRecord, owners: ReadonlySet<number>): boolean {
  if (valueType === "JOB_BATCH")
    return objectsOf(value, "jobs").some((job) => owners.has(numberOf(job, "processInstanceKey")));
  const instanceKey = numberOf(value, "processInstanceKey");
  return owners.has(instanceKey) || owners.has(key);
}
