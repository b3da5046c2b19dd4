import { bufferHashOf, inJavaOrder } from "../core/hash-order.ts";
import type { JsonObject } from "../core/record.ts";
import { parametersIn } from "./ad-hoc-parameters.ts";
import type { Element } from "../model/process.ts";
import type { ElementType } from "../model/source.ts";

const NEVER: ReadonlySet<ElementType> = new Set<ElementType>(["START_EVENT", "BOUNDARY_EVENT", "EVENT_SUB_PROCESS"]);
const known = new WeakMap<Element, readonly Element[]>();

/** The elements of an ad-hoc sub-process that can be activated: those to which no other leads, in the order in which Zeebe keeps them. */
export function startableIn(adHoc: Element): readonly Element[] {
  const found = known.get(adHoc);
  if (found !== undefined) return found;
  const inner = adHoc.children.find(({ type }) => type === "AD_HOC_SUB_PROCESS_INNER_INSTANCE");
  const elements = inJavaOrder(inner?.children ?? [], bufferHashOf).filter(
    ({ type, incoming }) => incoming.length === 0 && !NEVER.has(type),
  );
  const ordered = inJavaOrder(elements);
  known.set(adHoc, ordered);
  return ordered;
}

/** What an ad-hoc sub-process tells of its elements, for whoever chooses among them. */
export function adHocMetadata(adHoc: Element): readonly JsonObject[] {
  return startableIn(adHoc).map((body) => {
    const element = body.inner ?? body;
    const { name = "", documentation = "", properties = {} } = element;
    const parameters = element.inputs.flatMap(({ source }) => parametersIn(source));
    return {
      elementId: element.id,
      ...(name === "" ? {} : { elementName: name }),
      ...(documentation === "" ? {} : { documentation }),
      ...(Object.keys(properties).length === 0 ? {} : { properties }),
      ...(parameters.length === 0 ? {} : { parameters }),
    };
  });
}
