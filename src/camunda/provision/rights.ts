import type { Authorization } from "./authorization.ts";

type Right = Omit<Authorization, "ownerType" | "ownerId">;

/** The process that people start themselves, by a form. */
const REPORT_PROCESS = "meldung";

const TASKLIST: Right = { resourceType: "COMPONENT", resourceId: "tasklist", permissionTypes: ["ACCESS"] };

const REPORTING: Right = {
  resourceType: "PROCESS_DEFINITION",
  resourceId: REPORT_PROCESS,
  permissionTypes: ["CREATE_PROCESS_INSTANCE", "READ_PROCESS_DEFINITION"],
};

/** Operate, with everything that it shows. */
const WATCHING: readonly Right[] = [
  { resourceType: "COMPONENT", resourceId: "operate", permissionTypes: ["ACCESS"] },
  {
    resourceType: "DECISION_DEFINITION",
    resourceId: "*",
    permissionTypes: ["READ_DECISION_DEFINITION", "READ_DECISION_INSTANCE"],
  },
  { resourceType: "DECISION_REQUIREMENTS_DEFINITION", resourceId: "*", permissionTypes: ["READ"] },
];

/**
 * Rights beyond one's tasks, by group. Nobody gets a right to the user tasks of a whole process: that would show everybody's tasks to
 * everybody, whatever the role "task-worker" says.
 */
const OF_ROLES: Readonly<Record<string, readonly Right[]>> = {
  administration: [
    ...WATCHING,
    {
      resourceType: "PROCESS_DEFINITION",
      resourceId: "*",
      permissionTypes: [
        "CANCEL_PROCESS_INSTANCE",
        "MODIFY_PROCESS_INSTANCE",
        "READ_PROCESS_DEFINITION",
        "READ_PROCESS_INSTANCE",
        "UPDATE_PROCESS_INSTANCE",
      ],
    },
  ],
  prozessverantwortung: [
    ...WATCHING,
    {
      resourceType: "PROCESS_DEFINITION",
      resourceId: "*",
      permissionTypes: ["READ_PROCESS_DEFINITION", "READ_PROCESS_INSTANCE"],
    },
    { resourceType: "RESOURCE", resourceId: "*", permissionTypes: ["CREATE"] },
  ],
};

/** What everybody may: open Tasklist. */
export function everybodysRights(ownerId: string): Authorization[] {
  return [{ ownerType: "GROUP", ownerId, ...TASKLIST }];
}

/** What a group may beyond the tasks offered to it. */
export function rightsOfGroup(group: { readonly groupId: string; readonly reports: boolean }): Authorization[] {
  const rights = [...(OF_ROLES[group.groupId] ?? []), ...(group.reports ? [REPORTING] : [])];
  return rights.map((right) => ({ ownerType: "GROUP", ownerId: group.groupId, ...right }));
}
