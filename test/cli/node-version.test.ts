import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const entry = fileURLToPath(new URL("../../src/kim.js", import.meta.url));

it("tells an old Node what to do instead of failing on the first line of TypeScript", () => {
  // given a Node that says it is 20
  const pretend = "data:text/javascript,Object.defineProperty(process,'versions',{value:{node:'20.20.2'}})";
  // when
  const { status, stderr } = spawnSync(process.execPath, ["--import", pretend, entry, "start"], { encoding: "utf8" });
  // then
  expect(stderr).toContain("Expected Node.js 24 or later");
  expect(stderr).toContain("npm ci");
  expect(status).toBe(1);
});
