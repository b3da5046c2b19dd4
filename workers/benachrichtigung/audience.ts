import {
  listCmStellen,
  mandateById,
  mandatesOf,
  meetingById,
  missingAcknowledgements,
  reportById,
  reportingOffices,
  reportsOfChallenge,
  type MandateRef,
  type Register,
} from "../../src/register/index.ts";
import type { Audience } from "./matrix.ts";
import { nextRoleAfter } from "./next-role.ts";
import type { Subject } from "./subject.ts";

/** Recipients before their names are looked up: groups of the directory, and authors of reports. */
interface Recipients {
  readonly groups: readonly string[];
  readonly people: readonly string[];
}

type Lookup = (register: Register, subject: Subject) => Promise<Recipients>;

const NOBODY: Recipients = { groups: [], people: [] };

const LOOKUPS: Readonly<Record<Audience, Lookup>> = {
  meldende: authors,
  meldende_stellen: reporting,
  cm_koordination: fixed("cm-koordination"),
  ki_leitung: fixed("ki-leitung"),
  lg_geschaeftsstelle: fixed("lenkungsgruppe-geschaeftsstelle"),
  lg_mitglieder: fixed("lenkungsgruppe"),
  lg_vorsitz: fixed("lenkungsgruppe-vorsitz"),
  pg_leitung: async (register, subject) =>
    groups((await mandates(register, subject)).map((mandate) => mandate.leitungsgruppe)),
  pg_mitglieder: async (register, subject) =>
    groups((await mandates(register, subject)).map((mandate) => mandate.projektgruppeId)),
  alle_cm_stellen: async (register) => groups((await listCmStellen(register)).map((unit) => unit.orgUnitId)),
  stellen_ohne_kenntnisnahme: withoutAcknowledgement,
  sitzungsgremium: bodyOfMeeting,
  zustaendige: responsible,
  administration: fixed("administration"),
};

/** Groups and people an audience stands for at this moment. */
export function recipientsOf(register: Register, audience: Audience, subject: Subject): Promise<Recipients> {
  return LOOKUPS[audience](register, subject);
}

function groups(ids: readonly string[]): Recipients {
  return { groups: ids, people: [] };
}

function fixed(group: string): Lookup {
  return () => Promise.resolve(groups([group]));
}

/** Of one report when the message is about one, else of all reports of the challenge. */
async function authors(register: Register, { meldungId, herausforderungId }: Subject): Promise<Recipients> {
  const reports =
    meldungId !== undefined
      ? [await reportById(register, meldungId)]
      : herausforderungId === undefined
        ? []
        : (await reportsOfChallenge(register, herausforderungId)).filter(({ status }) => status === "angenommen");
  return { groups: [], people: reports.flatMap(({ personId }) => (personId === null ? [] : [personId])) };
}

async function reporting(register: Register, { herausforderungId }: Subject): Promise<Recipients> {
  if (herausforderungId === undefined) return NOBODY;
  return groups((await reportingOffices(register, herausforderungId)).map(({ orgUnitId }) => orgUnitId));
}

async function withoutAcknowledgement(register: Register, { herausforderungId }: Subject): Promise<Recipients> {
  if (herausforderungId === undefined) return NOBODY;
  return groups((await missingAcknowledgements(register, herausforderungId)).map(({ orgUnitId }) => orgUnitId));
}

async function mandates(register: Register, { auftragId, herausforderungId }: Subject): Promise<readonly MandateRef[]> {
  if (auftragId !== undefined) return [await mandateById(register, auftragId)];
  return herausforderungId === undefined ? [] : mandatesOf(register, herausforderungId);
}

async function bodyOfMeeting(register: Register, { sitzungId }: Subject): Promise<Recipients> {
  if (sitzungId === undefined) return NOBODY;
  const { gremiumId } = await meetingById(register, sitzungId);
  return groups([gremiumId, `${gremiumId}-geschaeftsstelle`]);
}

function responsible(_register: Register, { stufe, zustaendig }: Subject): Promise<Recipients> {
  return Promise.resolve(groups(stufe === "eskalation" ? zustaendig.flatMap(nextRoleAfter) : zustaendig));
}
