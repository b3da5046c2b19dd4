// Regular expressions of java.util.regex, written as those of JavaScript with the flag `v`.

const SPACE = "\\t\\n\\v\\f\\r ";
const HORIZONTAL = "\\t \\u00a0\\u1680\\u180e\\u2000-\\u200a\\u202f\\u205f\\u3000";
const VERTICAL = "\\n\\v\\f\\r\\u0085\\u2028\\u2029";
const PUNCTUATION = "\\!\"\\#\\$%\\&'\\(\\)\\*\\+,\\-.\\/:;<=>?@\\[\\\\\\]\\^_`\\{\\|\\}\\~";

/** Escapes that stand for a set of characters, each as the content of a class. */
const SETS: Readonly<Record<string, string>> = { s: SPACE, h: HORIZONTAL, v: VERTICAL };

/** Escapes that stand for a place or a sequence. */
const PLACES: Readonly<Record<string, string>> = {
  A: "(?<![^])",
  z: "(?![^])",
  Z: "(?=\\n?(?![^]))",
  R: `(?:\\r\\n|[${VERTICAL}])`,
};

const CONTROLS: Readonly<Record<string, string>> = { a: "\\x07", e: "\\x1b" };

/** POSIX classes, which in Java know ASCII only, and some of Java's own. */
const CLASSES: Readonly<Record<string, string>> = {
  Lower: "a-z",
  Upper: "A-Z",
  Alpha: "a-zA-Z",
  Digit: "0-9",
  Alnum: "a-zA-Z0-9",
  ASCII: "\\x00-\\x7f",
  Blank: "\\t ",
  Space: SPACE,
  XDigit: "0-9a-fA-F",
  Cntrl: "\\x00-\\x1f\\x7f",
  Punct: PUNCTUATION,
  Graph: "\\x21-\\x7e",
  Print: "\\x20-\\x7e",
  javaLowerCase: "\\p{Ll}",
  javaUpperCase: "\\p{Lu}",
  javaWhitespace: SPACE,
};

const SYNTAX = /^[\^$\\.*+?()[\]{}|/]$/;
/** Ends at which a closing bracket or a dollar sign means something else in Java. */
const FLAGS = /[imsx]/g;

/** Compiles a pattern; flags other than i, m, s, x say nothing. Undefined for a pattern that is none, or that JavaScript has no words for. */
export function javaRegExp(pattern: string, flags: string): RegExp | undefined {
  const known = new Set(flags.match(FLAGS) ?? []);
  const translation = new Translation(pattern, known);
  try {
    const source = translation.run();
    return new RegExp(source, `v${[...known].filter((flag) => flag !== "x").join("")}`);
  } catch {
    return undefined;
  }
}

/** One pass over a pattern. */
class Translation {
  readonly #pattern: string;
  readonly #flags: ReadonlySet<string>;
  #at = 0;

  constructor(pattern: string, flags: ReadonlySet<string>) {
    this.#pattern = pattern;
    this.#flags = flags;
  }

  run(): string {
    let result = "";
    while (this.#at < this.#pattern.length) result += this.#next();
    return result;
  }

  #take(pattern: RegExp): string | undefined {
    const sticky = new RegExp(pattern.source, "y");
    sticky.lastIndex = this.#at;
    const found = sticky.exec(this.#pattern)?.[0];
    this.#at += found?.length ?? 0;
    return found;
  }

  #next(): string {
    if (this.#flags.has("x") && this.#take(/\s+|#[^\n]*/) !== undefined) return "";
    const quoted = this.#take(/\\Q[^]*?(?:\\E|$)/);
    if (quoted !== undefined) return literal(quoted.slice(2).replace(/\\E$/, ""));
    const mode = this.#take(/\(\?[ims]+\)/);
    if (mode !== undefined) return `${mode.slice(0, -1)}:${this.#restOfGroup()})`;
    const char = this.#take(/[^]/) ?? "";
    if (char === "\\") return this.#escape(false);
    if (char === "[") return this.#characterClass();
    if (char === "]" || char === "}") return this.#pattern.slice(0, this.#at).includes("{") ? char : `\\${char}`;
    return char === "$" && !this.#flags.has("m") ? "(?=\\n?(?![^]))" : char;
  }

  /** What `(?i)` applies to: everything up to the end of its group. */
  #restOfGroup(): string {
    let result = "";
    let depth = 0;
    while (this.#at < this.#pattern.length) {
      const char = this.#pattern[this.#at];
      if (char === ")" && depth === 0) return result;
      depth += char === "(" ? 1 : char === ")" ? -1 : 0;
      result += this.#next();
    }
    return result;
  }

