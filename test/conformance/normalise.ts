import type { EngineRecord, JsonObject, JsonValue } from "../../src/engine/core/record.ts";
import type { Behaviour } from "./behaviour.ts";
import type { Played } from "./player.ts";

/** A record as it is compared and recorded. */
export interface Fact {
  /** "VALUE_TYPE INTENT", with the rejection's type in front where the command was refused. */
  readonly what: string;
  readonly key: JsonValue;
  readonly at: number;
  readonly reason?: string;
  readonly value: JsonObject;
}

/** What one step is compared by. */
export interface Chapter {
  readonly step: string;
  readonly records: readonly Fact[];
}

/**
 * Reason: what a user can observe. Left out are the commands themselves and what only a distributed log needs:
 * PROCESS_EVENT, ASYNC_REQUEST, COMMAND_DISTRIBUTION, IDENTITY_SETUP, MESSAGE_BATCH, DEPLOYMENT_DISTRIBUTION and the like.
 */
const COMPARED = new Set([
  "PROCESS_INSTANCE",
  "PROCESS_INSTANCE_CREATION",
  "PROCESS_INSTANCE_MODIFICATION",
  "PROCESS_INSTANCE_MIGRATION",
  "PROCESS_INSTANCE_RESULT",
  "RUNTIME_INSTRUCTION",
  "VARIABLE",
  "VARIABLE_DOCUMENT",
  "JOB",
  "JOB_BATCH",
  "INCIDENT",
  "TIMER",
  "MESSAGE",
  "MESSAGE_CORRELATION",
  "MESSAGE_SUBSCRIPTION",
  "PROCESS_MESSAGE_SUBSCRIPTION",
  "MESSAGE_START_EVENT_SUBSCRIPTION",
  "SIGNAL",
  "SIGNAL_SUBSCRIPTION",
  "ESCALATION",
  "USER_TASK",
  "DECISION_EVALUATION",
  "COMPENSATION_SUBSCRIPTION",
  "AD_HOC_SUB_PROCESS_INSTRUCTION",
  "DEPLOYMENT",
  "PROCESS",
  "FORM",
  "DECISION",
  "DECISION_REQUIREMENTS",
  "RESOURCE",
  "RESOURCE_DELETION",
]);

/** Keys of partition 1 begin at 2^51; no other number of the protocol is as large. */
const FIRST_KEY = 2 ** 51;
const KEY_IN_TEXT = /\b22517998\d{8}\b/g;

/** Reason: keys are drawn from a counter that left-out records use too. They become their order of appearance. */
function byAppearance(prefix: string): (key: string) => string {
  const names = new Map<string, string>();
  return (key) => {
    const name = names.get(key) ?? `${prefix}-${names.size + 1}`;
    names.set(key, name);
    return name;
  };
}

interface Names {
  readonly keys: (key: string) => string;
  /** Reason: a checksum says only whether two resources are the same; how it is made is the engine's affair. */
  readonly checksums: (checksum: string) => string;
  /** Reason: a resource is compared by its name, not by its bytes in each record, when the bytes are those deployed. */
  readonly resources: ReadonlyMap<string, string>;
}

function value(found: JsonValue, names: Names): JsonValue {
  if (typeof found === "number") return found >= FIRST_KEY ? names.keys(String(found)) : found;
  if (typeof found === "string") return names.resources.get(found) ?? text(found, names);
  if (Array.isArray(found)) return found.map((item: JsonValue) => value(item, names));
  return isObject(found) ? object(found, names) : found;
}

const text = (found: string, names: Names): string =>
  sortedLists(ownWords(found)).replaceAll(KEY_IN_TEXT, (key) => names.keys(key));

