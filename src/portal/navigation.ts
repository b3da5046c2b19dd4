import type { Translate } from "./middleware/language.ts";
import { EVERYBODY, type Permission } from "./permissions.ts";
import type { CurrentUser } from "./user.ts";

/** One entry of the main navigation. */
interface NavigationEntry {
  readonly href: string;
  readonly label: string;
  /** The page or its section is open now. */
  readonly isCurrent: boolean;
  /** A number beside the label; undefined = none. */
  readonly count: number | undefined;
}

interface Entry {
  readonly href: string;
  readonly key: string;
  readonly permission: Permission;
  readonly isDemoOnly?: boolean;
}

const ENTRIES: readonly Entry[] = [
  { href: "/", key: "start", permission: EVERYBODY },
  { href: "/meldungen", key: "reports", permission: "meldung:erstellen" },
  { href: "/aufgaben", key: "tasks", permission: EVERYBODY },
  { href: "/herausforderungen", key: "challenges", permission: EVERYBODY },
  { href: "/mitteilungen", key: "notifications", permission: EVERYBODY },
  { href: "/betrieb", key: "operations", permission: "betrieb" },
  { href: "/prozesse", key: "processes", permission: "prozesse" },
  { href: "/postausgang", key: "mails", permission: EVERYBODY, isDemoOnly: true },
];

/** What the navigation depends on. */
interface NavigationInput {
  readonly user: CurrentUser | undefined;
  readonly path: string;
  readonly isDemo: boolean;
  readonly unread: number;
  readonly t: Translate;
}

/** The entries that this person may open; none before the log-in. */
export function navigationOf({ user, path, isDemo, unread, t }: NavigationInput): readonly NavigationEntry[] {
  if (user === undefined) return [];
  return ENTRIES.filter((entry) => user.permissions.has(entry.permission) && (isDemo || entry.isDemoOnly !== true)).map(
    ({ href, key }) => ({
      href,
      label: t(`navigation.${key}`),
      isCurrent: href === "/" ? path === "/" : path === href || path.startsWith(`${href}/`),
      count: key === "notifications" && unread > 0 ? unread : undefined,
    }),
  );
}
