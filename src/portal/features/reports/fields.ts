import { z } from "zod";
import type { ReportContent } from "../../../register/index.ts";
import type { FieldOption } from "../../form-field.ts";

/** What may be chosen on the report form: the code lists of the municipality. */
export interface ReportChoices {
  readonly themen: readonly FieldOption[];
  readonly rechtskreise: readonly FieldOption[];
  readonly kommunen: readonly FieldOption[];
  readonly stellenarten: readonly FieldOption[];
  readonly haeufigkeiten: readonly FieldOption[];
  readonly quellen: readonly FieldOption[];
  readonly cmStellen: readonly FieldOption[];
}

/** One box or several: a form sends text for one, an array for more. */
const many = z.union([z.array(z.string()), z.string().transform((text) => (text === "" ? [] : [text]))]).catch([]);
const line = z.string().trim().catch("");

/** The form as sent; nothing is refused here, so that everything typed can be shown again. */
export const reportForm = z.object({
  schluessel: line,
  cmStelleId: line,
  titel: line,
  beschreibung: line,
  themen: many,
  rechtskreise: many,
  kommunen: many,
  stellenarten: many,
  uebergangVon: line,
  uebergangNach: line,
  haeufigkeit: line,
  seitQuartal: line,
  folge: line,
  bisherUnternommen: line,
  loesungsvorschlag: line,
  quelle: line,
  eilt: line,
  eiltGrund: line,
  ohnePersonendaten: line,
  hinweiseGeprueft: line,
  aktion: line,
});

/** The report form's values. */
export type ReportForm = z.infer<typeof reportForm>;

/** An empty form, or one with a few values set. */
export function emptyReport(values: Partial<ReportForm> = {}): ReportForm {
  return { ...reportForm.parse({}), ...values };
}

/** Free texts of a report in the order of the form. */
export const TEXT_FIELDS = ["titel", "beschreibung", "bisherUnternommen", "loesungsvorschlag", "eiltGrund"] as const;

/** A field that must be filled: its name and the key of the sentence that says so. */
export interface MissingField {
  readonly name: keyof ReportForm;
  readonly key: string;
}

const REQUIRED_TEXT = ["cmStelleId", "titel", "beschreibung", "haeufigkeit", "folge", "quelle"] as const;
const REQUIRED_LISTS = ["themen", "rechtskreise", "kommunen"] as const;
const LIMITS = {
  titel: 120,
  beschreibung: 4000,
  bisherUnternommen: 2000,
  loesungsvorschlag: 2000,
  eiltGrund: 500,
} as const;

/** What is missing or too long. Source: the field list of the report (title 120, description 4,000 characters). */
export function missingFields(form: ReportForm): readonly MissingField[] {
  const texts = REQUIRED_TEXT.filter((name) => form[name] === "");
  const lists = REQUIRED_LISTS.filter((name) => form[name].length === 0);
  const tooLong = TEXT_FIELDS.filter((name) => form[name].length > LIMITS[name]);
  const transition = (form.uebergangVon === "") !== (form.uebergangNach === "");
  return [
    ...[...texts, ...lists].map((name) => ({ name, key: `reports.missing.${name}` })),
    ...tooLong.map((name) => ({ name, key: "reports.missing.tooLong" })),
    ...(transition ? [{ name: "uebergangNach", key: "reports.missing.uebergang" } as const] : []),
    ...(form.eilt === "true" && form.eiltGrund === ""
      ? [{ name: "eiltGrund", key: "reports.missing.eiltGrund" } as const]
      : []),
    ...(form.ohnePersonendaten === "true"
      ? []
      : [{ name: "ohnePersonendaten", key: "reports.missing.ohnePersonendaten" } as const]),
  ];
}

/** The limits of the texts, in characters. */
export function limitOf(name: (typeof TEXT_FIELDS)[number]): number {
  return LIMITS[name];
}

const orUndefined = (text: string): string | undefined => (text === "" ? undefined : text);

/** The report's content as the register stores it. */
export function toContent(form: ReportForm): ReportContent {
  return {
    titel: form.titel,
    beschreibung: form.beschreibung,
    themen: form.themen,
    rechtskreise: form.rechtskreise,
    kommunen: form.kommunen,
    stellenarten: form.stellenarten,
    bisherUnternommen: orUndefined(form.bisherUnternommen),
    loesungsvorschlag: orUndefined(form.loesungsvorschlag),
    uebergangVon: orUndefined(form.uebergangVon),
    uebergangNach: orUndefined(form.uebergangNach),
    haeufigkeit: orUndefined(form.haeufigkeit),
    seitQuartal: orUndefined(form.seitQuartal),
    folge: form.folge === "" ? undefined : Number(form.folge),
    quelle: orUndefined(form.quelle),
    eilt: form.eilt === "true",
    eiltGrund: form.eilt === "true" ? orUndefined(form.eiltGrund) : undefined,
  };
}
