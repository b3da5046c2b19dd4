import type { JsonObject, JsonValue } from "../../../src/engine/core/record.ts";
import { behaviour, evaluate, type Behaviour } from "../behaviour.ts";
import { decisionFile, fullTable, type FullTable } from "../model/decision-table.ts";

/** A table "t", asked for each of the values of n. */
export const asked = (name: string, table: FullTable, values: readonly JsonValue[]): Behaviour =>
  behaviour(name, {
    resources: decisionFile(fullTable("t", table)),
    steps: values.map((n) => evaluate("t", { n })),
  });

/** Asked with whole documents of variables. */
const askedWith = (name: string, table: FullTable, documents: readonly JsonObject[]): Behaviour =>
  behaviour(name, {
    resources: decisionFile(fullTable("t", table)),
    steps: documents.map((variables) => evaluate("t", variables)),
  });

const POLICIES = ["UNIQUE", "FIRST", "ANY", "PRIORITY", "RULE ORDER", "OUTPUT ORDER", "COLLECT"] as const;
const AGGREGATIONS = ["SUM", "MIN", "MAX", "COUNT"] as const;
const ODD_INPUTS: readonly JsonValue[] = [null, "text", true, [1, 2], { a: 1 }, 1.5];

/** Rules of which one to three match. */
export const overlapping = [
  ["> 1", '"a"'],
  ["> 2", '"b"'],
  ["> 3", '"a"'],
];

/** Every hit policy: none, one, two, three rules that match; equal and different outputs; inputs that cannot be compared. */
const policies = POLICIES.flatMap((policy) => [
  asked(`${policy} with overlapping rules`, { policy, rules: overlapping }, [0, 2, 3, 9]),
  asked(
    `${policy} with two outputs`,
    {
      policy,
      outputs: [{ name: "r", values: '"b","a"' }, "s"],
      rules: overlapping.map(([test = "", value = ""], row) => [test, value, String(row)]),
    },
    [0, 2, 9],
  ),
  asked(`${policy} with inputs of other types`, { policy, rules: overlapping }, ODD_INPUTS),
  asked(
    `${policy} with a default output`,
    { policy, outputs: [{ name: "r", fallback: '"none"' }], rules: overlapping },
    [0, 2, 9],
  ),
]);

const aggregations = AGGREGATIONS.flatMap((aggregation) => [
  asked(
    `COLLECT ${aggregation} of numbers`,
    {
      policy: "COLLECT",
      aggregation,
      rules: [
        ["> 1", "0.1"],
        ["> 2", "0.2"],
        ["> 3", "n"],
      ],
    },
    [0, 2, 3, 9],
  ),
  asked(
    `COLLECT ${aggregation} of what is no number`,
    {
      policy: "COLLECT",
      aggregation,
      rules: [
        ["> 1", "null"],
        ["> 2", '"x"'],
        ["> 3", "[1]"],
      ],
    },
    [0, 2, 3, 9],
  ),
]);

