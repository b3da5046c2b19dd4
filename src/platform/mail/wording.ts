/** A language in which messages are written. */
export type MailLanguage = "de" | "en";

/** German for everybody who has not chosen English. */
export function mailLanguage(sprache: string): MailLanguage {
  return sprache === "en" ? "en" : "de";
}

type Wording = Readonly<Record<string, Readonly<Record<MailLanguage, string>>>>;

/** One sentence or heading per event. */
const EVENT_WORDING: Wording = {
  meldung_eingegangen: { de: "Meldung eingegangen", en: "Report received" },
  rueckfrage: { de: "Rückfrage zu einer Meldung", en: "Question about a report" },
  nicht_systematisch: { de: "Meldung als nicht systematisch bewertet", en: "Report judged not systematic" },
  zugeordnet: { de: "Meldung einer Herausforderung zugeordnet", en: "Report assigned to a challenge" },
  zusammengefuehrt: { de: "Herausforderungen zusammengeführt", en: "Challenges merged" },
  zusammenfuehrung_zu_spaet: { de: "Zusammenführung nicht mehr möglich", en: "Merge no longer possible" },
  zurueckgezogen: { de: "Meldung zurückgezogen", en: "Report withdrawn" },
  wiedervorlage: { de: "Wiedervorlage", en: "Resubmission" },
  nicht_weiter_verfolgt: { de: "Herausforderung wird nicht weiter verfolgt", en: "Challenge not pursued further" },
  schwelle_erreicht: { de: "Schwelle erreicht: Weiterleitung prüfen", en: "Threshold reached: check forwarding" },
  an_ki_leitung: { de: "An die KI-Leitung gemeldet", en: "Reported to the head of the Integration Centre" },
  auf_tagesordnung: { de: "Auf der Tagesordnung der Lenkungsgruppe", en: "On the steering group's agenda" },
  auftrag_erteilt: { de: "Auftrag erteilt", en: "Mandate granted" },
  auftrag_verneint: { de: "Auftrag verneint", en: "Mandate denied" },
  vertagt: { de: "Entscheidung vertagt", en: "Decision postponed" },
  mehrfach_vertagt: { de: "Entscheidung mehrfach vertagt", en: "Decision postponed repeatedly" },
  weitergeleitet_extern: { de: "An andere Stelle weitergeleitet", en: "Passed on to another body" },
  zwischenbericht_faellig: { de: "Zwischenbericht fällig", en: "Interim report due" },
  gruppe_ueberfaellig: { de: "Projektgruppe überfällig", en: "Project group overdue" },
  loesung_vorgelegt: { de: "Lösungsansätze vorgelegt", en: "Solution submitted" },
  loesung_zurueckgegeben: { de: "Lösungsansätze zurückgegeben", en: "Solution returned" },
  beschlossen: { de: "Lösung beschlossen", en: "Solution decided" },
  ohne_loesung: { de: "Ohne Lösung beendet", en: "Closed without solution" },
  transparenz: { de: "Lösung veröffentlicht", en: "Solution published" },
  kenntnisnahme_fehlt: { de: "Kenntnisnahme steht aus", en: "Acknowledgement missing" },
  rueckmeldung_offen: { de: "Rückmeldung zum Erfolg erbeten", en: "Feedback on success requested" },
  rueckmeldung_erinnerung: { de: "Erinnerung: Rückmeldung zum Erfolg", en: "Reminder: feedback on success" },
  wieder_eroeffnet: { de: "Neue Runde eröffnet", en: "New round opened" },
  abgeschlossen: { de: "Regelkreis abgeschlossen", en: "Loop closed" },
  erinnerung: { de: "Erinnerung an eine offene Aufgabe", en: "Reminder of an open task" },
  "erinnerung.vertretung": { de: "Aufgabe fällig: Vertretung informiert", en: "Task due: deputy informed" },
  "erinnerung.eskalation": { de: "Aufgabe überfällig: zur Kenntnis", en: "Task overdue: for your information" },
  sitzung_einladung: { de: "Einladung zur Sitzung", en: "Invitation to a meeting" },
  sitzung_geaendert: { de: "Sitzung geändert", en: "Meeting changed" },
  technischer_fehler: { de: "Technischer Fehler", en: "Technical failure" },
  sammelnachricht: { de: "Ihre Sammelnachricht", en: "Your collected messages" },
};

/** Steps of the loop as people call them. */
const STEP_WORDING: Wording = {
  erstpruefung: { de: "Meldung prüfen", en: "Check report" },
  eilpruefung: { de: "Eilige Meldung prüfen", en: "Check urgent report" },
  "meldung-pruefen": { de: "Meldung prüfen", en: "Check report" },
  "meldung-ueberarbeiten": { de: "Meldung überarbeiten", en: "Rewrite report" },
  "rueckfrage-beantworten": { de: "Rückfrage beantworten", en: "Answer question" },
  rueckfrage: { de: "Rückfrage beantworten", en: "Answer question" },
  beobachten: { de: "Herausforderung beobachten", en: "Observe challenge" },
  "weiterleitung-pruefen": { de: "Weiterleitung prüfen", en: "Check forwarding" },
  "ki-leitung": { de: "An Lenkungsgruppe weiterleiten", en: "Forward to steering group" },
  "auftrag-entscheiden": { de: "Entscheidung über Auftrag erfassen", en: "Record mandate decision" },
  "projektgruppe-benennen": { de: "Projektgruppe benennen", en: "Name project group" },
  "auftrag-annehmen": { de: "Auftrag annehmen", en: "Accept mandate" },
  "loesung-vorlegen": { de: "Lösungsansätze erarbeiten", en: "Work out solution" },
  verlaengerung: { de: "Über Verlängerung entscheiden", en: "Decide on extension" },
  beschluss: { de: "Beschluss erfassen", en: "Record decision" },
  "transparenz-vorbereiten": { de: "Transparenz herstellen", en: "Create transparency" },
  "transparenz-freigeben": { de: "Veröffentlichung freigeben", en: "Release publication" },
  transparenz: { de: "Transparenz herstellen", en: "Create transparency" },
  "rueckmeldung-geben": { de: "Erfolg rückmelden", en: "Give feedback" },
  "rueckmeldung-abschliessen": { de: "Abschluss entscheiden", en: "Decide on closing" },
  "runde-entscheiden": { de: "Über weitere Runde entscheiden", en: "Decide on another round" },
  "sitzung-ansetzen": { de: "Sitzung ansetzen", en: "Schedule meeting" },
  "sitzung-nachbereiten": { de: "Sitzung nachbereiten", en: "Follow up meeting" },
};

/** What an event is called; a stage of reminding has its own words. */
export function eventWording(
  ereignis: string,
  { sprache, stufe }: { sprache: MailLanguage; stufe?: string | undefined },
): string {
  const words = EVENT_WORDING[`${ereignis}.${stufe ?? ""}`] ?? EVENT_WORDING[ereignis];
  return words?.[sprache] ?? ereignis;
}

/** What a step is called; undefined for one that has no name of its own. */
export function stepWording(schritt: string, sprache: MailLanguage): string | undefined {
  return STEP_WORDING[schritt]?.[sprache];
}
