import { withdrawReport, type Register, type Withdrawal } from "../../../register/index.ts";
import { EngineUnreachable } from "../../engine/errors.ts";
import type { EngineGateway } from "../../engine/gateway.ts";

/** Messages wait this long for an instance that is busy at that moment. */
const MESSAGE_LIFE_MS = 60 * 60 * 1000;

/**
 * Withdraws a report in the register and tells its process and its challenge. The engine is asked first, so that a
 * withdrawal is either known to both or to none; the message ids make a repetition harmless.
 */
export async function withdraw(
  { register, engine }: { readonly register: Register; readonly engine: EngineGateway },
  input: { readonly meldungId: string; readonly actor: string; readonly grundText: string },
): Promise<Withdrawal> {
  if (!(await engine.isReachable())) throw new EngineUnreachable("the withdrawal of a report");
  const { meldungId, actor, grundText } = input;
  const result = await withdrawReport(register, { meldungId, actor, ...(grundText === "" ? {} : { grundText }) });
  const publish = (name: string, correlationKey: string) =>
    engine.publishMessage({
      name,
      correlationKey,
      messageId: `${name}-${meldungId}`,
      timeToLiveMs: MESSAGE_LIFE_MS,
      variables: {},
    });
  await publish("meldung-zurueckgezogen", meldungId);
  if (result.herausforderungId !== null) await publish("meldung-rueckzug", result.herausforderungId);
  return result;
}
