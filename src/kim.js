#!/usr/bin/env node
// Plain JavaScript on purpose: an old Node cannot read TypeScript, and must get a sentence instead of a syntax error.
const FLOOR = 24;
const major = Number(process.versions.node.split(".")[0]);

if (major < FLOOR) {
  console.error(
    `Expected Node.js ${FLOOR} or later, but this is ${process.version}.\n` +
      'Run "npm ci" without --omit=optional: it brings Node 24 along, and "npm start" uses it. Or install Node 24.',
  );
  process.exitCode = 1;
} else {
  // Keeps what was compiled for the next start; does nothing where the folder for it cannot be written.
  const { enableCompileCache } = await import("node:module");
  enableCompileCache();
  // The engine alone is to start at once: from one file, where an earlier start has left it.
  const isEngine = process.argv[2] === "engine" && process.argv[3] === "start";
  const bundles = await import("./platform/bundle.js");
  const bundle = isEngine ? bundles.findBundle() : undefined;
  await import(bundle ?? "./main.ts");
  if (isEngine && bundle === undefined && process.exitCode === undefined) {
    await import("./platform/write-bundle.ts").then(({ writeBundle }) => writeBundle(bundles));
  }
}
