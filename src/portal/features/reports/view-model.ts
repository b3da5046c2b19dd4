import type { Report } from "../../../register/index.ts";
import { formatDate, formatDateTime } from "../../format.ts";
import type { Language, Translate } from "../../middleware/language.ts";
import { badgeOf } from "../../status.ts";
import type { CurrentUser } from "../../user.ts";
import type { ReportChoices } from "./fields.ts";

/** State as people see it: a report without a process is still on its way. */
export function shownState(report: Pick<Report, "status" | "processInstanceKey">): string {
  return report.status === "eingereicht" && report.processInstanceKey === null ? "in_zustellung" : report.status;
}

function toRow(report: Report, t: Translate, language: Language) {
  const state = shownState(report);
  return {
    href: `/meldungen/${report.meldungId}`,
    title: report.titel,
    id: report.meldungId,
    date: formatDate(report.eingereichtAm ?? report.erstelltAm, language),
    state: t(`state.${state}`),
    badge: badgeOf(state),
    isUrgent: report.eilt,
  };
}

/** What the list of reports needs. */
interface ReportListInput {
  readonly t: Translate;
  readonly language: Language;
  readonly own: readonly Report[];
  readonly office: readonly Report[];
  readonly isCoordination: boolean;
  readonly personId: string;
}

/** The own reports, and those of the office (for the coordination: all). */
export function toReportListView({ t, language, own, office, isCoordination, personId }: ReportListInput) {
  return {
    title: t("reports.listTitle"),
    own: own.map((report) => toRow(report, t, language)),
    others: office.filter((report) => report.personId !== personId).map((report) => toRow(report, t, language)),
    othersTitle: t(isCoordination ? "reports.allTitle" : "reports.officeTitle"),
  };
}

/** What the page of a report needs. */
interface ReportInput {
  readonly t: Translate;
  readonly language: Language;
  readonly report: Report;
  /** Challenge the report belongs to; undefined before acceptance. */
  readonly herausforderungId: string | undefined;
  readonly office: string;
  readonly choices: ReportChoices;
  readonly user: CurrentUser;
}

type ListName = "themen" | "rechtskreise" | "kommunen" | "stellenarten" | "quellen";

function labels(choices: ReportChoices, list: ListName, values: readonly string[]): string {
  return values.map((value) => choices[list].find((option) => option.value === value)?.label ?? value).join(", ");
}

function factsOf({ t, language, report, choices, office }: ReportInput) {
  const transition =
    report.uebergangVon === null || report.uebergangNach === null
      ? ""
      : `${labels(choices, "rechtskreise", [report.uebergangVon])} → ${labels(choices, "rechtskreise", [report.uebergangNach])}`;
  const facts: readonly (readonly [string, string])[] = [
    ["reports.office", office],
    ["reports.sentAt", formatDateTime(report.eingereichtAm, language)],
    ["reports.field.themen", labels(choices, "themen", report.themen)],
    ["reports.field.rechtskreise", labels(choices, "rechtskreise", report.rechtskreise)],
    ["reports.transition", transition],
    ["reports.field.kommunen", labels(choices, "kommunen", report.kommunen)],
    ["reports.field.stellenarten", labels(choices, "stellenarten", report.stellenarten)],
    ["reports.field.haeufigkeit", report.haeufigkeit ?? ""],
    ["reports.field.seitQuartal", report.seitQuartal?.replace("-Q", ", Quartal ") ?? ""],
    ["reports.field.folge", report.folge === null ? "" : t(`reports.folge.${String(report.folge)}`)],
    ["reports.field.quelle", labels(choices, "quellen", [report.quelle])],
    ["reports.field.eilt", report.eilt ? t("common.yes") : ""],
  ];
  return facts.filter(([, value]) => value !== "").map(([key, value]) => ({ label: t(key), value }));
}

/** The page of a report with its texts, its place, and withdrawal where it is possible. */
export function toReportView(input: ReportInput) {
  const { t, report, user, herausforderungId } = input;
  const state = shownState(report);
  const mayWithdraw = report.personId === user.personId || user.permissions.has("meldung:pruefen");
  const texts = [
    ["beschreibung", report.beschreibung],
    ["bisherUnternommen", report.bisherUnternommen],
    ["loesungsvorschlag", report.loesungsvorschlag],
    ["eiltGrund", report.eiltGrund],
  ] as const;
  return {
    title: report.titel,
    id: report.meldungId,
    state: t(`state.${state}`),
    badge: badgeOf(state),
    stateText: t(`reports.stateText.${state}`),
    texts: texts.filter(([, text]) => text !== "").map(([name, text]) => ({ label: t(`reports.field.${name}`), text })),
    facts: factsOf(input),
    challenge: herausforderungId,
    canWithdraw: mayWithdraw && !["zurueckgezogen", "nicht_systematisch"].includes(report.status),
  };
}
