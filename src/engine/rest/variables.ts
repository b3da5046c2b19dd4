import { z } from "zod";
import { VARIABLES } from "../store/history-entities.ts";
import { text, type Condition } from "../store/history-entity.ts";
import { valueLongerThan, type VariableFilter } from "../store/history-conditions.ts";
import type { HistorySearch, Item } from "../store/history-search.ts";
import type { Answer, RestRequest } from "./route.ts";
import { ok } from "./route.ts";
import {
  extraFilter,
  fieldSchema,
  searchAnswer,
  searchSchema,
  toSearch,
  type ExtraFilters,
  type SearchBody,
} from "./search.ts";

/** How much of a value a list shows unless the request asks for all: Camunda's limit. */
const PREVIEW_LENGTH = 8191;

/** A filter by variables of a scope: names and values as JSON texts. */
export const variableFilters: z.ZodType<VariableFilter[]> = z.array(
  z.strictObject({ name: z.string(), value: fieldSchema("value", text("")) }),
);

const EXTRAS: ExtraFilters = {
  isTruncated: extraFilter(z.boolean(), (isWanted) => [valueLongerThan(PREVIEW_LENGTH, isWanted)]),
};

/** The schema of a search for variables. */
export const VARIABLE_SEARCH = searchSchema(VARIABLES, EXTRAS);

/** The answer to a search for variables, within the given conditions. */
export function variableAnswer(
  history: HistorySearch,
  what: { body: SearchBody; request: RestRequest; within: readonly Condition[] },
): Answer {
  const search = toSearch(VARIABLES, what.body, EXTRAS);
  const found = history.find(VARIABLES, { ...search, conditions: [...search.conditions, ...what.within] });
  const isWhole = what.request.query.get("truncateValues") === "false";
  return ok(
    searchAnswer(
      found,
      found.items.map((item) => preview(item, isWhole)),
    ),
  );
}

function preview(item: Item, isWhole: boolean): Item {
  const value = String(item["value"]);
  const isTruncated = !isWhole && value.length > PREVIEW_LENGTH;
  return { ...item, value: isTruncated ? value.slice(0, PREVIEW_LENGTH) : value, isTruncated };
}
