import type { CamundaClient } from "../client.ts";
import { lookAtEngine } from "../engine-check.ts";
import { IdentityRefused } from "../errors.ts";
import { applyStep } from "./apply.ts";
import { currentIdentity } from "./current.ts";
import { difference, type Difference } from "./difference.ts";
import type { PasswordBook } from "./passwords.ts";
import { identityPlan, type Directory } from "./plan.ts";
import { lineOf, type Step } from "./step.ts";
import { readingTrouble, tooOld, writingTrouble } from "./trouble.ts";

/** How Camunda's identity is brought to the directory. */
export interface ProvisionOptions {
  /** Also removes what was ours and is not in the directory any more. */
  readonly prune: boolean;
  /** Changes nothing. */
  readonly dryRun: boolean;
  /** The user that works for us; never deleted. */
  readonly ownName: string | undefined;
  readonly passwords: PasswordBook;
}

/** What was changed, or with a dry run would be. */
export interface Provisioned {
  readonly changes: readonly Step[];
  /** What is there beyond the directory and stays without `prune`. */
  readonly surplus: readonly Step[];
}

/**
 * Writes users, groups, memberships, the role "task-worker" and rights of the directory into Camunda's identity; a second run changes
 * nothing. Throws EngineUnreachable, or IdentityRefused with the way out; what was changed before stays, and a new run goes on.
 */
export async function provision(
  camunda: CamundaClient,
  directory: Directory,
  options: ProvisionOptions,
): Promise<Provisioned> {
  if (options.prune && directory.people.length === 0) {
    throw new IdentityRefused(
      "Expected people in the directory, but there are none, and --prune would remove everybody. Look at DATABASE_URL and KIM_DATA_DIR, or leave --prune out.",
    );
  }
  const { needed, surplus } = await compare(camunda, directory, options.ownName);
  const wanted = options.prune ? [...needed, ...surplus] : needed;
  const changes = options.dryRun ? wanted : await applyAll(camunda, wanted, options.passwords);
  return { changes, surplus: options.prune ? [] : surplus };
}

async function compare(camunda: CamundaClient, directory: Directory, ownName: string | undefined): Promise<Difference> {
  try {
    const address = camunda.getConfig().restAddress;
    const { version, capabilities } = await lookAtEngine({ address, topology: () => camunda.getTopology() });
    const refusal = tooOld(version, address);
    if (!capabilities.hasSearch) throw refusal;
    const plan = identityPlan(directory);
    const current = await currentIdentity(camunda, plan);
    // Only now: the embedded engine says 8.8 too, but has refused to be read by now, which is another sentence.
    if (!capabilities.hasIdentity) throw refusal;
    return difference(plan, current, ownName);
  } catch (error) {
    throw readingTrouble(error, camunda);
  }
}

async function applyAll(camunda: CamundaClient, steps: readonly Step[], passwords: PasswordBook): Promise<Step[]> {
  const done: Step[] = [];
  for (const step of steps) {
    try {
      if ((await applyStep(camunda, step, passwords)) === "done") done.push(step);
    } catch (error) {
      throw writingTrouble(error, camunda, lineOf(step));
    }
  }
  return done;
}
