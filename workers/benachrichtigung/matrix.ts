import type { EventName } from "../../src/domain/events.ts";

/** Kinds of recipients; who they are is looked up in the org directory when the message is sent. */
export type Audience =
  | "meldende"
  | "meldende_stellen"
  | "cm_koordination"
  | "ki_leitung"
  | "lg_geschaeftsstelle"
  | "lg_mitglieder"
  | "lg_vorsitz"
  | "pg_leitung"
  | "pg_mitglieder"
  | "alle_cm_stellen"
  | "stellen_ohne_kenntnisnahme"
  | "sitzungsgremium"
  | "zustaendige"
  | "administration";

/** Withdrawals are told only as far up as the challenge has come. */
export type Condition = "weitergeleitet" | "auf_tagesordnung" | "beauftragt";

/** A cell of the matrix. */
export interface Addressee {
  readonly an: Audience;
  /** `pflicht`: a task or something that must not be missed; it goes at once, whatever the person chose. */
  readonly art: "pflicht" | "info";
  readonly wenn?: Condition;
}

const info = (...audiences: Audience[]): Addressee[] => audiences.map((an) => ({ an, art: "info" }));
const must = (...audiences: Audience[]): Addressee[] => audiences.map((an) => ({ an, art: "pflicht" }));
const inform = (an: Audience, wenn: Condition): Addressee[] => [{ an, art: "info", wenn }];

const REPORTING = ["meldende", "meldende_stellen"] as const;
const STEERING = ["lg_geschaeftsstelle", "lg_mitglieder"] as const;
const GROUP = ["pg_leitung", "pg_mitglieder"] as const;

/** Who is told what. Messages never carry a title or free text. */
export const NOTIFICATION_MATRIX: Readonly<Record<EventName, readonly Addressee[]>> = {
  meldung_eingegangen: info("meldende", "cm_koordination"),
  rueckfrage: must("meldende", "zustaendige"),
  nicht_systematisch: must("meldende"),
  zugeordnet: info(...REPORTING),
  zusammengefuehrt: info(...REPORTING, "cm_koordination"),
  zusammenfuehrung_zu_spaet: must("cm_koordination"),
  zurueckgezogen: [
    ...info(...REPORTING, "cm_koordination"),
    ...inform("ki_leitung", "weitergeleitet"),
    ...inform("lg_geschaeftsstelle", "auf_tagesordnung"),
    ...inform("pg_leitung", "beauftragt"),
  ],
  wiedervorlage: must("cm_koordination"),
  nicht_weiter_verfolgt: [...must(...REPORTING), ...info("cm_koordination")],
  schwelle_erreicht: must("cm_koordination"),
  an_ki_leitung: [...info(...REPORTING, "cm_koordination"), ...must("ki_leitung")],
  auf_tagesordnung: [
    ...info(...REPORTING, "cm_koordination", "ki_leitung", "lg_mitglieder"),
    ...must("lg_geschaeftsstelle"),
  ],
  auftrag_erteilt: [
    ...info(...REPORTING, "cm_koordination", "ki_leitung", ...STEERING, "pg_mitglieder"),
    ...must("pg_leitung"),
  ],
  auftrag_verneint: [...must(...REPORTING), ...info("cm_koordination", "ki_leitung", ...STEERING)],
  vertagt: info(...REPORTING, "cm_koordination", "ki_leitung", ...STEERING),
  mehrfach_vertagt: [...must("lg_vorsitz", "ki_leitung"), ...info("cm_koordination")],
  weitergeleitet_extern: [
    ...info(...REPORTING, "cm_koordination", "ki_leitung", ...STEERING),
    ...inform("pg_leitung", "beauftragt"),
    ...inform("pg_mitglieder", "beauftragt"),
  ],
  zwischenbericht_faellig: must("pg_leitung"),
  gruppe_ueberfaellig: must("cm_koordination", "ki_leitung", "pg_leitung"),
  loesung_vorgelegt: [
    ...info("cm_koordination", "ki_leitung", "lg_mitglieder", ...GROUP),
    ...must("lg_geschaeftsstelle"),
  ],
  loesung_zurueckgegeben: [...must("pg_leitung"), ...info("pg_mitglieder", "cm_koordination")],
  beschlossen: [...info(...REPORTING, "ki_leitung", ...STEERING, ...GROUP), ...must("cm_koordination")],
  ohne_loesung: [...must(...REPORTING), ...info("cm_koordination", "ki_leitung", ...STEERING, ...GROUP)],
  transparenz: info(...REPORTING, "cm_koordination", "ki_leitung", "pg_leitung", "alle_cm_stellen"),
  kenntnisnahme_fehlt: info("cm_koordination", "stellen_ohne_kenntnisnahme"),
  rueckmeldung_offen: [...must(...REPORTING), ...info("cm_koordination", "alle_cm_stellen")],
  rueckmeldung_erinnerung: info("zustaendige"),
  wieder_eroeffnet: info(...REPORTING, "cm_koordination", "ki_leitung", "lg_geschaeftsstelle", ...GROUP),
  abgeschlossen: info(...REPORTING, "cm_koordination", "ki_leitung", "lg_geschaeftsstelle", ...GROUP),
  erinnerung: must("zustaendige"),
  sitzung_einladung: info("sitzungsgremium"),
  sitzung_geaendert: must("sitzungsgremium"),
  technischer_fehler: must("administration"),
};
