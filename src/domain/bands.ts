/** Bands in which a report states how many cases are known; exact numbers of people are never asked. */
export const FREQUENCY_BANDS = ["1-2", "3-5", "6-10", "11-25", ">25"] as const;

/** Band of known cases. */
export type FrequencyBand = (typeof FREQUENCY_BANDS)[number];

const UPPER = [2, 5, 10, 25] as const;

/** Counts below this are shown as "< 3" outside of coordination (rule of small numbers). */
const SMALL_NUMBER = 3;

/** The band of a number of cases, 1 and more. */
function bandOf(count: number): FrequencyBand {
  const index = UPPER.findIndex((upper) => count <= upper);
  return FREQUENCY_BANDS[index] ?? ">25";
}

/** How a count is shown to those who may see bands only: "< 3" or its band. */
export function countAsBand(count: number): string {
  return count < SMALL_NUMBER ? "< 3" : bandOf(count);
}
