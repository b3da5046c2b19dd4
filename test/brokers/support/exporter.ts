import { execFile } from "node:child_process";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Java } from "../../../src/camunda/stack/java.ts";

const run = promisify(execFile);
const SOURCE = join(import.meta.dirname, "..", "exporter", "RecordFile.java");

/** Compiles the exporter against a distribution; gives the jar's path. */
export async function buildExporter(options: { java: Java; home: string; folder: string }): Promise<string> {
  const { java, home, folder } = options;
  const [classes, jar] = [join(folder, "classes"), join(folder, "record-file.jar")];
  await mkdir(classes, { recursive: true });
  const flags = ["--release", "21", "-nowarn", "-cp", join(home, "lib", "*")];
  await run(join(java.home, "bin", "javac"), [...flags, "-d", classes, SOURCE]);
  await run(join(java.home, "bin", "jar"), ["-cf", jar, "-C", classes, "."]);
  return jar;
}

/** Settings of a broker that writes its records into a folder. */
export function exporterVariables({ jar, folder }: { jar: string; folder: string }): Record<string, string> {
  return {
    ZEEBE_BROKER_EXPORTERS_RECORDS_JARPATH: jar,
    ZEEBE_BROKER_EXPORTERS_RECORDS_CLASSNAME: "RecordFile",
    ZEEBE_BROKER_EXPORTERS_RECORDS_ARGS_FOLDER: folder,
  };
}
