import type { BodyTables } from "./tables-bodies.ts";
import type { TechnicalTables } from "./tables-technical.ts";

/** 0 or 1: neither SQLite nor the shared schema knows a boolean. */
export type Flag = number;

interface MeldungTable {
  meldungId: string;
  status: string;
  cmStelleId: string;
  /** Null after the reporter link was deleted. */
  personId: string | null;
  titel: string;
  beschreibung: string;
  bisherUnternommen: string;
  loesungsvorschlag: string;
  eiltGrund: string;
  eilt: Flag;
  /** JSON lists of keys. */
  themen: string;
  kommunen: string;
  rechtskreise: string;
  stellenarten: string;
  uebergangVon: string | null;
  uebergangNach: string | null;
  haeufigkeit: string | null;
  folge: number | null;
  seitQuartal: string | null;
  quelle: string;
  personenbezug: string | null;
  erstelltAm: string;
  geaendertAm: string;
  eingereichtAm: string | null;
  zurueckgezogenAm: string | null;
  processInstanceKey: string | null;
  /** Idempotency of the submitting call. */
  schluessel: string | null;
}

interface HerausforderungTable {
  herausforderungId: string;
  status: string;
  ergebnis: string | null;
  runde: number;
  vorgaengerId: string | null;
  titel: string;
  zusammenfassung: string;
  themen: string;
  kommunen: string;
  rechtskreise: string;
  projektgruppenArt: string | null;
  schwelleUebersteuertAm: string | null;
  schwelleWert: number | null;
  oeffentlichkeit: string | null;
  wiedervorlageAm: string | null;
  vertagungen: number;
  zielId: string | null;
  eroeffnetAm: string;
  geaendertAm: string;
  beendetAm: string | null;
  processInstanceKey: string | null;
  sperrvermerk: Flag;
}

/** Which report belonged to which challenge from when to when; at most one open row a report. */
interface ZuordnungTable {
  zuordnungId: string;
  meldungId: string;
  herausforderungId: string;
  von: string;
  bis: string | null;
  zusammenfuehrungId: string | null;
  actor: string;
}

interface ZusammenfuehrungTable {
  zusammenfuehrungId: string;
  quelleId: string;
  zielId: string;
  quelleStatus: string;
  am: string;
  actor: string;
  textReferenz: string;
  aufgehobenAm: string | null;
  aufgehobenVon: string | null;
}

interface VerknuepfungTable {
  vonId: string;
  nachId: string;
  /** folgerunde, nacharbeit, wiedervorlage, verwandt. */
  art: string;
  am: string;
}

interface StatuswechselTable {
  statuswechselId: string;
  /** Exactly one of the two is set. */
  herausforderungId: string | null;
  meldungId: string | null;
  von: string | null;
  nach: string;
  am: string;
  actor: string;
  grund: string | null;
}

interface TextEntryTable {
  textEntryId: string;
  textReferenz: string;
  herausforderungId: string | null;
  meldungId: string | null;
  auftragId: string | null;
  userTaskKey: string | null;
  schritt: string | null;
  feld: string;
  text: string;
  author: string;
  erfasstAm: string;
  geschwaerztAm: string | null;
}

interface EntscheidungTable {
  entscheidungId: string;
  schritt: string;
  ergebnis: string;
  herausforderungId: string | null;
  meldungId: string | null;
  auftragId: string | null;
  sitzungId: string | null;
  gremiumId: string | null;
  actor: string;
  beschlussAm: string;
  erfasstAm: string;
  abstimmung: string | null;
  textReferenz: string | null;
  details: string;
  schluessel: string;
}

interface AuftragTable {
  auftragId: string;
  herausforderungId: string;
  projektgruppeId: string;
  leitungsgruppe: string;
  entscheidungId: string | null;
  status: string;
  erteiltAm: string;
  endetAm: string;
  zwischenberichtAm: string;
  angenommenAm: string | null;
  abgegebenAm: string | null;
  ergebnis: string | null;
  verlaengerungen: number;
}

interface MassnahmeTable {
  massnahmeId: string;
  herausforderungId: string;
  auftragId: string | null;
  titel: string;
  beschreibung: string;
  zustaendig: string;
  ort: string;
  bisWann: string | null;
  kosten: string;
  entscheidungVon: string;
  anwendenDurch: string;
  erfolgErkennbarAn: string;
  status: string;
  rueckgabeBis: string | null;
  erstelltAm: string;
}

interface VeroeffentlichungTable {
  veroeffentlichungId: string;
  herausforderungId: string;
  oeffentlichkeit: string;
  merkblatt: string;
  status: string;
  veroeffentlichtAm: string | null;
  freigegebenVon: string | null;
}

interface KenntnisnahmeTable {
  veroeffentlichungId: string;
  cmStelleId: string;
  art: string;
  am: string;
}

interface RueckmelderundeTable {
  rueckmeldeRundeId: string;
  herausforderungId: string;
  nummer: number;
  geoeffnetAm: string;
  geschlossenAm: string | null;
}

interface RueckmeldungTable {
  rueckmeldeRundeId: string;
  cmStelleId: string;
  antwort: string | null;
  textReferenz: string | null;
  beantwortetAm: string | null;
  actor: string | null;
}

/** All tables, columns in camel case (snake case in the database). Times are ISO text in UTC, lists JSON text. */
export interface Tables extends BodyTables, TechnicalTables {
  meldung: MeldungTable;
  herausforderung: HerausforderungTable;
  zuordnung: ZuordnungTable;
  zusammenfuehrung: ZusammenfuehrungTable;
  verknuepfung: VerknuepfungTable;
  statuswechsel: StatuswechselTable;
  textEntry: TextEntryTable;
  entscheidung: EntscheidungTable;
  auftrag: AuftragTable;
  massnahme: MassnahmeTable;
  veroeffentlichung: VeroeffentlichungTable;
  kenntnisnahme: KenntnisnahmeTable;
  rueckmelderunde: RueckmelderundeTable;
  rueckmeldung: RueckmeldungTable;
}
