import type { State } from "../store/state.ts";
import type { SeenElements } from "./check-elements.ts";
import type { Findings } from "./findings.ts";

/** Checks that variables, tokens, events and the like belong to a scope that exists. */
export function checkScopes(state: State, elements: SeenElements, findings: Findings): void {
  const groups = {
    variables: state.variables.parents(),
    "waiting tokens": state.tokens.parents(),
    "items of a multi-instance": state.loopItems.parents(),
    "the key of a message start": state.startKeys.parents(),
    // The events of a start event wait under the process itself until its instance is there.
    "triggered events": state.eventTriggers.parents().filter((key) => state.processes.get(key) === undefined),
  };
  for (const [what, parents] of Object.entries(groups)) {
    for (const parent of parents)
      if (!elements.has(parent)) findings.missing("scope of its own", what, `their scope ${parent}`);
  }
}

/** Checks that no key in use lies above the highest key ever given: it would be given again. */
export function checkKeys(state: State, findings: Findings): void {
  const given = state.meta.number("lastKey", 0);
  const tables = {
    "element instance": state.elementInstances,
    job: state.jobs,
    incident: state.incidents,
    "user task": state.userTasks,
    timer: state.timers,
    message: state.messages,
    "message subscription": state.messageSubscriptions,
    process: state.processes,
    decision: state.decisions,
    form: state.forms,
  };
  for (const [name, table] of Object.entries(tables)) {
    const greatest = table.greatestKey();
    if (greatest > given)
      findings.add("keys", `Expected no key above ${given}, the last one given, but there is ${name} ${greatest}`);
  }
}
