import type { Db } from "./db.ts";

/** Texts that repeat in a file, each under a small number. */
export interface Words {
  /** The number of a text; a new text gets the next number in the file. */
  number(text: string): number;
  /** The number of an event's kind; no text is put together for a kind that is known. */
  event(valueType: string, intent: string): number;
  /** The number of a list of field names in this order; `hint` (what the list belongs to) makes the look-up cheap. */
  shape(hint: string, fields: object): number;
  /** The parts of a number's text, between spaces; throws RangeError for a number that the file does not know. */
  list(number: number): readonly string[];
  /** After a rollback: back to what the file holds. */
  forget(): void;
}

/** Opens the words of a file. */
export function openWords(db: Db): Words {
  db.exec("CREATE TABLE IF NOT EXISTS word (number INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE)");
  const insert = db.prepare("INSERT INTO word (number, text) VALUES (?, ?)");
  const select = db.prepare("SELECT number, text FROM word ORDER BY number");
  const numbers = new Map<string, number>();
  const lists = new Map<number, readonly string[]>();
  const keep = (number: number, text: string): void => {
    numbers.set(text, number);
    lists.set(number, text === "" ? [] : text.split(" "));
  };
  const shapes = new Map<string, { number: number; names: readonly string[] }>();
  const events = new Map<string, Map<string, number>>();
  const numberOf = (text: string): number => {
    const known = numbers.get(text);
    if (known !== undefined) return known;
    const number = numbers.size + 1;
    insert.run(number, text);
    keep(number, text);
    return number;
  };
  const load = (): void => {
    shapes.clear();
    events.clear();
    numbers.clear();
    lists.clear();
    for (const row of select.all()) keep(Number(row["number"]), String(row["text"]));
  };
  load();
  return {
    number: numberOf,
    event: (valueType, intent) => {
      let intents = events.get(valueType);
      if (intents === undefined) events.set(valueType, (intents = new Map<string, number>()));
      let number = intents.get(intent);
      if (number === undefined) intents.set(intent, (number = numberOf(`EVENT ${valueType} ${intent} NULL_VAL`)));
      return number;
    },
    shape: (hint, fields) => {
      const cached = shapes.get(hint);
      if (cached !== undefined && hasNames(fields, cached.names)) return cached.number;
      const names = Object.keys(fields);
      const number = numberOf(names.join(" "));
      shapes.set(hint, { number, names });
      return number;
    },
    list: (number) => {
      const list = lists.get(number);
      if (list === undefined) throw new RangeError(`Expected a word of the file, but got number ${number}`);
      return list;
    },
    forget: load,
  };
}

function hasNames(fields: object, names: readonly string[]): boolean {
  let index = 0;
  for (const name in fields) {
    if (names[index] !== name) return false;
    index += 1;
  }
  return index === names.length;
}
