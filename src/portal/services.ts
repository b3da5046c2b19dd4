import type { Clock } from "../platform/clock.ts";
import type { Logger } from "../platform/logger.ts";
import type { Register } from "../register/index.ts";
import type { EngineGateway } from "./engine/gateway.ts";
import type { FormValidator } from "./forms/validator.ts";

/** The engine of a portal that cannot show tasks and instances. */
interface UnsearchableEngine {
  readonly version: string;
  /** Addresses as people see them; without one the page says whom to ask. */
  readonly tasklistUrl: string | undefined;
  readonly operateUrl: string | undefined;
}

/** What the portal must know about how it is run. */
export interface PortalOptions {
  /** Address of the portal as people see it; https switches on secure cookies. */
  readonly baseUrl: string;
  /** Key that signs session and CSRF cookies, at least 32 characters. */
  readonly sessionSecret: string;
  /** Demo accounts on the log-in page, the sent mails and the clock control. Default of the application: loopback only. */
  readonly isDemo: boolean;
  /** Folder for drafts of diagrams and for bundled scripts. */
  readonly dataDir: string;
  /** Shown on /info and in the footer. */
  readonly version: string;
  /** "embedded" or the address of a real Camunda; shown on /info. */
  readonly engineMode: string;
  /** Set where the engine cannot be searched; tasks and operation are then done elsewhere. */
  readonly unsearchable?: UnsearchableEngine;
  /** Log-ins that may fail per address within 15 minutes. Default 30. */
  readonly failedLoginLimit?: number;
}

/** Moves the application's clock forward; there only with the demo profile and the embedded engine. */
export interface MovableClock {
  /** Pins the clock at this time, epoch milliseconds; never backwards. */
  moveTo(epochMs: number): Promise<void>;
}

/** Answers of the parts that /readyz asks; a sentence for each that is not ready. */
export interface Readiness {
  /** Reasons why the application is not ready; empty = ready. */
  reasons(): Promise<readonly string[]>;
}

/** Everything the portal works with; built in main.ts, or of fakes in tests. */
export interface PortalServices {
  readonly options: PortalOptions;
  readonly register: Register;
  readonly engine: EngineGateway;
  readonly validator: FormValidator;
  readonly clock: Clock;
  readonly movableClock?: MovableClock;
  readonly readiness: Readiness;
  /** Prometheus text of all parts, for /metrics. */
  readonly metrics: () => Promise<string>;
  readonly logger: Logger;
}
