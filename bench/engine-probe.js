// Loaded into `kim engine start` before its first line: tells the parent when it answers and what it holds. Plain JavaScript, so that the
// measured process loads no compiler for the sake of the measurement.
const start = performance.now();
const write = process.stdout.write.bind(process.stdout);

process.stdout.write = (text, ...rest) => {
  const port = /^Engine {3}http:\/\/.*:(\d+)\/v2/.exec(String(text))?.[1];
  if (port !== undefined) process.send?.({ kind: "ready", port: Number(port), startMs: performance.now() - start });
  return write(text, ...rest);
};

process.on("message", () => {
  globalThis.gc?.();
  const { user, system } = process.cpuUsage();
  process.send?.({ kind: "usage", rssMb: process.memoryUsage.rss() / 1e6, cpuMs: (user + system) / 1000 });
});
process.channel?.unref();
