import type { FormValidator } from "../../portal/forms/validator.ts";
import type { Register } from "../../register/index.ts";
import type { LoopStage } from "./stage.ts";

/** What a loop is played with. */
export interface LoopParts {
  readonly stage: LoopStage;
  readonly register: Register;
  readonly validator: FormValidator;
}
