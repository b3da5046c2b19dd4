import { createKeyedCamundaClient } from "../../camunda/client.ts";
import { lookAtEngine } from "../../camunda/engine-check.ts";
import { brokerClock } from "../../camunda/webapps/broker-clock.ts";
import { importProgress } from "../../camunda/webapps/import-progress.ts";
import { operateOf } from "../../camunda/webapps/operate.ts";
import { logIn } from "../../camunda/webapps/session.ts";
import { tasklistOf } from "../../camunda/webapps/tasklist.ts";
import { createCamundaGateway } from "../../portal/engine/camunda-gateway.ts";
import { createReportDelivery } from "../../portal/features/reports/delivery.ts";
import type { Register } from "../../register/index.ts";
import type { Settings } from "../settings.ts";
import { brokerEngineClock, createEngineClock, type EngineClock } from "./engine-clock.ts";
import { portalStage } from "./portal-stage.ts";
import type { LoopStage } from "./stage.ts";
import { tasklistStage } from "./tasklist-stage.ts";

interface Choice {
  readonly settings: Settings;
  readonly address: string;
  readonly tasklist: string;
  readonly management: string;
  readonly search: string;
}

/** The account that Tasklist and Operate 8.6 come with. */
const DEMO = { name: "demo", password: "demo" };

/** Where people act: as in the portal where the engine can be searched, through Tasklist where it cannot (before 8.8). */
export async function chooseStage(
  choice: Choice,
): Promise<{ readonly clock: EngineClock; readonly stageFor: (register: Register) => LoopStage }> {
  const { settings, address } = choice;
  const { config, logger } = settings;
  const camunda = createKeyedCamundaClient({ ...config, address });
  const isEmbedded = config.camundaAddress === undefined;
  const { capabilities } = await lookAtEngine({ address, topology: () => camunda.getTopology() }, { isEmbedded });
  if (!capabilities.hasSearch) return chooseTasklist(choice);
  const clock = createEngineClock(camunda);
  const engine = createCamundaGateway(camunda);
  return {
    clock,
    stageFor: (register) => {
      const delivery = createReportDelivery({ register, engine, logger });
      return portalStage({ camunda, engine, register, delivery, clock });
    },
  };
}

async function chooseTasklist({ tasklist: address, management, search }: Choice): ReturnType<typeof chooseStage> {
  const session = await logIn(address, DEMO);
  const clock = brokerEngineClock(brokerClock(management));
  const [tasklist, operate] = [tasklistOf(session), operateOf(session)];
  const progress = importProgress({ management, search });
  return { clock, stageFor: (register) => tasklistStage({ tasklist, operate, progress, register, clock }) };
}
