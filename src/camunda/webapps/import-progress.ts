import { z } from "zod";
import { AppError } from "../../platform/errors.ts";
import { unreachableReason } from "../unreachable-reason.ts";

/** Where the broker, and the software that keeps its records for Operate and Tasklist, can be asked. */
interface ProgressAddresses {
  /** Management of the broker, such as http://127.0.0.1:9600. */
  readonly management: string;
  /** OpenSearch, such as http://127.0.0.1:9100. */
  readonly search: string;
}

/** Thrown when it cannot be seen how far Operate and Tasklist have come: usually because of a wrong address. */
class NoImportProgress extends AppError {
  override readonly code = "NO_IMPORT_PROGRESS";

  constructor(url: string, why: string, options?: ErrorOptions) {
    super(
      `Expected to see at ${new URL(url).origin} how far Operate and Tasklist have come, but ${why}. ` +
        "Look at the addresses that npm run camunda shows: --management, and --search for OpenSearch.",
      options,
    );
  }
}

/** How far Operate and Tasklist 8.6 have followed the engine. */
export interface ImportProgress {
  /**
   * Undefined while the exporter or one of the two importers is behind. Otherwise a mark that changes with every record they
   * import, so that two equal marks mean: nothing happened in between. Rejects with NoImportProgress.
   */
  look(): Promise<string | undefined>;
}

/** What each of them imports; a kind that has no record yet has no position either. */
const IMPORTED = {
  operate: [
    "process-instance",
    "job",
    "incident",
    "variable",
    "user-task",
    "process-message-subscription",
    "decision-evaluation",
  ],
  tasklist: ["process-instance", "variable", "user-task"],
} as const;

/** Progress by what each part says of itself: the broker's metrics, the numbers of the exported records, the importers' positions. */
export function importProgress({ management, search }: ProgressAddresses): ImportProgress {
  return {
    look: async () => {
      if (!(await isExported(management))) return undefined;
      await post(`${search}/_refresh`, z.unknown());
      const exported = await lastExported(search);
      const areImported = await Promise.all([
        isImported(search, "operate", exported),
        isImported(search, "tasklist", exported),
      ]);
      return areImported.every(Boolean) ? JSON.stringify([...exported]) : undefined;
    },
  };
}

async function isExported(management: string): Promise<boolean> {
  const metrics = await (await ask(`${management}/actuator/prometheus`, {})).text();
  const [appended, exported] = [
    "zeebe_log_appender_last_appended_position",
    "zeebe_exporter_last_updated_exported_position",
  ].map((name) => new RegExp(`^${name}\\{[^}]*\\} (\\S+)$`, "m").exec(metrics)?.[1]);
  return appended !== undefined && appended === exported;
}

const kinds = z.object({
  aggregations: z.object({
    kinds: z.object({ buckets: z.array(z.object({ key: z.string(), last: z.object({ value: z.number() }) })) }),
  }),
});

/** The last number of each kind of record, by the kind as the importers write it ("user-task"). */
async function lastExported(search: string): Promise<ReadonlyMap<string, number>> {
  const { aggregations } = await post(`${search}/zeebe-record_*/_search`, kinds, {
    size: 0,
    aggs: { kinds: { terms: { field: "valueType", size: 100 }, aggs: { last: { max: { field: "sequence" } } } } },
  });
  const wanted: readonly string[] = IMPORTED.operate;
  return new Map(
    aggregations.kinds.buckets
      .map(({ key, last }) => [key.toLowerCase().replaceAll("_", "-"), last.value] as const)
      .filter(([kind]) => wanted.includes(kind)),
  );
}

const positions = z.object({
  hits: z.object({ hits: z.array(z.object({ _source: z.object({ aliasName: z.string(), sequence: z.number() }) })) }),
});

async function isImported(
  search: string,
  app: keyof typeof IMPORTED,
  exported: ReadonlyMap<string, number>,
): Promise<boolean> {
  const { hits } = await post(`${search}/${app}-import-position-*/_search`, positions, { size: 100 });
  const imported = new Map(hits.hits.map(({ _source }) => [_source.aliasName, _source.sequence]));
  return IMPORTED[app].every((kind) => (imported.get(kind) ?? 0) >= (exported.get(kind) ?? 0));
}

async function post<T>(url: string, schema: z.ZodType<T>, body?: object): Promise<T> {
  const answer = await ask(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const said = schema.safeParse(await answer.json().catch(() => undefined));
  if (said.success) return said.data;
  throw new NoImportProgress(url, `what answers there is no OpenSearch of this kind (status ${String(answer.status)})`);
}

async function ask(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch (cause) {
    throw new NoImportProgress(url, `nothing answers (${unreachableReason(cause) ?? "no reason is known"})`, { cause });
  }
}
