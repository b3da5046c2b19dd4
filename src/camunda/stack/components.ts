import { join } from "node:path";
import type { ComponentCommand } from "./component.ts";
import type { Java } from "./java.ts";
import type { StackPorts } from "./ports.ts";
import { OPENSEARCH } from "./release.ts";

/** What all components are started with. */
export interface Surroundings {
  readonly ports: StackPorts;
  /** Folder for data and logs. */
  readonly data: string;
  /** The environment that a component inherits: PATH and what belongs to the machine. */
  readonly environment: Readonly<Record<string, string>>;
}

const CLUSTER = "kim";
const LOOPBACK = "127.0.0.1";

/** OpenSearch on one node; its HTTP port is one above the base that it is given. */
export function openSearchCommand(at: Surroundings, { java, jars }: { java: Java; jars: string }): ComponentCommand {
  const { ports, data, environment } = at;
  return {
    name: `OpenSearch ${OPENSEARCH.version}`,
    program: java.program,
    args: [
      ...["-Xms256m", "-Xmx512m", "-cp", join(jars, "*"), OPENSEARCH.mainClass],
      ...["-basePath", openSearchFolder(data), "-clusterName", CLUSTER, "-numOfNode", "1"],
      ...["-confPath", openSearchFolder(data), "-baseHttpPort", String(ports.search - 1)],
    ],
    environment,
    log: join(data, "opensearch.log"),
    readyUrl: `http://${LOOPBACK}:${String(ports.search)}/_cluster/health?wait_for_status=yellow&timeout=1s`,
  };
}

/** Settings of OpenSearch that its runner has no option for, as YAML. */
export function openSearchSettings({ ports }: Surroundings): string {
  return [
    `transport.port: ${String(ports["search-transport"])}`,
    // A nearly full disk would make every index read-only without a word; the room is looked at before the start instead.
    "cluster.routing.allocation.disk.threshold_enabled: false",
    "",
  ].join("\n");
}

/** Folder of OpenSearch's settings and data. */
export function openSearchFolder(data: string): string {
  return join(data, "opensearch");
}

/** What a broker needs beside its surroundings. */
export interface BrokerOptions {
  readonly java: Java;
  /** The unpacked distribution. */
  readonly home: string;
  /** Whether it writes to OpenSearch through the filter. */
  readonly exports: boolean;
  /** Its place among several brokers; default alone. */
  readonly cluster?: ClusterPlace;
}

/** The place of a broker among several; every partition is on each of them. */
export interface ClusterPlace {
  /** From 0. */
  readonly nodeId: number;
  readonly size: number;
  /** Addresses between brokers, of all. */
  readonly contactPoints: readonly string[];
}

/** A Zeebe broker with its gateway: REST without log-in, gRPC, management with a clock that can be moved. */
export function brokerCommand(at: Surroundings, options: BrokerOptions): ComponentCommand {
  const { ports, data, environment } = at;
  const name = options.cluster === undefined ? "broker" : `broker-${String(options.cluster.nodeId)}`;
  return {
    name: options.cluster === undefined ? "Zeebe" : `Zeebe broker ${String(options.cluster.nodeId)}`,
    program: join(options.home, "bin", "broker"),
    args: [],
    environment: {
      ...environment,
      ...javaVariables(options.java),
      ...onlyLoopback(ports.rest, ports.management),
      ZEEBE_BROKER_NETWORK_HOST: LOOPBACK,
      ZEEBE_BROKER_GATEWAY_NETWORK_PORT: String(ports.grpc),
      ZEEBE_BROKER_NETWORK_COMMANDAPI_PORT: String(ports.command),
      ZEEBE_BROKER_NETWORK_INTERNALAPI_PORT: String(ports.internal),
      ZEEBE_BROKER_DATA_DIRECTORY: join(data, name),
      ZEEBE_BROKER_DATA_LOGSEGMENTSIZE: "16MB",
      ZEEBE_CLOCK_CONTROLLED: "true",
      MANAGEMENT_ENDPOINTS_WEB_EXPOSURE_INCLUDE: "*",
      MANAGEMENT_ENDPOINT_CLOCK_ENABLED: "true",
      ...(options.exports ? exporterVariables(ports) : {}),
      ...(options.cluster === undefined ? {} : clusterVariables(options.cluster)),
    },
    log: join(data, `${name}.log`),
    readyUrl: readiness(ports.management),
  };
}

