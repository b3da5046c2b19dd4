import {
  acceptMandate,
  advanceChallenge,
  attachReport,
  decideMeasures,
  grantMandates,
  openChallenge,
  proposeMeasures,
  publishSolution,
  reportChallenge,
  setPersonalDataState,
  advanceReport,
  submitSolution,
  type Register,
} from "../register/index.ts";
import { ScenarioInvalid } from "./errors.ts";

/** What a preparation may touch. */
interface Preparation {
  readonly register: Register;
  readonly clock: { now(): number; set(epochMs: number): void };
}

type Prepare = (preparation: Preparation) => Promise<void>;

const COORDINATION = "karla-koordina";
const AUTHORS: Readonly<Record<string, string>> = {
  troisdorf: "mira-muster",
  siegburg: "sami-beispiel",
  hennef: "hanna-probe",
};
const CHALLENGE = "HF-2026-001";
const MANDATE = "A-2026-001";
const THIRTEEN_MONTHS_MS = 396 * 24 * 3_600_000;

/** Brings the register to the state that a case names in `metadata.vorlage`. Throws ScenarioInvalid for an unknown name. */
export async function prepareRegister(
  register: Register,
  { vorlage, clock }: { readonly vorlage: string; readonly clock: Preparation["clock"] },
): Promise<void> {
  const prepare = PREPARATIONS[vorlage];
  if (prepare === undefined)
    throw new ScenarioInvalid(
      `Expected a known vorlage, but "${vorlage}" is none; known are ${Object.keys(PREPARATIONS).join(", ")}`,
    );
  await prepare({ register, clock });
}

async function report(register: Register, kommune: string, thema = "wohnen"): Promise<string> {
  const { meldungId } = await reportChallenge(register, {
    titel: "Beispielmeldung",
    beschreibung: "Ein Beispiel ohne Angaben zu Personen.",
    themen: [thema],
    kommunen: [kommune],
    rechtskreise: ["SONST"],
    cmStelleId: `cm-stelle-${kommune}`,
    personId: AUTHORS[kommune] ?? COORDINATION,
  });
  await setPersonalDataState(register, { meldungId, personenbezug: "keiner" });
  await advanceReport(register, { meldungId, status: "in_pruefung", actor: "system" });
  return meldungId;
}

async function challenge(register: Register, kommunen: readonly string[], thema?: string): Promise<void> {
  const [first = "troisdorf", ...others] = kommunen;
  const opened = await openChallenge(register, {
    meldungId: await report(register, first, thema),
    actor: COORDINATION,
  });
  for (const kommune of others)
    await attachReport(register, {
      meldungId: await report(register, kommune, thema),
      herausforderungId: opened.herausforderungId,
      actor: COORDINATION,
    });
}

function twoReportsAnd(states: readonly string[], thema?: string): Prepare {
  return async ({ register }) => {
    await challenge(register, ["troisdorf", "siegburg"], thema);
    for (const status of states)
      await advanceChallenge(register, { herausforderungId: CHALLENGE, status, actor: "system" });
  };
}

const ON_AGENDA = ["schwelle_erreicht", "bei_ki_leitung", "auftrag_offen"];

function grantedTo(...gruppen: string[]): Prepare {
  return async (preparation) => {
    await twoReportsAnd([...ON_AGENDA, "auftrag_erteilt"])(preparation);
    await grantMandates(preparation.register, { herausforderungId: CHALLENGE, gruppen, actor: "system" });
  };
}

const inWork: Prepare = async (preparation) => {
  const { register } = preparation;
  await grantedTo("pg-wohnen")(preparation);
  await acceptMandate(register, { auftragId: MANDATE, actor: "wanda-wohnfall" });
  await advanceChallenge(register, { herausforderungId: CHALLENGE, status: "in_bearbeitung", actor: "system" });
};

const submitted: Prepare = async (preparation) => {
  const { register } = preparation;
  await inWork(preparation);
  const massnahmen = ["Gemeinsame Sprechstunde", "Merkblatt in einfacher Sprache"].map((titel) => ({
    titel,
    beschreibung: titel,
  }));
  await proposeMeasures(register, {
    herausforderungId: CHALLENGE,
    auftragId: MANDATE,
    massnahmen,
    actor: "wanda-wohnfall",
  });
  await submitSolution(register, { auftragId: MANDATE, ergebnis: "vorgelegt", actor: "wanda-wohnfall" });
  await advanceChallenge(register, { herausforderungId: CHALLENGE, status: "loesung_vorgelegt", actor: "system" });
};

const decided: Prepare = async (preparation) => {
  const { register } = preparation;
  await submitted(preparation);
  const angenommen = [`${CHALLENGE}-M1`];
  await decideMeasures(register, {
    herausforderungId: CHALLENGE,
    angenommen,
    zurueckgegeben: [],
    actor: "gesa-protokoll",
  });
  await advanceChallenge(register, { herausforderungId: CHALLENGE, status: "beschlossen", actor: "system" });
};

const applied: Prepare = async (preparation) => {
  const { register } = preparation;
  await decided(preparation);
  await publishSolution(register, {
    herausforderungId: CHALLENGE,
    oeffentlichkeit: "netzwerk",
    merkblattText: "Beispielmerkblatt",
    actor: COORDINATION,
  });
  await advanceChallenge(register, { herausforderungId: CHALLENGE, status: "in_anwendung", actor: "system" });
};

const oldReport: Prepare = async ({ register, clock }) => {
  const now = clock.now();
  clock.set(now - THIRTEEN_MONTHS_MS);
  const meldungId = await report(register, "troisdorf");
  clock.set(now);
  await openChallenge(register, { meldungId, actor: COORDINATION });
};

/** States of the register that a case can begin with, by name. */
const PREPARATIONS: Readonly<Record<string, Prepare>> = {
  leer: () => Promise.resolve(),
  "meldung-eingereicht": async ({ register }) => {
    await report(register, "troisdorf");
  },
  "eine-meldung": ({ register }) => challenge(register, ["troisdorf"]),
  "zwei-meldungen": ({ register }) => challenge(register, ["troisdorf", "siegburg"]),
  "zwei-aus-einer-stelle": ({ register }) => challenge(register, ["troisdorf", "troisdorf"]),
  "alte-meldung": oldReport,
  "schwelle-erreicht": twoReportsAnd(["schwelle_erreicht"]),
  "bei-ki-leitung": twoReportsAnd(["schwelle_erreicht", "bei_ki_leitung"]),
  "auftrag-offen": twoReportsAnd(ON_AGENDA),
  behoerdenzugang: twoReportsAnd(ON_AGENDA, "behoerdenzugang"),
  "auftrag-erteilt": grantedTo("pg-wohnen"),
  "zwei-auftraege": grantedTo("pg-troisdorf", "pg-siegburg"),
  "in-bearbeitung": inWork,
  "loesung-vorgelegt": submitted,
  beschlossen: decided,
  "in-anwendung": applied,
  "zwei-herausforderungen": async ({ register }) => {
    await challenge(register, ["troisdorf", "siegburg"]);
    await challenge(register, ["siegburg", "hennef"]);
  },
};