const cells = [
  asked("cells that are free", { rules: [["-", "1"]] }, [1, null]),
  asked("an empty cell", { rules: [["", "1"]] }, [1, null]),
  asked("a table without rules", { rules: [] }, [1]),
  asked(
    "cells with lists of tests",
    {
      policy: "COLLECT",
      rules: [
        ["1, 2", '"a"'],
        ["< 0, > 10", '"b"'],
        ["not(1, 2)", '"c"'],
        ["[1..3], 7", '"d"'],
        ["]1..3[", '"e"'],
        ["null", '"f"'],
        ["? > 1 and ? < 9", '"g"'],
        ["other", '"h"'],
        ["[1, 2]", '"i"'],
        ["not(null)", '"j"'],
      ],
    },
    [1, 2, 5, 11, -1, null, "x", [1, 2]],
  ),
  asked(
    "cells with texts",
    {
      policy: "COLLECT",
      rules: [
        ['"a"', "1"],
        ['"a","b"', "2"],
        ['not("a")', "3"],
        ['starts with(?, "a")', "4"],
        ["string length(?) > 1", "5"],
        ['> "a"', "6"],
      ],
    },
    ["a", "b", "ab", 1, null],
  ),
  asked(
    "cells with booleans",
    {
      policy: "COLLECT",
      rules: [
        ["true", "1"],
        ["false", "2"],
        ["not(true)", "3"],
        ["? = true", "4"],
        ["true, false", "5"],
      ],
    },
    [true, false, null, "true"],
  ),
  asked(
    "cells with dates",
    {
      policy: "COLLECT",
      inputs: ["date(n)"],
      rules: [
        ['date("2026-01-05")', "1"],
        ['< date("2026-01-05")', "2"],
        ['[date("2026-01-01")..date("2026-12-31")]', "3"],
        ["? != null", "4"],
        ['date and time("2026-01-05T00:00:00")', "5"],
      ],
    },
    ["2026-01-05", "2025-12-31", "nonsense", null],
  ),
  asked(
    "cells with durations and times",
    {
      policy: "COLLECT",
      inputs: ["duration(n)"],
      rules: [
        ['< duration("P1D")', "1"],
        ['duration("PT24H")', "2"],
        ['> duration("P1M")', "3"],
      ],
    },
    ["PT1H", "P1D", "P2M", "x"],
  ),
  asked("an input that is a list", { inputs: ["count(n)"], rules: [["> 1", "n[1]"]] }, [[1, 2], [], 5]),
  asked(
    "an input that reads an entry",
    {
      inputs: ["n.a"],
      rules: [
        ["1", '"one"'],
        ["-", "n.b"],
      ],
    },
    [{ a: 1 }, { b: 2 }, {}, 5],
  ),
  asked(
    "an input with a type",
    {
      inputType: "string",
      rules: [
        ['"1"', '"text"'],
        ["1", '"number"'],
      ],
    },
    ["1", 1, null],
  ),
  asked("an input with allowed values", { inputValues: "1,2", rules: [["-", "n"]] }, [1, 3]),
  asked("an output with a type", { outputs: [{ name: "r", type: "number" }], rules: [["-", "n"]] }, [1, "1"]),
  asked("an output that fails", { rules: [["-", "assert(n, n > 1)"]] }, [1, 2]),
  asked("an output that is null", { rules: [["-", "missing"]] }, [1]),
  asked("an output that is a context", { rules: [["-", "{a: n, b: [n]}"]] }, [1]),
  asked(
    "an output that is a date",
    {
      rules: [
        ["-", 'date("2026-01-05")'],
        ["-", 'date and time("2026-01-05T10:00:00@Europe/Berlin")'],
      ],
      policy: "COLLECT",
    },
    [1],
  ),
  asked("an output that is a function", { rules: [["-", "function(x) x"]] }, [1]),
  asked("an output with many digits", { rules: [["-", "n / 3"]] }, [1, 2, 12_345_678]),
  asked("an input that fails", { inputs: ["assert(n, n > 1)"], rules: [["-", "1"]] }, [1, 2]),
  asked(
    "a test that fails",
    {
      rules: [
        ["assert(?, ? > 1) = 2", "1"],
        ["-", "2"],
      ],
      policy: "FIRST",
    },
    [1, 2],
  ),
  asked(
    "a test that warns",
    {
      rules: [
        ["> missing", "1"],
        ["-", "2"],
      ],
      policy: "FIRST",
    },
    [1, null],
  ),
  askedWith(
    "two inputs",
    {
      inputs: ["n", "m"],
      policy: "FIRST",
      rules: [
        ["1", "1", '"both"'],
        ["1", "-", '"n"'],
        ["-", "n", '"same"'],
      ],
    },
    [{ n: 1, m: 1 }, { n: 1 }, { n: 2, m: 2 }, { m: 1 }, {}],
  ),
  askedWith(
    "an input that is not there",
    {
      inputs: ["missing"],
      rules: [
        ["null", '"null"'],
        ["1", '"one"'],
      ],
    },
    [{}, { missing: 1 }],
  ),
  askedWith("an output whose name is a word of FEEL", { outputs: ["date"], rules: [["-", "n"]] }, [{ n: 1 }]),
];

const priorities = [
  asked("PRIORITY without allowed values", { policy: "PRIORITY", rules: overlapping }, [2, 9]),
  asked(
    "PRIORITY with a value that is not allowed",
    { policy: "PRIORITY", outputs: [{ name: "r", values: '"b"' }], rules: overlapping },
    [2, 9],
  ),
  asked(
    "PRIORITY of numbers",
    {
      policy: "PRIORITY",
      outputs: [{ name: "r", values: "3,1,2" }],
      rules: [
        ["> 1", "1"],
        ["> 2", "2"],
        ["> 3", "3"],
      ],
    },
    [2, 3, 9],
  ),
  asked(
    "OUTPUT ORDER by two columns",
    {
      policy: "OUTPUT ORDER",
      outputs: [
        { name: "r", values: '"x","y"' },
        { name: "s", values: "2,1" },
      ],
      rules: [
        ["> 1", '"y"', "1"],
        ["> 1", '"x"', "1"],
        ["> 1", '"y"', "2"],
        ["> 1", '"x"', "2"],
      ],
    },
    [2],
  ),
];

/** Decision tables, asked one by one. */
export const decisionTables: readonly Behaviour[] = [...policies, ...aggregations, ...cells, ...priorities];
