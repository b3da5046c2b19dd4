import { createHash } from "node:crypto";
import { nextNumber } from "./counter.ts";
import type { Register } from "./open.ts";
import { nowOf, type JsonValue } from "./store/values.ts";

/** What is written to the audit log: who did what to which thing. Details hold ids and enumerated values, never text of people. */
export interface NewAuditEntry {
  readonly actor: string;
  readonly aktion: string;
  readonly gegenstand: string;
  readonly gegenstandId: string;
  readonly details?: JsonValue;
}

/** A line of the audit log as stored. */
export interface AuditEntry {
  readonly sequenz: number;
  readonly am: string;
  readonly actor: string;
  readonly aktion: string;
  readonly gegenstand: string;
  readonly gegenstandId: string;
  readonly details: string;
  readonly vorherigerHash: string;
  readonly hash: string;
}

/** What checking the log found; `sequenz` is the first line that does not fit. */
export type AuditVerdict =
  | { readonly ok: true; readonly eintraege: number }
  | { readonly ok: false; readonly sequenz: number; readonly grund: string };

const BEGINNING = "0".repeat(64);
const PAGE = 1000;

/** Appends a line whose hash covers the line before it. */
export async function appendAudit(register: Register, entry: NewAuditEntry): Promise<void> {
  await register.transaction(async (tx) => {
    const sequenz = await nextNumber(tx, "audit");
    const before = await tx.db
      .selectFrom("auditEntry")
      .select("hash")
      .where("sequenz", "=", sequenz - 1)
      .executeTakeFirst();
    const line = {
      sequenz,
      am: nowOf(tx),
      actor: entry.actor,
      aktion: entry.aktion,
      gegenstand: entry.gegenstand,
      gegenstandId: entry.gegenstandId,
      details: JSON.stringify(entry.details ?? {}),
      vorherigerHash: before?.hash ?? BEGINNING,
    };
    await tx.db
      .insertInto("auditEntry")
      .values({ ...line, hash: hashOf(line) })
      .execute();
  });
}

/** Lines of the log, newest first; `gegenstandId` narrows to one thing. */
export async function listAudit(
  register: Register,
  filter: { readonly gegenstandId?: string; readonly limit?: number } = {},
): Promise<AuditEntry[]> {
  let query = register.db
    .selectFrom("auditEntry")
    .selectAll()
    .orderBy("sequenz", "desc")
    .limit(filter.limit ?? PAGE);
  if (filter.gegenstandId !== undefined) query = query.where("gegenstandId", "=", filter.gegenstandId);
  return query.execute();
}

/** Walks the whole chain: a changed, removed or inserted line and a shortened end are found. */
export async function verifyAudit(register: Register): Promise<AuditVerdict> {
  let expected = { sequenz: 1, hash: BEGINNING };
  for (;;) {
    const lines = await page(register, expected.sequenz);
    for (const line of lines) {
      const fault = faultOf(line, expected);
      if (fault !== undefined) return { ok: false, sequenz: expected.sequenz, grund: fault };
      expected = { sequenz: line.sequenz + 1, hash: line.hash };
    }
    if (lines.length < PAGE) return checkEnd(register, expected.sequenz - 1);
  }
}

function page(register: Register, from: number): Promise<AuditEntry[]> {
  return register.db
    .selectFrom("auditEntry")
    .selectAll()
    .where("sequenz", ">=", from)
    .orderBy("sequenz")
    .limit(PAGE)
    .execute();
}

function faultOf(line: AuditEntry, expected: { sequenz: number; hash: string }): string | undefined {
  if (line.sequenz !== expected.sequenz) return `Expected line ${expected.sequenz}, but it is missing`;
  if (line.vorherigerHash !== expected.hash)
    return `Expected line ${line.sequenz} to follow the one before, but its link differs`;
  if (line.hash !== hashOf(line)) return `Expected line ${line.sequenz} as it was written, but it was changed`;
  return undefined;
}

async function checkEnd(register: Register, last: number): Promise<AuditVerdict> {
  const counter = await register.db.selectFrom("counter").select("wert").where("name", "=", "audit").executeTakeFirst();
  const written = counter?.wert ?? 0;
  if (written === last) return { ok: true, eintraege: last };
  return { ok: false, sequenz: last + 1, grund: `Expected ${written} lines, but the log ends after ${last}` };
}

function hashOf(line: Omit<AuditEntry, "hash">): string {
  const { sequenz, am, actor, aktion, gegenstand, gegenstandId, details, vorherigerHash } = line;
  const content = JSON.stringify([vorherigerHash, sequenz, am, actor, aktion, gegenstand, gegenstandId, details]);
  return createHash("sha256").update(content).digest("hex");
}
