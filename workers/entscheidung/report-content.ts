import { reportById, updateReport, type Register } from "../../src/register/index.ts";

/** Fields of a report and the form fields that change them. */
const FIELDS = {
  titel: "titelText",
  beschreibung: "beschreibungText",
  bisherUnternommen: "versuchtText",
  loesungsvorschlag: "vorschlagText",
  eiltGrund: "eilgrundText",
} as const;

/** Puts rewritten texts into the report; a field that was not handed in stays as it is. */
export async function rewriteReport(
  tx: Register,
  { meldungId, texts, actor }: { meldungId: string; texts: Readonly<Record<string, string>>; actor: string },
): Promise<void> {
  const changed: [string, string][] = Object.entries(FIELDS).flatMap(([field, name]) =>
    texts[name] === undefined ? [] : [[field, texts[name]] satisfies [string, string]],
  );
  if (changed.length === 0) return;
  const report = await reportById(tx, meldungId);
  const { uebergangVon, uebergangNach, haeufigkeit, folge, seitQuartal, ...rest } = report;
  const optional = {
    uebergangVon: uebergangVon ?? undefined,
    uebergangNach: uebergangNach ?? undefined,
    haeufigkeit: haeufigkeit ?? undefined,
    folge: folge ?? undefined,
    seitQuartal: seitQuartal ?? undefined,
  };
  await updateReport(tx, {
    meldungId,
    inhalt: { ...rest, ...optional, ...Object.fromEntries<string>(changed) },
    actor,
  });
}
