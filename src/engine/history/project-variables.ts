import type { HistoryStore } from "../store/history-rows.ts";
import type { Projections } from "./projections.ts";
import { numberOf, textOf } from "./values.ts";

/** Variables with their present value. */
export function projectVariables(store: HistoryStore): Projections {
  const change = store.variable.updater("value");
  return {
    VARIABLE: ({ intent, key, value }) => {
      switch (intent) {
        case "CREATED":
          store.variable.insert(key, {
            key,
            name: textOf(value, "name"),
            value: textOf(value, "value"),
            scope_key: numberOf(value, "scopeKey"),
            instance_key: numberOf(value, "processInstanceKey"),
            definition_key: numberOf(value, "processDefinitionKey"),
            tenant_id: textOf(value, "tenantId"),
          });
          break;
        case "UPDATED":
          change(key, textOf(value, "value"));
          break;
        case "MIGRATED":
          store.variable.update(key, { definition_key: numberOf(value, "processDefinitionKey") });
          break;
      }
    },
  };
}
