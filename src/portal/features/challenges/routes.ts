import { Router } from "express";
import { z } from "zod";
import { CHALLENGE_STATES } from "../../../domain/challenge-state.ts";
import {
  acknowledge,
  findChallenge,
  listChallenges,
  mergeChallenges,
  profileOf,
  undoMerge,
} from "../../../register/index.ts";
import { EngineUnreachable } from "../../engine/errors.ts";
import { paramOf } from "../../request.ts";
import type { PortalServices } from "../../services.ts";
import { allow, userOf } from "../../user.ts";
import { loadChallenge } from "./load.ts";
import { toChallengeListView, toChallengeView } from "./view-model.ts";

const PAGE_SIZE = 25;
const MESSAGE_LIFE_MS = 60 * 60 * 1000;

const listQuery = z.object({
  suche: z.string().trim().catch(""),
  status: z.enum(CHALLENGE_STATES).or(z.literal("")).catch(""),
  ab: z.coerce.number().int().min(0).catch(0),
});
const mergeForm = z.object({ zielId: z.string().trim().catch(""), grundText: z.string().trim().max(1000).catch("") });
const acknowledgeForm = z.object({ art: z.enum(["gelesen", "fragen"]) });

/** List and page of challenges; merging for the coordination; acknowledgement of a published solution. */
export function routes(services: PortalServices): Router {
  const router = Router();
  addList(router, services);
  addPage(router, services);
  addMerging(router, services);
  return router;
}

function addList(router: Router, { register }: PortalServices): void {
  router.get("/herausforderungen", allow(), async (req, res) => {
    const { suche, status, ab } = listQuery.parse(req.query);
    const challenges = await listChallenges(register, {
      ...(status === "" ? {} : { status: [status] }),
      ...(suche === "" ? {} : { suche }),
      limit: PAGE_SIZE + 1,
      offset: ab,
    });
    const view = toChallengeListView({
      t: req.t,
      language: req.language,
      challenges,
      states: CHALLENGE_STATES,
      filter: { suche, status },
      page: { offset: ab, size: PAGE_SIZE },
    });
    res.render("challenges/views/list", view);
  });
}

function addPage(router: Router, { register }: PortalServices): void {
  router.get("/herausforderungen/:id", allow(), async (req, res, next) => {
    const user = userOf(req);
    const loaded = await loadChallenge(register, user, paramOf(req, "id"));
    if (loaded === undefined) {
      next();
      return;
    }
    const profile = await profileOf(register);
    const view = toChallengeView({ t: req.t, language: req.language, loaded, profile, user });
    const targets = view.canMerge ? await listChallenges(register, { limit: 200 }) : [];
    const mergeTargets = targets.filter(
      ({ herausforderungId, zielId }) => herausforderungId !== view.id && zielId === null,
    );
    res.render("challenges/views/show", { ...view, mergeTargets });
  });

  router.post("/herausforderungen/:id/kenntnisnahme", allow(), async (req, res) => {
    const { art } = acknowledgeForm.parse(req.body);
    const user = userOf(req);
    const herausforderungId = paramOf(req, "id");
    for (const cmStelleId of user.cmStellen) await acknowledge(register, { herausforderungId, cmStelleId, art });
    req.session.flash = { kind: "success", text: req.t("challenges.acknowledged") };
    res.redirect(303, `/herausforderungen/${herausforderungId}`);
  });
}

function addMerging(router: Router, { register, engine }: PortalServices): void {
  router.post("/herausforderungen/:id/zusammenfuehren", allow("herausforderung:zusammenfuehren"), async (req, res) => {
    const quelleId = paramOf(req, "id");
    const { zielId, grundText } = mergeForm.parse(req.body);
    if (grundText === "" || (await findChallenge(register, zielId)) === undefined) {
      req.session.flash = { kind: "danger", text: req.t("challenges.mergeIncomplete") };
      res.redirect(303, `/herausforderungen/${quelleId}`);
      return;
    }
    if (!(await engine.isReachable())) throw new EngineUnreachable("the merge of challenges");
    const { zusammenfuehrungId } = await mergeChallenges(register, {
      quelleId,
      zielId,
      grundText,
      actor: userOf(req).personId,
    });
    await engine.publishMessage({
      name: "zusammenfuehrung",
      correlationKey: quelleId,
      messageId: zusammenfuehrungId,
      timeToLiveMs: MESSAGE_LIFE_MS,
      variables: { zielId },
    });
    req.session.flash = { kind: "success", text: req.t("challenges.merged", { quelle: quelleId, ziel: zielId }) };
    res.redirect(303, `/herausforderungen/${zielId}`);
  });

  router.post("/herausforderungen/:id/trennen", allow("herausforderung:zusammenfuehren"), async (req, res) => {
    const { zusammenfuehrungId } = z.object({ zusammenfuehrungId: z.string() }).parse(req.body);
    await undoMerge(register, { zusammenfuehrungId, actor: userOf(req).personId });
    req.session.flash = { kind: "success", text: req.t("challenges.mergeUndone") };
    res.redirect(303, `/herausforderungen/${paramOf(req, "id")}`);
  });
}
