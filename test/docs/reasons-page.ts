import { refusalLight } from "../../firmware/core/light.ts";
import { STOP_REASONS } from "../../firmware/core/session.ts";
import { REASONS, type Reason, type Verdict } from "../../firmware/core/verdict.ts";
import { ENGLISH } from "../../ui/words-en.ts";
import { made, table } from "./table.ts";

/** Every verdict, in the order of the table. */
const VERDICTS: Readonly<Record<Verdict, string>> = {
  Accepted: "it may",
  Blocked: "somebody has blocked it",
  Expired: "now ≥ its expiry",
  NotAtThisTime: "not now, by its hours",
  NotAllowedTypeEVSE: "not at this connector",
  NotAtThisLocation: "not at this unit",
  ConcurrentTx: "it charges elsewhere already",
  NoCredit: "only ever said by the cloud",
  Invalid: "it cannot be taken, for one of many reasons",
  Unknown: "nobody knows it",
  Timeout: "no decision in time",
};

/** docs/reasons.md. */
export function reasonsPage(): string {
  const verdicts = Object.entries(VERDICTS).map(([verdict, meaning]) => [`\`${verdict}\``, meaning]);
  return made(
    "Verdicts and reasons",
    "`firmware/core/verdict.ts` and `firmware/core/session.ts` by `test/docs/reasons-page.ts`",
    [
      "A decision is a verdict, by OCPP's status names (AuthorizationStatusEnumType, and `Timeout`), and a reason: the stable code\nthat tells driver, owner and log the same thing. They are `verdict` and `reason` of `authorized` and `denied`\n([events.md](events.md)) and of the answers to the cloud's requests. Codes are added, never changed.",
      "## Verdicts",
      table(["verdict", "means"], verdicts),
      "## Reasons",
      "`light` is how a refusal for this reason is shown at the charger ([light.md](light.md)), and the last column is what people\nread. A reason without a verdict of its own comes with what the cloud has said, or answers a request that decided nothing\nabout a card or PIN.",
      table(
        ["verdict", "reason", "means", "light", "on the pages"],
        [...Object.keys(VERDICTS), null].flatMap(rowsOf),
      ),
      "## Why a session ended",
      "`reason` of `session-stopped`, by OCPP's names (ReasonEnumType).",
      table(
        ["reason", "means"],
        Object.entries(STOP_REASONS).map(([reason, meaning]) => [`\`${reason}\``, meaning]),
      ),
    ],
  );
}

const isReason = (name: string): name is Reason => name in REASONS;

/** The reasons that come with a verdict; null: with any, or none. */
function rowsOf(verdict: string | null): string[][] {
  const reasons = Object.keys(REASONS).filter(isReason);
  return reasons.flatMap((reason) => {
    const [own, meaning] = REASONS[reason];
    if (own !== verdict) return [];
    const light = own === null || own === "Accepted" ? "" : `\`${refusalLight(own, reason)}\``;
    return [[own === null ? "" : `\`${own}\``, `\`${reason}\``, meaning, light, ENGLISH.reasons[reason]]];
  });
}
