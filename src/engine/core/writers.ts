import { withDefaults } from "./defaults.ts";
import type { Clock } from "./clock.ts";
import type { Command, EngineRecord, JsonObject, RejectionType } from "./record.ts";

/** A command in work: where it stands in the stream, and whether somebody outside waits for its answer. */
export interface PendingCommand {
  readonly position: number;
  readonly valueType: string;
  readonly intent: string;
  readonly key: number;
  readonly value: JsonObject;
  /** Whoever gave the command from outside; undefined for a follow-up. */
  readonly request: Request | undefined;
}

/** A command from outside, waiting for its answer. */
export interface Request {
  readonly id: number;
  readonly command: Command;
  /** The engine itself wants to know the outcome. */
  readonly isInternal?: boolean;
}

/** An entry of a record: what happened to which key. */
export interface Entry {
  readonly valueType: string;
  readonly intent: string;
  readonly key: number;
  readonly value: JsonObject;
}

/** A command that runs in a step of its own. */
export interface LaterEntry extends Entry {
  /** A command that is to run when this one has: its value gets `rejectionType` and `rejectionReason`. */
  readonly report?: Entry;
}

/** What a processor may do to the outside; records leave in the order of the calls. */
export interface Writers {
  /** Writes what happened. */
  event(valueType: string, intent: string, entry: { key: number; value: JsonObject }): EngineRecord;
  /** Refuses the command in work; answers it when it came from outside. `changed` stands in place of the command's value. */
  reject(type: RejectionType, reason: string, changed?: JsonObject): void;
  /** Takes back all that the command that opened the step has written and caused so far, so that it can still be refused. */
  takeBack(): void;
  /** Appends a follow-up to the FIFO; it belongs to the same step as the command in work. */
  command(valueType: string, intent: string, entry: { key: number; value: JsonObject }): void;
  /** Appends a command that runs after everything that the present step causes; `report` runs after it and is told its refusal. */
  afterwards(valueType: string, intent: string, entry: Omit<LaterEntry, "valueType" | "intent">): void;
  /** Answers the request of the command in work, or of an earlier one by its id. */
  respond(record: EngineRecord, requestId?: number): void;
  /** Answers a request with something that is no record of the stream. */
  answer(requestId: number, entry: Entry): void;
  /** Refuses a request of an earlier command; the refusal is no record of the stream. */
  refuse(requestId: number, entry: Entry, rejection: { type: RejectionType; reason: string }): void;
  /** Says that a request will never be answered. */
  leave(requestId: number): void;
  /** The id of the request in work; undefined where nobody waits. */
  readonly requestId: number | undefined;
}

/** What one step has written so far. */
export class StepWriters implements Writers {
  readonly records: EngineRecord[] = [];
  readonly queue: PendingCommand[] = [];
  readonly later: LaterEntry[] = [];
  /** Answers by request; undefined where none will ever come. */
  readonly answers = new Map<number, EngineRecord | undefined>();
  readonly #clock: Clock;
  #position: number;
  #current: PendingCommand | undefined;

  constructor(clock: Clock, lastPosition: number) {
    this.#clock = clock;
    this.#position = lastPosition;
  }

  get lastPosition(): number {
    return this.#position;
  }

  get requestId(): number | undefined {
    return this.#current?.request?.id;
  }

  /** Appends the command that opens the step. */
  open(entry: Entry, request: Request | undefined): void {
    this.queue.push({ ...entry, position: this.#next(), request });
  }

  /** Says which command the next records belong to. */
  work(command: PendingCommand): void {
    this.#current = command;
  }

  event(valueType: string, intent: string, entry: { key: number; value: JsonObject }): EngineRecord {
    return this.#append({ valueType, intent, ...entry }, undefined);
  }

  reject(type: RejectionType, reason: string, changed?: JsonObject): void {
    const { valueType, intent, key, value: given, request } = this.#working();
    const value = withDefaults(valueType, changed ?? given);
    const record = this.#append({ valueType, intent, key, value }, { type, reason });
    if (request !== undefined) this.answers.set(request.id, record);
  }

  takeBack(): void {
    this.records.length = 0;
    this.queue.length = 1;
    this.later.length = 0;
    this.answers.clear();
  }

  command(valueType: string, intent: string, entry: { key: number; value: JsonObject }): void {
    this.queue.push({ valueType, intent, ...entry, position: this.#next(), request: undefined });
  }

  afterwards(valueType: string, intent: string, entry: Omit<LaterEntry, "valueType" | "intent">): void {
    this.later.push({ valueType, intent, ...entry });
  }

  respond(record: EngineRecord, requestId: number | undefined = this.requestId): void {
    if (requestId !== undefined) this.answers.set(requestId, record);
  }

  answer(requestId: number, entry: Entry): void {
    this.answers.set(requestId, this.#recordOf(entry, -1, undefined));
  }

  refuse(requestId: number, entry: Entry, rejection: { type: RejectionType; reason: string }): void {
    this.answers.set(requestId, this.#recordOf(entry, -1, rejection));
  }

  leave(requestId: number): void {
    this.answers.set(requestId, undefined);
  }

  #append(entry: Entry, rejection: { type: RejectionType; reason: string } | undefined): EngineRecord {
    const record = this.#recordOf(entry, this.#next(), rejection);
    this.records.push(record);
    return record;
  }

  #recordOf(
    entry: Entry,
    position: number,
    rejection: { type: RejectionType; reason: string } | undefined,
  ): EngineRecord {
    return {
      position,
      recordType: rejection === undefined ? "EVENT" : "COMMAND_REJECTION",
      valueType: entry.valueType,
      intent: entry.intent,
      key: entry.key,
      sourceRecordPosition: this.#working().position,
      timestamp: this.#clock.now(),
      rejectionType: rejection?.type ?? "NULL_VAL",
      rejectionReason: rejection?.reason ?? "",
      value: entry.value,
    };
  }

  #working(): PendingCommand {
    if (this.#current === undefined) throw new Error("Expected a command in work, but there is none");
    return this.#current;
  }

  #next(): number {
    this.#position += 1;
    return this.#position;
  }
}
