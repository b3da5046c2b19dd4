import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/** The folder is closed to others; the files are not, because the users inside the containers have other ids. */
const FOLDER_MODE = 0o700;
const FILE_MODE = 0o644;

/** What the file holds; a file that is missing is made with a new secret. */
export function secretIn(path: string, make: () => string = randomSecret): string {
  if (existsSync(path)) return readFileSync(path, "utf8");
  const secret = make();
  writeSecret(path, secret);
  return secret;
}

/** Writes a secret over what was there. */
export function writeSecret(path: string, secret: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: FOLDER_MODE });
  writeFileSync(path, secret, { mode: FILE_MODE });
}

/** 192 random bits, safe in addresses and files. */
function randomSecret(): string {
  return randomBytes(24).toString("base64url");
}
