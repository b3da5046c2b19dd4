/** Base of all errors of the application: a stable code, a sentence "Expected …, but …", and the cause. */
export abstract class AppError extends Error {
  abstract readonly code: string;

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** Thrown by the start when the environment holds a value that cannot be used. Every wrong variable is one line. */
export class ConfigurationInvalid extends AppError {
  override readonly code = "CONFIGURATION_INVALID";
}
