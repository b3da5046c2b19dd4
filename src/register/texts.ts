import { appendAudit } from "./audit.ts";
import type { Register } from "./open.ts";
import { newId, nowOf } from "./store/values.ts";

/** Where a set of texts belongs and who wrote it; `texts` by field name (`begruendungText`). */
export interface NewTexts {
  readonly herausforderungId?: string | undefined;
  readonly meldungId?: string | undefined;
  readonly auftragId?: string | undefined;
  readonly userTaskKey?: string | undefined;
  readonly schritt?: string | undefined;
  readonly author: string;
  readonly texts: Readonly<Record<string, string>>;
}

/** One text of a set. */
export interface TextEntry {
  readonly textReferenz: string;
  readonly schritt: string | null;
  readonly feld: string;
  readonly text: string;
  readonly author: string;
  readonly erfasstAm: string;
}

/** Stores what people wrote and gives the id under which the engine knows it; empty texts are left out. */
export async function recordTexts(register: Register, input: NewTexts): Promise<{ textReferenz: string }> {
  const textReferenz = newId();
  const entries = Object.entries(input.texts).filter(([, text]) => text.trim() !== "");
  await register.transaction(async (tx) => {
    for (const [feld, text] of entries) await insertText(tx, { ...input, textReferenz, feld, text });
  });
  return { textReferenz };
}

async function insertText(
  tx: Register,
  entry: Omit<NewTexts, "texts"> & { textReferenz: string; feld: string; text: string },
) {
  await tx.db
    .insertInto("textEntry")
    .values({
      textEntryId: newId(),
      textReferenz: entry.textReferenz,
      herausforderungId: entry.herausforderungId ?? null,
      meldungId: entry.meldungId ?? null,
      auftragId: entry.auftragId ?? null,
      userTaskKey: entry.userTaskKey ?? null,
      schritt: entry.schritt ?? null,
      feld: entry.feld,
      text: entry.text,
      author: entry.author,
      erfasstAm: nowOf(tx),
      geschwaerztAm: null,
    })
    .execute();
}

/** The texts of a set in the order of their fields; empty when the reference names none. */
export async function textsOf(register: Register, textReferenz: string): Promise<TextEntry[]> {
  return register.db
    .selectFrom("textEntry")
    .select(["textReferenz", "schritt", "feld", "text", "author", "erfasstAm"])
    .where("textReferenz", "=", textReferenz)
    .orderBy("feld")
    .execute();
}

/** All texts written on a challenge, oldest first. */
export async function textsOfChallenge(register: Register, herausforderungId: string): Promise<TextEntry[]> {
  return register.db
    .selectFrom("textEntry")
    .select(["textReferenz", "schritt", "feld", "text", "author", "erfasstAm"])
    .where("herausforderungId", "=", herausforderungId)
    .orderBy("erfasstAm")
    .orderBy("feld")
    .execute();
}

/** Says to which step, challenge, report or mandate a set belongs, where that was not known when it was written. */
export async function attachTexts(
  register: Register,
  input: Omit<NewTexts, "texts" | "author"> & { readonly textReferenz: string },
): Promise<void> {
  const known = Object.entries({
    herausforderungId: input.herausforderungId,
    meldungId: input.meldungId,
    auftragId: input.auftragId,
    schritt: input.schritt,
  }).filter(([, value]) => value !== undefined);
  if (known.length === 0) return;
  await register.db
    .updateTable("textEntry")
    .set(Object.fromEntries(known))
    .where("textReferenz", "=", input.textReferenz)
    .execute();
}

/** Replaces one text for good (redaction); the log keeps who, when and the class of reason, never the text. */
export async function redactText(
  register: Register,
  input: {
    readonly textReferenz: string;
    readonly feld: string;
    readonly text: string;
    readonly grundKlasse: string;
    readonly actor: string;
  },
): Promise<void> {
  await register.transaction(async (tx) => {
    await tx.db
      .updateTable("textEntry")
      .set({ text: input.text, geschwaerztAm: nowOf(tx) })
      .where("textReferenz", "=", input.textReferenz)
      .where("feld", "=", input.feld)
      .execute();
    await appendAudit(tx, {
      actor: input.actor,
      aktion: "text.geschwaerzt",
      gegenstand: "text",
      gegenstandId: input.textReferenz,
      details: { feld: input.feld, grundKlasse: input.grundKlasse },
    });
  });
}
