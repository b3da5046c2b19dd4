import { benachrichtigen, type Messaging } from "./benachrichtigen.ts";
import type { PreparedWorker, WorkerDefinition } from "./define-worker.ts";
import { entscheidungProtokollieren } from "./entscheidung-protokollieren.ts";
import { fristBerechnen } from "./frist-berechnen.ts";
import { meldungErfassen } from "./meldung-erfassen.ts";
import { nachrichtSenden, type PublishMessage } from "./nachricht-senden.ts";
import { personenbezugPruefen } from "./personenbezug-pruefen.ts";
import { projektgruppeZuordnen } from "./projektgruppe-zuordnen.ts";
import { rueckmeldungAuswerten } from "./rueckmeldung-auswerten.ts";
import { rueckmeldungenEinsammeln } from "./rueckmeldungen-einsammeln.ts";
import { schwelleZaehlen } from "./schwelle-zaehlen.ts";
import { sitzungTerminieren } from "./sitzung-terminieren.ts";
import { statusFortschreiben } from "./status-fortschreiben.ts";
import { transparenzHerstellen } from "./transparenz-herstellen.ts";

/** Everything the workers need; each takes only its part. */
export interface WorkerDependencies extends Messaging {
  readonly publish: PublishMessage;
}

/** All workers, in the order of the loop. A new job type is a file and a line here. */
export const WORKERS: readonly WorkerDefinition<WorkerDependencies>[] = [
  meldungErfassen,
  personenbezugPruefen,
  fristBerechnen,
  benachrichtigen,
  entscheidungProtokollieren,
  statusFortschreiben,
  schwelleZaehlen,
  nachrichtSenden,
  sitzungTerminieren,
  projektgruppeZuordnen,
  transparenzHerstellen,
  rueckmeldungenEinsammeln,
  rueckmeldungAuswerten,
];

/** All workers with their dependencies, ready for a host. */
export function prepareWorkers(dependencies: WorkerDependencies): PreparedWorker[] {
  return WORKERS.map((worker) => worker.prepare(dependencies));
}
