import { linkTarget } from "./links.ts";
import { linkProcess, type Element, type ExecutableProcess } from "./process.ts";
import type { ElementType, ProcessSource } from "./source.ts";

/** Elements that do their work at once: only a loop with one of them is refused. */
const WORKING: ReadonlySet<ElementType> = new Set<ElementType>([
  "MANUAL_TASK",
  "TASK",
  "CALL_ACTIVITY",
  "INTERMEDIATE_THROW_EVENT",
  "SCRIPT_TASK",
  "BUSINESS_RULE_TASK",
]);
const PASSING: ReadonlySet<ElementType> = new Set<ElementType>([
  ...WORKING,
  "EXCLUSIVE_GATEWAY",
  "INCLUSIVE_GATEWAY",
  "PARALLEL_GATEWAY",
  "START_EVENT",
  "END_EVENT",
  "SUB_PROCESS",
  "MULTI_INSTANCE_BODY",
]);

/** A loop in which nothing ever waits would run for ever: gives Zeebe's refusal; undefined when there is none. */
export function loopRefusal(sources: readonly ProcessSource[]): string | undefined {
  const processes = sources.map(linkProcess);
  const found = processes.flatMap((process) => {
    const loop = loopIn(process, processes);
    return loop === undefined ? [] : [`- Process: ${process.root.id}\n    - ERROR: ${textOf(loop)}\n`];
  });
  return found.length === 0 ? undefined : found.join("");
}

const textOf = (loop: readonly Element[]): string =>
  `Processes are not allowed to contain a straight-through processing loop: ${loop.map(({ id }) => id).join(" > ")}`;

function loopIn(process: ExecutableProcess, all: readonly ExecutableProcess[]): readonly Element[] | undefined {
  const starts = process.elements.filter(({ type }) => WORKING.has(type)).toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const clean = new Set<Element>();
  for (const start of starts) {
    const loop = new Walk(all, clean).from(start);
    if (loop !== undefined) return loop;
  }
  return undefined;
}

/** An element on the way, with what follows it. */
interface Step {
  readonly element: Element;
  readonly following: readonly Element[];
  next: number;
}

/** Follows all ways from an element, deepest first and without recursion; each element is gone through once, whatever the number of ways to it. */
class Walk {
  readonly #all: readonly ExecutableProcess[];
  /** Elements that no loop goes through. */
  readonly #clean: Set<Element>;
  readonly #steps: Step[] = [];
  readonly #path: Element[] = [];
  readonly #onPath = new Set<Element>();

  constructor(all: readonly ExecutableProcess[], clean: Set<Element>) {
    this.#all = all;
    this.#clean = clean;
  }

  from(start: Element): readonly Element[] | undefined {
    this.#enter(start);
    for (let step = this.#steps.at(-1); step !== undefined; step = this.#steps.at(-1)) {
      const following = step.following[step.next];
      step.next += 1;
      if (following === undefined) this.#leave(step);
      else if (this.#onPath.has(following)) return [...this.#path.slice(this.#path.indexOf(following)), following];
      else this.#enter(following);
    }
    return undefined;
  }

  #enter(element: Element): void {
    if (this.#clean.has(element) || !passesAtOnce(element)) return;
    this.#steps.push({ element, following: followers(element, this.#all), next: 0 });
    if (element.type === "MULTI_INSTANCE_BODY") return;
    this.#path.push(element);
    this.#onPath.add(element);
  }

  #leave({ element }: Step): void {
    this.#steps.pop();
    this.#clean.add(element);
    if (this.#onPath.delete(element)) this.#path.pop();
  }
}

/** Script and rule tasks that are jobs wait for a worker, message throw events too. */
function passesAtOnce({ type, job, event }: Element): boolean {
  if (type === "INTERMEDIATE_CATCH_EVENT") return event?.kind === "link";
  return PASSING.has(type) && job === undefined;
}

function followers(element: Element, all: readonly ExecutableProcess[]): readonly Element[] {
  if (element.type === "SUB_PROCESS") return element.startEvents;
  if (element.type === "MULTI_INSTANCE_BODY") return element.inner === undefined ? [] : [element.inner];
  if (element.type === "CALL_ACTIVITY") {
    const called = all.find(({ root }) => root.id === element.call?.id);
    return called?.root.startEvents.filter(({ eventType }) => eventType === "NONE") ?? [];
  }
  const target = linkTarget(element);
  if (target !== undefined) return [target];
  const flows = element.outgoing.length > 0 ? element.outgoing : (element.container?.outgoing ?? []);
  return flows.map(({ to }) => to);
}
