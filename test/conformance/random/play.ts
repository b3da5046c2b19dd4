import { firstDifference } from "../compare.ts";
import { embeddedEngine } from "../engine-subject.ts";
import { normalise } from "../normalise.ts";
import { play } from "../player.ts";
import { randomBehaviour } from "./model.ts";
import { oracleAt } from "../zeebe/oracle-subject.ts";
import { startOracle } from "../zeebe/start-oracle.ts";

/** Plays random models of the given seeds on both engines: node test/conformance/random/play.ts 1 200 */
const [from = 1, to = 100] = process.argv.slice(2).map(Number);
const oracle = await startOracle();
const real = oracleAt(oracle.address);
const ours = embeddedEngine();
let equal = 0;
try {
  for (let seed = from; seed <= to; seed++) {
    const behaviour = randomBehaviour(seed);
    const expected = normalise(behaviour, await play(real, behaviour));
    if (expected.some(({ records }) => records.some(({ what }) => what.startsWith("PROCESSING_ERROR")))) {
      console.log(`seed ${seed}: the real engine itself fails, skipped`);
      continue;
    }
    const difference = firstDifference(expected, normalise(behaviour, await play(ours, behaviour)));
    if (difference === undefined) equal++;
    else {
      console.log(`seed ${seed}: ${difference}`);
      process.exitCode = 1;
    }
  }
  console.log(`${equal} random models with equal records, seeds ${from} to ${to}`);
} finally {
  oracle.stop();
  await ours.close();
}
