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

/** The text in which the records of one command are kept. */
export function encodeRecords(records: readonly EngineRecord[], words: Words): string {
  return JSON.stringify(records.map((record) => pack(record, words)));
}

/** The records of a kept text. */
export function decodeRecords(text: string, words: Words): EngineRecord[] {
  return parsePacked(text).map((packed) => unpack(packed, words));
}

function parsePacked(text: string): Packed[];
function parsePacked(text: string): unknown {
  const parsed: unknown = JSON.parse(text);
  return parsed;
}

function pack(record: EngineRecord, words: Words): Packed {
  const kind = words.number(`${record.recordType} ${record.valueType} ${record.intent} ${record.rejectionType}`);
  const { position, key, sourceRecordPosition, timestamp, rejectionReason } = record;
  const value = packObject(record.value, words);
  return rejectionReason === ""
    ? [position, kind, key, sourceRecordPosition, timestamp, value]
    : [position, kind, key, sourceRecordPosition, timestamp, value, rejectionReason];
}

function packObject(value: JsonObject, words: Words): JsonValue[] {
  const names = Object.keys(value);
  const packed: JsonValue[] = [words.number(names.join(" "))];
  for (const name of names) packed.push(packField(name, value[name] ?? null, words));
  return packed;
}

function packField(name: string, value: JsonValue, words: Words): JsonValue {
  if (NESTED.has(name) && isObject(value)) return packObject(value, words);
  if (LISTS.has(name) && isList(value)) return value.map((item) => (isObject(item) ? packObject(item, words) : item));
  return value;
}

function unpack(
  [position, kind, key, sourceRecordPosition, timestamp, value, reason]: Packed,
  words: Words,
): EngineRecord {
  const [recordType = "", valueType = "", intent = "", rejectionType = ""] = words.text(kind).split(" ");
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
    value: unpackObject(value, words),
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

function unpackObject([shape, ...fields]: readonly JsonValue[], words: Words): JsonObject {
  const text = typeof shape === "number" ? words.text(shape) : "";
  const names = text === "" ? [] : text.split(" ");
  return Object.fromEntries(names.map((name, index) => [name, unpackField(name, fields[index] ?? null, words)]));
}

function unpackField(name: string, value: JsonValue, words: Words): JsonValue {
  if (!isList(value)) return value;
  if (NESTED.has(name)) return unpackObject(value, words);
  if (LISTS.has(name)) return value.map((item) => (isList(item) ? unpackObject(item, words) : item));
  return value;
}

function isObject(value: JsonValue): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}
