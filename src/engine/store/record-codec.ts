import type { EngineRecord, JsonObject, JsonValue, RecordType, RejectionType } from "../core/record.ts";
import type { Words } from "./words.ts";

/** A record as it is kept: field names and what repeats in every record stand once in the file, as words. */
type Packed = readonly [
  position: number,
  kind: number,
  /** Counted from the first key; a number below zero is none, a text one that lies before the first. */
  key: number | string,
  source: number,
  /** 0: that of the record before. */
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

/** Keys of Zeebe's first partition begin here; kept records count from it. */
const FIRST_KEY = 2 ** 51;

/** The text in which the records of one group are kept. */
export function encodeRecords(records: readonly EngineRecord[], words: Words): string {
  const context: Context = { words, latest: new Map() };
  let text = "";
  let before = -1;
  for (const record of records) {
    // Put together as text at once: arrays to be written as JSON would be most of what the engine throws away.
    text += `${text === "" ? "[" : ","}${packRecord(record, record.timestamp === before ? 0 : record.timestamp, context)}`;
    before = record.timestamp;
  }
  return text === "" ? "[]" : `${text}]`;
}

function packRecord(record: EngineRecord, timestamp: number, context: Context): string {
  const { position, key, sourceRecordPosition, rejectionReason } = record;
  const shortKey = key >= FIRST_KEY ? key - FIRST_KEY : key < 0 ? key : `"${key}"`;
  const head = `[${position},${kindOf(record, context.words)},${shortKey},${sourceRecordPosition},${timestamp},`;
  const value = packObject(record.valueType, record.value, context);
  return rejectionReason === "" ? `${head}${value}]` : `${head}${value},${quote(rejectionReason)}]`;
}

/** The records of a kept text. */
export function decodeRecords(text: string, words: Words): EngineRecord[] {
  const context: Context = { words, latest: new Map() };
  let before = -1;
  return parsePacked(text).map((packed) => {
    const record = unpack(packed, packed[4] === 0 ? before : packed[4], context);
    before = record.timestamp;
    return record;
  });
}

function parsePacked(text: string): Packed[];
function parsePacked(text: string): unknown {
  const parsed: unknown = JSON.parse(text);
  return parsed;
}

function kindOf({ recordType, valueType, intent, rejectionType }: EngineRecord, words: Words): number {
  if (recordType === "EVENT") return words.event(valueType, intent);
  return words.number(`${recordType} ${valueType} ${intent} ${rejectionType}`);
}

/** A shape's number and its fields; with the number negated: pairs of index and value where it differs from the latest of its shape. */
function packObject(hint: string, value: JsonObject, context: Context): string {
  const number = context.words.shape(hint, value);
  const fields = Object.values(value);
  const before = context.latest.get(number);
  context.latest.set(number, fields);
  const names = context.words.list(number);
  let text = before === undefined ? `[${number}` : `[-${number}`;
  for (let index = 0; index < fields.length; index += 1) {
    const field = fields[index] ?? null;
    if (before === undefined) text += `,${packField(names[index] ?? "", field, context)}`;
    else if (!isSame(field, before[index] ?? null))
      text += `,${index},${packField(names[index] ?? "", field, context)}`;
  }
  return `${text}]`;
}

/** Cheap on purpose: what is not seen to be the same is written once more. */
function isSame(left: JsonValue, right: JsonValue): boolean {
  return left === right || (isList(left) && isList(right) && left.length === 0 && right.length === 0);
}

function packField(name: string, value: JsonValue, context: Context): string {
  if (typeof value === "string") return quote(value);
  if (typeof value !== "object" || value === null) return typeof value === "number" ? numberText(value) : String(value);
  if (NESTED.has(name) && isObject(value)) return packObject(name, value, context);
  if (LISTS.has(name) && isList(value)) return packList(name, value, context);
  return JSON.stringify(value);
}

function packList(name: string, items: readonly JsonValue[], context: Context): string {
  const packed = items.map((item) => (isObject(item) ? packObject(name, item, context) : JSON.stringify(item)));
  return `[${packed.join(",")}]`;
}

/** As JSON writes it, which knows neither infinity nor a negative zero. */
function numberText(value: number): string {
  return Number.isFinite(value) ? String(value) : "null";
}

/** Texts that are plain and short, most of them ids: quoting them the long way costs more than looking. */
const PLAIN = /^[\w :.<>-]{0,60}$/;

function quote(text: string): string {
  return PLAIN.test(text) ? `"${text}"` : JSON.stringify(text);
}

function unpack(
  [position, kind, key, sourceRecordPosition, , value, reason]: Packed,
  timestamp: number,
  context: Context,
): EngineRecord {
  const [recordType = "", valueType = "", intent = "", rejectionType = ""] = context.words.list(kind);
  return {
    position,
    recordType: recordTypeOf(recordType),
    valueType,
    intent,
    key: keyOf(key),
    sourceRecordPosition,
    timestamp,
    rejectionType: rejectionTypeOf(rejectionType),
    rejectionReason: reason ?? "",
    value: unpackObject(value, context),
  };
}

function keyOf(key: number | string): number {
  if (typeof key === "string") return Number(key);
  // Files of earlier programs hold the keys themselves.
  return key < 0 || key >= FIRST_KEY ? key : key + FIRST_KEY;
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
