import { createHash, hash, timingSafeEqual } from "node:crypto";
import { hashOfNobody, isPassword } from "../../platform/password.ts";
import type { EngineUser, EngineUsers } from "./users.ts";

/** Who asks. */
export type Principal = { readonly kind: "anonymous" } | { readonly kind: "user"; readonly user: EngineUser };

/** Whoever asks an engine without users. */
export const ANONYMOUS: Principal = { kind: "anonymous" };

/** Tells who asks; both faces use the same one. */
export interface Authenticator extends EngineUsers {
  /** Who sends this `Authorization` header (HTTP) or metadata (gRPC); undefined for nobody who may ask. */
  readonly authenticate: (authorization: string | undefined) => Promise<Principal | undefined>;
}

/** Basic authentication against the given users; without users everybody is anonymous and may ask. */
export function createAuthenticator(known: EngineUsers): Authenticator {
  if (known.users.length === 0) return { ...known, authenticate: () => Promise.resolve(ANONYMOUS) };
  const byName = new Map(known.users.map((user) => [user.username, user]));
  // A hash is slow on purpose; a header that was right once is known again by its digest, never by its text.
  const recognised = new Map<string, Principal>();
  return {
    ...known,
    authenticate: async (authorization) => {
      const credentials = credentialsOf(authorization);
      if (credentials === undefined) return undefined;
      const digest = hash("sha256", authorization ?? "", "base64");
      const before = recognised.get(digest);
      if (before !== undefined) return before;
      const user = byName.get(credentials.username);
      if (!(await hasPassword(user, credentials.password)) || user === undefined) return undefined;
      const principal: Principal = { kind: "user", user };
      recognised.set(digest, principal);
      return principal;
    },
  };
}

function credentialsOf(authorization: string | undefined): { username: string; password: string } | undefined {
  const [, encoded] = /^Basic +([\w+/=-]+)$/i.exec(authorization ?? "") ?? [];
  if (encoded === undefined) return undefined;
  const text = Buffer.from(encoded, "base64").toString("utf8");
  const colon = text.indexOf(":");
  return colon === -1 ? undefined : { username: text.slice(0, colon), password: text.slice(colon + 1) };
}

/** As slow for an unknown user as for a wrong password. */
async function hasPassword(user: EngineUser | undefined, password: string): Promise<boolean> {
  if (user?.password !== undefined) return timingSafeEqual(digestOf(user.password), digestOf(password));
  return isPassword(password, user?.passwordHash ?? (await hashOfNobody));
}

function digestOf(text: string): Buffer {
  return createHash("sha256").update(text.normalize("NFKC")).digest();
}
