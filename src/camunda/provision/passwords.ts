import { randomBytes } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { parse, stringify } from "yaml";
import { z } from "zod";

/** First passwords of new users, by user name, in a file that only its owner can read. */
export interface PasswordBook {
  /** The password of a new user: made once, written down before it is returned. */
  of(username: string): string;
  /** Takes out a password made since the book was opened, of a user who turned out to have one. */
  forget(username: string): void;
  /** How many passwords were made since the book was opened. */
  readonly made: () => number;
}

const OWNER_ONLY = 0o600;
const BOOK = z.record(z.string(), z.string()).nullable();

const HEAD = " First passwords in Camunda, by user name. Hand them over, then delete this file.";

/** Opens the book; the file is made with the first password. Throws when the file is there and is no such book. */
export function openPasswordBook(path: string): PasswordBook {
  const known = new Map(Object.entries(existsSync(path) ? (BOOK.parse(parse(readFileSync(path, "utf8"))) ?? {}) : {}));
  const fresh = new Set<string>();
  const write = (): void => {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, `#${HEAD}\n${stringify(Object.fromEntries(known))}`, { mode: OWNER_ONLY });
    chmodSync(path, OWNER_ONLY);
  };
  return {
    of: (username) => {
      const before = known.get(username);
      if (before !== undefined) return before;
      const password = randomBytes(12).toString("base64url");
      known.set(username, password);
      fresh.add(username);
      write();
      return password;
    },
    forget: (username) => {
      if (!fresh.delete(username)) return;
      known.delete(username);
      write();
    },
    made: () => fresh.size,
  };
}
