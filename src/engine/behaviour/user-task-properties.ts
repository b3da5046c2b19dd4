import { Temporal } from "temporal-polyfill";
import { FeelDateTime } from "feelin";
import type { ElementContext, Failure } from "../core/runtime.ts";
import { isFeelList } from "../feel/values.ts";
import type { FeelValue } from "../feel/expression.ts";
import type { UserTaskSource } from "../model/source.ts";
import type { FormRow } from "../store/tables-resources.ts";
import type { UserTaskValue } from "../store/tables-user-tasks.ts";
import { bareSource, evaluate, evaluateText, evaluateTo, warningsText, type Result } from "./expressions.ts";

/** What a model says about a user task, evaluated. */
export type UserTaskProperties = Pick<
  UserTaskValue,
  | "assignee"
  | "candidateGroupsList"
  | "candidateUsersList"
  | "dueDate"
  | "followUpDate"
  | "formKey"
  | "externalFormReference"
  | "priority"
  | "customHeaders"
>;

const DEFAULT_PRIORITY = 50;
const MAX_PRIORITY = 100;

/** Evaluates the attributes of a user task in Zeebe's order; the first that fails ends it. */
export function userTaskProperties(context: ElementContext, source: UserTaskSource): Result<UserTaskProperties> {
  const assignee = optional(source.assignee, "", (text) => evaluateText(context, text));
  if (!assignee.ok) return assignee;
  const candidateGroupsList = optional(source.candidateGroups, [], (text) => evaluateTexts(context, text));
  if (!candidateGroupsList.ok) return candidateGroupsList;
  const candidateUsersList = optional(source.candidateUsers, [], (text) => evaluateTexts(context, text));
  if (!candidateUsersList.ok) return candidateUsersList;
  const dueDate = optional(source.dueDate, "", (text) => evaluateDate(context, text));
  if (!dueDate.ok) return dueDate;
  const followUpDate = optional(source.followUpDate, "", (text) => evaluateDate(context, text));
  if (!followUpDate.ok) return followUpDate;
  const formKey = optional(source.formId, -1, (text) => evaluateForm(context, source, text));
  if (!formKey.ok) return formKey;
  const externalFormReference = optional(source.externalReference, "", (text) => evaluateText(context, text));
  if (!externalFormReference.ok) return externalFormReference;
  const priority = optional(source.priority, DEFAULT_PRIORITY, (text) => evaluatePriority(context, text));
  if (!priority.ok) return priority;
  return {
    ok: true,
    value: {
      assignee: assignee.value,
      candidateGroupsList: candidateGroupsList.value,
      candidateUsersList: candidateUsersList.value,
      dueDate: dueDate.value,
      followUpDate: followUpDate.value,
      formKey: formKey.value,
      externalFormReference: externalFormReference.value,
      priority: priority.value,
      customHeaders: source.headers,
    },
  };
}

function optional<T>(source: string | undefined, absent: T, evaluate: (source: string) => Result<T>): Result<T> {
  return source === undefined || source === "" ? { ok: true, value: absent } : evaluate(source);
}

/** A list of texts; static text is a list with commas. */
function evaluateTexts(context: ElementContext, source: string): Result<readonly string[]> {
  if (!source.startsWith("=")) return { ok: true, value: source.split(",").map((text) => text.trim()) };
  const list = evaluateTo(context, source, { types: ["ARRAY"] });
  if (!list.ok) return list;
  const items = isFeelList(list.value) ? list.value : [];
  const texts = items.filter((item) => typeof item === "string");
  if (texts.length === items.length) return { ok: true, value: texts };
  const expected = `Expected result of the expression '${bareSource(source)}' to be 'ARRAY' containing 'STRING' items`;
  const refusal = `${expected}, but was 'ARRAY' containing at least one non-'STRING' item.`;
  return refuse(context, refusal + warningsText(evaluate(context, source).warnings));
}

