import { z } from "zod";
import type { WebAppSession } from "./session.ts";

const incident = z.object({
  key: z.number(),
  type: z.string(),
  message: z.string().nullish(),
  creationTime: z.string(),
  state: z.string(),
  processInstanceKey: z.number(),
});

const instance = z.object({
  key: z.number(),
  bpmnProcessId: z.string(),
  state: z.string(),
  parentKey: z.number().nullish(),
});

const element = z.object({ key: z.number(), flowNodeId: z.string(), type: z.string(), state: z.string() });

const MANY = 500;

/** Operate's own API (v1), as far as one looks at instances with it. */
export interface Operate {
  activeIncidents(): Promise<z.output<typeof incident>[]>;
  /** Instances of a process, newest first. */
  instancesOf(processId: string): Promise<z.output<typeof instance>[]>;
  /** Elements of these types that are active anywhere. */
  activeElements(types: readonly string[]): Promise<z.output<typeof element>[]>;
}

/** Operate behind a log-in. */
export function operateOf(session: WebAppSession): Operate {
  const search = async <T>(what: string, item: z.ZodType<T>, filter: object): Promise<T[]> => {
    const query = { filter, size: MANY, sort: [{ field: "key", order: "DESC" }] };
    return z.object({ items: z.array(item) }).parse(await session.call("POST", `/v1/${what}/search`, query)).items;
  };
  return {
    activeIncidents: () => search("incidents", incident, { state: "ACTIVE" }),
    instancesOf: (bpmnProcessId) => search("process-instances", instance, { bpmnProcessId }),
    activeElements: async (types) => {
      const found = await Promise.all(
        types.map((type) => search("flownode-instances", element, { type, state: "ACTIVE" })),
      );
      return found.flat();
    },
  };
}