/** Reason: the real engine lists the mistakes of a model, and the supported element types, in the order of identity hashes. */
function sortedLists(found: string): string {
  return found
    .replaceAll(/- Element: [^]*?(?=\n*$|\n\n|\n')/g, sortedBlocks)
    .replaceAll(/(?<=Supported element types are: \[)[^\]]*/g, (list) => list.split(", ").toSorted().join(", "));
}

const sortedBlocks = (blocks: string): string =>
  blocks
    .split(/\n?(?=- Element: )/)
    .map((block) => block.trimEnd())
    .toSorted()
    .join("\n");

/**
 * Reason: what a foreign parser says about a text that it cannot read is no behaviour of the engine. Compared is that
 * the engine refuses it and which text; the words of fastparse (FEEL), Xerces (XML) and Jackson (JSON) become "…". So
 * does a context that a warning quotes: of one that comes from a variable the real engine prints Java's buffers.
 */
function ownWords(found: string): string {
  return found
    .replaceAll(/(failed to parse expression '[^\n]*?': )Expected \([^\n]*/g, "$1…")
    .replaceAll(/(?<=\[[A-Z_]+\] [^\n]*)'\{[^\n]*?\}'/g, "'{…}'")
    .replaceAll(/(Fatal Error: URI=null Line=\d+: )[^\n]*/g, "$1…")
    .replaceAll(/(\bError: URI=null Line=\d+: cvc-complex-type\.)[^\n]*/g, "$1…")
    .replaceAll(/(Failed to parse (?:form|resource) JSON\. '[^']*': )[^]*/g, "$1…");
}

const isObject = (found: JsonValue): found is JsonObject =>
  typeof found === "object" && found !== null && !Array.isArray(found);

/** Reason: the members of an object have no order, nor has a set of keys; the real engine writes some of them in hash order. */
function object(found: JsonObject, names: Names): JsonObject {
  const sorted = Object.entries(found)
    .map(([name, member]): [string, JsonValue] => [name, name === "ancestorScopeKeys" ? sortedKeys(member) : member])
    .map(([name, member]): [string, JsonValue] => [name, DOCUMENTS.has(name) ? sortedText(member) : member])
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(
    sorted.map(([name, member]) =>
      name === "checksum" && typeof member === "string"
        ? [name, names.checksums(member)]
        : [name, value(member, names)],
    ),
  );
}

function sortedKeys(found: JsonValue): JsonValue {
  return Array.isArray(found) ? found.toSorted((a, b) => Number(a) - Number(b)) : found;
}

/** Reason: a variable's value is JSON as text; the same value can be written in several ways (order of members, 1 and 1.0). */
function canonicalText(record: EngineRecord): JsonObject {
  const text = record.value["value"];
  if (record.valueType !== "VARIABLE" || typeof text !== "string") return record.value;
  const parsed: unknown = JSON.parse(text);
  return { ...record.value, value: JSON.stringify(sortMembers(parsed)) };
}

/** Fields of a decision's evaluation that are JSON as text. */
const DOCUMENTS = new Set(["inputValue", "outputValue", "decisionOutput"]);

function sortedText(found: JsonValue): JsonValue {
  if (typeof found !== "string" || !/^[[{]/.test(found)) return found;
  const parsed: unknown = JSON.parse(found);
  return JSON.stringify(sortMembers(parsed));
}

function sortMembers(found: unknown): unknown {
  if (Array.isArray(found)) return found.map(sortMembers);
  if (typeof found !== "object" || found === null) return found;
  const sorted = Object.entries(found).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(sorted.map(([name, member]) => [name, sortMembers(member)]));
}

/** Reason: positions count the left-out records too, so position and source position of a record say nothing here. */
function fact(record: EngineRecord, names: Names): Fact {
  const isRejection = record.recordType === "COMMAND_REJECTION";
  const what = `${record.valueType} ${record.intent}`;
  return {
    what: isRejection ? `${record.rejectionType} ${what}` : what,
    key: value(record.key, names),
    at: record.timestamp,
    ...(isRejection ? { reason: text(record.rejectionReason, names) } : {}),
    value: object(canonicalText(record), names),
  };
}

const placeOf = ({ value: { scopeKey = -1, name = "" } }: EngineRecord): string => JSON.stringify([scopeKey, name]);

/** Reason: the VARIABLE records of one step are a set, because the real engine writes a document in hash order. */
function ordered(records: readonly EngineRecord[]): EngineRecord[] {
  const result: EngineRecord[] = [];
  let run: EngineRecord[] = [];
  const flush = () => {
    result.push(...run.toSorted((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1)));
    run = [];
  };
  for (const record of records) {
    if (record.valueType === "VARIABLE" && record.recordType === "EVENT") run.push(record);
    else {
      flush();
      result.push(record);
    }
  }
  flush();
  return result;
}

const resourceNames = (behaviour: Behaviour): ReadonlyMap<string, string> =>
  new Map(
    Object.entries(behaviour.resources).map(([name, content]) => [
      Buffer.from(content).toString("base64"),
      `resource ${name}`,
    ]),
  );

/** What is compared of a played behaviour. */
export function normalise(behaviour: Behaviour, played: readonly Played[]): Chapter[] {
  const names: Names = {
    keys: byAppearance("key"),
    checksums: byAppearance("checksum"),
    resources: resourceNames(behaviour),
  };
  return played.map(({ label, records }) => {
    const compared = records.filter((record) => record.recordType !== "COMMAND" && COMPARED.has(record.valueType));
    return { step: label, records: ordered(compared).map((record) => fact(record, names)) };
  });
}
