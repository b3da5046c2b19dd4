const PROGRESS = /\r?Progress \(\d+\): [^\r\n]*/g;
const AMOUNT = /Progress \(1\): (?<done>[\d.]+)\/(?<all>[\d.]+) MB/g;
const STEP_PERCENT = 10;
/** Smaller files are there before anybody asks. */
const LARGE_MB = 50;

/** Takes Maven's progress out of its output, so that a log stays readable. */
export interface ProgressFilter {
  /** The rest of a piece of output; tells how far a large file is, in steps of ten per cent. */
  rest(output: string): string;
}

/** Tells lines such as "… 120 of 299 MB". */
export function progressFilter(tell: (line: string) => void): ProgressFilter {
  let told = 0;
  return {
    rest: (output) => {
      const { done = "0", all = "0" } = [...output.matchAll(AMOUNT)].at(-1)?.groups ?? {};
      const step = Math.floor((Number(done) / Number(all)) * (100 / STEP_PERCENT));
      if (Number(all) >= LARGE_MB && step > told) {
        told = step;
        tell(`… ${done} of ${all} MB`);
      }
      return output.replaceAll(PROGRESS, "");
    },
  };
}
