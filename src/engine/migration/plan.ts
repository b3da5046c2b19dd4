import { numberField, objectsField, textField } from "../core/fields.ts";
import type { JsonObject } from "../core/record.ts";
import type { ExecutableProcess } from "../model/process.ts";
import type { ProcessRow } from "../store/tables.ts";

/** Says which element of the source process is which in the target. */
export interface MappingInstruction {
  readonly sourceElementId: string;
  readonly targetElementId: string;
}

/** What a migration's command asks for. */
export interface MigrationCommand {
  readonly processInstanceKey: number;
  readonly targetProcessDefinitionKey: number;
  readonly mappingInstructions: readonly MappingInstruction[];
}

/** Reads the value of a migration's command. */
export function readMigration(value: JsonObject): MigrationCommand {
  return {
    processInstanceKey: numberField(value, "processInstanceKey"),
    targetProcessDefinitionKey: numberField(value, "targetProcessDefinitionKey"),
    mappingInstructions: objectsField(value, "mappingInstructions").map((each) => ({
      sourceElementId: textField(each, "sourceElementId"),
      targetElementId: textField(each, "targetElementId"),
    })),
  };
}

/** A migration whose processes are found and whose mapping is complete. */
export interface MigrationPlan {
  readonly processInstanceKey: number;
  readonly source: ExecutableProcess;
  readonly target: ExecutableProcess;
  /** The deployed target. */
  readonly definition: ProcessRow;
  /** Id in the target by id in the source; the processes themselves included. */
  readonly mapping: ReadonlyMap<string, string>;
}
