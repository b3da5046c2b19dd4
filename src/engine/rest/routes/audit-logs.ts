import { AUDIT_LOGS, ofUserTask, USER_TASK_AUDIT_LOGS } from "../../store/audit-entity.ts";
import { USER_TASKS } from "../../store/history-entities.ts";
import { notFound } from "../problem.ts";
import { ok, query, type Route } from "../route.ts";
import { noBody } from "../schemas.ts";
import { searchAnswer, searchSchema, toSearch } from "../search.ts";

/** Operations on the log of who asked for what. */
export const AUDIT_LOG_ROUTES: readonly Route[] = [
  query({
    operation: "searchAuditLogs",
    body: searchSchema(AUDIT_LOGS),
    query: ({ history }, { body }) => ok(searchAnswer(history.find(AUDIT_LOGS, toSearch(AUDIT_LOGS, body)))),
  }),
  query({
    operation: "getAuditLog",
    body: noBody,
    query: ({ history }, { key }) => {
      const found = history.get(AUDIT_LOGS, key("auditLogKey"));
      if (found === undefined) throw notFound("Audit Log", String(key("auditLogKey")));
      return ok(found);
    },
  }),
  query({
    operation: "searchUserTaskAuditLogs",
    body: searchSchema(USER_TASK_AUDIT_LOGS),
    query: ({ history }, { body, key }) => {
      const userTaskKey = key("userTaskKey");
      if (history.get(USER_TASKS, userTaskKey) === undefined) throw notFound("User Task", String(userTaskKey));
      const search = toSearch(USER_TASK_AUDIT_LOGS, body);
      const conditions = [...search.conditions, ofUserTask(userTaskKey)];
      return ok(searchAnswer(history.find(USER_TASK_AUDIT_LOGS, { ...search, conditions })));
    },
  }),
];
