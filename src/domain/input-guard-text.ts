/** A text prepared for searching, and the way back to positions in the original. */
export interface FoldedText {
  readonly text: string;
  /** Index in the original of an index in the folded text. */
  readonly origin: (index: number) => number;
}

const INVISIBLE = /[\u00AD\u200B-\u200F\u2060\uFEFF]/;

/** Takes out invisible characters and turns wide and fancy ones into plain ones, so that disguised numbers are found as well. */
export function foldText(text: string): FoldedText {
  const folded: string[] = [];
  const positions: number[] = [];
  for (let index = 0; index < text.length; index += 1) {
    const character = text.charAt(index);
    if (INVISIBLE.test(character)) continue;
    folded.push(plain(character));
    positions.push(index);
  }
  return { text: folded.join(""), origin: (index) => positions[index] ?? text.length };
}

function plain(character: string): string {
  const normal = character.normalize("NFKC");
  return normal.length === 1 ? normal : character;
}
