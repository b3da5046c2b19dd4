import { FeelRange } from "feelin";
import { CalculationFailure } from "../calculation-failure.ts";
import { equal, kindOf, order, rangeHolds } from "../compare.ts";
import { display } from "../display.ts";
import { boundsOf, type FeelValue } from "../values.ts";
import { fn2, param, Refusal, type FunctionTable, type Overload } from "./define.ts";

const [range, point] = [param.range("range"), param.point("point")];
const [range1, range2] = [param.range("range1"), param.range("range2")];
const [point1, point2] = [param.point("point1"), param.point("point2")];

/** Orders two points; incomparable ones sort nowhere, so every relation between them is false. */
function sign(a: FeelValue, b: FeelValue): number {
  return order(a, b) ?? Number.NaN;
}

function startOf(value: FeelRange): FeelValue {
  return boundsOf(value)[0];
}

function endOf(value: FeelRange): FeelValue {
  return boundsOf(value)[1];
}

function isBefore(a: FeelRange, b: FeelRange): boolean {
  const gap = sign(endOf(a), startOf(b));
  return gap < 0 || (gap === 0 && !(a["end included"] && b["start included"]));
}

function meets(a: FeelRange, b: FeelRange): boolean {
  return a["end included"] && b["start included"] && sign(endOf(a), startOf(b)) === 0;
}

function overlaps(a: FeelRange, b: FeelRange): boolean {
  return !isBefore(a, b) && !isBefore(b, a);
}

/** Starts at or, when it includes its start and the other does not, before the start of the other. */
function startsFirst(a: FeelRange, b: FeelRange): boolean {
  const gap = sign(startOf(a), startOf(b));
  return gap < 0 || (gap === 0 && a["start included"] && !b["start included"]);
}

function endsFirst(a: FeelRange, b: FeelRange): boolean {
  const gap = sign(endOf(a), endOf(b));
  return gap < 0 || (gap === 0 && !a["end included"] && b["end included"]);
}

function sameStart(a: FeelRange, b: FeelRange): boolean {
  return sign(startOf(a), startOf(b)) === 0 && a["start included"] === b["start included"];
}

function sameEnd(a: FeelRange, b: FeelRange): boolean {
  return sign(endOf(a), endOf(b)) === 0 && a["end included"] === b["end included"];
}

function includesRange(outer: FeelRange, inner: FeelRange): boolean {
  return !startsFirst(inner, outer) && !endsFirst(outer, inner);
}

function holds(outer: FeelRange, value: FeelValue): boolean | Refusal {
  return rangeHolds(outer, value) ?? new Refusal("expected comparable values");
}

function beforePoint(a: FeelRange, b: FeelValue): boolean {
  const gap = sign(endOf(a), b);
  return gap < 0 || (gap === 0 && !a["end included"]);
}

function afterPoint(a: FeelRange, b: FeelValue): boolean {
  const gap = sign(startOf(a), b);
  return gap > 0 || (gap === 0 && !a["start included"]);
}

function startsWith(outer: FeelRange, value: FeelValue): boolean {
  return outer["start included"] && sign(startOf(outer), value) === 0;
}

function endsWith(outer: FeelRange, value: FeelValue): boolean {
  return outer["end included"] && sign(endOf(outer), value) === 0;
}

function ofRanges(body: (a: FeelRange, b: FeelRange) => boolean): Overload {
  return fn2([range1, range2], (a, b) => body(a, b));
}

const RELATIONS: FunctionTable = {
  before: [
    fn2([point1, point2], (a, b) => sign(a, b) < 0),
    fn2([range, point], beforePoint),
    fn2([point, range], (a, b) => afterPoint(b, a)),
    ofRanges(isBefore),
  ],
  after: [
    fn2([point1, point2], (a, b) => sign(a, b) > 0),
    fn2([range, point], afterPoint),
    fn2([point, range], (a, b) => beforePoint(b, a)),
    ofRanges((a, b) => isBefore(b, a)),
  ],
  meets: [ofRanges(meets)],
  "met by": [ofRanges((a, b) => meets(b, a))],
  overlaps: [ofRanges(overlaps)],
  "overlaps before": [ofRanges((a, b) => overlaps(a, b) && startsFirst(a, b) && !endsFirst(b, a))],
  "overlaps after": [ofRanges((a, b) => overlaps(a, b) && endsFirst(b, a) && !startsFirst(a, b))],
  finishes: [fn2([point, range], (a, b) => endsWith(b, a)), ofRanges((a, b) => sameEnd(a, b) && includesRange(b, a))],
  "finished by": [fn2([range, point], endsWith), ofRanges((a, b) => sameEnd(a, b) && includesRange(a, b))],
  includes: [fn2([range, point], holds), ofRanges(includesRange)],
  during: [fn2([point, range], (a, b) => holds(b, a)), ofRanges((a, b) => includesRange(b, a))],
  starts: [fn2([point, range], (a, b) => startsWith(b, a)), ofRanges((a, b) => sameStart(a, b) && includesRange(b, a))],
  "started by": [fn2([range, point], startsWith), ofRanges((a, b) => sameStart(a, b) && includesRange(a, b))],
  coincides: [
    fn2([point1, point2], (a, b) => equal(a, b) ?? null),
    ofRanges((a, b) => sameStart(a, b) && sameEnd(a, b)),
    fn2([param.any("a"), param.any("b")], () => false),
  ],
};

/** What stands on a line: points, and ranges between points of one kind. Texts do not. */
const KINDS = new Set(["number", "date", "local time", "time", "local date time", "date time", "months", "seconds"]);

function kindOnLine(value: FeelValue): string | undefined {
  const kind = kindOf(value instanceof FeelRange ? startOf(value) : value);
  return KINDS.has(kind) ? kind : undefined;
}

/** Of the same kind but in a combination that the relation does not know: Scala has no case for it. */
const noCase = fn2([param.any("a"), param.any("b")], (a, b) => {
  throw new CalculationFailure(`scala.MatchError: (${display(a)},${display(b)}) (of class scala.Tuple2)`);
});

function ofOneKind({ apply, ...overload }: Overload): Overload {
  return {
    ...overload,
    apply: (values, run) => {
      const [kind, other] = values.map(kindOnLine);
      return kind === undefined || kind !== other ? undefined : apply(values, run);
    },
  };
}

/** Relations between points and ranges. */
export const RANGE_FUNCTIONS: FunctionTable = Object.fromEntries(
  Object.entries(RELATIONS).map(([name, overloads]) => [name, [...overloads, noCase].map(ofOneKind)]),
);
