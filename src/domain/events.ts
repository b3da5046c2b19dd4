/** What people are told about, in the order of the loop. */
export const EVENTS = [
  "meldung_eingegangen",
  "rueckfrage",
  "nicht_systematisch",
  "zugeordnet",
  "zusammengefuehrt",
  "zusammenfuehrung_zu_spaet",
  "zurueckgezogen",
  "wiedervorlage",
  "nicht_weiter_verfolgt",
  "schwelle_erreicht",
  "an_ki_leitung",
  "auf_tagesordnung",
  "auftrag_erteilt",
  "auftrag_verneint",
  "vertagt",
  "mehrfach_vertagt",
  "weitergeleitet_extern",
  "zwischenbericht_faellig",
  "gruppe_ueberfaellig",
  "loesung_vorgelegt",
  "loesung_zurueckgegeben",
  "beschlossen",
  "ohne_loesung",
  "transparenz",
  "kenntnisnahme_fehlt",
  "rueckmeldung_offen",
  "rueckmeldung_erinnerung",
  "wieder_eroeffnet",
  "abgeschlossen",
  "erinnerung",
  "sitzung_einladung",
  "sitzung_geaendert",
  "technischer_fehler",
] as const;

/** Something that people are told about. */
export type EventName = (typeof EVENTS)[number];

/** How far the silence on a task has gone: reminder, deputy, next role informed. */
export const REMINDER_STAGES = ["erinnerung", "vertretung", "eskalation"] as const;

/** A stage of reminding. */
export type ReminderStage = (typeof REMINDER_STAGES)[number];
