import type { ElementSource, ProcessSource } from "../model/source.ts";
import { inHashOrder, javaCapacity } from "../core/hash-order.ts";
import type { PreparedResource } from "./prepared.ts";

/** What a deployment brings, by kind. */
interface Contents {
  readonly process: ReadonlySet<string>;
  readonly decision: ReadonlySet<string>;
  readonly form: ReadonlySet<string>;
}

interface Binding {
  readonly kind: keyof Contents;
  readonly id: string;
  readonly extension: string;
}

/** Refuses models that are bound to something in their deployment which is not there; the real engine looks at the top level only. */
export function bindingRefusals(resources: readonly PreparedResource[]): string[] {
  const contents = contentsOf(resources);
  return resources.flatMap(({ name, processes }) => {
    const problems = processes.flatMap((process) => problemsOf(process, contents));
    return problems.length === 0 ? [] : [`'${name}':\n${problems.join("")}`];
  });
}

function contentsOf(resources: readonly PreparedResource[]): Contents {
  return {
    process: new Set(resources.flatMap(({ processes }) => processes.map(({ id }) => id))),
    decision: new Set(resources.flatMap(({ decisions }) => (decisions?.decisions ?? []).map(({ id }) => id))),
    form: new Set(resources.flatMap(({ form }) => (form === undefined ? [] : [form.id]))),
  };
}

function problemsOf(process: ProcessSource, contents: Contents): string[] {
  const elements = process.elements.filter(({ scope }) => scope === process.id);
  const capacity = javaCapacity(process.elements.length + process.flows.length);
  return inHashOrder(elements, capacity).flatMap((element) => {
    const binding = bindingOf(element);
    if (binding === undefined || binding.id.startsWith("=") || contents[binding.kind].has(binding.id)) return [];
    const missing = `Expected to find ${binding.kind} with id '${binding.id}' in current deployment, but not found.`;
    return [`- Element: ${element.id} > extensionElements > ${binding.extension}\n    - ERROR: ${missing}\n`];
  });
}

function bindingOf({ type, call, userTask }: ElementSource): Binding | undefined {
  if (call?.bindingType === "deployment") {
    const isProcess = type === "CALL_ACTIVITY";
    const [kind, extension] = isProcess
      ? (["process", "calledElement"] as const)
      : (["decision", "calledDecision"] as const);
    return { kind, id: call.id, extension };
  }
  if (userTask?.bindingType !== "deployment" || userTask.formId === undefined) return undefined;
  return { kind: "form", id: userTask.formId, extension: "formDefinition" };
}
