import { auftragAnnehmen } from "./auftrag-annehmen.ts";
import { auftragEntscheiden } from "./auftrag-entscheiden.ts";
import { beobachten } from "./beobachten.ts";
import { beschluss } from "./beschluss.ts";
import { kiLeitung } from "./ki-leitung.ts";
import { loesungVorlegen } from "./loesung-vorlegen.ts";
import { meldungPruefen } from "./meldung-pruefen.ts";
import { meldungUeberarbeiten } from "./meldung-ueberarbeiten.ts";
import { recordedOnly } from "./recorded-only.ts";
import { rueckfrageBeantworten } from "./rueckfrage-beantworten.ts";
import { rueckmeldungAbschliessen } from "./rueckmeldung-abschliessen.ts";
import { rueckmeldungGeben } from "./rueckmeldung-geben.ts";
import { rundeEntscheiden } from "./runde-entscheiden.ts";
import { rundeEroeffnen } from "./runde-eroeffnen.ts";
import { sitzungNachbereiten } from "./sitzung-nachbereiten.ts";
import type { DecisionStep } from "./step.ts";
import { transparenzVorbereiten } from "./transparenz-vorbereiten.ts";
import { verlaengerung } from "./verlaengerung.ts";
import { weiterleitungPruefen } from "./weiterleitung-pruefen.ts";

/** Every step a decision can belong to, in the order of the loop. A new step is a file and a line here. */
const STEPS: readonly DecisionStep[] = [
  meldungUeberarbeiten,
  meldungPruefen,
  rueckfrageBeantworten,
  beobachten,
  weiterleitungPruefen,
  kiLeitung,
  auftragEntscheiden,
  recordedOnly("projektgruppe-benennen"),
  auftragAnnehmen,
  loesungVorlegen,
  verlaengerung,
  beschluss,
  transparenzVorbereiten,
  recordedOnly("transparenz-freigeben"),
  rueckmeldungGeben,
  rueckmeldungAbschliessen,
  rundeEntscheiden,
  rundeEroeffnen,
  recordedOnly("sitzung-ansetzen"),
  sitzungNachbereiten,
];

/** A step by its key; undefined when there is none. */
export function findStep(schritt: string): DecisionStep | undefined {
  return STEPS.find((step) => step.schritt === schritt);
}

/** Keys of all steps. */
export const STEP_KEYS: readonly string[] = STEPS.map(({ schritt }) => schritt);
