import type { GuardConfig } from "../../domain/input-guard.ts";
import type { ProfileFile } from "./schema.ts";

/** An entry of a code list: key and name. */
export interface Code {
  readonly id: string;
  readonly name: string;
}

/** A demo log-in: shown on the log-in page of the demo. */
export interface DemoAccount {
  readonly login: string;
  readonly password: string;
  readonly name: string;
  readonly personId: string;
  /** What the person is, in German. */
  readonly rolle: string;
}

/** A municipality's profile as the application uses it. */
export interface Profile {
  readonly id: string;
  readonly name: string;
  readonly file: ProfileFile;
  /** The municipality's own words, by key. */
  readonly begriffe: Readonly<Record<string, string>>;
  /** What is offered in forms; retired entries stay readable in `allCodes`. */
  readonly codeLists: Readonly<Record<CodeListName, readonly Code[]>>;
  readonly allCodes: Readonly<Record<CodeListName, readonly Code[]>>;
  readonly inputGuard: GuardConfig;
  readonly schwelle: ProfileFile["schwelle"];
  readonly texte: Readonly<Record<string, string>>;
  readonly demoAccounts: readonly DemoAccount[];
}

/** Names of the code lists. */
export type CodeListName = "themen" | "rechtskreise" | "kommunen" | "stellenarten" | "quellen";

const PLACES: readonly string[] = ["kommune", "stadtbezirk", "stadt"];

/** Derives what the application reads from the municipality's file. */
export function toProfile(file: ProfileFile): Profile {
  const allCodes = { ...file.listen, kommunen: placesOf(file) };
  return {
    id: file.id,
    name: file.name,
    file,
    begriffe: file.namen.begriffe,
    allCodes,
    codeLists: {
      themen: offered(file.listen.themen),
      rechtskreise: offered(file.listen.rechtskreise),
      stellenarten: offered(file.listen.stellenarten),
      quellen: offered(file.listen.quellen),
      kommunen: allCodes.kommunen,
    },
    inputGuard: file.eingabepruefung,
    schwelle: file.schwelle,
    texte: file.texte,
    demoAccounts: demoAccountsOf(file),
  };
}

function placesOf(file: ProfileFile): Code[] {
  return file.einheiten.filter(({ art }) => PLACES.includes(art)).map(({ id, name }) => ({ id, name }));
}

function offered(list: readonly (Code & { readonly aktiv: boolean })[]): Code[] {
  return list.filter(({ aktiv }) => aktiv).map(({ id, name }) => ({ id, name }));
}

function demoAccountsOf(file: ProfileFile): DemoAccount[] {
  const { demo } = file;
  if (demo === undefined) return [];
  return file.personen.flatMap(({ anmeldung, name, id, beschreibung }) =>
    anmeldung === undefined
      ? []
      : [{ login: anmeldung, password: demo.kennwort, name, personId: id, rolle: beschreibung ?? "" }],
  );
}
