import { Temporal } from "temporal-polyfill";
import { inBerlin, isWorkingDay, toIso } from "../../src/domain/working-days.ts";

/** Hour of the day (Berlin) at which collected messages go out. */
const DIGEST_HOUR = 7;
const MONDAY = 1;

/** When a mail goes out: `jetzt`, a later moment together with others, or never. */
type SendingTime =
  { readonly kind: "jetzt" } | { readonly kind: "gesammelt"; readonly sendenAb: string } | { readonly kind: "nie" };

/** Mandatory and urgent messages go at once; all others as the person chose. */
export function sendingTime({
  digest,
  isMandatory,
  jetzt,
}: {
  digest: string;
  isMandatory: boolean;
  jetzt: string;
}): SendingTime {
  if (isMandatory) return { kind: "jetzt" };
  switch (digest) {
    case "taeglich":
      return { kind: "gesammelt", sendenAb: nextMorning(jetzt, (day) => isWorkingDay(day.toString())) };
    case "woechentlich":
      return { kind: "gesammelt", sendenAb: nextMorning(jetzt, (day) => day.dayOfWeek === MONDAY) };
    case "aus":
      return { kind: "nie" };
    default:
      return { kind: "jetzt" };
  }
}

function nextMorning(jetzt: string, suits: (day: Temporal.PlainDate) => boolean): string {
  const now = inBerlin(jetzt);
  let morning = now.with({ hour: DIGEST_HOUR, minute: 0, second: 0, millisecond: 0, microsecond: 0, nanosecond: 0 });
  while (Temporal.ZonedDateTime.compare(morning, now) <= 0 || !suits(morning.toPlainDate()))
    morning = morning.add({ days: 1 });
  return toIso(morning);
}
