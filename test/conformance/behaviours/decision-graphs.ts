import { behaviour, evaluate, type Behaviour } from "../behaviour.ts";
import { decisionFile, expressed, fullTable } from "../model/decision-table.ts";
import { asked, overlapping } from "./decision-tables.ts";

const required: readonly Behaviour[] = [
  behaviour("a required table is seen under its variable's name", {
    resources: decisionFile(
      fullTable("a", {
        rules: [
          ["1", '"one"'],
          ["-", '"other"'],
        ],
        variable: "first",
      }),
      fullTable("t", {
        inputs: ["first"],
        rules: [
          ['"one"', "1"],
          ["-", "a"],
        ],
        requires: ["a"],
        policy: "FIRST",
      }),
    ),
    steps: [evaluate("t", { n: 1 }), evaluate("t", { n: 2 }), evaluate("a", { n: 1 })],
  }),
  behaviour("a required table without a variable is seen under its id", {
    resources: decisionFile(
      fullTable("a", { rules: [["1", '"one"']] }),
      fullTable("t", {
        inputs: ["a"],
        rules: [
          ['"one"', "1"],
          ["null", "0"],
        ],
        requires: ["a"],
        policy: "FIRST",
      }),
    ),
    steps: [evaluate("t", { n: 1 }), evaluate("t", { n: 2 })],
  }),
  behaviour("a required decision hides a variable", {
    resources: decisionFile(
      expressed("n", "5"),
      fullTable("t", {
        rules: [
          ["5", '"five"'],
          ["-", "n"],
        ],
        requires: ["n"],
        policy: "FIRST",
      }),
    ),
    steps: [evaluate("t", { n: 1 })],
  }),
  behaviour("a chain of expressions and tables", {
    resources: decisionFile(
      expressed("a", "n + 1"),
      fullTable("b", {
        inputs: ["a"],
        rules: [
          ["> 1", "a * 2"],
          ["-", "0"],
        ],
        policy: "FIRST",
        requires: ["a"],
      }),
      expressed("c", "b + a", ["a", "b"]),
    ),
    steps: [evaluate("c", { n: 1 }), evaluate("c", { n: 0 }), evaluate("c", { n: "x" })],
  }),
  behaviour("a required decision with several outputs", {
    resources: decisionFile(
      fullTable("a", { outputs: ["x", "y"], rules: [["-", "n", "n + 1"]] }),
      expressed("t", "a.x + a.y", ["a"]),
    ),
    steps: [evaluate("t", { n: 1 })],
  }),
  behaviour("a required decision that collects", {
    resources: decisionFile(
      fullTable("a", {
        policy: "COLLECT",
        rules: [
          ["> 1", "1"],
          ["> 2", "2"],
        ],
      }),
      expressed("t", "sum(a)", ["a"]),
    ),
    steps: [evaluate("t", { n: 3 }), evaluate("t", { n: 0 })],
  }),
  behaviour("a required decision that violates its policy", {
    resources: decisionFile(
      fullTable("a", { rules: overlapping }),
      fullTable("t", { inputs: ["a"], rules: [["-", "1"]], requires: ["a"] }),
    ),
    steps: [evaluate("t", { n: 9 }), evaluate("t", { n: 2 })],
  }),
  behaviour("a required decision that is not in the file", {
    resources: decisionFile(fullTable("t", { rules: [["-", "1"]], requires: ["missing"] })),
    steps: [],
  }),
];

const refused: readonly Behaviour[] = [
  asked("a cell that cannot be read", { rules: [["> >", "1"]] }, [1]),
  asked("an output that cannot be read", { rules: [["-", "1 +"]] }, [1]),
  asked("an input that cannot be read", { inputs: ["1 +"], rules: [["-", "1"]] }, [1]),
  asked("an input without an expression", { inputs: [""], rules: [["-", "1"]] }, [1]),
  asked("an output without an expression", { rules: [["-", ""]] }, [1]),
  asked("an unknown hit policy", { policy: "NONSENSE", rules: [["-", "1"]] }, [1]),
  asked("outputs without a name", { outputs: [{ name: "" }, { name: "" }], rules: [["-", "1", "2"]] }, [1]),
  asked("a rule with too few cells", { outputs: ["r", "s"], rules: [["-", "1"]] }, [1]),
  asked("a rule with too many cells", { rules: [["-", "1", "2"]] }, [1]),
  asked("a number with an exponent", { rules: [["-", "1e3"]] }, [1]),
  asked("a comparison of a comparison", { rules: [["-", "n = 1 = true"]] }, [1]),
  behaviour("a literal expression that is empty", {
    resources: decisionFile(expressed("t", "")),
    steps: [evaluate("t", { n: 1 })],
  }),
  behaviour("two decisions of one id", {
    resources: decisionFile(expressed("t", "1"), expressed("t", "2")),
    steps: [evaluate("t")],
  }),
];

/** Decisions that need others, and files that are refused. */
export const decisionGraphs: readonly Behaviour[] = [...required, ...refused];
