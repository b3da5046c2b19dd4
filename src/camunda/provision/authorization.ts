/** What a group may do with a thing, or with all of a kind ("*"), in the words of Camunda's identity. */
export interface Authorization {
  readonly ownerType: "GROUP";
  readonly ownerId: string;
  readonly resourceType: ResourceType;
  readonly resourceId: string;
  readonly permissionTypes: readonly Permission[];
}

/** Kinds of things that our groups have rights to. */
type ResourceType =
  "COMPONENT" | "PROCESS_DEFINITION" | "DECISION_DEFINITION" | "DECISION_REQUIREMENTS_DEFINITION" | "RESOURCE";

/** Rights that our groups have. */
type Permission =
  | "ACCESS"
  | "CANCEL_PROCESS_INSTANCE"
  | "CREATE"
  | "CREATE_PROCESS_INSTANCE"
  | "MODIFY_PROCESS_INSTANCE"
  | "READ"
  | "READ_DECISION_DEFINITION"
  | "READ_DECISION_INSTANCE"
  | "READ_PROCESS_DEFINITION"
  | "READ_PROCESS_INSTANCE"
  | "UPDATE_PROCESS_INSTANCE";
