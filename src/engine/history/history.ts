import type { RecordObserver } from "../core/loop.ts";
import type { Db } from "../store/db.ts";
import { openHistoryStore } from "../store/history-rows.ts";
import type { RecordLog } from "../store/log.ts";
import { createAuditTrail } from "./audit-trail.ts";
import { Erasure } from "./erasure.ts";
import { createProjection } from "./projection.ts";

/** What the history is told. */
interface HistoryOptions {
  /** Names of variables whose values do not stay; default none. */
  readonly transientVariables?: readonly string[];
}

/** The history of an engine's file: projects every record into the read tables and erases what must not stay. */
interface History extends Required<Omit<RecordObserver, "afterCommit">> {
  /** To be called before the engine is closed. */
  readonly stop: () => void;
}

/** Opens the history of an engine's file. */
export function openHistory(db: Db, log: RecordLog, options: HistoryOptions = {}): History {
  const store = openHistoryStore(db);
  const projection = createProjection(store);
  const audit = createAuditTrail(store);
  const erasure = new Erasure({ db, log, names: options.transientVariables ?? [] });
  const recover = (): void => {
    projection.recover((from) => log.from(from));
  };
  recover();
  return {
    onRecord: (record, command) => {
      projection.onRecord(record);
      audit(record, command);
      erasure.onRecord(record);
    },
    beforeCommit: () => {
      // Who asked stands in no record, so it cannot be projected again.
      store.audit.write(Infinity);
      // What is to be erased has to stand where it is looked for.
      if (erasure.hasWork()) projection.settle();
      else projection.beforeCommit();
      erasure.beforeCommit();
    },
    afterRollback: () => {
      recover();
      erasure.afterRollback();
    },
    isWaiting: () => projection.isWaiting(),
    settle: () => {
      projection.settle();
    },
    stop: () => {
      erasure.stop();
    },
  };
}
