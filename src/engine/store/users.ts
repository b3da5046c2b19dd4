import type { Db } from "./db.ts";

/** Users and groups as they are searched: they come from the settings, so they live as long as the connection. */
interface SearchedUsers {
  readonly users: readonly {
    readonly username: string;
    readonly name?: string | null | undefined;
    readonly email?: string | null | undefined;
    readonly groups: readonly string[];
  }[];
  readonly groups: readonly { readonly groupId: string; readonly name: string; readonly description: string | null }[];
}

/** Makes users and groups searchable like everything else. */
export function fillUsers(db: Db, { users, groups }: SearchedUsers): void {
  db.exec("CREATE TEMP TABLE engine_user (username TEXT PRIMARY KEY, name TEXT, email TEXT)");
  db.exec("CREATE TEMP TABLE engine_group (group_id TEXT PRIMARY KEY, name TEXT, description TEXT)");
  db.exec("CREATE TEMP TABLE engine_member (group_id TEXT, username TEXT, PRIMARY KEY (group_id, username))");
  const user = db.prepare("INSERT INTO engine_user VALUES (?, ?, ?)");
  const member = db.prepare("INSERT OR IGNORE INTO engine_member VALUES (?, ?)");
  const group = db.prepare("INSERT INTO engine_group VALUES (?, ?, ?)");
  for (const { username, name, email, groups: own } of users) {
    user.run(username, name ?? null, email ?? null);
    for (const groupId of own) member.run(groupId, username);
  }
  for (const { groupId, name, description } of groups) group.run(groupId, name, description);
}
