import { z } from "zod";

/** One user for each role of the demo: the log-ins of the portal's demo accounts. */
const USERS = [
  "cm-troisdorf",
  "cm-siegburg",
  "cm-hennef",
  "cm-bornheim",
  "koordination",
  "ki-leitung",
  "geschaeftsstelle",
  "pg-wohnen",
] as const;

/** A user of Tasklist and Operate; the password is the name. */
export type StackUser = (typeof USERS)[number] | "demo";

/**
 * Adds the users. Tasklist and Operate 8.6 without an identity service keep theirs in an index of their own and offer no API
 * for more; a document in that index is a user.
 */
export async function addUsers(search: string): Promise<void> {
  const index = await userIndex(search);
  for (const name of USERS) {
    const user = { id: name, userId: name, displayName: name, password: `{noop}${name}`, roles: ["OWNER"] };
    const answer = await fetch(`${search}/${index}/_doc/${name}?refresh=true`, {
      method: "PUT",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(user),
    });
    if (!answer.ok) throw new Error(`Expected OpenSearch to take the user ${name}, but it said ${await answer.text()}`);
  }
}

/** The index that holds the user "demo". */
async function userIndex(search: string): Promise<string> {
  const answer = await fetch(`${search}/operate-user-*,tasklist-user-*/_search?q=userId:demo`);
  const { hits } = z
    .object({ hits: z.object({ hits: z.array(z.object({ _index: z.string() })).min(1) }) })
    .parse(await answer.json());
  return hits.hits[0]?._index ?? "";
}

/** Whether there is such a user. */
export function isStackUser(name: string): name is StackUser {
  return name === "demo" || USERS.some((user) => user === name);
}
