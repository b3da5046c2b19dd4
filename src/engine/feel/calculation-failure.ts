/** Thrown where the real engine gives up the whole evaluation, mostly because Java refuses a calculation. */
export class CalculationFailure extends Error {
  readonly code = "CALCULATION_FAILURE";
  /** What stands between the expression and the reason in the message. */
  readonly separator: " : " | ": ";

  constructor(reason: string, separator: " : " | ": " = " : ") {
    super(reason);
    this.separator = separator;
  }
}
