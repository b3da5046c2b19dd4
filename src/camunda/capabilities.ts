/** What the application can ask of an engine. */
interface Capabilities {
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
  { version: [8, 8], capabilities: { hasSearch: true, hasForms: true } },
  { version: [8, 9], capabilities: { hasAuditLog: true, hasIdentity: true } },
];

const EMBEDDED: Capabilities = {
  hasSearch: true,
  hasForms: true,
  hasAuditLog: false,
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
