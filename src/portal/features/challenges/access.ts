import { accessTo, type Access, type DataKind, type Viewer } from "../../../domain/visibility.ts";
import { mandatesOf, reportsOfChallenge, type Mandate, type Register, type Report } from "../../../register/index.ts";
import type { CurrentUser } from "../../user.ts";

/** Order of capacities from the widest view to the narrowest; a person has the widest that applies. */
const BY_GROUP: readonly (readonly [group: string, viewer: Viewer])[] = [
  ["cm-koordination", "cm_koordination"],
  ["ki-leitung", "ki"],
  ["ki-koordination", "ki"],
  ["lenkungsgruppe-geschaeftsstelle", "geschaeftsstelle"],
  ["lenkungsgruppe", "lenkungsgruppe"],
  ["lenkungsgruppe-vorsitz", "lenkungsgruppe"],
];

/** What somebody brings to a challenge. */
interface ChallengeRelations {
  readonly reports: readonly Report[];
  readonly mandates: readonly Mandate[];
}

/** In what capacity the person looks at this challenge (columns of the visibility matrix). */
export function viewerOf(user: CurrentUser, { reports, mandates }: ChallengeRelations): Viewer {
  const byGroup = BY_GROUP.find(([group]) => user.groups.includes(group));
  if (byGroup !== undefined) return byGroup[1];
  if (reports.some(({ personId }) => personId === user.personId)) return "meldende_person";
  if (reports.some(({ cmStelleId }) => user.cmStellen.includes(cmStelleId))) return "eigene_stelle";
  const ownGroups = (mandate: Mandate): boolean =>
    user.groups.includes(mandate.projektgruppeId) || user.groups.includes(mandate.leitungsgruppe);
  if (mandates.some(ownGroups)) return "projektgruppe";
  return user.permissions.has("betrieb") ? "administration" : "andere_stelle";
}

/** Reads what the relation to a challenge depends on. */
export async function relationsOf(register: Register, herausforderungId: string): Promise<ChallengeRelations> {
  const [reports, mandates] = await Promise.all([
    reportsOfChallenge(register, herausforderungId),
    mandatesOf(register, herausforderungId),
  ]);
  return { reports, mandates };
}

/** States from which on a decision about the solution is there. */
const DECIDED = new Set(["beschlossen", "in_anwendung", "rueckmeldung", "abgeschlossen", "ohne_loesung"]);
/** States from which on the solution is made transparent. */
const PUBLISHED = new Set(["in_anwendung", "rueckmeldung", "abgeschlossen"]);

/** Whether a kind of data is shown at all in this state of the challenge. */
export function isVisible(kind: DataKind, viewer: Viewer, status: string): boolean {
  const access: Access = accessTo(kind, viewer);
  switch (access) {
    case "nein":
    case "auf_anfrage":
    case "nur_protokoll":
    case "titel_und_status":
      return false;
    case "nach_beschluss":
      return DECIDED.has(status);
    case "nach_transparenz":
    case "veroeffentlichte":
      return PUBLISHED.has(status);
    default:
      return true;
  }
}

/** Which of the reports this viewer may open: all, the own ones, or none. */
export function readableReports(reports: readonly Report[], viewer: Viewer, user: CurrentUser): readonly Report[] {
  switch (accessTo("meldungstext", viewer)) {
    case "ja":
      return viewer === "cm_koordination"
        ? reports
        : reports.filter(({ cmStelleId }) => user.cmStellen.includes(cmStelleId));
    case "eigene":
      return reports.filter(({ personId }) => personId === user.personId);
    default:
      return [];
  }
}
