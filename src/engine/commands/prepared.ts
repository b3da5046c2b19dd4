import type { Command } from "../core/record.ts";
import { objectsField, textField } from "../core/fields.ts";
import { compileDecisions } from "../dmn/decisions.ts";
import { readDecisions } from "../dmn/read.ts";
import type { DecisionsSource } from "../dmn/source.ts";
import { readJsonResource, type JsonSource } from "./json-resource.ts";
import { readXml } from "../model/moddle.ts";
import { loopRefusal } from "../model/loops.ts";
import { parseProcesses } from "../model/parse.ts";
import { documentError, schemaError } from "../model/schema-errors.ts";
import { nestingRefusal } from "../model/tree.ts";
import { refusalOf } from "../model/validate.ts";
import type { ProcessSource } from "../model/source.ts";

/** A resource of a deployment, parsed before the command is queued, because parsing is asynchronous. */
export interface PreparedResource {
  readonly name: string;
  /** Content, base64. */
  readonly resource: string;
  readonly content: string;
  readonly processes: readonly ProcessSource[];
  readonly decisions?: DecisionsSource | undefined;
  readonly form?: JsonSource | undefined;
  /** A resource that the engine only keeps. */
  readonly other?: JsonSource | undefined;
  readonly error: string | undefined;
}

/** What Zeebe answers to a file that is no DMN. */
const UNREADABLE_DMN = "Failed to parse DMN: org.camunda.bpm.model.dmn.DmnModelException: Unable to parse model";

const prepared = new WeakMap<Command, readonly PreparedResource[]>();

/** Parses the resources of a deployment command. */
export async function prepareDeployment(command: Command): Promise<void> {
  const resources = objectsField(command.value, "resources");
  const parsed = resources.map((each) => prepareResource(textField(each, "resourceName"), textField(each, "resource")));
  prepared.set(command, await Promise.all(parsed));
}

/** The parsed resources of a deployment command. */
export function preparedOf(command: Command | undefined): readonly PreparedResource[] {
  return (command === undefined ? undefined : prepared.get(command)) ?? [];
}

async function prepareResource(name: string, resource: string): Promise<PreparedResource> {
  const content = Buffer.from(resource, "base64").toString("utf8");
  const base = { name, resource, content };
  if (name.endsWith(".dmn")) return { ...base, processes: [], ...(await prepareDecisions(name, content)) };
  if (name.endsWith(".form")) return { ...base, processes: [], ...prepareForm(name, content) };
  if (name.endsWith(".rpa")) return { ...base, processes: [], ...prepareOther(name, content) };
  if (!name.endsWith(".bpmn") && !name.endsWith(".xml")) {
    return { ...base, processes: [], error: `\n'${name}': unknown resource type` };
  }
  return { ...base, ...(await prepareProcesses(name, content)) };
}

async function prepareProcesses(name: string, content: string): Promise<Pick<PreparedResource, "processes" | "error">> {
  const read = await readXml(content);
  if ("error" in read) return { processes: [], error: `'${name}': ${documentError(content, read.error)}` };
  const nesting = nestingRefusal(read.definitions);
  if (nesting !== undefined) return { processes: [], error: `'${name}': ${nesting}` };
  const refusal = schemaError(read.definitions, read.warnings) ?? refusalOf(read.definitions);
  if (refusal !== undefined) return { processes: [], error: `'${name}': ${refusal}` };
  const processes = parseProcesses(read.definitions);
  const loop = loopRefusal(processes);
  return { processes, error: loop === undefined ? undefined : `\`${name}\`: ${loop}` };
}

async function prepareDecisions(name: string, content: string): Promise<Pick<PreparedResource, "decisions" | "error">> {
  const source = await readDecisions(content);
  if ("error" in source) return { error: `'${name}': ${UNREADABLE_DMN}` };
  const compiled = compileDecisions(source);
  return "error" in compiled ? { error: `'${name}': ${compiled.error}` } : { decisions: source, error: undefined };
}

function prepareForm(name: string, content: string): Pick<PreparedResource, "form" | "error"> {
  const form = readJsonResource(name, content, { kind: "form", shown: "form" });
  return "error" in form ? { error: form.error } : { form, error: undefined };
}

function prepareOther(name: string, content: string): Pick<PreparedResource, "other" | "error"> {
  const other = readJsonResource(name, content, { kind: "resource", shown: "res" });
  return "error" in other ? { error: other.error } : { other, error: undefined };
}
