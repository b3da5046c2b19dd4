import {
  attachReport,
  loadProfile,
  openChallenge,
  reportChallenge,
  seedRegister,
  type NewReport,
  type Register,
} from "../../src/register/index.ts";

const RSK = new URL("../../municipalities/rsk-2021", import.meta.url).pathname;

/** The default municipality with its demo people, without accounts: hashing passwords takes its time. */
export async function seedDemo(register: Register): Promise<void> {
  const profile = await loadProfile(RSK);
  await seedRegister(register, { ...profile, demoAccounts: [] }, { demo: true });
}

/** A report of a CM-Stelle, by its own case manager where nobody else is named. */
export async function report(register: Register, cmStelleId: string, more: Partial<NewReport> = {}): Promise<string> {
  const personId = PEOPLE[cmStelleId] ?? `author-of-${cmStelleId}`;
  const { meldungId } = await reportChallenge(register, {
    titel: "Lange Wartezeiten beim Wohngeld",
    beschreibung: "Anträge bleiben Monate liegen.",
    themen: ["wohnen"],
    kommunen: [cmStelleId.replace("cm-stelle-", "")],
    rechtskreise: ["WoGG_WFNG"],
    cmStelleId,
    personId,
    ...more,
  });
  return meldungId;
}

const PEOPLE: Readonly<Record<string, string>> = {
  "cm-stelle-troisdorf": "mira-muster",
  "cm-stelle-siegburg": "sami-beispiel",
  "cm-stelle-hennef": "hanna-probe",
  "cm-stelle-sankt-augustin": "aylin-vorlage",
};

/** A challenge with one accepted report of each office; the same office may come twice. */
export async function challenge(register: Register, ...offices: string[]): Promise<string> {
  const [first = "cm-stelle-troisdorf", ...others] = offices;
  const actor = "karla-koordina";
  const { herausforderungId } = await openChallenge(register, { meldungId: await report(register, first), actor });
  for (const office of others)
    await attachReport(register, { meldungId: await report(register, office), herausforderungId, actor });
  return herausforderungId;
}
