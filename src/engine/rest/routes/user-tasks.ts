import { z } from "zod";
import { withAllItems, withListItem, withVariables } from "../../store/history-conditions.ts";
import { USER_TASKS } from "../../store/history-entities.ts";
import { text, type Condition } from "../../store/history-entity.ts";
import { effectiveInScopes, formByKey, inScopes, scopesOf } from "../../store/history-reads.ts";
import type { HistorySearch, Item } from "../../store/history-search.ts";
import { formAnswer } from "../forms.ts";
import { notFound } from "../problem.ts";
import { command, given, ok, query, type Parsed, type Route, type Services } from "../route.ts";
import { noBody, optionalText, required, variables } from "../schemas.ts";
import {
  extraFilter,
  fieldSchema,
  searchAnswer,
  searchSchema,
  toSearch,
  type ExtraFilters,
  type SearchBody,
} from "../search.ts";
import { variableAnswer, VARIABLE_SEARCH, variableFilters } from "../variables.ts";

const EXTRAS: ExtraFilters = {
  candidateGroup: extraFilter(fieldSchema("candidateGroup", text("")), (wanted) =>
    withListItem("t.candidate_groups", wanted),
  ),
  candidateUser: extraFilter(fieldSchema("candidateUser", text("")), (wanted) =>
    withListItem("t.candidate_users", wanted),
  ),
  processInstanceVariables: extraFilter(variableFilters, (wanted) => withVariables("t.instance_key", wanted)),
  localVariables: extraFilter(variableFilters, (wanted) => withVariables("t.element_instance_key", wanted)),
  tags: extraFilter(z.array(z.string()), (wanted) => withAllItems("i.tags", wanted)),
};

const dateOrEmpty = z.union([z.literal(""), z.iso.datetime({ offset: true })]).nullish();

const CHANGESET = z.strictObject({
  dueDate: dateOrEmpty,
  followUpDate: dateOrEmpty,
  candidateUsers: z.array(z.string()).nullish(),
  candidateGroups: z.array(z.string()).nullish(),
  priority: z.int().gte(0).lte(100).nullish(),
});

const UPDATE = z
  .strictObject({ changeset: CHANGESET.nullish(), action: optionalText })
  .nullish()
  .refine((body) => typeof body?.action === "string" || Object.values(body?.changeset ?? {}).some(isGiven), {
    error:
      'No update data provided. Provide at least an "action" or a non-null value for a supported attribute in the "changeset"',
  });

const isGiven = (value: unknown): boolean => value !== undefined && value !== null;

/** Operations on user tasks: what a task list does. */
export const USER_TASK_ROUTES: readonly Route[] = [
  command({
    operation: "assignUserTask",
    mayWait: true,
    body: z.strictObject({ assignee: required, allowOverride: z.boolean().nullish(), action: optionalText }),
    command: ({ body, key }) => ({
      valueType: "USER_TASK",
      intent: body.allowOverride === false ? "CLAIM" : "ASSIGN",
      key: key("userTaskKey"),
      value: { userTaskKey: key("userTaskKey"), assignee: body.assignee, action: actionOf(body.action, "assign") },
    }),
  }),
  command({
    operation: "unassignUserTask",
    mayWait: true,
    body: noBody,
    command: ({ key }) => ({
      valueType: "USER_TASK",
      intent: "ASSIGN",
      key: key("userTaskKey"),
      value: { userTaskKey: key("userTaskKey"), assignee: "", action: "unassign" },
    }),
  }),
  command({
    operation: "completeUserTask",
    mayWait: true,
    body: z.strictObject({ variables, action: optionalText }).nullish(),
    command: ({ body, key }) => ({
      valueType: "USER_TASK",
      intent: "COMPLETE",
      key: key("userTaskKey"),
      value: {
        userTaskKey: key("userTaskKey"),
        variables: body?.variables ?? {},
        action: actionOf(body?.action, "complete"),
      },
    }),
  }),
  command({
    operation: "updateUserTask",
    mayWait: true,
    body: UPDATE,
    command: ({ body, key }) => {
      const { candidateUsers, candidateGroups, ...others } = body?.changeset ?? {};
      const changes = given({ ...others, candidateUsersList: candidateUsers, candidateGroupsList: candidateGroups });
      return {
        valueType: "USER_TASK",
        intent: "UPDATE",
        key: key("userTaskKey"),
        value: {
          userTaskKey: key("userTaskKey"),
          ...changes,
          changedAttributes: Object.keys(changes),
          action: actionOf(body?.action, "update"),
        },
      };
    },
  }),
  query({
    operation: "getUserTask",
    body: noBody,
    query: ({ history }, parsed) => ok(taskOf(history, parsed.key("userTaskKey"))),
  }),
  query({
    operation: "getUserTaskForm",
    body: noBody,
    query: ({ history }, parsed) => {
      const { formKey } = taskOf(history, parsed.key("userTaskKey"));
      return formAnswer(typeof formKey === "string" ? formByKey(history, Number(formKey)) : undefined);
    },
  }),
  query({
    operation: "searchUserTasks",
    body: searchSchema(USER_TASKS, EXTRAS),
    query: ({ history }, { body }) => ok(searchAnswer(history.find(USER_TASKS, toSearch(USER_TASKS, body, EXTRAS)))),
  }),
  query({ operation: "searchUserTaskVariables", body: VARIABLE_SEARCH, query: variablesOf(inScopes) }),
  query({
    operation: "searchUserTaskEffectiveVariables",
    body: VARIABLE_SEARCH,
    query: variablesOf(effectiveInScopes),
  }),
];

function actionOf(action: string | null | undefined, otherwise: string): string {
  return action === undefined || action === null || action === "" ? otherwise : action;
}

function taskOf(history: HistorySearch, key: number): Item {
  const task = history.get(USER_TASKS, key);
  if (task === undefined) throw notFound("User Task", String(key));
  return task;
}

function variablesOf(within: (scopes: readonly number[]) => Condition) {
  return ({ history }: Services, { body, key, request }: Parsed<SearchBody>) => {
    const task = taskOf(history, key("userTaskKey"));
    const scopes = scopesOf(history, Number(task["elementInstanceKey"]));
    return variableAnswer(history, { body, request, within: [within(scopes)] });
  };
}
