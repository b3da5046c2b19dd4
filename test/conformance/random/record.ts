import { parseArgs } from "node:util";
import { oracleAt } from "../zeebe/oracle-subject.ts";
import { startOracle } from "../zeebe/start-oracle.ts";
import { askReal } from "./ask.ts";
import { BLOCK_COUNT, BLOCK_SIZE, readBlock, seedsOf, writeBlock, type RecordedSeed } from "./blocks-file.ts";

// Records random models on the real engine, a hundred seeds a file: all blocks, or those named as arguments, or single
// seeds in the files that are there (--seed). An engine sleeps more than it works: several are asked at once (--engines).

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { engines: { type: "string", default: "2" }, seed: { type: "string", multiple: true } },
});
const again = new Set(values.seed?.map(Number));
const named =
  values.seed === undefined ? positionals.map(Number) : [...again].map((seed) => Math.ceil(seed / BLOCK_SIZE));
const waiting = named.length > 0 ? [...new Set(named)] : Array.from({ length: BLOCK_COUNT }, (_, index) => index + 1);

/** One real engine; another takes its place when it breaks down. */
class Asking {
  #oracle: Awaited<ReturnType<typeof startOracle>> | undefined;

  async ask(seed: number): Promise<RecordedSeed> {
    for (let attempt = 1; attempt <= 2; attempt++) {
      try {
        this.#oracle ??= await startOracle();
        return { seed, chapters: await askReal(oracleAt(this.#oracle.address), seed) };
      } catch (error) {
        console.log(`seed ${seed}: ${String(error)}`);
        this.stop();
      }
    }
    return { seed, chapters: undefined };
  }

  stop(): void {
    this.#oracle?.stop();
    this.#oracle = undefined;
  }
}

async function recordBlocks(): Promise<void> {
  const asking = new Asking();
  try {
    for (let block = waiting.shift(); block !== undefined; block = waiting.shift()) {
      const present = again.size > 0 ? await readBlock(block) : undefined;
      const recorded: RecordedSeed[] = [];
      for (const seed of seedsOf(block)) {
        const kept = again.has(seed) ? undefined : present?.find((each) => each.seed === seed);
        recorded.push(kept ?? (await asking.ask(seed)));
      }
      await writeBlock(block, recorded);
      const failed = recorded.filter(({ chapters }) => chapters === undefined).map(({ seed }) => seed);
      console.log(
        `block ${block} is recorded; seeds at which the real engine itself fails: ${failed.join(", ") || "none"}`,
      );
    }
  } finally {
    asking.stop();
  }
}

await Promise.all(Array.from({ length: Number(values.engines) }, recordBlocks));
