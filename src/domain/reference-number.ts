/** Kinds of references and their letters: challenge, report, mandate. */
const REFERENCE_KINDS = { herausforderung: "HF", meldung: "M", auftrag: "A" } as const;

/** The kind of a reference number. */
export type ReferenceKind = keyof typeof REFERENCE_KINDS;

const DIGITS = { herausforderung: 3, meldung: 4, auftrag: 3 } as const satisfies Record<ReferenceKind, number>;

/** Writes a reference: ("herausforderung", 2026, 14) → "HF-2026-014"; a number that outgrows its digits gets longer. */
export function formatReference(kind: ReferenceKind, year: number, number: number): string {
  return `${REFERENCE_KINDS[kind]}-${year}-${String(number).padStart(DIGITS[kind], "0")}`;
}
