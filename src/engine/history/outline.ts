import { Parser } from "saxen";

/** Which form a none start event is linked to. */
export interface StartForm {
  readonly formId: string;
  readonly bindingType: string;
  readonly versionTag: string;
}

/** What a list or a page says of a process: its name, the names of its elements, its start form. */
interface ProcessOutline {
  readonly name: string | undefined;
  readonly elementNames: ReadonlyMap<string, string>;
  readonly startForm: StartForm | undefined;
}

interface Reading {
  process:
    { name: string | undefined; elementNames: Map<string, string>; startForm: StartForm | undefined } | undefined;
  path: string[];
}

const NAMESPACES = {
  "http://www.omg.org/spec/BPMN/20100524/MODEL": "bpmn",
  "http://camunda.org/schema/zeebe/1.0": "zeebe",
};

/** Reads the outline of one process of a BPMN file; undefined when the file has no such process. */
export function outlineOf(xml: string, processId: string): ProcessOutline | undefined {
  const reading: Reading = { process: undefined, path: [] };
  let isInside = false;
  new Parser()
    .ns(NAMESPACES)
    .on("openTag", (tag, attributes, decode) => {
      const read = (name: string): string | undefined => decoded(attributes()[name], decode);
      if (tag === "bpmn:process" && read("id") === processId) {
        isInside = true;
        reading.process = { name: read("name"), elementNames: new Map(), startForm: undefined };
      }
      if (isInside) enter(reading, tag, read);
    })
    .on("closeTag", (tag) => {
      reading.path.pop();
      if (tag === "bpmn:process") isInside = false;
    })
    .parse(xml);
  return reading.process;
}

type ReadAttribute = (name: string) => string | undefined;

function enter(reading: Reading, tag: string, read: ReadAttribute): void {
  reading.path.push(tag);
  const { process, path } = reading;
  if (process === undefined) return;
  const id = read("id");
  const name = read("name");
  if (id !== undefined && name !== undefined && tag.startsWith("bpmn:")) process.elementNames.set(id, name);
  if (tag === "zeebe:formDefinition" && path[1] === "bpmn:startEvent") process.startForm ??= startFormOf(read);
}

function startFormOf(read: ReadAttribute): StartForm | undefined {
  const formId = read("formId");
  if (formId === undefined) return undefined;
  return { formId, bindingType: read("bindingType") ?? "latest", versionTag: read("versionTag") ?? "" };
}

function decoded(text: string | undefined, decode: (text: string) => string): string | undefined {
  return text === undefined ? undefined : decode(text);
}
