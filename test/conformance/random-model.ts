import {
  advance,
  behaviour,
  broadcast,
  cancel,
  completeJob,
  completeUserTask,
  create,
  failJob,
  publish,
  resolveIncident,
  setVariables,
  throwError,
  updateJob,
  type Behaviour,
  type Step,
} from "./behaviour.ts";
import type { JsonObject } from "../../src/engine/core/record.ts";
import * as m from "./model/bpmn.ts";

/** Dice that always fall the same for a seed (mulberry32). */
class Dice {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  /** A whole number from 0 to below the limit. */
  below(limit: number): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  }

  chance(percent: number): boolean {
    return this.below(100) < percent;
  }

  pick<T>(items: readonly [T, ...T[]]): T {
    return items[this.below(items.length)] ?? items[0];
  }
}

/** A piece of a model with one way in and one way out. */
interface Piece {
  readonly parts: readonly m.Part[];
  readonly first: string;
  readonly last: string;
}

const MOST_DEPTH = 2;

/** Draws block-structured models; remembers what can be done with them. */
class Drawing {
  readonly dice: Dice;
  readonly jobs: string[] = [];
  readonly users: string[] = [];
  #count = 0;

  constructor(seed: number) {
    this.dice = new Dice(seed);
  }

  id(prefix: string): string {
    this.#count += 1;
    return `${prefix}${this.#count}`;
  }

  /** One to three pieces in a row. */
  sequence(depth: number): Piece {
    const pieces = Array.from({ length: 1 + this.dice.below(3) }, () => this.piece(depth));
    const [first] = pieces;
    const last = pieces.at(-1);
    if (first === undefined || last === undefined) throw new Error("Expected at least one piece, but got none");
    const joins = pieces.slice(1).flatMap((piece, index) => m.flows(`${pieces[index]?.last ?? ""} > ${piece.first}`));
    return { parts: [...pieces.flatMap(({ parts }) => parts), ...joins], first: first.first, last: last.last };
  }

  piece(depth: number): Piece {
    const simple = [
      () => this.service(),
      () => this.service(),
      () => this.service({ loop: true }),
      () => this.userTask(),
      () => this.script(),
      () => this.caught(),
      () => this.thrown(),
    ] as const satisfies (() => Piece)[];
    const nested = [
      () => this.exclusive(depth + 1),
      () => this.parallel(depth + 1),
      () => this.inclusive(depth + 1),
      () => this.subProcess(depth + 1),
      () => this.subProcess(depth + 1),
      () => this.eventBased(),
    ] as const satisfies (() => Piece)[];
    return depth < MOST_DEPTH && this.dice.chance(45) ? this.dice.pick(nested)() : this.dice.pick(simple)();
  }

  options(): m.NodeOptions {
    return {
      ...(this.dice.chance(30)
        ? { inputs: { [this.dice.pick(["x", "y", "z"])]: this.dice.pick(["=x", "=1", "=k"]) } }
        : {}),
      ...(this.dice.chance(30)
        ? { outputs: { [this.dice.pick(["x", "y"])]: this.dice.pick(["=x", "=r", "=y"]) } }
        : {}),
    };
  }

  single(part: m.Part): Piece {
    const id = String(part.attributes["id"]);
    return { parts: [part], first: id, last: id };
  }

  service({ loop = false } = {}): Piece {
    const id = this.id("job");
    this.jobs.push(id);
    const each = { collection: "=list", element: "item", sequential: this.dice.chance(50) };
    const collecting = this.dice.chance(50) ? { outputCollection: "results", outputElement: "=r" } : {};
    const piece = this.single(
      m.service(id, { type: id, ...this.options(), ...(loop ? { loop: { ...each, ...collecting } } : {}) }),
    );
    return this.guarded(piece);
  }

  userTask(): Piece {
    const id = this.id("user");
    this.users.push(id);
    return this.guarded(this.single(m.user(id, { ...this.options(), assignee: this.dice.pick(["ann", "=k"]) })));
  }

  script(): Piece {
    return this.single(
      m.script(this.id("script"), {
        expression: this.dice.pick(["=x + 1", "=if x > 1 then 0 else 3", "=count(list)"]),
        result: this.dice.pick(["x", "y"]),
      }),
    );
  }

