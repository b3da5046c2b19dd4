import type { Db } from "./db.ts";

/** Texts that repeat in a file, each under a small number. */
export interface Words {
  /** The number of a text; a new text gets the next number in the file. */
  number(text: string): number;
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
  const load = (): void => {
    numbers.clear();
    lists.clear();
    for (const row of select.all()) keep(Number(row["number"]), String(row["text"]));
  };
  load();
  return {
    number: (text) => {
      const known = numbers.get(text);
      if (known !== undefined) return known;
      const number = numbers.size + 1;
      insert.run(number, text);
      keep(number, text);
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
