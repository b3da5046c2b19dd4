import { z } from "zod";
import type { CamundaClient } from "../client.ts";
import { OURS, TASK_WORKER, type IdentityPlan } from "./plan.ts";

/** A group as Camunda's identity has it. */
export interface CurrentGroup {
  readonly groupId: string;
  readonly name: string;
  readonly description: string;
  readonly members: readonly string[];
}

/** An authorization as Camunda's identity has it; one for a property of a resource has no resource id. */
export interface CurrentAuthorization {
  readonly authorizationKey: string;
  readonly ownerId: string;
  readonly resourceType: string;
  readonly resourceId: string | null;
  readonly permissionTypes: readonly string[];
}

/** What Camunda's identity holds now, as far as a plan is compared with it. */
export interface CurrentIdentity {
  readonly users: ReadonlyMap<string, { readonly name: string; readonly email: string }>;
  /** The groups of the plan, and others that we made earlier. */
  readonly groups: ReadonlyMap<string, CurrentGroup>;
  readonly taskWorkers: readonly string[];
  /** Those of the groups above. */
  readonly authorizations: readonly CurrentAuthorization[];
}

const PAGE = 1000;

/** One look: what is not there yet is worked out from what the answer lacks. */
const NOW = { consistency: { waitUpToMs: 0 } } as const;

/** Reads what a plan is compared with. Throws what the client throws. */
export async function currentIdentity(camunda: CamundaClient, plan: IdentityPlan): Promise<CurrentIdentity> {
  const users = await all((page) => camunda.searchUsers({ page }, NOW));
  const groups = await currentGroups(camunda, plan);
  const workers = await all((page) => camunda.searchGroupsForRole({ roleId: TASK_WORKER, page }, NOW));
  const filter = { ownerType: "GROUP" } as const;
  const authorizations = await all((page) => camunda.searchAuthorizations({ filter, page }, NOW));
  return {
    users: new Map(users.map(({ username, name, email }) => [username, { name: name ?? "", email: email ?? "" }])),
    groups: new Map(groups.map((group) => [group.groupId, group])),
    taskWorkers: workers.map(({ groupId }) => groupId),
    authorizations: authorizations.filter(({ ownerId }) => groups.some(({ groupId }) => groupId === ownerId)),
  };
}

async function currentGroups(camunda: CamundaClient, plan: IdentityPlan): Promise<CurrentGroup[]> {
  const planned = new Set(plan.groups.map(({ groupId }) => groupId));
  const found = await all((page) => camunda.searchGroups({ page }, NOW));
  const groups: CurrentGroup[] = [];
  for (const { groupId, name, description } of found) {
    if (!planned.has(groupId) && description !== OURS) continue;
    const members = await all((page) => camunda.searchUsersForGroup({ groupId, page }, NOW));
    groups.push({ groupId, name, description: description ?? "", members: members.map(({ username }) => username) });
  }
  return groups;
}

interface Page<T> {
  readonly items: readonly T[];
  readonly page: { readonly endCursor: unknown; readonly totalItems: number; readonly hasMoreTotalItems: boolean };
}

const CURSOR = z.string().nullable();

/** All pages of a search, by cursor. */
async function all<T>(search: (page: { limit: number; after: string } | { limit: number }) => PromiseLike<Page<T>>) {
  const items: T[] = [];
  for (let after: string | null = null; ;) {
    const { items: more, page }: Page<T> = await search(after === null ? { limit: PAGE } : { limit: PAGE, after });
    items.push(...more);
    after = CURSOR.parse(page.endCursor);
    const isComplete = items.length >= page.totalItems && !page.hasMoreTotalItems;
    if (after === null || more.length === 0 || isComplete) return items;
  }
}