  definition(): m.EventDefinition {
    return this.dice.pick([
      m.message("go", "=k"),
      m.message("stop", "=k"),
      m.signal("alarm"),
      m.timer("duration", "PT1H"),
      m.timer("duration", "PT2H"),
    ]);
  }

  caught(): Piece {
    return this.single(m.catching(this.id("catch"), this.definition(), this.options()));
  }

  thrown(): Piece {
    const definition = this.dice.pick([m.signal("alarm"), m.escalation("S1"), undefined]);
    return this.single(
      m.throwing(this.id("throw"), definition, this.dice.chance(30) ? { inputs: { sent: "=x" } } : {}),
    );
  }

  /** Sometimes with boundary events that end elsewhere. */
  guarded(piece: Piece, isSub = false): Piece {
    if (!this.dice.chance(isSub ? 60 : 30)) return piece;
    const [id, end] = [this.id("edge"), this.id("end")];
    const interrupting = this.dice.chance(60);
    const plain = this.definition();
    const definition = this.dice.chance(35)
      ? m.error(this.dice.pick([undefined, "E1"]))
      : isSub && this.dice.chance(30)
        ? m.escalation("S1")
        : plain;
    const isError = definition.text.includes("errorEventDefinition");
    const caught = m.boundary(id, piece.first, {
      definition,
      interrupting: isError || interrupting,
      ...(this.dice.chance(20) ? { outputs: { y: "=x" } } : {}),
    });
    return { ...piece, parts: [...piece.parts, caught, m.end(end), ...m.flows(`${id} > ${end}`)] };
  }

  split(
    gateway: (id: string) => m.Part,
    join: (id: string) => m.Part,
    depth: number,
  ): { fork: string; merge: string; branches: Piece[]; parts: m.Part[] } {
    const [fork, merge] = [this.id("fork"), this.id("merge")];
    const branches = Array.from({ length: 2 + this.dice.below(2) }, () => this.sequence(depth));
    return {
      fork,
      merge,
      branches,
      parts: [
        gateway(fork),
        join(merge),
        ...branches.flatMap(({ parts }) => parts),
        ...branches.flatMap(({ last }) => m.flows(`${last} > ${merge}`)),
      ],
    };
  }

  parallel(depth: number): Piece {
    const { fork, merge, branches, parts } = this.split(m.parallel, m.parallel, depth);
    return {
      parts: [...parts, ...branches.flatMap(({ first }) => m.flows(`${fork} > ${first}`))],
      first: fork,
      last: merge,
    };
  }

  conditional(kind: (id: string, fallback?: string) => m.Part, depth: number): Piece {
    const { fork, merge, branches, parts } = this.split(
      (id) => kind(id),
      (id) => kind(id),
      depth,
    );
    const [fallback, ...others] = branches;
    const gateway = kind(fork, `${fork}-${fallback?.first ?? ""}`);
    const flows = [
      ...m.flows(`${fork} > ${fallback?.first ?? ""}`),
      ...others.map(({ first }) => m.when(fork, first, this.dice.pick(["=x > 1", "=x < 3", "=true", "=y = 1"]))),
    ];
    return { parts: [gateway, ...parts.slice(1), ...flows], first: fork, last: merge };
  }

  exclusive(depth: number): Piece {
    return this.conditional(m.exclusive, depth);
  }

  inclusive(depth: number): Piece {
    return this.conditional(m.inclusive, depth);
  }

  eventBased(): Piece {
    const [gateway, merge] = [this.id("wait"), this.id("merge")];
    const [a, b] = [this.id("catch"), this.id("catch")];
    const parts = [
      m.eventGateway(gateway),
      m.catching(a, m.message("go", "=k"), this.dice.chance(30) ? { outputs: { y: "=x" } } : {}),
      m.catching(b, this.dice.pick([m.timer("duration", "PT1H"), m.signal("alarm")])),
      m.exclusive(merge),
      ...m.flows(`${gateway} > ${a} > ${merge}`, `${gateway} > ${b} > ${merge}`),
    ];
    return { parts, first: gateway, last: merge };
  }

