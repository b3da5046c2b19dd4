declare module "saxen" {
  type Attributes = Readonly<Record<string, string>>;
  type OpenTag = (name: string, attributes: () => Attributes, decode: (text: string) => string) => void;
  export class Parser {
    ns(namespaces: Readonly<Record<string, string>>): this;
    on(event: "openTag", listener: OpenTag): this;
    on(event: "closeTag", listener: (name: string) => void): this;
    on(event: "error", listener: (error: Error) => void): this;
    parse(xml: string): Error | undefined;
  }
}
