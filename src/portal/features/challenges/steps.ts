import type { Translate } from "../../middleware/language.ts";

/** The eight steps of the loop and the states in which a challenge stands at each. */
const STEPS = [
  { number: 1, states: [] },
  { number: 2, states: ["beobachtung", "ruhend", "schwelle_erreicht"] },
  { number: 3, states: ["bei_ki_leitung"] },
  { number: 4, states: ["auftrag_offen"] },
  { number: 5, states: ["auftrag_erteilt", "in_bearbeitung"] },
  { number: 6, states: ["loesung_vorgelegt"] },
  { number: 7, states: ["beschlossen"] },
  { number: 8, states: ["in_anwendung", "rueckmeldung"] },
] as const satisfies readonly { number: number; states: readonly string[] }[];

/** After which step an end state lies: nothing later was done. */
const ENDED_AT: Readonly<Record<string, number>> = {
  nicht_weiter_verfolgt: 2,
  zurueckgezogen: 2,
  zusammengefuehrt: 2,
  verneint: 4,
  weitergeleitet_extern: 4,
  ohne_loesung: 6,
  abgeschlossen: 8,
};

/** One step as the page shows it. */
interface LoopStep {
  readonly number: number;
  readonly actor: string;
  readonly text: string;
  /** In words: done, here now, still to come, ended here. */
  readonly state: string;
  readonly isDone: boolean;
  readonly isCurrent: boolean;
}

/** Number of the step at which a challenge with this state stands; 8 when it is closed. */
export function currentStep(status: string): number {
  return STEPS.find(({ states }) => states.some((state) => state === status))?.number ?? ENDED_AT[status] ?? 1;
}

/** The eight steps of the loop with the place of this challenge: text first, so that no picture is needed. */
export function toLoopSteps(status: string, t: Translate): readonly LoopStep[] {
  const current = currentStep(status);
  const hasEnded = status in ENDED_AT;
  return STEPS.map(({ number }) => {
    const isDone = number < current || (hasEnded && number === current && status === "abgeschlossen");
    const isCurrent = number === current && !isDone;
    const word = isDone ? "done" : isCurrent ? (hasEnded ? "ended" : "current") : "open";
    return {
      number,
      actor: t(`loop.${String(number)}.actor`),
      text: t(`loop.${String(number)}.text`),
      state: t(`loop.state.${word}`),
      isDone,
      isCurrent,
    };
  });
}

/** Geometry of the picture: eight circles on a ring, clockwise from the top. */
export function toLoopPicture(steps: readonly LoopStep[]) {
  return steps.map((step, index) => {
    const angle = (index / steps.length) * 2 * Math.PI - Math.PI / 2;
    const x = 200 + 150 * Math.cos(angle);
    const y = 200 + 150 * Math.sin(angle);
    const style = step.isDone ? "done" : step.isCurrent ? "current" : "open";
    return { number: step.number, x: x.toFixed(1), y: y.toFixed(1), textY: (y + 8).toFixed(1), style };
  });
}
