/** Kinds of references and their letters: challenge, report, mandate. */
export const REFERENCE_KINDS = { herausforderung: "HF", meldung: "M", auftrag: "A" } as const;

/** The kind of a reference number. */
export type ReferenceKind = keyof typeof REFERENCE_KINDS;

const DIGITS = { herausforderung: 3, meldung: 4, auftrag: 3 } as const satisfies Record<ReferenceKind, number>;

/** Writes a reference: ("herausforderung", 2026, 14) → "HF-2026-014"; a number that outgrows its digits gets longer. */
export function formatReference(kind: ReferenceKind, year: number, number: number): string {
  return `${REFERENCE_KINDS[kind]}-${year}-${String(number).padStart(DIGITS[kind], "0")}`;
}

/** Reads a reference a person typed ("hf 2026-14"); undefined when it is none. */
export function parseReference(text: string): string | undefined {
  const match = /^\s*(HF|M|A)[\s-]*(\d{4})[\s-]+0*(\d+)\s*$/i.exec(text);
  const [, letters, year, number] = match ?? [];
  if (letters === undefined || year === undefined || number === undefined) return undefined;
  const kind = kindOf(letters.toUpperCase());
  return kind === undefined ? undefined : formatReference(kind, Number(year), Number(number));
}

function kindOf(letters: string): ReferenceKind | undefined {
  switch (letters) {
    case "HF":
      return "herausforderung";
    case "M":
      return "meldung";
    case "A":
      return "auftrag";
    default:
      return undefined;
  }
}
