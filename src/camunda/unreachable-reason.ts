const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: "nothing listens there",
  ENOTFOUND: "no host has this name",
  EAI_AGAIN: "no host has this name, or the name service is away",
  ECONNRESET: "it closes the connection; if it speaks TLS, the address begins with https://",
  UND_ERR_SOCKET: "it closes the connection; if it speaks TLS, the address begins with https://",
  ERR_SSL_WRONG_VERSION_NUMBER: "it speaks no TLS; the address begins with http://",
  ERR_SSL_PACKET_LENGTH_TOO_LONG: "it speaks no TLS; the address begins with http://",
  EHOSTUNREACH: "no way leads to the host",
  ENETUNREACH: "no way leads to the host",
  ETIMEDOUT: "it keeps silent",
  UND_ERR_CONNECT_TIMEOUT: "it keeps silent",
  UND_ERR_HEADERS_TIMEOUT: "it keeps silent",
};

const CERTIFICATE = /CERT|UNABLE_TO_VERIFY_LEAF_SIGNATURE|ALTNAME/;

/** Why nothing answers, in words with a hint where there is one: the innermost cause of an error counts. */
export function unreachableReason(error: unknown): string | undefined {
  const causes = causesOf(error);
  for (const { code } of causes) {
    if (code === undefined) continue;
    if (CERTIFICATE.test(code))
      return `its certificate is not trusted (${code}); NODE_EXTRA_CA_CERTS names further ones`;
    const reason = REASONS[code];
    if (reason !== undefined) return reason;
  }
  const [innermost] = causes;
  if (innermost?.name === "HTTPParserError") return "it speaks no HTTP; a gRPC address begins with grpc://";
  return innermost?.message;
}

interface Cause {
  readonly name: string;
  readonly message: string;
  readonly code: string | undefined;
}

/** Innermost first. */
function causesOf(error: unknown): Cause[] {
  if (!(error instanceof Error)) return [];
  const code = "code" in error && typeof error.code === "string" ? error.code : undefined;
  return [...causesOf(error.cause), { name: error.name, message: error.message, code }];
}
