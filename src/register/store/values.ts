import { randomUUID } from "node:crypto";
import { z } from "zod";
import { StoredDataInvalid } from "../errors.ts";
import type { Register } from "../open.ts";

/** What JSON can hold. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

const KEYS = z.array(z.string());

/** Reads a stored JSON list of keys. Throws StoredDataInvalid when it is none. */
export function readList(stored: string): string[] {
  const parsed = KEYS.safeParse(JSON.parse(stored));
  if (!parsed.success) throw new StoredDataInvalid(`Expected a JSON list of keys, but found ${stored.slice(0, 40)}`);
  return parsed.data;
}

/** Writes a list of keys without repetitions, in the order given. */
export function writeList(list: readonly string[] | undefined): string {
  return JSON.stringify([...new Set(list ?? [])]);
}

/** The present of the register as ISO text in UTC. */
export function nowOf(register: Register): string {
  return new Date(register.clock.now()).toISOString();
}

/** Any ISO text as ISO text in UTC, so that stored times sort as text. */
export function toUtc(iso: string): string {
  return new Date(iso.replace(/\[.*\]$/, "")).toISOString();
}

/** A new id for a row nobody names aloud. */
export function newId(): string {
  return randomUUID();
}
