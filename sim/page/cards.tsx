/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import { Button } from "../../ui/button.tsx";
import { groupedNumber } from "../../ui/card-number.ts";
import { Icon } from "../../ui/icon.tsx";
import { WORDS } from "../../ui/words.ts";
import type { CardPicture, WorldPicture } from "../world/picture.ts";
import { GestureForm } from "./gesture-form-view.tsx";

/** The things on the table: cards and a phone. */
export function Cards({ picture }: { readonly picture: WorldPicture }) {
  const { cards, reader } = picture;
  return (
    <section class="cards" id="cards" aria-labelledby="cards-title">
      <h2 class="over" id="cards-title">
        Cards on the table <span class="over-hint">tap them, or drag them onto the reader</span>
      </h2>
      <ul class="cards-list">
        {cards.map((card, index) => (
          <li id={`card-${card.uid}`}>
            <CardFace card={card} index={index} away={reader.card === card.uid} />
            <CardDeeds id={card.uid} name={card.name} number={index + 1} lying={reader.card === card.uid} />
          </li>
        ))}
        <li id="card-phone">
          <Phone away={reader.card === "phone"} />
          <CardDeeds id="phone" name="the phone" number={cards.length + 1} lying={reader.card === "phone"} />
        </li>
      </ul>
    </section>
  );
}

function CardFace(props: { readonly card: CardPicture; readonly index: number; readonly away: boolean }) {
  const { name, uid, listed, user } = props.card;
  return (
    <>
      <div class={`face face-${props.index % 4}${props.away ? " is-away" : ""}`} data-card={uid}>
        <span class="face-name">{name}</span>
        <span class="face-number">{groupedNumber(uid)}</span>
      </div>
      <p class={`listed listed-${listed}`}>
        <Icon name={LISTED_ICONS[listed]} />
        <span>
          {WORDS.en.listed[listed]}
          {user && user.toLowerCase() !== name.toLowerCase() ? ` (${user})` : ""}
        </span>
      </p>
    </>
  );
}

const LISTED_ICONS = {
  active: "check",
  blocked: "ban",
  expired: "timer",
  limited: "timer",
  unknown: "circle-question-mark",
} as const;

function Phone({ away }: { readonly away: boolean }) {
  return (
    <>
      <div class={`face face-phone${away ? " is-away" : ""}`} data-card="phone">
        <span class="face-name">
          Phone <Icon name="smartphone-nfc" />
        </span>
        <span class="face-number">08 ·· ·· ··</span>
      </div>
      <p class="listed">
        <span>New number each time</span>
      </p>
    </>
  );
}

function CardDeeds(props: {
  readonly id: string;
  readonly name: string;
  readonly number: number;
  readonly lying: boolean;
}) {
  const number = props.number <= 9 ? String(props.number) : undefined;
  return (
    <div class="deeds">
      <GestureForm do="tap" fields={{ card: props.id }}>
        <Button small shortcut={number}>
          Tap <span class="unseen">{props.name}</span>
        </Button>
      </GestureForm>
      {props.lying ? (
        <GestureForm do="lift">
          <Button small tone="quiet" shortcut="L">
            Take away <span class="unseen">{props.name}</span>
          </Button>
        </GestureForm>
      ) : (
        <GestureForm do="lay" fields={{ card: props.id }}>
          <Button small tone="quiet" shortcut={number ? `Shift+${number}` : undefined}>
            Leave <span class="unseen">{props.name} </span>on reader
          </Button>
        </GestureForm>
      )}
    </div>
  );
}
