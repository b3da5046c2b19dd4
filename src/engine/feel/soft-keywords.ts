/** Texts, quoted names, and words. */
const TOKEN = /"(?:[^"\\]|\\.)*"|`[^`]*`|[\p{L}_$][\p{L}\p{N}_$]*/gu;

/** Words that feel-scala also takes as names, each with the place where it is a keyword. */
const KEYWORD_PLACES: Readonly<Record<string, (before: string, after: string) => boolean>> = {
  every: (_before, after) => isIteration(after),
  some: (_before, after) => isIteration(after),
  for: (_before, after) => isIteration(after),
  if: (_before, after) => !/^\s*(?:$|[=!<>+*/,)\]}.])/.test(after),
  between: (before) => before !== "" && !/[([{,=<>+\-*/:.]$/.test(before),
  instance: (_before, after) => /^\s+of\b/.test(after),
  external: (before) => before.endsWith(")"),
  // `instance of function` names a type, `and(a, b)` calls a function
  function: (before) => !/\binstance\s+of$/.test(before),
  and: (before, after) => !isCall(before, after),
  or: (before, after) => !isCall(before, after),
};

function isCall(before: string, after: string): boolean {
  return /^\s*\(/.test(after) && /(?:^|[([{,=<>+\-*/:]|\b(?:then|else|return|satisfies|in|if|and|or))$/.test(before);
}

function isIteration(after: string): boolean {
  return /^\s+[\p{L}_`].*?\sin\s/su.test(after);
}

/** Puts names that feelin's grammar takes for keywords, and names with a dollar sign, into backticks. */
export function quoteSoftKeywords(text: string): string {
  return text.replace(TOKEN, (token: string, offset: number) => {
    const before = text.slice(0, offset).trimEnd();
    return isName(token, before, text.slice(offset + token.length)) ? `\`${token}\`` : token;
  });
}

function isName(token: string, before: string, after: string): boolean {
  if (/^["`]/.test(token)) return false;
  const isKeywordAt = Object.hasOwn(KEYWORD_PLACES, token) ? KEYWORD_PLACES[token] : undefined;
  return isKeywordAt === undefined ? token.includes("$") : !isKeywordAt(before, after);
}
