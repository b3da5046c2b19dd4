import { parse } from "yaml";
import { z } from "zod";

const NAME = z.string().min(1).max(256);

const USER = z
  .strictObject({
    username: NAME,
    /** Either the password itself, or its hash: `kim engine hash-password`. */
    password: z.string().min(1).optional(),
    passwordHash: z
      .string()
      .regex(/^scrypt\$\d+\$\d+\$\d+\$[\w+/=]+\$[\w+/=]+$/, "expected a hash of `kim engine hash-password`")
      .optional(),
    name: z.string().nullish(),
    email: z.string().nullish(),
    groups: z.array(NAME).default([]),
  })
  .refine(({ password, passwordHash }) => (password === undefined) !== (passwordHash === undefined), {
    error: "expected either password or passwordHash",
  });

const GROUP = z.strictObject({ groupId: NAME, name: z.string().optional(), description: z.string().optional() });

const USERS = z.strictObject({ users: z.array(USER).min(1), groups: z.array(GROUP).default([]) });

/** Somebody who may use the engine. */
export type EngineUser = z.infer<typeof USER>;

/** A group of users. */
export interface EngineGroup {
  readonly groupId: string;
  readonly name: string;
  readonly description: string | null;
}

/** Who may use the engine; nobody listed means that everybody may. */
export interface EngineUsers {
  readonly users: readonly EngineUser[];
  readonly groups: readonly EngineGroup[];
}

/** The list of users is not what it should be; thrown when an engine with users is started. */
class UsersInvalid extends Error {
  readonly code = "ENGINE_USERS_INVALID";
}

/** Reads a list of users from YAML or JSON; throws UsersInvalid with a line for each problem. */
export function parseUsers(text: string): EngineUsers {
  const parsed = USERS.safeParse(documentOf(text));
  if (!parsed.success) {
    const lines = parsed.error.issues.map(({ path, message }) => `${path.map(String).join(".") || "list"}: ${message}`);
    throw new UsersInvalid(`Expected a list of users, but:\n${lines.join("\n")}`);
  }
  const { users, groups } = parsed.data;
  const twice = users.map(({ username }) => username).find((name, at, all) => all.indexOf(name) !== at);
  if (twice !== undefined) throw new UsersInvalid(`Expected each user name once, but '${twice}' is there twice`);
  return { users, groups: withMentioned(groups, users) };
}

function documentOf(text: string): unknown {
  try {
    return parse(text);
  } catch (cause) {
    throw new UsersInvalid("Expected a list of users in YAML or JSON, but it could not be read", { cause });
  }
}

/** A group that a user names is there even when it is not described. */
function withMentioned(groups: z.infer<typeof USERS>["groups"], users: readonly EngineUser[]): EngineGroup[] {
  const described = new Map(groups.map((group) => [group.groupId, group]));
  const ids = new Set([...described.keys(), ...users.flatMap((user) => user.groups)]);
  return [...ids].map((groupId) => {
    const { name, description } = described.get(groupId) ?? {};
    return { groupId, name: name ?? groupId, description: description ?? null };
  });
}
