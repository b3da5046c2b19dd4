/**
 * Direction of imports: domain, platform <- engine, camunda, register, workers <- scenarios, portal, cli <- main.ts.
 * A rule that stops you usually means that a value should be passed in by the wiring (src/cli, src/main.ts).
 */
const inside = (...parts) => `^(${parts.join("|")})`;

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: "no-cycles",
      comment: "A cycle means that two files are one idea, or that a type stands in the wrong file.",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    {
      name: "domain-is-pure",
      comment: "The rules of the municipality can be read and tested without anything else.",
      severity: "error",
      from: { path: inside("src/domain/") },
      to: { path: inside("src/(?!domain/)", "workers/") },
    },
    {
      name: "platform-knows-nobody",
      severity: "error",
      from: { path: inside("src/platform/") },
      to: { path: inside("src/(?!platform/)", "workers/") },
    },
    {
      name: "engine-stands-alone",
      comment: "The engine knows BPMN, not the municipality: it could be any application's.",
      severity: "error",
      from: { path: inside("src/engine/") },
      to: { path: inside("src/(?!engine/|platform/)", "workers/") },
    },
    {
      name: "only-the-wiring-starts-the-engine",
      comment: "One API, two engines: everything else talks to it through the Camunda client.",
      severity: "error",
      from: { path: inside("src/", "workers/"), pathNot: inside("src/engine/", "src/cli/", "src/main\\.ts") },
      to: { path: inside("src/engine/") },
    },
    {
      name: "register-below-the-faces",
      severity: "error",
      from: { path: inside("src/register/") },
      to: { path: inside("src/(?!register/|domain/|platform/)", "workers/") },
    },
    {
      name: "workers-know-no-transport",
      comment: "A worker is a function of its input and its dependencies; it runs the same on any host.",
      severity: "error",
      from: { path: inside("workers/") },
      to: { path: [inside("src/(?!register/|domain/|platform/)"), "node_modules/(@camunda8|express|zeebe-node)/"] },
    },
    {
      name: "camunda-below-the-faces",
      severity: "error",
      from: { path: inside("src/camunda/") },
      to: { path: inside("src/(portal|scenarios|cli|studio|engine|main)") },
    },
    {
      name: "portal-and-scenarios-do-not-mix",
      severity: "error",
      from: { path: inside("src/portal/") },
      to: { path: inside("src/(scenarios|cli|main)") },
    },
    {
      name: "scenarios-below-the-wiring",
      severity: "error",
      from: { path: inside("src/scenarios/") },
      to: { path: inside("src/(portal|cli|main)") },
    },
    {
      name: "the-bundle-reaches-the-server-by-http",
      severity: "error",
      from: { path: inside("src/studio/browser/") },
      to: { path: inside("src/(?!studio/)", "workers/") },
    },
    {
      name: "sql-only-in-the-store",
      comment: "Nothing else of the engine knows SQL.",
      severity: "error",
      from: { path: inside("src/engine/"), pathNot: inside("src/engine/store/") },
      to: { path: "^(node:)?sqlite$" },
    },
    {
      name: "no-test-code-in-the-product",
      severity: "error",
      from: { path: inside("src/", "workers/") },
      to: { path: inside("test/", "bench/", "tools/") },
    },
    {
      name: "no-development-package-in-the-product",
      severity: "error",
      from: { path: inside("src/", "workers/") },
      to: { dependencyTypes: ["npm-dev", "npm-no-pkg", "npm-unknown"], pathNot: "node_modules/@types/" },
    },
    {
      name: "no-orphans",
      severity: "error",
      from: { orphan: true, pathNot: ["\\.d\\.ts$", "src/main\\.ts$", "src/studio/browser/"] },
      to: {},
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    doNotFollow: { path: "node_modules" },
    exclude: { path: "\\.hbs$" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "node", "default", "types"] },
  },
};
