import { extension, nodeIn, nodesIn, textIn, typeOf } from "./moddle.ts";
import { isA } from "./tree.ts";
import type { Rule } from "./validation-rule.ts";

const BINDINGS = ["deployment", "latest", "versionTag"];

/** What is wrong with how a called resource is bound to its version. */
export const bindingErrors: Rule = (node) => {
  const type = textIn(node, "bindingType");
  const hasTag = (textIn(node, "versionTag") ?? "").trim() !== "";
  return [
    type !== undefined && !BINDINGS.includes(type) && `Attribute 'bindingType' must be one of: ${BINDINGS.join(", ")}`,
    type === "versionTag" &&
      !hasTag &&
      "Attribute 'versionTag' must be present and not empty if 'bindingType' is 'versionTag'",
    type !== "versionTag" && hasTag && "Attribute 'versionTag' may only be used if 'bindingType' is 'versionTag'",
  ];
};

/** What is wrong with the form of a user task: exactly one of the ways to name one. */
export const formErrors: Rule = (node) => {
  const host = nodeIn(nodeIn(node, "$parent"), "$parent");
  const isNative = extension(host, "zeebe:UserTask") !== undefined;
  const names = ["formId", isNative ? "externalReference" : "formKey"];
  const given = names.filter((name) => (textIn(node, name) ?? "").trim() !== "");
  const wanted = `Exactly one of the attributes '${names.join(", ")}' must be present and not blank`;
  return [
    isA(host, "bpmn:UserTask") && given.length !== 1 && `${wanted}${isNative ? " for native user tasks" : ""}`,
    ...bindingErrors(node),
  ];
};

/** What is wrong with headers: the same key twice; one without a key counts as "null". */
export const headersErrors: Rule = (node) => {
  const keys = nodesIn(node, "values").map((header) => textIn(header, "key") || "null");
  const twice = new Set(keys.filter((key, index) => keys.indexOf(key) !== index));
  return [...twice].map((key) => `Headers contain duplicate entries for key '${key}'`);
};

/** Extension elements that an element may have once, by their element. */
const SINGLE: Readonly<Record<string, readonly string[]>> = {
  "bpmn:UserTask": ["zeebe:FormDefinition"],
  "bpmn:Process": ["zeebe:VersionTag"],
};
const SINGLE_ANYWHERE = ["zeebe:IoMapping", "zeebe:ExecutionListeners", "zeebe:TaskListeners"];

/** What is wrong with the extension elements of an element: some may be there only once. */
export const repeatedExtensions: Rule = (node) => {
  const present = nodesIn(nodeIn(node, "extensionElements"), "values").map(typeOf);
  if (present.length < 2) return [];
  return [...(SINGLE[typeOf(node)] ?? []), ...SINGLE_ANYWHERE].map(
    (type) =>
      present.filter((each) => each === type).length > 1 &&
      `Must have exactly one '${nameOf(type)}' extension element when exists. ` +
        "Please check process definition XML and retain only one extension element.",
  );
};

/** "zeebe:ioMapping" of "zeebe:IoMapping". */
const nameOf = (type: string): string => type.replace(/:(.)/, (_, first: string) => `:${first.toLowerCase()}`);
