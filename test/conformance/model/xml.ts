const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** Attributes of an XML element; undefined ones are left away. */
export type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

/** Text with the characters escaped that XML reserves. */
export const escape = (text: string): string =>
  text.replace(/[&<>"]/g, (character) => ENTITIES[character] ?? character);

/** An XML element as text; without children it closes itself. */
export function xml(tag: string, attributes: Attributes = {}, children: readonly string[] = []): string {
  const pairs = Object.entries(attributes).flatMap(([name, value]) =>
    value === undefined ? [] : [` ${name}="${escape(String(value))}"`],
  );
  const head = `<${tag}${pairs.join("")}`;
  const content = children.filter((child) => child !== "").join("");
  return content === "" ? `${head}/>` : `${head}>${content}</${tag}>`;
}
