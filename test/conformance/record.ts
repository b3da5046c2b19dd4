import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { SUBJECTS } from "./behaviours/index.ts";
import { normalise } from "./normalise.ts";
import { play } from "./player.ts";
import { recordingPath, recordingText, writeRecording } from "./recording.ts";
import { startOracle } from "./zeebe/start-oracle.ts";
import { oracleAt } from "./zeebe/oracle-subject.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { write: { type: "boolean", default: false }, oracle: { type: "string" } },
});

/** Plays every behaviour on the real engine; gives the paths whose recording is not what the engine says. */
async function recordAll(address: string): Promise<{ count: number; different: string[] }> {
  const oracle = oracleAt(address);
  const different: string[] = [];
  let count = 0;
  for (const [subject, behaviours] of Object.entries(SUBJECTS)) {
    for (const behaviour of behaviours) {
      const path = recordingPath(subject, behaviour.name);
      if (positionals.length > 0 && !positionals.some((part) => path.includes(part))) continue;
      count++;
      const text = recordingText(behaviour.name, normalise(behaviour, await play(oracle, behaviour)));
      const present = await readFile(path, "utf8").catch(() => "");
      if (present === text) continue;
      different.push(path);
      if (values.write) await writeRecording(path, text);
    }
  }
  return { count, different };
}

const oracle = values.oracle === undefined ? await startOracle() : { address: values.oracle, stop: () => undefined };
try {
  const { count, different } = await recordAll(oracle.address);
  for (const path of different) console.log(`${values.write ? "written" : "different"}: ${path}`);
  console.log(`${count} behaviours played on the real Zeebe engine, ${different.length} recordings differ`);
  if (!values.write && different.length > 0) process.exitCode = 1;
} finally {
  oracle.stop();
}
