import type { EngineRecord } from "../../src/engine/core/record.ts";

const OVER: Readonly<Record<string, readonly string[]>> = {
  JOB: ["COMPLETED", "CANCELED", "ERROR_THROWN"],
  INCIDENT: ["RESOLVED"],
  USER_TASK: ["COMPLETED", "CANCELED"],
  PROCESS_INSTANCE: ["ELEMENT_COMPLETED", "ELEMENT_TERMINATED"],
};

/** What a player has seen so far; commands find their keys in it. */
export interface Known {
  readonly records: readonly EngineRecord[];
  /** Keys of everything of a value type that is not over. */
  open(valueType: string): readonly number[];
  /** Key of the oldest open job of a type. */
  job(type: string): number;
  /** Key of the newest open job of a type. */
  lastJob(type: string): number;
  /** Key of the newest job of a type, open or not. */
  anyJob(type: string): number;
  /** Key of the oldest open incident. */
  incident(): number;
  /** Key of the newest open user task of an element. */
  userTask(elementId: string): number;
  /** Key of the newest user task of an element, open or not. */
  anyUserTask(elementId: string): number;
  /** Key of the newest active instance of an element. */
  element(elementId: string): number;
  /** Key of the oldest active process instance. */
  instance(processId?: string): number;
  /** Key of the newest deployed version of a process. */
  definition(processId: string): number;
  /** Key of the newest deployed version of a decision. */
  decision(decisionId: string): number;
}

/** No entity has this key: what a command names when the behaviour expects nothing to be there. */
export const NO_KEY = 2_251_799_813_999_999;

function entities(records: readonly EngineRecord[], valueType: string, matches: (record: EngineRecord) => boolean) {
  const events = records.filter((record) => record.recordType === "EVENT" && record.valueType === valueType);
  const over = new Set(events.filter(({ intent }) => OVER[valueType]?.includes(intent)).map(({ key }) => key));
  const all = [...new Set(events.filter(matches).map(({ key }) => key))];
  return { all, open: all.filter((key) => !over.has(key)) };
}

const first = (keys: readonly number[]): number => keys[0] ?? NO_KEY;
const last = (keys: readonly number[]): number => keys.at(-1) ?? NO_KEY;
const field = (name: string, value: string | undefined) => (record: EngineRecord) =>
  value === undefined || record.value[name] === value;

/** Reads the keys of a stream of records; where there is none, {@link NO_KEY}. */
export function knownFrom(records: readonly EngineRecord[]): Known {
  const jobs = (type: string) => entities(records, "JOB", field("type", type));
  const tasks = (id: string) => entities(records, "USER_TASK", field("elementId", id));
  const elements = (id: string) => entities(records, "PROCESS_INSTANCE", field("elementId", id));
  return {
    records,
    // a taken sequence flow has a key of its own, and is never over
    open: (valueType) => entities(records, valueType, ({ intent }) => intent !== "SEQUENCE_FLOW_TAKEN").open,
    job: (type) => first(jobs(type).open),
    lastJob: (type) => last(jobs(type).open),
    anyJob: (type) => last(jobs(type).all),
    incident: () => first(entities(records, "INCIDENT", () => true).open),
    userTask: (id) => last(tasks(id).open),
    anyUserTask: (id) => last(tasks(id).all),
    element: (id) => last(elements(id).open),
    instance: (id) =>
      first(
        entities(
          records,
          "PROCESS_INSTANCE",
          (record) => field("bpmnElementType", "PROCESS")(record) && field("bpmnProcessId", id)(record),
        ).open,
      ),
    definition: (id) => last(entities(records, "PROCESS", field("bpmnProcessId", id)).all),
    decision: (id) => last(entities(records, "DECISION", field("decisionId", id)).all),
  };
}
