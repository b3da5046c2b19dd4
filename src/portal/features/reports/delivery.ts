import type { Logger } from "../../../platform/logger.ts";
import {
  findReport,
  linkReportProcess,
  undeliveredReports,
  type Register,
  type Report,
} from "../../../register/index.ts";
import { EngineCannotSearch, EngineUnreachable } from "../../engine/errors.ts";
import type { EngineGateway } from "../../engine/gateway.ts";

/** Process that each report runs through. */
const PROCESS = "meldung";

/** Undelivered reports are tried again this often. */
const RETRY_MS = 10_000;

/** Younger reports are in the hands of whoever has just stored them, also in another process. */
const IN_HAND_MS = 15_000;

/** What the delivery works with. */
interface DeliveryParts {
  readonly register: Register;
  readonly engine: EngineGateway;
  readonly logger: Logger;
}

/** Brings stored reports to the engine, each exactly once. */
export interface ReportDelivery {
  /** Starts the report's process; false when the engine is away and the report stays "in Zustellung". */
  deliver(meldungId: string): Promise<boolean>;
  /** Tries all reports that have no process yet and are at least so old (default: all); answers how many were delivered. */
  deliverAll(options?: { readonly minimumAgeMs: number }): Promise<number>;
}

/** What the engine gets to know of a report: ids, enums, numbers; never text. */
function toStartVariables(report: Report) {
  return {
    meldungId: report.meldungId,
    cmStelleId: report.cmStelleId,
    themen: [...report.themen],
    kommunen: [...report.kommunen],
    rechtskreise: [...report.rechtskreise],
    eilt: report.eilt,
    // The process names the last band without the sign that would end an XML attribute.
    haeufigkeit: report.haeufigkeit === ">25" ? "ueber-25" : report.haeufigkeit,
    quelle: report.quelle,
    bearbeitetVon: report.personId,
  };
}

/**
 * The delivery. One report at a time: a start whose answer was lost is found again by its `meldungId` before a new one
 * is made, so that a repeated attempt never starts a second process.
 */
export function createReportDelivery({ register, engine, logger }: DeliveryParts): ReportDelivery {
  let queue: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = queue.then(work, work);
    queue = turn.catch(() => undefined);
    return turn;
  };

  const startOnce = async (report: Report): Promise<void> => {
    const variable = { name: "meldungId", value: report.meldungId };
    const known = await engine.searchInstances({ definitionId: PROCESS, variable, limit: 1 }).then(firstOf, noneFound);
    const processInstanceKey =
      known?.key ?? (await engine.startProcess(PROCESS, toStartVariables(report))).processInstanceKey;
    await linkReportProcess(register, { meldungId: report.meldungId, processInstanceKey });
  };

  const attempt = async (meldungId: string): Promise<boolean> => {
    const report = await findReport(register, meldungId);
    if (report === undefined || report.processInstanceKey !== null || report.status !== "eingereicht") return true;
    try {
      await startOnce(report);
      return true;
    } catch (error) {
      if (!(error instanceof EngineUnreachable)) throw error;
      logger.warn({ meldungId }, "report stored, engine unreachable: delivery follows");
      return false;
    }
  };

  return {
    deliver: (meldungId) => inTurn(() => attempt(meldungId)),
    deliverAll: async ({ minimumAgeMs } = { minimumAgeMs: 0 }) => {
      let delivered = 0;
      const newest = register.clock.now() - minimumAgeMs;
      const waiting = await undeliveredReports(register);
      for (const { meldungId } of waiting.filter((report) => submittedAt(report) <= newest)) {
        if (!(await inTurn(() => attempt(meldungId)))) return delivered;
        delivered += 1;
      }
      return delivered;
    },
  };
}

function firstOf<T>([first]: readonly T[]): T | undefined {
  return first;
}

/** An engine that cannot be searched: there the first worker links a started process to its report, so that it is not delivered again. */
function noneFound(error: unknown): undefined {
  if (!(error instanceof EngineCannotSearch)) throw error;
}

function submittedAt({ eingereichtAm, erstelltAm }: Report): number {
  return Date.parse(eingereichtAm ?? erstelltAm);
}

/** Tries undelivered reports every ten seconds until stopped; the timer keeps no process alive. */
export function startReportDelivery(parts: DeliveryParts): { stop(): void } {
  const delivery = createReportDelivery(parts);
  let isBusy = false;
  const run = async (): Promise<void> => {
    if (isBusy) return;
    isBusy = true;
    try {
      await delivery.deliverAll({ minimumAgeMs: IN_HAND_MS });
    } catch (error) {
      parts.logger.error({ err: error }, "delivery of reports failed");
    } finally {
      isBusy = false;
    }
  };
  const timer = setInterval(() => void run(), RETRY_MS);
  timer.unref();
  void run();
  return {
    stop: () => {
      clearInterval(timer);
    },
  };
}
