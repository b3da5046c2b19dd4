import type { Language } from "./middleware/language.ts";

const ZONE = "Europe/Berlin";
const LOCALES: Record<Language, string> = { de: "de-DE", en: "en-GB" };

const DATE = { day: "2-digit", month: "2-digit", year: "numeric", timeZone: ZONE } as const;
const TIME = { ...DATE, hour: "2-digit", minute: "2-digit" } as const;

const dateFormats = new Map<string, Intl.DateTimeFormat>();

/** Intl formats are slow to build and are kept. */
function formatOf(language: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language}${options.hour ?? ""}`;
  const known = dateFormats.get(key) ?? new Intl.DateTimeFormat(LOCALES[language], options);
  dateFormats.set(key, known);
  return known;
}

/** "22.11.2026" in German, "22/11/2026" in English; empty text for undefined. */
export function formatDate(iso: string | undefined | null, language: Language): string {
  return iso === undefined || iso === null ? "" : formatOf(language, DATE).format(new Date(iso));
}

/** "22.11.2026, 14:05" in the time zone of the municipality; empty text for undefined. */
export function formatDateTime(iso: string | undefined | null, language: Language): string {
  return iso === undefined || iso === null ? "" : formatOf(language, TIME).format(new Date(iso));
}

/** Whole days from now to the date, negative when it is over. Source: differences of calendar days in Berlin. */
export function daysUntil(iso: string, now: number): number {
  const day = (ms: number): number => {
    const [y, m, d] = new Intl.DateTimeFormat("sv-SE", { timeZone: ZONE }).format(ms).split("-").map(Number);
    return Date.UTC(y ?? 0, (m ?? 1) - 1, d ?? 1);
  };
  return Math.round((day(Date.parse(iso)) - day(now)) / 86_400_000);
}
