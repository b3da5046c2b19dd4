import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { serveEngine, type ServedEngine, type ServeOptions } from "../../../src/engine/serve.ts";
import { createLogger } from "../../../src/platform/logger.ts";

const logger = createLogger({ level: "silent", isPretty: false });
const HOUR_MS = 3_600_000;
const running: ServedEngine[] = [];

async function serve(options: Partial<ServeOptions>): Promise<ServedEngine> {
  const served = await serveEngine({ file: ":memory:", port: 0, logger, ...options });
  running.push(served);
  return served;
}

const put = (served: ServedEngine, timestamp: number): Promise<Response> =>
  fetch(`${served.address.url}/v2/clock`, {
    method: "PUT",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ timestamp }),
  });

const reset = (served: ServedEngine): Promise<Response> =>
  fetch(`${served.address.url}/v2/clock/reset`, { method: "POST" });

afterEach(async () => {
  for (const served of running.splice(0)) await served.close();
});

describe("PUT /v2/clock", () => {
  it("stands still at the instant until it is reset, by default", async () => {
    const served = await serve({ clock: () => 1_000 });
    expect((await put(served, 5_000)).status).toBe(204);
    expect(served.engine.clock.now()).toBe(5_000);
    expect((await reset(served)).status).toBe(204);
    expect(served.engine.clock.now()).toBe(1_000);
  });

  it("runs on from the instant in a demo", async () => {
    // given a host whose clock moves
    let host = 1_000;
    const served = await serve({ clock: () => host, clockControl: "advance" });
    // when
    expect((await put(served, HOUR_MS)).status).toBe(204);
    host += 500;
    // then
    expect(served.engine.clock.now()).toBe(HOUR_MS + 500);
  });

  it("never goes back in a demo", async () => {
    const served = await serve({ clock: () => HOUR_MS, clockControl: "advance" });
    expect((await put(served, 10)).status).toBe(400);
    expect((await reset(served)).status).toBe(403);
    expect(served.engine.clock.now()).toBe(HOUR_MS);
  });

  it("keeps what was moved over a restart", async () => {
    // given
    const file = join(mkdtempSync(join(tmpdir(), "kim-clock-")), "engine.db");
    const first = await serve({ file, clock: () => 1_000, clockControl: "advance" });
    await put(first, HOUR_MS);
    await running.pop()?.close();
    // when
    const second = await serve({ file, clock: () => 2_000, clockControl: "advance" });
    // then
    expect(second.engine.clock.now()).toBe(HOUR_MS + 1_000);
  });

  it("leaves the clock alone where it is the time of day", async () => {
    const served = await serve({ clock: () => 1_000, clockControl: "refused" });
    const answer = await put(served, HOUR_MS);
    expect(answer.status).toBe(403);
    expect(await answer.text()).toContain("time of day");
    expect(served.engine.clock.now()).toBe(1_000);
  });
});
