const SECONDS = { D: 86_400, H: 3600, M: 60, S: 1 } as const;

/** Length of an ISO duration of days and less, in milliseconds. */
export function millisecondsOf(duration: string): number {
  const parts = [...duration.matchAll(/([\d.]+)([DHMS])/g)];
  return parts.reduce((sum, [, amount, unit]) => sum + Number(amount) * 1000 * secondsOf(unit), 0);
}

function secondsOf(unit: string | undefined): number {
  return unit === "D" || unit === "H" || unit === "M" || unit === "S" ? SECONDS[unit] : 0;
}
