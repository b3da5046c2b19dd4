import { INCIDENTS, PROCESS_INSTANCES } from "../store/history-entities.ts";
import type { Condition, Entity } from "../store/history-entity.ts";
import type { FieldFilter, HistorySearch, Item } from "../store/history-search.ts";

/** What a batch operation works on, each with its process instance. */
export type BatchItems = readonly { readonly itemKey: number; readonly processInstanceKey: number }[];

const PAGE = 10_000;

interface Wanted {
  readonly conditions?: readonly Condition[];
  readonly filter?: Readonly<Record<string, FieldFilter>>;
}

/** Everything that fits, however much it is. */
export function itemsOf(history: HistorySearch, entity: Entity, { conditions = [], filter = {} }: Wanted): Item[] {
  const found: Item[] = [];
  for (let from = 0; ; from += PAGE) {
    const { items } = history.find(entity, { conditions, filter, sort: [], page: { limit: PAGE, from } });
    found.push(...items);
    if (items.length < PAGE) return found;
  }
}

type Selection = (history: HistorySearch) => BatchItems;

/** Running process instances; only those that nobody called where "roots" are wanted. */
export function runningInstances(conditions: readonly Condition[], which: "all" | "roots"): Selection {
  const filter = { state: "ACTIVE", ...(which === "roots" ? { parentProcessInstanceKey: { $exists: false } } : {}) };
  return (history) => instances(history, { conditions, filter });
}

/** Process instances that have ended. */
export function endedInstances(conditions: readonly Condition[]): Selection {
  const filter = { state: { $in: ["COMPLETED", "TERMINATED"] } };
  return (history) => instances(history, { conditions, filter });
}

function instances(history: HistorySearch, wanted: Wanted): BatchItems {
  return itemsOf(history, PROCESS_INSTANCES, wanted).map((item) => {
    const key = Number(item["processInstanceKey"]);
    return { itemKey: key, processInstanceKey: key };
  });
}

/** The open incidents of process instances. */
export function openIncidents(conditions: readonly Condition[]): Selection {
  return (history) =>
    instances(history, { conditions, filter: { hasIncident: true } }).flatMap(({ processInstanceKey }) => {
      const filter = { processInstanceKey, state: "ACTIVE" };
      const incidents = itemsOf(history, INCIDENTS, { filter });
      return incidents.map((item) => ({ itemKey: Number(item["incidentKey"]), processInstanceKey }));
    });
}
