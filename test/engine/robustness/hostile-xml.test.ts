import { describe, expect, it } from "vitest";
import { end, exclusive, flows, process, start, task, when } from "../../conformance/model/bpmn.ts";
import { request, startTestEngine } from "../rest/support.ts";

const PLAIN = process("p", [start("start"), end("end"), flows("start > end")]);

/** The plain model with a document type, and a name that uses its entity. */
const withEntities = (declarations: string, entity: string): string =>
  PLAIN.replace("?>", `?><!DOCTYPE x [${declarations}]>`).replace('id="start"', `id="start" name="&${entity};"`);

/** Each entity is ten of the one before: two gigabytes when it is expanded. */
const LAUGHS = Array.from({ length: 9 }, (_, at) => `<!ENTITY e${at + 1} "${`&e${at};`.repeat(10)}">`);

async function deploy(url: string, xml: string) {
  const form = new FormData();
  form.append("resources", new File([xml], "p.bpmn"));
  const answer = await fetch(`${url}/deployments`, { method: "POST", body: form });
  return { status: answer.status, text: await answer.text() };
}

const isAlive = async (url: string): Promise<boolean> => (await request(`${url}/topology`, "GET")).status === 200;

describe("a model that means harm", () => {
  it.each([
    ["entities that expand to gigabytes", withEntities(`<!ENTITY e0 "ha">${LAUGHS.join("")}`, "e9")],
    ["an entity that names a file", withEntities('<!ENTITY e9 SYSTEM "file:///etc/passwd">', "e9")],
    ["an entity that names an address", withEntities('<!ENTITY e9 SYSTEM "http://127.0.0.1:9/">', "e9")],
  ])("brings in nothing from outside and nothing that grows: %s", async (_, xml) => {
    const { url } = await startTestEngine();
    const deployed = await deploy(url, xml);
    const { body } = await request(`${url}/process-definitions/search`, "POST", {});
    const kept = JSON.stringify([deployed, body]);
    expect(kept).not.toContain("root:");
    expect(kept).not.toContain("haha");
    expect(kept.length).toBeLessThan(10_000);
    expect(await isAlive(url)).toBe(true);
  });

  it.each([
    ["sub-processes nested ten thousand deep", nested(10_000)],
    [
      "unknown elements nested ten thousand deep",
      PLAIN.replace("</bpmn:process>", `${"<x>".repeat(10_000)}${"</x>".repeat(10_000)}</bpmn:process>`),
    ],
    ["an end in the middle", PLAIN.slice(0, PLAIN.length / 2)],
    ["no XML at all", "\u0000\u0001\u0002 not xml".repeat(100)],
  ])("is refused or taken with a sentence, and the engine stays alive: %s", async (_, xml) => {
    const { url } = await startTestEngine();
    const { status, text } = await deploy(url, xml);
    expect([200, 400]).toContain(status);
    if (status === 400) expect(text).toMatch(/Expected to deploy new resources, but/);
    expect(await isAlive(url)).toBe(true);
  });

  it("is refused by its size before it is read: fifty megabytes", async () => {
    const { url } = await startTestEngine();
    const large = PLAIN.replace("</bpmn:process>", `<!--${"x".repeat(50 * 1024 * 1024)}--></bpmn:process>`);
    const { status, text } = await deploy(url, large).catch((error: unknown) => ({ status: 413, text: String(error) }));
    // The server answers and closes; a client that still sends may see the closed connection first.
    expect([status, text]).toEqual([413, expect.stringMatching(/at most 10485760 bytes|fetch failed/)]);
    expect(await isAlive(url)).toBe(true);
  });

  it("is deployed and run in bounded time: twenty thousand elements in a row", async () => {
    const { url } = await startTestEngine();
    const tasks = Array.from({ length: 10_000 }, (_, at) => `<bpmn:task id="t${at}"/>`).join("");
    const ids = ["start", ...Array.from({ length: 10_000 }, (_, at) => `t${at}`), "end"];
    const sequence = ids
      .slice(1)
      .map((id, at) => `<bpmn:sequenceFlow id="f${at}" sourceRef="${String(ids[at])}" targetRef="${id}"/>`);
    const xml = process("p", [start("start"), end("end")]).replace(
      "</bpmn:process>",
      `${tasks}${sequence.join("")}</bpmn:process>`,
    );
    expect(await deploy(url, xml)).toMatchObject({ status: 200 });
    const { status } = await request(`${url}/process-instances`, "POST", { processDefinitionId: "p" });
    expect(status).toBe(200);
    const { body } = await request(`${url}/process-instances/search`, "POST", { filter: { state: "COMPLETED" } });
    expect(body).toMatchObject({ page: { totalItems: 1 } });
  }, 180_000);

  it("is deployed in bounded time: a hundred forks in a row, with more ways through them than anybody can follow", async () => {
    const { url } = await startTestEngine();
    const forks = Array.from({ length: 100 }, (_, at) => [exclusive(`f${at}`), task(`a${at}`), task(`b${at}`)]).flat();
    const ways = Array.from({ length: 100 }, (_, at) => {
      const to = at === 99 ? "end" : `f${at + 1}`;
      return [
        when(`f${at}`, `a${at}`, "=true"),
        when(`f${at}`, `b${at}`, "=false"),
        ...flows(`a${at} > ${to}`, `b${at} > ${to}`),
      ];
    }).flat();
    const xml = process("p", [start("start"), end("end"), ...forks, ...ways, ...flows("start > f0")]);
    expect(await deploy(url, xml)).toMatchObject({ status: 200 });
    expect((await request(`${url}/process-instances`, "POST", { processDefinitionId: "p" })).status).toBe(200);
  });
});

function nested(depth: number): string {
  const open = Array.from({ length: depth }, (_, at) => `<bpmn:subProcess id="s${at}">`).join("");
  return PLAIN.replace("</bpmn:process>", `${open}${"</bpmn:subProcess>".repeat(depth)}</bpmn:process>`);
}