  #escape(isInClass: boolean): string {
    const char = this.#take(/[^]/) ?? "";
    const wrap = (set: string, isNegated = false): string =>
      isInClass && !isNegated ? set : `[${isNegated ? "^" : ""}${set}]`;
    const set = SETS[char.toLowerCase()];
    if (set !== undefined) return wrap(set, char !== char.toLowerCase());
    if (/[pP]/.test(char)) return this.#property(char, wrap);
    if (char === "0") return `\\u{${Number.parseInt(this.#take(/[0-3]?[0-7]{1,2}/) ?? "x", 8).toString(16)}}`;
    if (char === "x" && this.#pattern[this.#at] === "{") return `\\u${this.#take(/\{[^}]*\}/) ?? ""}`;
    const fixed = CONTROLS[char] ?? (isInClass ? undefined : PLACES[char]);
    if (fixed !== undefined) return fixed;
    if (/[A-Za-z0-9]/.test(char) || SYNTAX.test(char)) return `\\${char}`;
    return isInClass && /[-&!#%,:;<=>@`~]/.test(char) ? `\\${char}` : char;
  }

  #property(kind: string, wrap: (set: string, isNegated: boolean) => string): string {
    const name = (this.#take(/\{[^}]*\}|[A-Z]/) ?? "").replace(/[{}]/g, "");
    const isNegated = kind === "P";
    const set = CLASSES[name];
    if (set !== undefined) return wrap(set, isNegated);
    const script = /^Is(\w+)$/.exec(name)?.[1];
    return `\\${kind}{${script === undefined ? name : scriptOrProperty(script)}}`;
  }

  #characterClass(): string {
    let result = `[${this.#take(/\^/) ?? ""}`;
    if (this.#take(/\]/) !== undefined) result += "\\]";
    while (this.#at < this.#pattern.length) {
      const char = this.#take(/&&|[^]/) ?? "";
      if (char === "]") return `${result}]`;
      if (char === "[") result += this.#characterClass();
      else if (char === "\\") result += this.#escape(true);
      else if (char === "-") result += this.#isBetween() ? "-" : "\\-";
      else result += /[(){}/|]/.test(char) || isDoubled(char, this.#pattern[this.#at]) ? `\\${char}` : char;
    }
    throw new SyntaxError("Expected the end of a class, but there is none");
  }

  /** A hyphen at the edge of a class is one. */
  #isBetween(): boolean {
    const [before, after] = [this.#pattern[this.#at - 2], this.#pattern[this.#at]];
    return before !== "[" && before !== "^" && after !== "]";
  }
}

function isDoubled(char: string, next: string | undefined): boolean {
  return char === next && /[!#$%*+,.:;<=>?@^`~]/.test(char);
}

function scriptOrProperty(name: string): string {
  return /^(?:Alphabetic|Uppercase|Lowercase|Ideographic|White_Space|L[ulmot]?|N[dlo]?|P[cdseifo]?)$/.test(name)
    ? name
    : `Script=${name}`;
}

function literal(text: string): string {
  return text.replace(/[\^$\\.*+?()[\]{}|/]/g, "\\$&");
}

/** Replaces every match as Java's `replaceAll`: `$1` and `${name}` are groups, a backslash quotes. Undefined for a replacement that names no group. */
export function replaceAll(text: string, pattern: RegExp, replacement: string): string | undefined {
  const pieces = replacement.match(/\\[^]|\$\d|\$\{\w+\}|[^]/g) ?? [];
  const groups = new RegExp(`${pattern.source}|`, pattern.flags).exec("");
  const isKnown = (piece: string): boolean => {
    if (piece === "$" || piece === "\\") return false;
    if (/^\$\d$/.test(piece)) return Number(piece.slice(1)) < (groups?.length ?? 0);
    return !piece.startsWith("${") || Object.hasOwn(groups?.groups ?? {}, piece.slice(2, -1));
  };
  if (pattern.test(text) && !pieces.every(isKnown)) return undefined;
  const matches = [...text.matchAll(new RegExp(pattern.source, `${pattern.flags}g`))];
  let [result, from] = ["", 0];
  for (const match of matches) {
    result += text.slice(from, match.index) + pieces.map((piece) => pieceOf(piece, match)).join("");
    from = match.index + match[0].length;
  }
  return result + text.slice(from);
}

function pieceOf(piece: string, match: RegExpExecArray): string {
  if (piece.startsWith("\\")) return piece.slice(1);
  if (piece.startsWith("${")) return match.groups?.[piece.slice(2, -1)] ?? "";
  return piece.startsWith("$") ? (match[Number(piece.slice(1))] ?? "") : piece;
}

/** Splits at every match as Java's `split` with a limit of -1: an empty match at the start splits nothing, one at the end does. */
export function splitAt(text: string, pattern: RegExp): readonly string[] {
  const parts: string[] = [];
  let from = 0;
  for (const match of text.matchAll(new RegExp(pattern.source, `${pattern.flags}g`))) {
    const end = match.index + match[0].length;
    if (end === 0) continue;
    parts.push(text.slice(from, match.index));
    from = end;
  }
  return [...parts, text.slice(from)];
}
