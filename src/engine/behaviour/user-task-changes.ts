import { listField, numberField, textField, textsField } from "../core/fields.ts";
import type { JsonObject } from "../core/record.ts";
import type { UserTaskValue } from "../store/tables-user-tasks.ts";

/** How an attribute is read from a command's value. */
const ATTRIBUTES: Readonly<Record<string, (value: JsonObject, name: string) => string | number | readonly string[]>> = {
  assignee: (value, name) => textField(value, name),
  candidateGroupsList: textsField,
  candidateUsersList: textsField,
  dueDate: (value, name) => textField(value, name),
  followUpDate: (value, name) => textField(value, name),
  priority: (value, name) => numberField(value, name, 50),
};

/** The attributes that a task listener can correct, in Zeebe's order. */
export const CORRECTABLE: readonly string[] = Object.keys(ATTRIBUTES);

/** A user task's value with the named attributes taken from a command; those that really change are listed. */
export function updatedValue(
  task: UserTaskValue,
  command: JsonObject,
  names: readonly string[] = listField(command, "changedAttributes").filter((name) => typeof name === "string"),
): UserTaskValue {
  const given = new Map(names.flatMap((name) => readAttribute(command, name)));
  const changed = [...given].filter(([name, value]) => differs(Reflect.get(task, name), value));
  return { ...task, ...Object.fromEntries(changed), changedAttributes: changed.map(([name]) => name) };
}

/** The attributes in which two values of a task differ, in Zeebe's order. */
export function changedAttributes(before: UserTaskValue, after: UserTaskValue): readonly string[] {
  return [...CORRECTABLE, "variables"].filter((name) => differs(Reflect.get(before, name), Reflect.get(after, name)));
}

function differs(before: unknown, after: unknown): boolean {
  return JSON.stringify(before) !== JSON.stringify(after);
}

function readAttribute(command: JsonObject, name: string): [string, string | number | readonly string[]][] {
  const read = ATTRIBUTES[name];
  return read === undefined ? [] : [[name, read(command, name)]];
}
