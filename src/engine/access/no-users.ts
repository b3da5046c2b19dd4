import type { EngineUsers } from "./users.ts";

/** An engine that everybody may use. */
export const NO_USERS: EngineUsers = { users: [], groups: [] };
