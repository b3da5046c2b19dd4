/** The order in which a hash table of Java or Scala lists what is kept in it by id; some of Zeebe's records show it. */
export function inHashOrder<T extends { readonly id: string }>(items: readonly T[], capacity: number): readonly T[] {
  const placeOf = ({ id }: T): number => spread(hashOf(id)) & (capacity - 1);
  return items.toSorted((a, b) => placeOf(a) - placeOf(b) || spread(hashOf(a.id)) - spread(hashOf(b.id)));
}

/** The order of a hash table of Java whose entries were put in as given: those at one place stay in that order. */
export function inJavaOrder<T extends { readonly id: string }>(
  items: readonly T[],
  hash: (text: string) => number = hashOf,
): readonly T[] {
  const capacity = javaCapacity(items.length);
  const placeOf = ({ id }: T): number => spread(hash(id)) & (capacity - 1);
  return items.toSorted((a, b) => placeOf(a) - placeOf(b));
}

/** The hash of a text in a buffer of Agrona, which takes eight bytes at once. */
export function bufferHashOf(text: string): number {
  const bytes = Buffer.from(text);
  let [hash, at] = [19, 0];
  for (; at + 8 <= bytes.length; at += 8) {
    hash = (Math.imul(hash, 31) + (bytes.readInt32LE(at) ^ bytes.readInt32LE(at + 4))) | 0;
  }
  for (; at < bytes.length; at += 1) hash = (Math.imul(hash, 31) + bytes.readInt8(at)) | 0;
  return hash;
}

/** Places in a Scala hash table of so many entries: it doubles before it is three quarters full. */
export function scalaCapacity(count: number): number {
  return javaCapacity(count + 1);
}

/** Places in a Java hash table of so many entries: it doubles when it is more than three quarters full. */
export function javaCapacity(count: number): number {
  let capacity = 16;
  while (count > capacity * 0.75) capacity *= 2;
  return capacity;
}

/** Java's hash of a text. */
function hashOf(text: string): number {
  let hash = 0;
  for (let index = 0; index < text.length; index += 1) hash = (Math.imul(hash, 31) + text.charCodeAt(index)) | 0;
  return hash;
}

function spread(hash: number): number {
  return hash ^ (hash >>> 16);
}
