import { join } from "node:path";
import { collectResources, type DeployableResource } from "../camunda/resources.ts";
import { loadProfile, openRegister, type Profile } from "../register/index.ts";
import type { ScenarioDriver } from "./driver.ts";
import type { TestCase } from "./format.ts";
import { elementNames, readModels, type Model } from "./models.ts";
import { runCase, type CaseResult } from "./run-case.ts";
import type { MovableClock, Stage } from "./stage.ts";

/** Starts an empty engine for one case. */
export type StartDriver = () => Promise<ScenarioDriver>;

/** Plays cases of one repository: models, forms and profiles are read once and kept. */
export interface Bench {
  run(testCase: TestCase, inspect?: (stage: Stage) => Promise<void>): Promise<CaseResult>;
  models(profil: string): Promise<readonly Model[]>;
}

interface Municipality {
  readonly profile: Profile;
  readonly resources: readonly DeployableResource[];
  readonly models: readonly Model[];
}

/** A bench for the repository at `root`, on the engines that `start` gives. */
export function createBench(root: string, start: StartDriver): Bench {
  const known = new Map<string, Promise<Municipality>>();
  const municipality = (profil: string): Promise<Municipality> => {
    const loading = known.get(profil) ?? load(root, profil);
    known.set(profil, loading);
    return loading;
  };
  return {
    models: async (profil) => (await municipality(profil)).models,
    run: async (testCase, inspect) => {
      const { profile, resources, models } = await municipality(testCase.metadata.profil);
      const clock = movableClock();
      const driver = await start();
      const register = await openRegister({ file: ":memory:", clock });
      try {
        await driver.deploy(resources);
        return await runCase({ driver, register, clock, profile }, testCase, { names: elementNames(models), inspect });
      } finally {
        await register.close();
        await driver.close();
      }
    },
  };
}

async function load(root: string, profil: string): Promise<Municipality> {
  const profileDirectory = join(root, "municipalities", profil);
  const resources = collectResources({ root, profileDirectory });
  const [profile, models] = await Promise.all([loadProfile(profileDirectory), readModels(resources)]);
  return { profile, resources, models };
}

function movableClock(): MovableClock {
  let now = 0;
  return {
    now: () => now,
    set: (epochMs) => {
      now = epochMs;
    },
  };
}
