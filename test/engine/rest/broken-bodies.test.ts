import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { asObject, publishedBodies, samples, type Published } from "./client-schemas.ts";
import { linear, openTestEngine } from "./support.ts";

const RUNS = 25;
/** They take files, not JSON. */
const FORMS = new Set(["createDeployment", "createDocument", "createDocuments"]);
const published = await publishedBodies();

/** Any JSON, and texts and numbers that programs stumble over. */
const anything = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom(
    null,
    "",
    " ",
    "\u0000",
    "💥",
    "__proto__",
    -1,
    0,
    1e300,
    Number.MAX_SAFE_INTEGER,
    [],
    {},
    [[]],
    [null],
  ),
);

/** A body that fits, with one property replaced, added or taken away, or something else altogether. */
function broken({ body }: Published): fc.Arbitrary<unknown> {
  const fitting = samples(body);
  const names = Object.keys(body.properties ?? {});
  const base = fc.constantFrom(...fitting);
  const name = names.length === 0 ? fc.string() : fc.oneof(fc.constantFrom(...names), fc.string());
  const replaced = fc
    .tuple(base, name, anything)
    .map(([value, field, other]) => ({ ...asObject(value), [field]: other }));
  const lacking = fc
    .tuple(base, name)
    .map(([value, field]) => Object.fromEntries(Object.entries(asObject(value)).filter(([key]) => key !== field)));
  return fc.oneof(replaced, lacking, anything);
}

/** Nobody waits here for a job or for the end of an instance. */
function withoutWaiting(operation: string, body: unknown): unknown {
  return operation === "activateJobs" ? { ...asObject(body), requestTimeout: -1 } : body;
}

describe("a body that breaks the schema", () => {
  let engine: Awaited<ReturnType<typeof openTestEngine>>;

  beforeAll(async () => {
    engine = await openTestEngine();
    const model = linear("x", '<bpmn:task id="task" />');
    await engine.client.createDeployment({ resources: [new File([model], "x.bpmn")] });
  });
  afterAll(() => engine.served.close());

  async function ask({ placed }: Published, content: string, type = "application/json") {
    const path = placed.path.replaceAll(/\{\w+\}/g, "2251799813685249");
    const headers = { "content-type": type };
    const answer = await fetch(`${engine.url}${path}`, { method: placed.method, headers, body: content });
    return { status: answer.status, type: answer.headers.get("content-type") ?? "", text: await answer.text() };
  }

  it.each(published.map((each) => [each.placed.route.operation, each] as const))(
    "is refused with a problem, never an accident: %s",
    async (operation, each) => {
      await fc.assert(
        fc.asyncProperty(broken(each), async (body) => {
          const { status, type, text } = await ask(each, JSON.stringify(withoutWaiting(operation, body)));
          expect(status, text).toBeLessThan(500);
          if (status >= 400) expect(type).toBe("application/problem+json");
        }),
        { numRuns: RUNS },
      );
    },
    60_000,
  );

  it.each(
    published
      .filter(({ body, placed }) => body.type === "object" && !FORMS.has(placed.route.operation))
      .map((each) => [each.placed.route.operation, each] as const),
  )("is told the name of a property that nobody knows: %s", async (_operation, each) => {
    const { status, text } = await ask(each, JSON.stringify({ ...asObject(samples(each.body)[0]), unknownName: 1 }));
    expect([status, text]).toEqual([400, expect.stringContaining("unknownName")]);
  });

  it.each(["{", "", "[1,", "\u0000", '"text"', "nope"])("is refused when it is no object: %j", async (content) => {
    for (const each of published) {
      const { status, text } = await ask(each, content);
      expect(status, text).toBeLessThan(500);
    }
  });

  it("is refused when it is of another type", async () => {
    for (const each of published) {
      const { status } = await ask(each, "<a/>", "text/xml");
      expect(status).toBe(415);
    }
  });
});
