import type { Db } from "../store/db.ts";
import { historyFrom, shownAsActive } from "../store/inspect.ts";
import type { RecordLog } from "../store/log.ts";
import type { SeenElements } from "./check-elements.ts";
import type { Findings } from "./findings.ts";

/** Checks that the read tables, with the records that they do not show yet, call those process instances active that run. */
export function checkHistory(parts: { db: Db; log: RecordLog; elements: SeenElements; findings: Findings }): void {
  const { elements, findings } = parts;
  const active = activeInstances(parts);
  if (active === undefined) return;
  for (const key of active) {
    if (elements.get(key)?.isProcess !== true)
      findings.add("history", `Expected process instance ${key} to run, as its history says, but it does not`);
  }
  for (const [key, { isProcess }] of elements) {
    if (isProcess && !active.has(key))
      findings.add("history", `Expected the history to show that process instance ${key} runs, but it does not`);
  }
}

function activeInstances({ db, log }: { db: Db; log: RecordLog }): ReadonlySet<number> | undefined {
  const shown = shownAsActive(db);
  if (shown === undefined) return undefined;
  const active = new Set(shown);
  for (let records = log.next(historyFrom(db)); records.length > 0;) {
    for (const { key, intent, value, valueType } of records) {
      if (valueType !== "PROCESS_INSTANCE" || value["bpmnElementType"] !== "PROCESS") continue;
      if (intent === "ELEMENT_ACTIVATING") active.add(key);
      if (intent === "ELEMENT_COMPLETED" || intent === "ELEMENT_TERMINATED") active.delete(key);
    }
    records = log.next((records.at(-1)?.position ?? 0) + 1);
  }
  return active;
}
