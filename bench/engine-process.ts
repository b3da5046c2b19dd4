// The engine alone in its process, as `kim engine start` runs it, telling its parent how long it took and what it holds.
const beforeImport = performance.now();
const { runEngine } = await import("../src/engine/main-engine.ts");
const [file = ":memory:"] = process.argv.slice(2);
const silent = {
  debug: () => undefined,
  error: (fields: object, message: string) => process.stderr.write(`${message} ${JSON.stringify(fields)}\n`),
};

await runEngine(
  { file, port: 0, logger: silent },
  {
    onStop: (stop) => {
      process.once("SIGTERM", () => void stop());
    },
    onReady: ({ port }) => {
      process.send?.({ kind: "ready", port, startMs: performance.now() - beforeImport, nodeBootMs: beforeImport });
    },
  },
);

process.on("message", () => {
  globalThis.gc?.();
  process.send?.({
    kind: "memory",
    rssMb: process.memoryUsage.rss() / 1e6,
    heapMb: process.memoryUsage().heapUsed / 1e6,
  });
});
