import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import express, { Router } from "express";

const resolve = createRequire(import.meta.url).resolve;

/** Folder of an installed package, wherever npm put it. */
function packageFolder(name: string): string {
  return dirname(resolve(`${name}/package.json`));
}

/** Files of packages never change within a version; the browser may keep them for a week. */
const PACKAGE_FILES = { maxAge: "7d", immutable: true } as const;

/** Prebuilt parts of the packages that pages load; served unmodified, from here, never from a foreign host. */
const PACKAGES: readonly (readonly [path: string, packageName: string, folder: string])[] = [
  ["/assets/kern", "@kern-ux/native", "dist"],
  ["/assets/bpmn-js", "bpmn-js", "dist"],
  ["/assets/camunda-bpmn-js", "camunda-bpmn-js", "dist"],
  ["/assets/form-js", "@bpmn-io/form-js", "dist"],
];

/** Styles, fonts and scripts: our own, and the packages' prebuilt files. */
export function setUpAssets(studioScripts: () => Promise<ReadonlyMap<string, string>>): Router {
  const router = Router();
  for (const [path, packageName, folder] of PACKAGES) {
    router.use(path, express.static(join(packageFolder(packageName), folder), PACKAGE_FILES));
  }
  router.use("/assets", express.static(join(import.meta.dirname, "../assets"), { maxAge: "1h" }));
  router.get("/assets/studio/:name", async (req, res, next) => {
    const script = (await studioScripts()).get(req.params.name);
    if (script === undefined) {
      next();
      return;
    }
    res.type("text/javascript").set("Cache-Control", "public, max-age=3600").send(script);
  });
  return router;
}