function exporterVariables({ filter }: StackPorts): Record<string, string> {
  return {
    ZEEBE_BROKER_EXPORTERS_OPENSEARCH_CLASSNAME: "io.camunda.zeebe.exporter.opensearch.OpensearchExporter",
    ZEEBE_BROKER_EXPORTERS_OPENSEARCH_ARGS_URL: `http://${LOOPBACK}:${String(filter)}`,
    // Every record at once: people wait for their task, nobody waits for throughput.
    ZEEBE_BROKER_EXPORTERS_OPENSEARCH_ARGS_BULK_SIZE: "1",
    ZEEBE_BROKER_EXPORTERS_OPENSEARCH_ARGS_BULK_DELAY: "1",
  };
}

function clusterVariables({ nodeId, size, contactPoints }: ClusterPlace): Record<string, string> {
  return {
    ZEEBE_BROKER_CLUSTER_NODEID: String(nodeId),
    ZEEBE_BROKER_CLUSTER_CLUSTERSIZE: String(size),
    ZEEBE_BROKER_CLUSTER_REPLICATIONFACTOR: String(size),
    ZEEBE_BROKER_CLUSTER_PARTITIONSCOUNT: "1",
    ZEEBE_BROKER_CLUSTER_INITIALCONTACTPOINTS: contactPoints.join(","),
  };
}

/** Operate and Tasklist in one JVM of their own: with the broker in it, its REST API would want their log-in. */
export function webAppsCommand(at: Surroundings, { java, home }: { java: Java; home: string }): ComponentCommand {
  const { ports, data, environment } = at;
  const search = `http://${LOOPBACK}:${String(ports.filter)}`;
  return {
    name: "Operate and Tasklist",
    program: join(home, "bin", "camunda"),
    args: [],
    environment: {
      ...environment,
      ...javaVariables(java),
      ...onlyLoopback(ports.web, ports["web-management"]),
      SPRING_PROFILES_ACTIVE: "operate,tasklist,auth",
      CAMUNDA_DATABASE_TYPE: "opensearch",
      CAMUNDA_DATABASE_URL: search,
      CAMUNDA_TASKLIST_ZEEBE_RESTADDRESS: `http://${LOOPBACK}:${String(ports.rest)}`,
      ...webAppVariables("OPERATE", search, ports),
      ...webAppVariables("TASKLIST", search, ports),
    },
    log: join(data, "webapps.log"),
    readyUrl: readiness(ports["web-management"]),
  };
}

/** Milliseconds. By default an importer that found nothing rests for five seconds and tells its position every ten. */
const EAGER_IMPORTER = {
  IMPORTER_READERBACKOFF: "500",
  IMPORTER_SCHEDULERBACKOFF: "500",
  IMPORTER_IMPORTPOSITIONUPDATEINTERVAL: "500",
};

function webAppVariables(app: "OPERATE" | "TASKLIST", search: string, { grpc }: StackPorts): Record<string, string> {
  const named = {
    DATABASE: "opensearch",
    OPENSEARCH_URL: search,
    OPENSEARCH_CLUSTERNAME: CLUSTER,
    OPENSEARCH_NUMBEROFREPLICAS: "0",
    ZEEBEOPENSEARCH_URL: search,
    ZEEBEOPENSEARCH_CLUSTERNAME: CLUSTER,
    ZEEBE_GATEWAYADDRESS: `${LOOPBACK}:${String(grpc)}`,
    ...EAGER_IMPORTER,
  };
  return Object.fromEntries(Object.entries(named).map(([name, value]) => [`CAMUNDA_${app}_${name}`, value]));
}

function javaVariables({ home, version }: Java): Record<string, string> {
  const quiet = "--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow";
  return {
    JAVA_HOME: home,
    JAVA_OPTS: "-Xms256m -Xmx640m",
    // Options that Java 24 brought; an older one refuses to start with them.
    ...(version >= 24 ? { JDK_JAVA_OPTIONS: quiet } : {}),
  };
}

function onlyLoopback(port: number, managementPort: number): Record<string, string> {
  return {
    SERVER_ADDRESS: LOOPBACK,
    SERVER_PORT: String(port),
    MANAGEMENT_SERVER_ADDRESS: LOOPBACK,
    MANAGEMENT_SERVER_PORT: String(managementPort),
  };
}

function readiness(managementPort: number): string {
  return `http://${LOOPBACK}:${String(managementPort)}/actuator/health/readiness`;
}
