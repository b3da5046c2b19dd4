import { AppError } from "../../platform/errors.ts";

/** Thrown by the work on a data file that would overwrite something or use what is not in order; says what to do instead. */
export class MaintenanceRefused extends AppError {
  override readonly code = "MAINTENANCE_REFUSED";
}