function evaluateDate(context: ElementContext, source: string): Result<string> {
  const result = evaluateTo(context, source, { types: ["NULL", "DATE_TIME", "STRING"] });
  if (!result.ok) return result;
  if (result.value === null || result.value === "") return { ok: true, value: "" };
  const date = javaDateTime(result.value);
  if (date !== undefined) return { ok: true, value: date };
  const text = typeof result.value === "string" ? result.value : "";
  return refuse(context, `Invalid date-time format '${text}' for expression '${bareSource(source)}'.`);
}

const WITH_OFFSET = /^(\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(Z|[+-]\d\d:\d\d)(?:\[([^\]]+)\])?$/;

/** Writes a date-time as Java's ZonedDateTime does: no seconds when they are zero; the zone in brackets when it has a name. */
function javaDateTime(value: FeelValue): string | undefined {
  if (value instanceof FeelDateTime) return zonedText(value);
  const [, local = "", offset = "", zone] = typeof value === "string" ? (WITH_OFFSET.exec(value) ?? []) : [];
  if (local === "") return undefined;
  return `${withoutZeroSeconds(local)}${offset === "+00:00" ? "Z" : offset}${zone === undefined ? "" : `[${zone}]`}`;
}

function zonedText(value: FeelDateTime): string {
  const local = withoutZeroSeconds(value.unwrap().toString());
  const isOffset = value.zone !== null && !value.iso.includes("@");
  if (isOffset) return `${local}${value.zone === "UTC" ? "Z" : value.zone}`;
  const zone = value.zone ?? Temporal.Now.timeZoneId();
  const { offset } = value.unwrap().toZonedDateTime(zone);
  return `${local}${offset === "+00:00" ? "Z" : offset}[${zone === "UTC" ? "Etc/UTC" : zone}]`;
}

function withoutZeroSeconds(local: string): string {
  return local.replace(/(T\d\d:\d\d):00(?:\.0+)?$/, "$1");
}

function evaluateForm(context: ElementContext, source: UserTaskSource, text: string): Result<number> {
  const id = evaluateText(context, text);
  if (!id.ok) return id;
  const form = findForm(context, source, id.value);
  if (form !== undefined) return { ok: true, value: form.key };
  return {
    ok: false,
    failure: { errorType: "FORM_NOT_FOUND", message: formNotFound(source, id.value), variableScopeKey: context.key },
  };
}

function findForm({ rt, value }: ElementContext, source: UserTaskSource, id: string): FormRow | undefined {
  const { forms, processes } = rt.state;
  switch (source.bindingType) {
    case "latest":
      return forms.query("latest", id)[0];
    case "versionTag":
      return forms.query("tagged", id, source.versionTag ?? "")[0];
    case "deployment":
      return forms.query("deployed", id, processes.get(value.processDefinitionKey)?.deploymentKey ?? -1)[0];
  }
}

function formNotFound(source: UserTaskSource, id: string): string {
  switch (source.bindingType) {
    case "latest":
      return `Expected to find a form with id '${id}', but no form with this id is found, at least a form with this id should be available. To resolve the Incident please deploy a form with the same id`;
    case "versionTag":
      return `Expected to use a form with id '${id}' and version tag '${source.versionTag ?? ""}', but no such form found. To resolve the incident, deploy a form with the given id and version tag.\n`;
    case "deployment":
      return `Expected to use a form with id '${id}' with binding type 'deployment', but no such form found in the deployment`;
  }
}

function evaluatePriority(context: ElementContext, source: string): Result<number> {
  const text = `Expected result of the expression '${bareSource(source)}'`;
  const result = evaluateTo(context, source, { types: ["NUMBER"] });
  if (!result.ok) return result;
  const priority = Number(result.value);
  if (!Number.isInteger(priority)) return refuse(context, `${text} to be an integer, but was a decimal.`);
  if (priority >= 0 && priority <= MAX_PRIORITY) return { ok: true, value: priority };
  return refuse(context, `Expected priority to be in the range [0,100] but was '${priority}'.`);
}

function refuse({ key }: ElementContext, message: string): { ok: false; failure: Failure } {
  return { ok: false, failure: { errorType: "EXTRACT_VALUE_ERROR", message, variableScopeKey: key } };
}
