import { execFileSync } from "node:child_process";
import { parseArgs } from "node:util";
import { firstDifference } from "../compare.ts";
import { embeddedEngine } from "../engine-subject.ts";
import { oracleAt } from "../zeebe/oracle-subject.ts";
import { startOracle } from "../zeebe/start-oracle.ts";
import { askOurs, askReal } from "./ask.ts";
import { randomBehaviour } from "./model.ts";

// Plays random models on both engines at once: --seed N one of them, again and again the same; --fresh N as many new
// ones, which the commit chooses, so that a failure comes back when the commit is tested again; --from N --to M a row.
// --model prints the model of a seed. Needs Java. --allow N lets so many differ: races of a kind that is known and not yet
// understood are rare, and every one of them is printed; the number may only go down.

const { values } = parseArgs({
  options: {
    seed: { type: "string", multiple: true },
    fresh: { type: "string" },
    allow: { type: "string", default: "0" },
    from: { type: "string" },
    to: { type: "string" },
    model: { type: "boolean", default: false },
  },
});

/** Fresh seeds begin where the recorded ones end by far. */
const [FIRST_FRESH, AFTER_LAST_FRESH] = [1_000_000, 2_000_000_000];

function seeds(): number[] {
  if (values.seed !== undefined) return values.seed.map(Number);
  if (values.from !== undefined) {
    const from = Number(values.from);
    return Array.from({ length: Number(values.to ?? from) - from + 1 }, (_, index) => from + index);
  }
  const first = firstOfCommit();
  console.log(`Seeds from ${first}`);
  return Array.from({ length: Number(values.fresh ?? 100) }, (_, index) => first + index);
}

/** A row of seeds for each commit. */
function firstOfCommit(): number {
  const hash = execFileSync("git", ["rev-parse", "--short=12", "HEAD"], { encoding: "utf8" }).trim();
  return FIRST_FRESH + (Number.parseInt(hash, 16) % (AFTER_LAST_FRESH - FIRST_FRESH));
}

let oracle = await startOracle();
const ours = embeddedEngine();
/** A model may bring the real engine down; another one is started then, and asked once more. */
async function askRealTwice(seed: number): Promise<Awaited<ReturnType<typeof askReal>>> {
  for (let attempt = 1; attempt <= 2; attempt++) {
    try {
      return await askReal(oracleAt(oracle.address), seed);
    } catch (error) {
      console.log(`seed ${seed}: ${error instanceof Error ? error.message : String(error)}`);
      oracle.stop();
      oracle = await startOracle();
    }
  }
  return undefined;
}

let [equal, skipped, different] = [0, 0, 0];
try {
  for (const seed of seeds()) {
    if (values.model) console.log(randomBehaviour(seed).resources);
    const expected = await askRealTwice(seed);
    if (expected === undefined) {
      skipped++;
      console.log(`seed ${seed}: the real engine itself fails, skipped`);
      continue;
    }
    const difference = firstDifference(expected, await askOurs(ours, seed));
    if (difference === undefined) equal++;
    else {
      console.log(`seed ${seed} (npm run conformance:random -- --seed ${seed}): ${difference}`);
      different++;
    }
  }
  console.log(
    `${equal} random models with equal records, ${different} that differ, ${skipped} at which the real engine itself fails`,
  );
  if (different > Number(values.allow)) process.exitCode = 1;
} finally {
  oracle.stop();
  await ours.close();
}
