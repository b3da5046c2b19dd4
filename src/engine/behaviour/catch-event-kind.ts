import type { ElementContext } from "../core/runtime.ts";
import type { Element } from "../model/process.ts";
import type { Result } from "./expressions.ts";

/** How one kind of event is waited for. */
export interface CatchEventKind {
  /** Evaluates what the event waits for, as the element instance sees it; gives what opens the subscription. */
  prepare(context: ElementContext, catching: Element): Result<() => void>;
  /** Closes all subscriptions of an element instance, or only those for one element. */
  close(context: ElementContext, catching?: Element): void;
}
