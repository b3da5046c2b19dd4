import type { Listener, Part } from "./bpmn.ts";
import { xml } from "./xml.ts";

/** A listener in short, "start:type", or with all that it can carry. */
export type ListenerText = string | Listener;

function listenerOf(given: ListenerText): Listener {
  if (typeof given !== "string") return given;
  const [event = "", type = ""] = given.split(":");
  return { event, type };
}

const element = (tag: string) => (given: ListenerText) => {
  const { event, type, retries } = listenerOf(given);
  return xml(tag, { eventType: event, type, retries });
};

/** The extension element that lists execution listeners. */
export const executionListeners = (...all: readonly ListenerText[]): string =>
  xml("zeebe:executionListeners", {}, all.map(element("zeebe:executionListener")));

/** The extension element that lists task listeners. */
export const taskListeners = (...all: readonly ListenerText[]): string =>
  xml("zeebe:taskListeners", {}, all.map(element("zeebe:taskListener")));

/** The same element with execution listeners. */
export const listening = (part: Part, ...all: readonly ListenerText[]): Part => ({
  ...part,
  extensions: [...part.extensions, executionListeners(...all)],
});
