import type { Finding } from "../../../domain/input-guard.ts";
import { errorsOf, toFieldView, type FieldInput, type FieldOption, type FieldView } from "../../form-field.ts";
import type { Translate } from "../../middleware/language.ts";
import { limitOf, TEXT_FIELDS, type MissingField, type ReportChoices, type ReportForm } from "./fields.ts";

/** What the report page needs. */
interface ReportFormInput {
  readonly t: Translate;
  readonly form: ReportForm;
  readonly choices: ReportChoices;
  readonly missing: readonly MissingField[];
  readonly findings: readonly Finding[];
  /** Present, epoch milliseconds; for the list of quarters. */
  readonly now: number;
}

/** The last twelve quarters, newest first: "2026-Q4". */
export function recentQuarters(now: number): readonly string[] {
  const date = new Date(now);
  const current = date.getUTCFullYear() * 4 + Math.floor(date.getUTCMonth() / 3);
  return Array.from({ length: 12 }, (_, back) => {
    const quarter = current - back;
    return `${String(Math.floor(quarter / 4))}-Q${String((quarter % 4) + 1)}`;
  });
}

/** Draws fields with their label, hint, error and value from one place. */
class FieldMaker {
  readonly #input: ReportFormInput;

  constructor(input: ReportFormInput) {
    this.#input = input;
  }

  make(kind: FieldInput["kind"], name: keyof ReportForm, more: Partial<FieldInput> = {}): FieldView {
    const { t, form } = this.#input;
    const hint = t(`reports.hint.${name}`);
    return toFieldView({
      kind,
      name,
      label: t(`reports.field.${name}`),
      hint: hint === `reports.hint.${name}` ? undefined : hint,
      value: form[name],
      error: this.#errorOf(name),
      ...more,
    });
  }

  #errorOf(name: string): string | undefined {
    const { t, missing, findings } = this.#input;
    const lack = missing.find((entry) => entry.name === name);
    const blocks = findings.filter(({ feld, schwere }) => feld === name && schwere === "sperre");
    const sentences = new Set(blocks.map(({ meldung, vorschlag }) => `${meldung} ${vorschlag}`));
    if (sentences.size > 0) return [...sentences].join(" ");
    return lack === undefined ? undefined : t(lack.key);
  }
}

function textSection(make: FieldMaker, office: readonly FieldOption[]): readonly FieldView[] {
  const offices = office.length > 1 ? [make.make("select", "cmStelleId", { required: true, options: office })] : [];
  return [
    ...offices,
    make.make("text", "titel", { required: true, maxLength: limitOf("titel") }),
    make.make("textarea", "beschreibung", { required: true, rows: 8, maxLength: limitOf("beschreibung") }),
  ];
}

function contextSection(make: FieldMaker, choices: ReportChoices): readonly FieldView[] {
  const { themen, rechtskreise, kommunen, stellenarten } = choices;
  return [
    make.make("checklist", "themen", { required: true, options: themen, isCompact: true }),
    make.make("checklist", "rechtskreise", { required: true, options: rechtskreise, isCompact: true }),
    make.make("select", "uebergangVon", { options: rechtskreise, emptyOption: "–" }),
    make.make("select", "uebergangNach", { options: rechtskreise, emptyOption: "–" }),
    make.make("checklist", "kommunen", { required: true, options: kommunen, isCompact: true }),
    make.make("checklist", "stellenarten", { options: stellenarten, isCompact: true }),
  ];
}

function weightSection(make: FieldMaker, { t, choices, now }: ReportFormInput): readonly FieldView[] {
  const weights = [1, 2, 3, 4].map((level) => ({ value: String(level), label: t(`reports.folge.${String(level)}`) }));
  const quarters = recentQuarters(now).map((value) => ({ value, label: value.replace("-Q", ", Quartal ") }));
  return [
    make.make("radio", "haeufigkeit", { required: true, options: choices.haeufigkeiten, isCompact: true }),
    make.make("select", "seitQuartal", { options: quarters, emptyOption: t("common.unknown") }),
    make.make("radio", "folge", { required: true, options: weights }),
    make.make("radio", "quelle", { required: true, options: choices.quellen, isCompact: true }),
  ];
}

function ideasSection(make: FieldMaker): readonly FieldView[] {
  return [
    make.make("textarea", "bisherUnternommen", { maxLength: limitOf("bisherUnternommen") }),
    make.make("textarea", "loesungsvorschlag", { maxLength: limitOf("loesungsvorschlag") }),
    make.make("checkbox", "eilt"),
    make.make("textarea", "eiltGrund", { rows: 2, maxLength: limitOf("eiltGrund") }),
  ];
}

/** The findings that a tick can settle, grouped by field. */
function warningsOf({ t, findings }: ReportFormInput) {
  const warned = TEXT_FIELDS.filter((name) =>
    findings.some(({ feld, schwere }) => feld === name && schwere === "warnung"),
  );
  return warned.map((name) => ({
    field: t(`reports.field.${name}`),
    href: `#feld-${name}`,
    notes: findings.filter(({ feld, schwere }) => feld === name && schwere === "warnung"),
  }));
}

/** The page "report a challenge": four sections, the guard's hints, and the confirmation. */
export function toReportFormView(input: ReportFormInput) {
  const { t, form, choices, missing, findings } = input;
  const make = new FieldMaker(input);
  const isBlocked = findings.some(({ schwere }) => schwere === "sperre");
  const sections = [
    { heading: t("reports.section.what"), fields: textSection(make, choices.cmStellen) },
    { heading: t("reports.section.where"), fields: contextSection(make, choices) },
    { heading: t("reports.section.weight"), fields: weightSection(make, input) },
    { heading: t("reports.section.ideas"), fields: ideasSection(make) },
  ];
  const confirmation = make.make("checkbox", "ohnePersonendaten", { required: true });
  const errors = errorsOf([...sections.flatMap(({ fields }) => fields), confirmation]);
  return {
    title: t("reports.newTitle"),
    sections,
    confirmation,
    errors,
    hasErrors: missing.length > 0 || isBlocked,
    warnings: warningsOf(input),
    warningBox: toFieldView({
      kind: "checkbox",
      name: "hinweiseGeprueft",
      label: t("reports.warningTick"),
      value: form.hinweiseGeprueft,
    }),
    key: form.schluessel,
    cmStelleId: choices.cmStellen.length === 1 ? choices.cmStellen[0]?.value : undefined,
  };
}
