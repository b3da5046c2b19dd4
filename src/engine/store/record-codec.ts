import type { EngineRecord, JsonObject, JsonValue, RecordType, RejectionType } from "../core/record.ts";
import type { Words } from "./words.ts";

/** A record as it is kept: field names and what repeats in every record stand once in the file, as words. */
type Packed = readonly [
  position: number,
  kind: number,
  key: number,
  source: number,
  timestamp: number,
  value: readonly JsonValue[],
  reason?: string,
];

/** Fields that hold an object of the protocol's own, not a document of the user's. */
const NESTED = new Set(["result", "corrections"]);

/** Fields that hold a list of objects of the protocol's own. */
const LISTS = new Set(["jobs", "evaluatedDecisions", "processesMetadata", "decisionsMetadata"]);

/** The latest object of each shape in a text: the next of the same shape says only what differs. */
type Latest = Map<number, readonly JsonValue[]>;

interface Context {
  readonly words: Words;
  readonly latest: Latest;
}

/** The text in which the records of one group are kept. */
export function encodeRecords(records: readonly EngineRecord[], words: Words): string {
  const context: Context = { words, latest: new Map() };
  return JSON.stringify(records.map((record) => pack(record, context)));
}

/** The records of a kept text. */
export function decodeRecords(text: string, words: Words): EngineRecord[] {
  const context: Context = { words, latest: new Map() };
  return parsePacked(text).map((packed) => unpack(packed, context));
}

function parsePacked(text: string): Packed[];
function parsePacked(text: string): unknown {
  const parsed: unknown = JSON.parse(text);
  return parsed;
}

function pack(record: EngineRecord, context: Context): Packed {
  const { position, key, sourceRecordPosition, timestamp, rejectionReason } = record;
  const kind = kindOf(record, context.words);
  const value = packObject(record.valueType, record.value, context);
  return rejectionReason === ""
    ? [position, kind, key, sourceRecordPosition, timestamp, value]
    : [position, kind, key, sourceRecordPosition, timestamp, value, rejectionReason];
}

function kindOf({ recordType, valueType, intent, rejectionType }: EngineRecord, words: Words): number {
  if (recordType === "EVENT") return words.event(valueType, intent);
  return words.number(`${recordType} ${valueType} ${intent} ${rejectionType}`);
}

/** A shape's number and its fields; with the number negated: pairs of index and value where it differs from the latest of its shape. */
function packObject(hint: string, value: JsonObject, context: Context): JsonValue[] {
  const number = context.words.shape(hint, value);
  const fields: JsonValue[] = [];
  for (const name in value) fields.push(value[name] ?? null);
  const before = context.latest.get(number);
  context.latest.set(number, fields);
  return before === undefined ? packWhole(number, fields, context) : packChanges(number, { fields, before }, context);
}

function packWhole(number: number, fields: readonly JsonValue[], context: Context): JsonValue[] {
  const names = context.words.list(number);
  const packed: JsonValue[] = [number];
  for (let index = 0; index < fields.length; index += 1) {
    packed.push(packField(names[index] ?? "", fields[index] ?? null, context));
  }
  return packed;
}

function packChanges(
  number: number,
  { fields, before }: { fields: readonly JsonValue[]; before: readonly JsonValue[] },
  context: Context,
): JsonValue[] {
  const names = context.words.list(number);
  const packed: JsonValue[] = [-number];
  for (let index = 0; index < fields.length; index += 1) {
    const field = fields[index] ?? null;
    if (!isSame(field, before[index] ?? null)) packed.push(index, packField(names[index] ?? "", field, context));
  }
  return packed;
}

/** Cheap on purpose: what is not seen to be the same is written once more. */
function isSame(left: JsonValue, right: JsonValue): boolean {
  return left === right || (isList(left) && isList(right) && left.length === 0 && right.length === 0);
}

function packField(name: string, value: JsonValue, context: Context): JsonValue {
  if (typeof value !== "object" || value === null) return value;
  if (NESTED.has(name) && isObject(value)) return packObject(name, value, context);
  if (LISTS.has(name) && isList(value)) {
    return value.map((item) => (isObject(item) ? packObject(name, item, context) : item));
  }
  return value;
}

function unpack(
  [position, kind, key, sourceRecordPosition, timestamp, value, reason]: Packed,
  context: Context,
): EngineRecord {
  const [recordType = "", valueType = "", intent = "", rejectionType = ""] = context.words.list(kind);
  return {
    position,
    recordType: recordTypeOf(recordType),
    valueType,
    intent,
    key,
    sourceRecordPosition,
    timestamp,
    rejectionType: rejectionTypeOf(rejectionType),
    rejectionReason: reason ?? "",
    value: unpackObject(value, context),
  };
}

function recordTypeOf(text: string): RecordType;
function recordTypeOf(text: string): string {
  return text;
}

function rejectionTypeOf(text: string): RejectionType;
function rejectionTypeOf(text: string): string {
  return text;
}

function unpackObject([shape, ...rest]: readonly JsonValue[], context: Context): JsonObject {
  const number = typeof shape === "number" ? shape : 0;
  const names = context.words.list(Math.abs(number));
  const fields = [...(number < 0 ? (context.latest.get(-number) ?? []) : rest)];
  // The same order as in packing: an object counts as the latest of its shape before what lies inside of it.
  context.latest.set(Math.abs(number), fields);
  if (number < 0) {
    for (let at = 0; at < rest.length; at += 2) {
      const index = Number(rest[at]);
      fields[index] = unpackField(names[index] ?? "", rest[at + 1] ?? null, context);
    }
  } else names.forEach((name, index) => (fields[index] = unpackField(name, rest[index] ?? null, context)));
  return Object.fromEntries(names.map((name, index) => [name, fields[index] ?? null]));
}

function unpackField(name: string, value: JsonValue, context: Context): JsonValue {
  if (!isList(value)) return value;
  if (NESTED.has(name)) return unpackObject(value, context);
  if (LISTS.has(name)) return value.map((item) => (isList(item) ? unpackObject(item, context) : item));
  return value;
}

function isObject(value: JsonValue): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}
