import { existsSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { call } from "./support/call.ts";

describe("the command line", () => {
  it("answers a wrong call with exit code 2 and a hint", async () => {
    const { told, exitCode } = await call(["stat"]);
    expect(exitCode).toBe(2);
    expect(told.join("\n")).toContain("start");
  });

  it("names the variable that stops the start", async () => {
    const { told, exitCode } = await call(["start"], { PORT: "abc" });
    expect(exitCode).toBe(1);
    expect(told).toEqual(['PORT: expected a port number from 0 to 65535, but found "abc".']);
  });

  it("deletes nothing with --fresh when nobody can be asked", async () => {
    // given
    const folder = mkdtempSync(join(tmpdir(), "kim-fresh-"));
    writeFileSync(join(folder, "engine.db"), "kept");
    // when
    const { told, exitCode } = await call(["start", "--fresh"], { KIM_DATA_DIR: folder });
    // then
    expect(exitCode).toBe(1);
    expect(told.join("\n")).toContain("--yes");
    expect(existsSync(join(folder, "engine.db"))).toBe(true);
  });

  it("finds no fault in the profiles that are delivered", async () => {
    for (const name of ["rsk-2021", "guetersloh"]) {
      const { printed, exitCode } = await call(["profile", "check", name]);
      expect(printed.join("\n")).toContain(name);
      expect(exitCode).toBe(0);
    }
  });

  it("says in the doctor's findings that no engine answers", async () => {
    const folder = mkdtempSync(join(tmpdir(), "kim-doctor-"));
    const { printed, exitCode } = await call(["doctor"], {
      KIM_DATA_DIR: folder,
      KIM_ENGINE_PORT: "9",
      KIM_ENGINE_GRPC_PORT: "9",
    });
    expect(exitCode).toBe(1);
    expect(printed.find((line) => line.includes("Engine"))).toContain("✗");
    expect(printed.find((line) => line.includes("Register"))).toContain("✓");
  });
});
