import { activateAdHoc, behaviour, cancel, command, completeJob, create, type Behaviour } from "../behaviour.ts";
import { NO_KEY } from "../known.ts";
import { adHoc } from "./ad-hoc-models.ts";

const to = (elementId: string, variables = {}) => ({ elementId, variables });

/** Activation of elements by command. */
export const adHocCommands: readonly Behaviour[] = [
  behaviour("an element is activated by command", {
    resources: adHoc(),
    steps: [create("p"), activateAdHoc("ad", [to("x")]), completeJob("x"), completeJob("after")],
  }),
  behaviour("several elements are activated by command", {
    resources: adHoc(),
    steps: [
      create("p"),
      activateAdHoc("ad", [to("x"), to("y")]),
      completeJob("x"),
      completeJob("y"),
      completeJob("z"),
      completeJob("after"),
    ],
  }),
  behaviour("an element is activated with variables", {
    resources: adHoc(),
    steps: [create("p", { v: 0 }), activateAdHoc("ad", [to("x", { v: 1, w: { a: 2 } })]), completeJob("x", { v: 3 })],
  }),
  behaviour("an element is activated while others are active", {
    resources: adHoc({ active: '=["x"]' }),
    steps: [create("p"), activateAdHoc("ad", [to("y")]), completeJob("x"), completeJob("y"), completeJob("z")],
  }),
  behaviour("an element is activated and the rest is cancelled", {
    resources: adHoc({ active: '=["x", "y"]' }),
    steps: [
      create("p"),
      activateAdHoc("ad", [to("y")], true),
      completeJob("y"),
      completeJob("z"),
      completeJob("after"),
    ],
  }),
  behaviour("nothing is activated and the rest is cancelled", {
    resources: adHoc({ active: '=["x"]' }),
    steps: [create("p"), activateAdHoc("ad", [], true)],
  }),
  behaviour("the same element twice in one command", {
    resources: adHoc(),
    steps: [create("p"), activateAdHoc("ad", [to("x"), to("x")])],
  }),
  behaviour("an element that does not exist is activated", {
    resources: adHoc(),
    steps: [create("p"), activateAdHoc("ad", [to("x"), to("none"), to("nothing")])],
  }),
  behaviour("an element that another leads to is activated", {
    resources: adHoc(),
    steps: [create("p"), activateAdHoc("ad", [to("z")])],
  }),
  behaviour("no element is activated", { resources: adHoc(), steps: [create("p"), activateAdHoc("ad", [])] }),
  behaviour("an instance that does not exist", {
    resources: adHoc(),
    steps: [create("p"), activateAdHoc("none", [to("x")])],
  }),
  behaviour("an instance that is over", {
    resources: adHoc({ active: '=["x"]' }),
    steps: [
      create("p"),
      completeJob("x"),
      command("activate in the instance that is over", (known) => ({
        valueType: "AD_HOC_SUB_PROCESS_INSTRUCTION",
        intent: "ACTIVATE",
        value: {
          adHocSubProcessInstanceKey:
            known.records.find(({ value }) => value["bpmnElementType"] === "AD_HOC_SUB_PROCESS")?.key ?? NO_KEY,
          activateElements: [{ elementId: "x", variables: {} }],
        },
      })),
    ],
  }),
  behaviour("an instance that waits for its incident", {
    resources: adHoc({ active: "=list" }),
    steps: [create("p"), activateAdHoc("ad", [to("x")]), cancel()],
  }),
  behaviour("an instance whose completion failed", {
    resources: adHoc({ active: '=["x"]', outputs: { mine: "=assert(a, a != null)" } }),
    steps: [create("p"), completeJob("x"), activateAdHoc("ad", [to("x")])],
  }),
  behaviour("the completion condition counts elements activated by command", {
    resources: adHoc({ until: "=true" }),
    steps: [create("p"), activateAdHoc("ad", [to("x"), to("y")]), completeJob("x"), completeJob("after")],
  }),
];
