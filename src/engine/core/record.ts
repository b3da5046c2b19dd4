/** A JSON value as it travels in variables and record values. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject;

/** A JSON object as it travels in variables and record values. */
export interface JsonObject {
  readonly [name: string]: JsonValue;
}

/** What a record is: something asked for, something that happened, or something refused. */
export type RecordType = "COMMAND" | "EVENT" | "COMMAND_REJECTION";

/** Why a command was refused; "NULL_VAL" on every other record. Source: Zeebe's protocol. */
export type RejectionType =
  | "NULL_VAL"
  | "INVALID_ARGUMENT"
  | "NOT_FOUND"
  | "ALREADY_EXISTS"
  | "INVALID_STATE"
  | "PROCESSING_ERROR"
  | "EXCEEDED_BATCH_RECORD_SIZE"
  | "UNAUTHORIZED"
  | "FORBIDDEN";

/** One entry of the engine's stream, in Zeebe's vocabulary: value type and intent as Zeebe's protocol names them. */
export interface EngineRecord {
  readonly position: number;
  readonly recordType: RecordType;
  readonly valueType: string;
  readonly intent: string;
  /** Key of the entity; -1 where there is none. */
  readonly key: number;
  /** Position of the command that caused this record; -1 for a command from outside. */
  readonly sourceRecordPosition: number;
  /** The engine's clock, epoch milliseconds. */
  readonly timestamp: number;
  readonly rejectionType: RejectionType;
  readonly rejectionReason: string;
  readonly value: JsonObject;
}

/** What a face asks of the engine, in Zeebe's vocabulary. */
export interface Command {
  readonly valueType: string;
  readonly intent: string;
  readonly key?: number;
  readonly value: JsonObject;
  /** Name of the user who asks; absent for somebody unknown. */
  readonly actor?: string;
}
