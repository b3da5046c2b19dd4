import { AppError } from "../../platform/errors.ts";

/** Thrown by the gateway when the engine does not answer: not started, restarting, network. The caller shows a banner and keeps its input. */
export class EngineUnreachable extends AppError {
  override readonly code = "ENGINE_UNREACHABLE";

  constructor(operation: string, options?: ErrorOptions) {
    super(`Expected the engine to answer ${operation}, but it could not be reached`, options);
  }
}

/** Thrown by the gateway when something would have to be searched that an engine of this version cannot search. */
export class EngineCannotSearch extends AppError {
  override readonly code = "ENGINE_CANNOT_SEARCH";

  constructor(operation: string) {
    super(`Expected an engine that answers ${operation}, but this version cannot be searched`);
  }
}

/** Thrown by the gateway when the engine refuses a command because of the state of the thing: claimed, completed or cancelled meanwhile. */
export class EngineConflict extends AppError {
  override readonly code = "ENGINE_CONFLICT";
}

/** Thrown by the gateway when the addressed thing does not exist (any more). */
export class EngineNotFound extends AppError {
  override readonly code = "ENGINE_NOT_FOUND";
}

/** Thrown by the gateway when the engine refuses a command as invalid: a model that does not deploy, a broken filter. The detail is the engine's. */
export class EngineRefused extends AppError {
  override readonly code = "ENGINE_REFUSED";
  /** The engine's own words, without its title. */
  readonly detail: string;

  constructor(operation: string, detail: string, options?: ErrorOptions) {
    super(`Expected the engine to accept ${operation}, but it refused: ${detail}`, options);
    this.detail = detail;
  }
}
