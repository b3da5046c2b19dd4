import type { KeyedCamundaClient } from "../../camunda/client.ts";
import type { EngineGateway } from "../../portal/engine/gateway.ts";
import { completeTask } from "../../portal/features/tasks/complete.ts";
import type { ReportDelivery } from "../../portal/features/reports/delivery.ts";
import { reportChallenge, type Register } from "../../register/index.ts";
import type { EngineClock } from "./engine-clock.ts";
import { refuseIncidents, settle } from "./settle.ts";
import type { LoopStage } from "./stage.ts";

interface PortalStageParts {
  readonly camunda: KeyedCamundaClient;
  readonly engine: EngineGateway;
  readonly register: Register;
  readonly delivery: ReportDelivery;
  readonly clock: EngineClock;
}

const MANY = 1_000;

/** People act as in the portal: texts go to the register, ids and outcomes to the engine. */
export function portalStage({ camunda, engine, register, delivery, clock }: PortalStageParts): LoopStage {
  return {
    clock,
    steps: { small: 1, large: 7 },
    settle: () => settle(camunda),
    refuseIncidents: (since) => refuseIncidents(camunda, since),
    openTasks: () => engine.searchTasks({ limit: MANY }),
    variablesOf: (userTaskKey) => engine.variablesOfTask(userTaskKey),
    formOf: (userTaskKey) => engine.formOfTask(userTaskKey),
    claim: (userTaskKey, { personId }) => engine.claimTask(userTaskKey, personId),
    complete: (completed) => completeTask({ register, engine }, completed),
    report: async ({ report, user, cmStelleId }) => {
      const { meldungId } = await reportChallenge(register, { ...report, cmStelleId, personId: user.personId });
      await delivery.deliver(meldungId);
      return meldungId;
    },
  };
}
