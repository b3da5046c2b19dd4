interface NotificationTable {
  notificationId: string;
  schluessel: string;
  empfaengerId: string;
  ereignis: string;
  schritt: string | null;
  stufe: string | null;
  herausforderungId: string | null;
  meldungId: string | null;
  auftragId: string | null;
  sitzungId: string | null;
  faelligAm: string | null;
  erstelltAm: string;
  gelesenAm: string | null;
}

interface OutboxTable {
  outboxId: string;
  notificationId: string;
  messageId: string;
  an: string;
  betreff: string;
  text: string;
  html: string | null;
  sendenAb: string;
  status: string;
  versuche: number;
  gesendetAm: string | null;
  fehler: string | null;
}

interface AlertTable {
  schluessel: string;
  art: string;
  details: string;
  am: string;
  erledigtAm: string | null;
}

interface SettingTable {
  schluessel: string;
  wert: string;
  geaendertAm: string;
  actor: string;
}

interface AccountTable {
  login: string;
  personId: string;
  passwordHash: string;
  fehlversuche: number;
  gesperrtBis: string | null;
  demo: number;
}

interface SessionTable {
  sid: string;
  daten: string;
  laeuftAbAm: string;
}

interface AuditEntryTable {
  sequenz: number;
  am: string;
  actor: string;
  aktion: string;
  gegenstand: string;
  gegenstandId: string;
  details: string;
  vorherigerHash: string;
  hash: string;
}

interface CounterTable {
  name: string;
  wert: number;
}

interface OnceTable {
  schluessel: string;
  ergebnis: string;
  am: string;
}

/** Messages, accounts, settings and the audit log. */
export interface TechnicalTables {
  notification: NotificationTable;
  outbox: OutboxTable;
  alert: AlertTable;
  setting: SettingTable;
  account: AccountTable;
  session: SessionTable;
  auditEntry: AuditEntryTable;
  counter: CounterTable;
  once: OnceTable;
}
