import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { startComponent, type Component } from "../../../src/camunda/stack/component.ts";
import { isRunning } from "../../../src/camunda/stack/is-running.ts";
import { ComponentDied, ComponentSlow } from "../../../src/camunda/stack/errors.ts";

const PATIENCE_MS = 20_000;

test("a component that ends while it starts is named with its exit, its last word and its log", async () => {
  // given
  const { component, log } = start("console.log('no room'); process.exit(3)");

  // when
  const ready = component.ready(PATIENCE_MS);

  // then
  await expect(ready).rejects.toThrow(ComponentDied);
  await expect(ready).rejects.toThrow(/exit code 3.*"no room"/);
  await expect(ready).rejects.toThrow(log);
});

test("a program that is not there is a component that died", async () => {
  const { component } = start("", { program: "/no/such/program" });
  await expect(component.ready(PATIENCE_MS)).rejects.toThrow(/ENOENT/);
});

test("a component that never answers is given up after the patience", async () => {
  const { component } = start("setInterval(() => {}, 1000)");
  await expect(component.ready(1)).rejects.toThrow(ComponentSlow);
});

test("a component that answers is ready, and stops when it is told to without counting as dead", async () => {
  // given
  const answering = await server(200);
  const { component } = start("setInterval(() => {}, 1000)", { readyUrl: answering });

  // when
  await component.ready(PATIENCE_MS);
  await component.stop();

  // then
  expect(isRunning(component.pid)).toBe(false);
  const first = await Promise.race([
    component.died,
    new Promise((resolve) =>
      setImmediate(() => {
        resolve("quiet");
      }),
    ),
  ]);
  expect(first).toBe("quiet");
});

test("a component that dies later says so by itself", async () => {
  const { component } = start("setInterval(() => {}, 1000)");
  process.kill(component.pid, "SIGKILL");
  expect((await component.died).message).toContain("signal SIGKILL");
});

test("a component does not outlive a process that ends in a hurry", async () => {
  // given
  const folder = mkdtempSync(join(tmpdir(), "kim-component-"));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  const module = new URL("../../../src/camunda/stack/component.ts", import.meta.url).href;
  const command = {
    name: "Probe",
    program: process.execPath,
    args: ["-e", "setInterval(() => {}, 1000)"],
    environment: {},
    log: join(folder, "log"),
    readyUrl: "http://127.0.0.1:9/",
  };
  const script = `
    const { startComponent } = await import(${JSON.stringify(module)});
    console.log(startComponent(${JSON.stringify(command)}).pid);
    process.exit(1);`;

  // when
  const { stdout } = spawnSync(process.execPath, ["--input-type=module", "-e", script], { encoding: "utf8" });

  // then
  const pid = Number(stdout);
  expect(pid).toBeGreaterThan(0);
  await vi.waitUntil(() => !isRunning(pid), 20_000);
});

function start(
  script: string,
  changes: { program?: string; readyUrl?: string } = {},
): { component: Component; log: string } {
  const folder = mkdtempSync(join(tmpdir(), "kim-component-"));
  const log = join(folder, "log");
  const component = startComponent({
    name: "Probe",
    program: process.execPath,
    args: ["-e", script],
    environment: {},
    log,
    readyUrl: "http://127.0.0.1:9/",
    ...changes,
  });
  onTestFinished(async () => {
    await component.stop();
    rmSync(folder, { recursive: true });
  });
  return { component, log };
}

async function server(status: number): Promise<string> {
  const answering: Server = createServer((_, response) => response.writeHead(status).end());
  await new Promise<void>((resolve) => answering.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    answering.close();
    answering.closeAllConnections();
  });
  const address = answering.address();
  return `http://127.0.0.1:${String(typeof address === "object" ? address?.port : 0)}/`;
}
