import type { RecordLog } from "../store/log.ts";
import type { State } from "../store/state.ts";
import type { Findings } from "./findings.ts";

/** Reads the whole record stream: every group can be read, positions rise, each cause lies before its effect. Gives the number of records. */
export function checkRecords(state: State, log: RecordLog, findings: Findings): number {
  let last = 0;
  let count = 0;
  for (let records = log.next(1); records.length > 0; records = log.next(last + 1)) {
    for (const { position, sourceRecordPosition } of records) {
      if (position <= last) findings.add("positions", `Expected positions to rise, but ${position} follows ${last}`);
      if (sourceRecordPosition >= position)
        findings.add(
          "causes",
          `Expected record ${position} to come after its cause, but that is ${sourceRecordPosition}`,
        );
      last = Math.max(last, position);
      count += 1;
    }
  }
  const noted = state.meta.number("lastPosition", 0);
  if (noted < last)
    findings.add("positions", `Expected the last position to be noted as ${last}, but it is noted as ${noted}`);
  return count;
}
