/** What the application can ask of an engine. */
export interface Capabilities {
  /** Jobs over REST as our workers take them; otherwise they speak gRPC. */
  readonly hasRestJobs: boolean;
  /** Searching user tasks, instances, incidents, variables (REST API v2 search): portal inbox and monitor work. */
  readonly hasSearch: boolean;
  /** Fetching forms by user task. */
  readonly hasForms: boolean;
  /** Asking who did what (`/audit-logs`). */
  readonly hasAuditLog: boolean;
  /** Users, groups and the role "task-worker" behind the REST API, for `kim provision`. */
  readonly hasIdentity: boolean;
  /** Erasing cleared text variables from records and history at once. */
  readonly hasErasure: boolean;
  /** Answers are visible in the next search, without waiting for an exporter. */
  readonly isConsistent: boolean;
}

interface Since {
  readonly version: readonly [major: number, minor: number];
  readonly capabilities: Partial<Capabilities>;
}

const NONE: Capabilities = {
  hasRestJobs: false,
  hasSearch: false,
  hasForms: false,
  hasAuditLog: false,
  hasIdentity: false,
  hasErasure: false,
  isConsistent: false,
};

/** Each version adds to the one before. On 8.6 and 8.7 the workers run, and people use Tasklist and Operate. */
const SINCE: readonly Since[] = [
  { version: [8, 6], capabilities: {} },
  { version: [8, 7], capabilities: {} },
  { version: [8, 8], capabilities: { hasRestJobs: true, hasSearch: true, hasForms: true } },
  { version: [8, 9], capabilities: { hasAuditLog: true, hasIdentity: true } },
];

/** Those of the embedded engine. */
export const EMBEDDED: Capabilities = {
  hasRestJobs: true,
  hasSearch: true,
  hasForms: true,
  hasAuditLog: true,
  hasIdentity: false,
  hasErasure: true,
  isConsistent: true,
};

/** The capabilities of an engine by its gateway version ("8.8.21"); undefined for one that is older than 8.6 or cannot be read. */
export function capabilitiesOf(
  gatewayVersion: string,
  { isEmbedded }: { isEmbedded: boolean },
): Capabilities | undefined {
  if (isEmbedded) return EMBEDDED;
  const [major = NaN, minor = NaN] = gatewayVersion.split(".").map(Number);
  const known = SINCE.filter(({ version }) => major > version[0] || (major === version[0] && minor >= version[1]));
  if (known.length === 0) return undefined;
  return known.reduce((sum, { capabilities }) => ({ ...sum, ...capabilities }), NONE);
}

/** What an engine lacks, a sentence for each, and who does it instead; for people who run it. */
export function lacksOf(capabilities: Capabilities, { isEmbedded }: { isEmbedded: boolean }): string[] {
  return LACKS.flatMap(([name, sentence]) => {
    const isOurs = isEmbedded && name === "hasIdentity";
    return capabilities[name] ? [] : [isOurs ? "Its users are a setting: KIM_ENGINE_USERS." : sentence];
  });
}

const LACKS: readonly (readonly [keyof Capabilities, string])[] = [
  ["hasSearch", "No search before 8.8: tasks are done in Tasklist, instances and incidents watched in Operate."],
  ["hasRestJobs", "Workers speak gRPC with it: KIM_WORKER_PROTOCOL=grpc."],
  ["hasAuditLog", "It does not tell who did what (8.9 does); our register does."],
  ["hasIdentity", "Users and groups cannot be brought in by kim provision (8.9 takes them)."],
  ["hasErasure", "Texts that were variables stay in its history until its retention ends."],
];
