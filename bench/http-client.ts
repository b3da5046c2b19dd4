import { connect, type Socket } from "node:net";

/** An HTTP/1.1 client as thin as possible, so that a figure says what the engine can do, not what the client can. */
export class Connection {
  readonly #socket: Socket;
  #received = Buffer.alloc(0);
  #waiting: { resolve: (body: string) => void; reject: (cause: Error) => void } | undefined;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.setNoDelay(true);
    socket.on("data", (chunk) => {
      this.#received = this.#received.length === 0 ? chunk : Buffer.concat([this.#received, chunk]);
      this.#take();
    });
    socket.on("error", (cause) => this.#waiting?.reject(cause));
  }

  static open(port: number): Promise<Connection> {
    return new Promise((resolve, reject) => {
      const socket = connect(port, "127.0.0.1", () => {
        resolve(new Connection(socket));
      });
      socket.once("error", reject);
    });
  }

  /** Sends a JSON body and gives the answer's; one request at a time. */
  post(path: string, body: object): Promise<string> {
    const text = JSON.stringify(body);
    const head = `POST ${path} HTTP/1.1\r\nhost: engine\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(text)}\r\n\r\n`;
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
      this.#socket.write(head + text);
    });
  }

  close(): void {
    this.#socket.destroy();
  }

  #take(): void {
    const end = this.#received.indexOf("\r\n\r\n");
    if (end === -1) return;
    const head = this.#received.toString("latin1", 0, end);
    const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0);
    if (this.#received.length < end + 4 + length) return;
    const body = this.#received.toString("utf8", end + 4, end + 4 + length);
    this.#received = this.#received.subarray(end + 4 + length);
    const waiting = this.#waiting;
    this.#waiting = undefined;
    if (/^HTTP\/1\.1 2/.test(head)) waiting?.resolve(body);
    else waiting?.reject(new Error(`Expected an answer, but got ${head.split("\r\n")[0] ?? ""}: ${body}`));
  }
}
