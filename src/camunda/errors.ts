import { AppError } from "../platform/errors.ts";

/** Thrown by a deployment that the engine refused: nothing of it was deployed. The message has a German line per problem. */
export class DeploymentRefused extends AppError {
  override readonly code = "DEPLOYMENT_REFUSED";
  readonly problems: readonly DeploymentProblem[];

  constructor(problems: readonly DeploymentProblem[], options?: ErrorOptions) {
    super(
      ["Nichts wurde bereitgestellt:", ...problems.map((problem) => `- ${sentenceOf(problem)}`)].join("\n"),
      options,
    );
    this.problems = problems;
  }
}

/** Thrown when no engine answers at an address, usually because none is running there. */
export class EngineUnreachable extends AppError {
  override readonly code = "ENGINE_UNREACHABLE";

  constructor(address: string, options?: ErrorOptions) {
    super(
      `Expected an engine to answer at ${address}, but none does; start one with "npm start" or correct CAMUNDA_REST_ADDRESS`,
      options,
    );
  }
}

/** Thrown while users, groups and rights are written into Camunda's identity, when it cannot or does not take them; the message has the way out. */
export class IdentityRefused extends AppError {
  override readonly code = "IDENTITY_REFUSED";
}

/** What is wrong with a deployed file. */
export interface DeploymentProblem {
  /** Name of the file; undefined where the engine does not say. */
  readonly file: string | undefined;
  /** Id of the element, with the part of it that is wrong. */
  readonly element: string | undefined;
  readonly problem: string;
}

function sentenceOf({ file, element, problem }: DeploymentProblem): string {
  const place = [file, element === undefined ? undefined : `Element ${element}`].filter((part) => part !== undefined);
  return place.length === 0 ? problem : `${place.join(", ")}: ${problem}`;
}
