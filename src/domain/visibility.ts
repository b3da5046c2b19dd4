/** Columns of the visibility matrix: in what capacity somebody looks at a challenge or report. */
export type Viewer =
  | "meldende_person"
  | "eigene_stelle"
  | "cm_koordination"
  | "ki"
  | "lenkungsgruppe"
  | "geschaeftsstelle"
  | "projektgruppe"
  | "andere_stelle"
  | "administration";

/** Rows of the visibility matrix: kinds of data. */
export type DataKind =
  | "meldungstext"
  | "meldende_person"
  | "meldende_stelle"
  | "zusammenfassung"
  | "zahlen"
  | "entscheidungen"
  | "loesung"
  | "rueckmeldungen";

/** What a viewer gets to see of a kind of data. */
export type Access =
  | "nein"
  | "ja"
  | "eigene"
  | "bearbeiten"
  | "auf_anfrage"
  | "nur_protokoll"
  | "kommune"
  | "titel_und_status"
  | "baender"
  | "exakt"
  | "eigener_auftrag"
  | "veroeffentlichte"
  | "nach_beschluss"
  | "nach_transparenz"
  | "je_stelle"
  | "zusammengefasst";

type Row = Readonly<Record<Viewer, Access>>;

const NOBODY = {
  meldende_person: "nein",
  eigene_stelle: "nein",
  cm_koordination: "nein",
  ki: "nein",
  lenkungsgruppe: "nein",
  geschaeftsstelle: "nein",
  projektgruppe: "nein",
  andere_stelle: "nein",
  administration: "nein",
} as const satisfies Row;

const MATRIX: Readonly<Record<DataKind, Row>> = {
  meldungstext: {
    ...NOBODY,
    meldende_person: "eigene",
    eigene_stelle: "ja",
    cm_koordination: "ja",
    ki: "auf_anfrage",
  },
  meldende_person: {
    ...NOBODY,
    meldende_person: "eigene",
    eigene_stelle: "ja",
    cm_koordination: "ja",
    administration: "nur_protokoll",
  },
  meldende_stelle: {
    ...NOBODY,
    meldende_person: "eigene",
    eigene_stelle: "ja",
    cm_koordination: "ja",
    ki: "kommune",
    lenkungsgruppe: "kommune",
    geschaeftsstelle: "kommune",
    administration: "ja",
  },
  zusammenfassung: {
    meldende_person: "ja",
    eigene_stelle: "ja",
    cm_koordination: "bearbeiten",
    ki: "ja",
    lenkungsgruppe: "ja",
    geschaeftsstelle: "ja",
    projektgruppe: "ja",
    andere_stelle: "titel_und_status",
    administration: "ja",
  },
  zahlen: {
    meldende_person: "baender",
    eigene_stelle: "baender",
    cm_koordination: "exakt",
    ki: "exakt",
    lenkungsgruppe: "baender",
    geschaeftsstelle: "baender",
    projektgruppe: "baender",
    andere_stelle: "baender",
    administration: "exakt",
  },
  entscheidungen: {
    meldende_person: "ja",
    eigene_stelle: "ja",
    cm_koordination: "ja",
    ki: "ja",
    lenkungsgruppe: "ja",
    geschaeftsstelle: "bearbeiten",
    projektgruppe: "eigener_auftrag",
    andere_stelle: "veroeffentlichte",
    administration: "ja",
  },
  loesung: {
    meldende_person: "nach_beschluss",
    eigene_stelle: "nach_beschluss",
    cm_koordination: "ja",
    ki: "ja",
    lenkungsgruppe: "ja",
    geschaeftsstelle: "ja",
    projektgruppe: "bearbeiten",
    andere_stelle: "nach_transparenz",
    administration: "ja",
  },
  rueckmeldungen: {
    meldende_person: "eigene",
    eigene_stelle: "eigene",
    cm_koordination: "je_stelle",
    ki: "zusammengefasst",
    lenkungsgruppe: "zusammengefasst",
    geschaeftsstelle: "zusammengefasst",
    projektgruppe: "zusammengefasst",
    andere_stelle: "zusammengefasst",
    administration: "nein",
  },
};

/** What this viewer may see of this kind of data (visibility matrix of the domain notes, 2.5). */
export function accessTo(data: DataKind, viewer: Viewer): Access {
  return MATRIX[data][viewer];
}
