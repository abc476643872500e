/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import { kilowattHours } from "../../ui/energy.ts";
import { Icon } from "../../ui/icon.tsx";
import { StatusLight } from "../../ui/light.tsx";
import { statusWords } from "../../ui/status-words.ts";
import { Time } from "../../ui/time.tsx";
import type { SessionPicture, WorldPicture } from "../world/picture.ts";

/** The status light with its word, what to do next, and the session. */
export function Headline({ picture }: { readonly picture: WorldPicture }) {
  const { charger, vehicle } = picture;
  const words = statusWords({
    ...charger,
    plugged: vehicle.plugged,
    owned: charger.session !== null && charger.session.who !== null,
    readerLost: picture.reader.lost,
    keypadLost: picture.keypad.lost,
    keypadLocked: picture.keypad.locked,
    refusal: newestRefusal(picture),
  });
  const open = charger.access === "open";
  return (
    <div class="headline" id="headline">
      <p class="headline-over">
        <span>{charger.unit}</span>
        <span class="headline-access">
          <Icon name={open ? "lock-open" : "lock"} />
          {open ? "Open access" : "Restricted access"}
        </span>
      </p>
      <div role="status" class="headline-status">
        <h1 class="headline-word" id="state-word">
          <StatusLight pattern={charger.light} />
          <span>{words.word}</span>
        </h1>
        <p class="headline-next" id="state-next">
          {words.next}
        </p>
      </div>
      <Session session={charger.session} />
    </div>
  );
}

function Session({ session }: { readonly session: SessionPicture | null }) {
  if (!session) return null;
  return (
    <dl class="session" aria-label="Session">
      <div>
        <dt>Energy</dt>
        <dd>{session.energyWh === null ? "–" : kilowattHours(session.energyWh)}</dd>
      </div>
      <div>
        <dt>Who</dt>
        <dd>{session.who ?? "Anyone"}</dd>
      </div>
      <div>
        <dt>Since</dt>
        <dd>
          <Time at={session.startedAt} />
        </dd>
      </div>
    </dl>
  );
}

/** The reason of the newest refusal: it is the one that the light shows. */
function newestRefusal({ timeline }: WorldPicture): string | null {
  const reason = timeline.find(({ told }) => told["event"] === "denied")?.told["reason"];
  return typeof reason === "string" ? reason : null;
}
