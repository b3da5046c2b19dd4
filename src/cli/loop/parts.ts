import type { KeyedCamundaClient } from "../../camunda/client.ts";
import type { EngineGateway } from "../../portal/engine/gateway.ts";
import type { FormValidator } from "../../portal/forms/validator.ts";
import type { ReportDelivery } from "../../portal/features/reports/delivery.ts";
import type { Register } from "../../register/index.ts";
import type { EngineClock } from "./engine-clock.ts";

/** What a loop is played with: the same parts that the portal acts through. */
export interface LoopParts {
  readonly camunda: KeyedCamundaClient;
  readonly engine: EngineGateway;
  readonly register: Register;
  readonly validator: FormValidator;
  readonly delivery: ReportDelivery;
  readonly clock: EngineClock;
}
