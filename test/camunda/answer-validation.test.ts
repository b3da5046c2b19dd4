import { createServer } from "node:http";
import { globSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { createKeyedCamundaClient } from "../../src/camunda/client.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const CONFIGURATION = {
  jobMetrics: {
    enabled: true,
    exportInterval: "PT5M",
    maxWorkerNameLength: 1,
    maxJobTypeLength: 1,
    maxTenantIdLength: 1,
    maxUniqueKeys: 1,
  },
};

/** A server that answers everything with the same JSON. */
async function answering(body: object): Promise<string> {
  const server = createServer((_request, response) => {
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.close();
  });
  const address = server.address();
  return `http://127.0.0.1:${String(typeof address === "object" && address !== null ? address.port : 0)}`;
}

describe("the client in every test", () => {
  it("takes an answer of the published shape and refuses one with an unknown, a missing or a wrong field", async () => {
    // The client writes what it refuses into a folder.
    const captures = mkdtempSync(join(tmpdir(), "kim-captures-"));
    vi.stubEnv("CAMUNDA_SDK_VALIDATION_CAPTURE_DIR", captures);
    onTestFinished(() => {
      vi.unstubAllEnvs();
      rmSync(captures, { recursive: true });
    });
    const asked = async (body: object) =>
      createKeyedCamundaClient({ address: await answering(body) }).getSystemConfiguration();
    const { jobMetrics } = CONFIGURATION;
    await expect(asked(CONFIGURATION)).resolves.toEqual(CONFIGURATION);
    await expect(asked({ ...CONFIGURATION, extra: 1 })).rejects.toThrow();
    await expect(asked({})).rejects.toThrow();
    await expect(asked({ jobMetrics: { ...jobMetrics, enabled: "yes" } })).rejects.toThrow();
  });

  it("is told so by nobody else than the tests' configuration", () => {
    const files = globSync("{src,test,workers,bench,tools}/**/*.ts", { cwd: root });
    const settings = files.flatMap((file) =>
      [...readFileSync(`${root}/${file}`, "utf8").matchAll(/SDK_VALIDATION"?\]? *[=:] *"([^"]*)"/g)].map(
        ([, value]) => value,
      ),
    );
    expect(new Set(settings)).toEqual(new Set(["res:fanatical"]));
  });
});
