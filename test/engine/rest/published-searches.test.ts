import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { asObject, merged, publishedBodies, requiredParts, samples, type Published } from "./client-schemas.ts";
import { openTestEngine, request } from "./support.ts";

const published = await publishedBodies();
const searches = published.filter(({ body }) => body.properties?.["filter"] !== undefined);
const sorted = published.filter(({ body }) => body.properties?.["sort"] !== undefined);

describe("every search of the published API", () => {
  let engine: Awaited<ReturnType<typeof openTestEngine>>;

  beforeAll(async () => {
    engine = await openTestEngine();
  });
  afterAll(() => engine.served.close());

  /** What is wrong with the answer; nothing when it is a page, or when the thing that is searched in does not exist. */
  async function refusal({ placed }: Published, body: object): Promise<string[]> {
    const path = placed.path.replaceAll(/\{\w+\}/g, "2251799813685249");
    const { status, body: answer } = await request(`${engine.url}${path}`, placed.method, body);
    return status === 200 || status === 404 ? [] : [`${JSON.stringify(body)}: ${JSON.stringify(answer)}`];
  }

  it("is offered with filters and orders", () => {
    expect(searches.length).toBeGreaterThan(20);
    expect(sorted.length).toBeGreaterThan(20);
  });

  it.each(searches.map((search) => [search.placed.route.operation, search] as const))(
    "takes every filter with every operator: %s",
    async (_name, search) => {
      const filter = merged(search.body.properties?.["filter"] ?? {});
      const needed = requiredParts(search.body);
      const wrong = await Promise.all(samples(filter).map((value) => refusal(search, { ...needed, filter: value })));
      expect(wrong.flat()).toEqual([]);
    },
  );

  it.each(sorted.map((search) => [search.placed.route.operation, search] as const))(
    "takes every order, both ways: %s",
    async (_name, search) => {
      const bodies = samples(search.body).filter((body) => Object.keys(asObject(body)).includes("sort"));
      const fields = samples(search.body.properties?.["sort"]?.items?.properties?.["field"] ?? {});
      const needed = asObject(bodies[0]);
      const orders = fields.flatMap((field) =>
        ["ASC", "DESC"].map((order) => ({ ...needed, sort: [{ field, order }] })),
      );
      const wrong = await Promise.all(orders.map((body) => refusal(search, body)));
      expect(wrong.flat()).toEqual([]);
      expect(fields.length).toBeGreaterThan(0);
    },
  );
});
