import * as m from "../model/bpmn.ts";

/** A file with one process of the given parts. */
export const one = (...parts: readonly (m.Part | readonly m.Part[])[]) => ({ "p.bpmn": m.process("p", parts) });

/** Three tasks, of which z follows y. */
export const xyz = [m.service("x", "x"), m.service("y", "y"), m.service("z", "z"), ...m.flows("y > z")];

/** An ad-hoc sub-process "ad" between start and "after". */
export const around = (ad: m.Part, ...more: readonly (m.Part | readonly m.Part[])[]) =>
  one(m.start("start"), ad, m.service("after", "after"), m.end("end"), m.flows("start > ad > after > end"), ...more);

/** An ad-hoc sub-process of the three tasks. */
export const adHoc = (options: m.AdHocOptions = {}) => around(m.adHoc("ad", xyz, options));

/** An ad-hoc sub-process of the three tasks that a worker drives. */
export const driven = (options: m.AdHocOptions = {}) => around(m.adHoc("ad", xyz, { type: "drive", ...options }));
