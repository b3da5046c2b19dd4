import { PLAIN, SHOWN, text, type Condition, type Entity } from "./history-entity.ts";

/** Users of the engine, from its settings. */
export const USERS = {
  name: "User",
  from: "engine_user t",
  id: text("t.username"),
  fields: { username: text("t.username"), name: text("t.name"), email: text("t.email") },
} satisfies Entity;

/** Groups of users, from the engine's settings. */
export const GROUPS = {
  name: "Group",
  from: "engine_group t",
  id: text("t.group_id"),
  fields: { groupId: text("t.group_id"), name: text("t.name", PLAIN), description: text("t.description", SHOWN) },
} satisfies Entity;

/** Members of groups. */
export const MEMBERS = {
  name: "Group member",
  from: "engine_member t",
  id: text("t.username"),
  fields: { username: text("t.username", { filter: "none" }) },
} satisfies Entity;

/** Members of one group. */
export function membersOf(groupId: string): Condition {
  return { sql: "t.group_id = ?", params: [groupId] };
}
