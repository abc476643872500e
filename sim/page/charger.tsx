/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import { Icon } from "../../ui/icon.tsx";
import { lightClasses } from "../../ui/light.tsx";
import type { ChargerPicture, ReaderPicture, WorldPicture } from "../world/picture.ts";
import { NarrowScenery, WideScenery } from "./scenery.tsx";

/** The charger, the vehicle and the cable between them. */
export function Scene({ picture }: { readonly picture: WorldPicture }) {
  const { charger, reader, vehicle } = picture;
  return (
    <div class="scene" id="scene">
      <WideScenery plugged={vehicle.plugged} power={vehicle.power} />
      <NarrowScenery plugged={vehicle.plugged} power={vehicle.power} />
      <div class={`charger ${lightClasses({ pattern: charger.light })}`}>
        <div class="ring">
          <svg class="ring-light" viewBox="0 0 152 152" aria-hidden="true">
            <circle class="ring-groove" cx="76" cy="76" r="68" />
            <circle class="ring-glow" cx="76" cy="76" r="68" pathLength="120" />
            <circle class="ring-lamp" cx="76" cy="76" r="68" pathLength="120" />
          </svg>
          <ReaderZone picture={picture} reader={reader} />
        </div>
        <div class="charger-plate" />
        <Contactor charger={charger} />
      </div>
    </div>
  );
}

/** Where cards are held, inside the ring of light. */
function ReaderZone({ picture, reader }: { readonly picture: WorldPicture; readonly reader: ReaderPicture }) {
  const card = picture.cards.findIndex(({ uid }) => uid === reader.card);
  const name = picture.cards[card]?.name ?? "The phone";
  return (
    <div class="zone" id="rfid-zone" role="img" aria-label={zoneWords(reader, name)}>
      {reader.card === null ? (
        <span class="zone-hint">
          <Icon name="nfc" />
          <span>{reader.lost ? "No reader" : "Card here"}</span>
        </span>
      ) : (
        <span class={`lying face-${reader.card === "phone" ? "phone" : card % 4}`} data-lying={reader.card}>
          {name}
        </span>
      )}
    </div>
  );
}

function zoneWords({ card, lost }: ReaderPicture, name: string): string {
  if (lost) return "RFID zone: the reader is not answering";
  return card === null ? "RFID zone: no card lies on it" : `RFID zone: ${name} lies on it`;
}

/** The contactor as a switch in a circuit: a lever that lies on its contact, or stands off it. */
function Contactor({ charger }: { readonly charger: ChargerPicture }) {
  return (
    <p class={`contactor is-${charger.contactor}`}>
      <svg viewBox="0 0 48 24" aria-hidden="true">
        <path class="contactor-wire" d="M2 16H14M34 16H46" />
        <path class="contactor-lever" d="M14 16H34" />
        <circle cx="14" cy="16" r="3" />
        <circle cx="34" cy="16" r="3" />
      </svg>
      <span>Contactor {charger.contactor}</span>
    </p>
  );
}
