import { AppError } from "../platform/errors.ts";

/** Thrown when a scenario file is not in the format; one line per fault. */
export class ScenarioInvalid extends AppError {
  override readonly code = "SCENARIO_INVALID";
}

/** Thrown inside a run when an instruction cannot be carried out or a claim does not hold; becomes the case's failure. */
export class InstructionFailed extends AppError {
  override readonly code = "INSTRUCTION_FAILED";
}
