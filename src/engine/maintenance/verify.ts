import { openReader, type Db } from "../store/db.ts";
import { atOneMoment, damagesOf, isEngineFile } from "../store/inspect.ts";
import { openLog } from "../store/log.ts";
import { KNOWN_SCHEMA, schemaVersion } from "../store/schema.ts";
import { openState } from "../store/state.ts";
import { checkElements } from "./check-elements.ts";
import { checkHistory } from "./check-history.ts";
import { checkRecords } from "./check-records.ts";
import { checkKeys, checkScopes } from "./check-scopes.ts";
import { checkWaiting } from "./check-waiting.ts";
import { Findings } from "./findings.ts";

/** What a look at a whole data file gave. */
export interface Verification {
  /** Each a sentence; none for a file that is intact. */
  readonly findings: readonly string[];
  readonly records: number;
  readonly openInstances: number;
}

/** Looks at a whole data file, also while an engine works on it; throws StoreUnavailable when it cannot be read at all. */
export function verifyFile(file: string): Verification {
  const db = openReader(file);
  try {
    return atOneMoment(db, () => verifyDb(db));
  } finally {
    db.close();
  }
}

/** Looks at an open file. */
export function verifyDb(db: Db): Verification {
  const findings = new Findings();
  for (const damage of damagesOf(db)) findings.add("intact", `Expected an intact file, but SQLite finds: ${damage}`);
  if (!isEngineFile(db)) findings.add("file", "Expected an engine's data file, but no engine has written this one");
  else if (schemaVersion(db) !== KNOWN_SCHEMA) findings.add("schema", otherSchema(schemaVersion(db)));
  if (findings.list().length > 0) return { findings: findings.list(), records: 0, openInstances: 0 };
  return verifyContents(db, findings);
}

function verifyContents(db: Db, findings: Findings): Verification {
  const state = openState(db);
  const elements = checkElements(state, findings);
  checkWaiting({ state, elements, findings });
  checkScopes(state, elements, findings);
  checkKeys(state, findings);
  const log = openLog(db);
  const records = checkRecords(state, log, findings);
  checkHistory({ db, log, elements, findings });
  const openInstances = [...elements.values()].filter(({ parentKey }) => parentKey === -1).length;
  return { findings: findings.list(), records, openInstances };
}

function otherSchema(version: number): string {
  const wayOut =
    version > KNOWN_SCHEMA
      ? "a newer program has written it; use that program"
      : "an older program has written it; start the engine on it once, which brings it up to date";
  return `Expected a file of schema ${KNOWN_SCHEMA}, but it has ${version}: ${wayOut}`;
}
