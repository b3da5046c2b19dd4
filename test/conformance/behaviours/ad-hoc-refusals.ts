import { behaviour, type Behaviour } from "../behaviour.ts";
import * as m from "../model/bpmn.ts";
import { adHoc, around, driven, xyz } from "./ad-hoc-models.ts";

/** What is refused about ad-hoc sub-processes. */
export const adHocRefusals: readonly Behaviour[] = [
  behaviour("refused: nothing inside", { resources: around(m.adHoc("ad", [])), steps: [] }),
  behaviour("refused: a start event inside", {
    resources: around(m.adHoc("ad", [m.start("s"), ...xyz, ...m.flows("s > x")])),
    steps: [],
  }),
  behaviour("refused: an end event inside", {
    resources: around(m.adHoc("ad", [...xyz, m.end("e"), ...m.flows("x > e")])),
    steps: [],
  }),
  behaviour("refused: an interrupting event sub-process inside", {
    resources: around(
      m.adHoc("ad", [
        ...xyz,
        m.eventSub("side", [m.start("ss", m.signal("alarm")), m.end("se"), ...m.flows("ss > se")]),
      ]),
    ),
    steps: [],
  }),
  behaviour("refused: a worker and a completion condition", { resources: driven({ until: "=true" }), steps: [] }),
  behaviour("refused: a worker and cancelRemainingInstances false", {
    resources: driven({ cancelRemaining: false }),
    steps: [],
  }),
  behaviour("refused: a worker and cancelRemainingInstances true", {
    resources: driven({ cancelRemaining: true }),
    steps: [],
  }),
  behaviour("refused: a worker and active elements", { resources: driven({ active: '=["x"]' }), steps: [] }),
  behaviour("refused: an output collection alone", { resources: adHoc({ outputCollection: "c" }), steps: [] }),
  behaviour("refused: an output element alone", { resources: adHoc({ outputElement: "=c" }), steps: [] }),
  behaviour("refused: static active elements", { resources: adHoc({ active: "x" }), steps: [] }),
  behaviour("refused: a broken list of active elements", { resources: adHoc({ active: "=[" }), steps: [] }),
  behaviour("refused: a static output element", {
    resources: adHoc({ outputCollection: "c", outputElement: "r" }),
    steps: [],
  }),
  behaviour("refused: a static completion condition", { resources: adHoc({ until: "true" }), steps: [] }),
  behaviour("refused: a broken completion condition", { resources: adHoc({ until: "=x +" }), steps: [] }),
  behaviour("refused: an empty job type", { resources: driven({ type: "" }), steps: [] }),
  behaviour("refused: two boundary events for one error", {
    resources: around(
      m.adHoc("ad", xyz),
      m.boundary("e1", "ad", { definition: m.error("E") }),
      m.boundary("e2", "ad", { definition: m.error("E") }),
    ),
    steps: [],
  }),
  behaviour("refused: what is wrong inside", {
    resources: around(m.adHoc("ad", [m.service("x", {}), m.exclusive("g"), ...m.flows("g > x")])),
    steps: [],
  }),
  behaviour("accepted: only a gateway inside", { resources: around(m.adHoc("ad", [m.parallel("g")])), steps: [] }),
];
