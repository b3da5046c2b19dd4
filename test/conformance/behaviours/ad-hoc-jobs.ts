import {
  activate,
  activateAdHoc,
  advance,
  behaviour,
  broadcast,
  cancel,
  completeAdHocJob,
  completeJob,
  create,
  failJob,
  resolveIncident,
  setVariables,
  throwError,
  updateJob,
  type Behaviour,
} from "../behaviour.ts";
import * as m from "../model/bpmn.ts";
import { around, driven, xyz } from "./ad-hoc-models.ts";

const to = (elementId: string, variables = {}) => ({ elementId, variables });

/** Ad-hoc sub-processes that a job worker drives. */
export const adHocJobs: readonly Behaviour[] = [
  behaviour("a worker activates an element and ends it", {
    resources: driven(),
    steps: [
      create("p"),
      activate("drive"),
      completeAdHocJob("drive", { activate: [to("x")] }),
      completeJob("x"),
      completeAdHocJob("drive", { fulfilled: true }),
      completeJob("after"),
    ],
  }),
  behaviour("a worker activates several elements", {
    resources: driven(),
    steps: [
      create("p"),
      completeAdHocJob("drive", { activate: [to("x"), to("y", { v: 1 })] }),
      completeJob("x"),
      completeJob("y"),
      completeJob("z"),
      completeAdHocJob("drive", { fulfilled: true }),
      completeJob("after"),
    ],
  }),
  behaviour("a worker ends it at once", {
    resources: driven(),
    steps: [create("p"), completeAdHocJob("drive", { fulfilled: true }, { r: 1 }), completeJob("after")],
  }),
  behaviour("a worker wants nothing", {
    resources: driven(),
    steps: [create("p"), completeAdHocJob("drive", {}), activateAdHoc("ad", [to("x")]), completeJob("x"), cancel()],
  }),
  behaviour("a worker gives no result", {
    resources: driven(),
    steps: [create("p"), completeJob("drive", { v: 1 }), cancel()],
  }),
  behaviour("a worker activates elements and ends it after them", {
    resources: driven(),
    steps: [
      create("p"),
      completeAdHocJob("drive", { activate: [to("x"), to("y")], fulfilled: true }),
      completeJob("x"),
      completeJob("y"),
      completeJob("after"),
    ],
  }),
  behaviour("a worker ends it while elements are active", {
    resources: driven(),
    steps: [
      create("p"),
      completeAdHocJob("drive", { activate: [to("x"), to("y")] }),
      completeJob("x"),
      completeAdHocJob("drive", { fulfilled: true }),
      completeJob("y"),
      completeJob("z"),
      completeJob("after"),
    ],
  }),
  behaviour("a worker ends it and cancels the rest", {
    resources: driven(),
    steps: [
      create("p"),
      completeAdHocJob("drive", { activate: [to("x"), to("y")] }),
      completeJob("x"),
      completeAdHocJob("drive", { fulfilled: true, cancelRemaining: true }),
      completeJob("after"),
    ],
  }),
  behaviour("a worker activates an element and cancels the rest", {
    resources: driven(),
    steps: [
      create("p"),
      completeAdHocJob("drive", { activate: [to("x"), to("y")] }),
      completeJob("x"),
      completeAdHocJob("drive", { activate: [to("x")], cancelRemaining: true }),
      completeJob("x"),
      completeAdHocJob("drive", { fulfilled: true }),
    ],
  }),
  behaviour("an element ends while the job is activated", {
    resources: driven(),
    steps: [
      create("p"),
      completeAdHocJob("drive", { activate: [to("x"), to("x")] }),
      completeAdHocJob("drive", { activate: [to("x"), to("y")] }),
      completeJob("x"),
      activate("drive"),
      completeJob("y"),
      completeJob("z"),
      completeAdHocJob("drive", { fulfilled: true }),
    ],
  }),
  behaviour("a worker names an element that does not exist", {
    resources: driven(),
    steps: [
      create("p"),
      completeAdHocJob("drive", { activate: [to("none")] }),
      completeAdHocJob("drive", { fulfilled: true }),
    ],
  }),
  behaviour("a worker names an element that another leads to", {
    resources: driven(),
    steps: [create("p"), completeAdHocJob("drive", { activate: [to("z")] })],
  }),
  behaviour("a worker's variables", {
    resources: driven({ inputs: { mine: "=0" }, outputs: { got: "=mine" } }),
    steps: [
      create("p"),
      completeAdHocJob("drive", { activate: [to("x", { v: 1 })] }, { mine: 1, other: 2 }),
      completeJob("x", { v: 2 }),
      completeAdHocJob("drive", { fulfilled: true }, { mine: 5 }),
      completeJob("after"),
    ],
  }),
  behaviour("a worker collects results", {
    resources: driven({ outputCollection: "results", outputElement: "=r" }),
    steps: [
      create("p"),
      completeAdHocJob("drive", { activate: [to("x")] }),
      completeJob("x", { r: 1 }),
      completeAdHocJob("drive", { activate: [to("x"), to("y")] }),
      completeJob("x", { r: 2 }),
      completeAdHocJob("drive", { fulfilled: true, cancelRemaining: true }),
      completeJob("after"),
    ],
  }),
  behaviour("the driving job fails", {
    resources: driven(),
    steps: [
      create("p"),
      failJob("drive", 1),
      failJob("drive", 0),
      updateJob("drive", { retries: 1 }),
      resolveIncident(),
      completeAdHocJob("drive", { fulfilled: true }),
    ],
  }),
  behaviour("the driving job is cancelled with its incident", {
    resources: driven(),
    steps: [
      create("p"),
      completeAdHocJob("drive", { activate: [to("x"), to("y")] }),
      completeJob("x"),
      failJob("drive", 0),
      completeJob("y"),
      completeJob("z"),
      completeAdHocJob("drive", { fulfilled: true }),
    ],
  }),
  behaviour("the driving job throws an error that nobody catches", {
    resources: driven(),
    steps: [create("p"), throwError("drive", "E1")],
  }),
  behaviour("the driving job throws an error", {
    resources: around(
      m.adHoc("ad", xyz, { type: "drive" }),
      m.boundary("edge", "ad", { definition: m.error("E1") }),
      m.end("caught"),
      m.flows("edge > caught"),
    ),
    steps: [
      create("p"),
      completeAdHocJob("drive", { activate: [to("x")] }),
      completeJob("x"),
      throwError("drive", "E1"),
    ],
  }),
  behaviour("the driving job times out", {
    resources: driven(),
    steps: [
      create("p"),
      activate("drive"),
      advance("PT2M"),
      activate("drive"),
      completeAdHocJob("drive", { fulfilled: true }),
    ],
  }),
  behaviour("cancel while a worker drives", {
    resources: driven(),
    steps: [create("p"), completeAdHocJob("drive", { activate: [to("x"), to("y")] }), completeJob("x"), cancel()],
  }),
  behaviour("an interrupting boundary event while a worker drives", {
    resources: around(
      m.adHoc("ad", xyz, { type: "drive" }),
      m.boundary("edge", "ad", { definition: m.signal("alarm") }),
      m.end("away"),
      m.flows("edge > away"),
    ),
    steps: [
      create("p"),
      completeAdHocJob("drive", { activate: [to("x"), to("y")] }),
      completeJob("x"),
      broadcast("alarm"),
    ],
  }),
  behaviour("job properties from expressions", {
    resources: driven({ type: "=kind", retries: "=tries", headers: { h: "v" } }),
    steps: [create("p", { kind: "k", tries: 7 }), activate("k"), completeAdHocJob("k", { fulfilled: true })],
  }),
  behaviour("a job type that fails", {
    resources: driven({ type: "=kind" }),
    steps: [
      create("p"),
      setVariables("p", { kind: "k" }),
      resolveIncident(),
      completeAdHocJob("k", { fulfilled: true }),
    ],
  }),
  behaviour("a job type that fails for the second job", {
    resources: driven({ type: "=kind" }),
    steps: [
      create("p", { kind: "k" }),
      completeAdHocJob("k", { activate: [to("x")] }),
      setVariables("p", { kind: 1 }),
      completeJob("x"),
      cancel(),
    ],
  }),
  behaviour("a driven one in parallel instances", {
    resources: around(m.adHoc("ad", xyz, { type: "drive", loop: { collection: "=[1, 2]", element: "i" } })),
    steps: [
      create("p"),
      completeAdHocJob("drive", { activate: [to("x")] }),
      completeAdHocJob("drive", { fulfilled: true }),
      completeJob("x"),
      completeAdHocJob("drive", { fulfilled: true }),
      completeJob("after"),
    ],
  }),
];
