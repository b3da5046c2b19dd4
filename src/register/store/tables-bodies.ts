interface MunicipalityTable {
  municipalityId: string;
  name: string;
  /** The profile as read, JSON. */
  profile: string;
  demo: number;
  seededAt: string;
}

interface OrgUnitTable {
  orgUnitId: string;
  parentId: string | null;
  name: string;
  art: string;
  traeger: string | null;
  modul: number | null;
  kommuneId: string | null;
  nachfolgerId: string | null;
  aktiv: number;
  /** Order of the profile. */
  rang: number;
}

interface PersonTable {
  personId: string;
  name: string;
  email: string;
  sprache: string;
  digest: string;
  aktiv: number;
}

interface RoleAssignmentTable {
  personId: string;
  role: string;
  /** The CM-Stelle of a case manager, "" for roles of the whole municipality. */
  orgUnitId: string;
  istVertretung: number;
  von: string;
  bis: string | null;
}

interface GremiumTable {
  gremiumId: string;
  name: string;
  art: string;
  bezug: string | null;
  themen: string;
  kommunen: string;
  laufzeitMonate: number | null;
  aktiv: number;
  rang: number;
}

interface MembershipTable {
  gremiumId: string;
  personId: string;
  /** mitglied, leitung, vorsitz, geschaeftsstelle. */
  funktion: string;
  /** stimmberechtigt, beratend, gast. */
  stimmrecht: string;
  istVertretung: number;
  von: string;
  bis: string | null;
}

interface SitzungTable {
  sitzungId: string;
  gremiumId: string;
  sitzungAm: string;
  vorlagenfristAm: string;
  nachbereitungBis: string;
  ort: string;
  status: string;
}

interface TagesordnungTable {
  sitzungId: string;
  herausforderungId: string;
  schritt: string;
  angemeldetAm: string;
}

/** Who there is, who sits where, and when they meet. */
export interface BodyTables {
  municipality: MunicipalityTable;
  orgUnit: OrgUnitTable;
  person: PersonTable;
  roleAssignment: RoleAssignmentTable;
  gremium: GremiumTable;
  membership: MembershipTable;
  sitzung: SitzungTable;
  tagesordnung: TagesordnungTable;
}
