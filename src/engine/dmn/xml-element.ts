/** A view on an element of a moddle tree that needs no knowledge of moddle's types. */
export class XmlElement {
  /** Local type name, such as "DecisionTable". */
  readonly type: string;
  readonly #properties: object;

  constructor(properties: object) {
    this.#properties = properties;
    this.type = textOf(Reflect.get(properties, "$type")).replace(/^.*:/, "");
  }

  /** An attribute or text; undefined where there is none. */
  text(name: string): string | undefined {
    const value: unknown = Reflect.get(this.#properties, name);
    return typeof value === "string" ? value : undefined;
  }

  /** A single inner element; undefined where there is none. */
  child(name: string): XmlElement | undefined {
    const value: unknown = Reflect.get(this.#properties, name);
    return isElement(value) ? new XmlElement(value) : undefined;
  }

  /** Inner elements in document order. */
  children(name: string): readonly XmlElement[] {
    const value: unknown = Reflect.get(this.#properties, name);
    return Array.isArray(value) ? value.filter(isElement).map((element) => new XmlElement(element)) : [];
  }
}

function isElement(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
