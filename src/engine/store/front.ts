/** Where a row stands in an order: by a number, then by key. */
export interface Place {
  readonly order: number;
  readonly key: number;
}

/** How many places are read from the file at a time. */
const CHUNK = 500;

/** So many places are kept at most. */
const LIMIT = 4 * CHUNK;

/** The first places of an ordered index, kept in memory: exact up to where it was read, so that asking for the first rows costs no query. */
export class Front {
  #places: Place[] = [];
  /** Everything up to here is in memory; undefined once everything is. */
  #through: Place | undefined = { order: -Infinity, key: -Infinity };
  readonly #read: (after: Place, limit: number) => Place[];

  /** `read` gives the places after one, in order, from the file and all that waits to be written to it. */
  constructor(read: (after: Place, limit: number) => Place[]) {
    this.#read = read;
  }

  /** The keys of the first rows, at most so many. */
  first(limit: number): number[] {
    while (this.#places.length < limit && this.#through !== undefined) this.#load(this.#through, limit);
    const keys: number[] = [];
    for (let at = 0; at < limit && at < this.#places.length; at += 1) keys.push(this.#places[at]?.key ?? -1);
    return keys;
  }

  /** The order of the first row; undefined where there is none. */
  least(): number | undefined {
    if (this.#places.length === 0 && this.#through !== undefined) this.#load(this.#through, 1);
    return this.#places[0]?.order;
  }

  add(place: Place): void {
    if (this.#through !== undefined && compare(place, this.#through) > 0) return;
    const last = this.#places.at(-1);
    if (last === undefined || compare(last, place) < 0) this.#places.push(place);
    else this.#places.splice(this.#indexOf(place), 0, place);
    if (this.#places.length <= LIMIT) return;
    this.#places.length = LIMIT / 2;
    this.#through = this.#places.at(-1);
  }

  remove(place: Place): void {
    const at = this.#indexOf(place);
    const found = this.#places[at];
    if (found === undefined || compare(found, place) !== 0) return;
    if (at === 0) this.#places.shift();
    else this.#places.splice(at, 1);
  }

  #load(after: Place, limit: number): void {
    const wanted = Math.max(CHUNK, limit);
    const read = this.#read(after, wanted);
    this.#places.push(...read);
    this.#through = read.length < wanted ? undefined : read.at(-1);
  }

  /** Index of a place, or where it would stand. */
  #indexOf(place: Place): number {
    let from = 0;
    let to = this.#places.length;
    while (from < to) {
      const middle = (from + to) >>> 1;
      const found = this.#places[middle];
      if (found !== undefined && compare(found, place) < 0) from = middle + 1;
      else to = middle;
    }
    return from;
  }
}

function compare(left: Place, right: Place): number {
  return left.order - right.order || left.key - right.key;
}