  subProcess(depth: number): Piece {
    const id = this.id("sub");
    const loop = this.dice.chance(25)
      ? { loop: { collection: "=list", element: "item", sequential: this.dice.chance(50) } }
      : {};
    return this.guarded(this.single(m.sub(id, this.body(depth), { ...this.options(), ...loop })), true);
  }

  /** A container's content: start, pieces, end, sometimes an event sub-process. */
  body(depth: number): m.Part[] {
    const [start, end] = [this.id("start"), this.id("end")];
    const inner = this.sequence(depth);
    const side = this.dice.chance(25) ? [this.eventSubProcess()] : [];
    const ending = this.dice.pick([
      undefined,
      undefined,
      undefined,
      m.terminate(),
      depth > 0 ? m.error("E1") : m.escalation("S1"),
      m.signal("alarm"),
    ]);
    return [
      m.start(start),
      m.end(end, ending),
      ...inner.parts,
      ...m.flows(`${start} > ${inner.first}`, `${inner.last} > ${end}`),
      ...side,
    ];
  }

  eventSubProcess(): m.Part {
    const [start, end] = [this.id("start"), this.id("end")];
    const inner = this.dice.chance(60) ? this.service() : this.single(m.task(this.id("task")));
    const begin = this.dice.chance(50) ? m.start : m.sideStart;
    return m.eventSub(this.id("side"), [
      begin(start, this.definition()),
      ...inner.parts,
      m.end(end),
      ...m.flows(`${start} > ${inner.first}`, `${inner.last} > ${end}`),
    ]);
  }
}

const VARIABLES = { k: "key-1", x: 2, y: 1, list: [1, 2], r: 0 };

const some = (dice: Dice, ...documents: readonly [JsonObject, ...JsonObject[]]): JsonObject => dice.pick(documents);

function step(drawing: Drawing): Step {
  const { dice, jobs, users } = drawing;
  const job = jobs.length === 0 ? "none" : (jobs[dice.below(jobs.length)] ?? "none");
  const user = users.length === 0 ? "none" : (users[dice.below(users.length)] ?? "none");
  const roll = dice.below(100);
  if (roll < 45) return completeJob(job, some(dice, {}, { x: dice.below(5) }, { r: dice.below(5), y: 1 }));
  if (roll < 58) return completeUserTask(user, some(dice, {}, { x: 1 }));
  if (roll < 66)
    return publish(dice.pick(["go", "stop"]), "key-1", {
      ttl: dice.pick([0, 2_592_000_000]),
      variables: some(dice, {}, { x: 3 }),
    });
  if (roll < 72) return broadcast("alarm", some(dice, {}, { y: 2 }));
  if (roll < 82) return advance(dice.pick(["PT30M", "PT1H", "PT3H"]));
  if (roll < 88) return throwError(job, dice.pick(["E1", "E2"]));
  if (roll < 91) return failJob(job, dice.pick([0, 1]));
  if (roll < 93) return updateJob(job, { retries: 2 });
  if (roll < 95) return resolveIncident();
  if (roll < 98) return setVariables("p", some(dice, { x: 0 }, { k: "key-1", y: 1 }));
  return cancel();
}

/** Seeds at which the real engine itself fails with an exception: nothing to be equal to. */
const CRASHES: ReadonlySet<number> = new Set([7]);

/** The first behaviours of a row of seeds, without those at which the real engine fails. */
export const randomBehaviours = (count: number): readonly Behaviour[] =>
  Array.from({ length: count + CRASHES.size }, (_, index) => index + 1)
    .filter((seed) => !CRASHES.has(seed))
    .map(randomBehaviour);

/** A random model and random commands, always the same for a seed. */
export function randomBehaviour(seed: number): Behaviour {
  const drawing = new Drawing(seed);
  const model = m.process("p", drawing.body(0));
  const steps = Array.from({ length: 8 + drawing.dice.below(10) }, () => step(drawing));
  return behaviour(`random ${seed}`, { resources: { "p.bpmn": model }, steps: [create("p", VARIABLES), ...steps] });
}
