import type { Element } from "./process.ts";

/** The catch event that a link throw event goes on at; undefined for every other element. */
export function linkTarget({ event, type, container }: Element): Element | undefined {
  if (event?.kind !== "link" || type !== "INTERMEDIATE_THROW_EVENT") return undefined;
  return container?.children.find(
    (other) =>
      other.type === "INTERMEDIATE_CATCH_EVENT" && other.event?.kind === "link" && other.event.name === event.name,
  );
}
