/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import { Button, Confirmed } from "../../../ui/button.tsx";
import { CheckField } from "../../../ui/choice.tsx";
import { Fact, Facts } from "../../../ui/facts.tsx";
import { Field } from "../../../ui/field.tsx";
import { Icon, type IconName } from "../../../ui/icon.tsx";
import { Panel } from "../../../ui/panel.tsx";
import { Day } from "../../../ui/time.tsx";
import type { OfferView } from "../../grants/transfers.ts";
import { EMAIL_FIELD_LENGTH, NAME_FIELD_LENGTH } from "../field-lengths.ts";
import type { Visitor } from "../visitor.ts";
import { PlaceShell, type ShownPlace } from "./place-shell.tsx";
import { installationAt, transferAt } from "./places.ts";
import { Csrf } from "./shell.tsx";

/** An offer as it was filled in, and what is wrong with it. */
export interface OfferFilled {
  readonly typed: {
    readonly name: string;
    readonly email: string;
    readonly keepUser: boolean;
    readonly confirm: string;
  };
  readonly errors: { readonly name?: string; readonly email?: string; readonly confirm?: string };
}

/** Hands an installation over: offers it, or takes the offer back that waits. */
export function TransferPage(props: {
  readonly visitor: Visitor;
  readonly installation: ShownPlace["installation"];
  readonly offer: OfferView | null;
  readonly filled: OfferFilled;
}) {
  const { visitor, installation, offer } = props;
  const { transfer } = visitor.words;
  return (
    <PlaceShell
      visitor={visitor}
      place={{ installation }}
      title={transfer.title}
      here={`${installationAt(installation.id)}/permissions`}
    >
      <h2 class="page-part">{transfer.title}</h2>
      {offer ? <Waiting {...props} offer={offer} /> : <Offer {...props} />}
    </PlaceShell>
  );
}

function Waiting(props: {
  readonly visitor: Visitor;
  readonly installation: ShownPlace["installation"];
  readonly offer: OfferView;
}) {
  const { visitor, installation, offer } = props;
  const { transfer } = visitor.words;
  return (
    <Panel id="offer" title={transfer.waits}>
      <p class="anywhere">{transfer.waitsText(offer.from, `${offer.name} (${offer.email})`)}</p>
      <Facts>
        <Fact icon="calendar" label={transfer.since}>
          <Day at={offer.since} language={visitor.language} />
        </Fact>
        <Fact icon="hourglass" label={transfer.until}>
          <Day at={offer.until} language={visitor.language} />
        </Fact>
        {offer.keepUser ? (
          <Fact icon="user" label={visitor.words.place.roles.user}>
            {transfer.keepsUser}
          </Fact>
        ) : null}
      </Facts>
      <div class="row">
        <Confirmed id="withdraw" label={transfer.withdraw} question={transfer.withdrawAsk(offer.name)}>
          <form method="post" action={`${transferAt(installation.id)}/withdraw`}>
            <Csrf visitor={visitor} />
            <input type="hidden" name="transfer" value={offer.id} />
            <Button tone="danger">{transfer.withdraw}</Button>
          </form>
        </Confirmed>
      </div>
    </Panel>
  );
}

const STEP_ICONS = {
  mail: "mail",
  owner: "user",
  pin: "key-round",
  stays: "database",
} as const satisfies Readonly<Record<string, IconName>>;

function Offer(props: Parameters<typeof TransferPage>[0]) {
  const { visitor, installation, filled } = props;
  const { transfer } = visitor.words;
  const { typed, errors } = filled;
  return (
    <div class="panels panels-two">
      <Panel id="what" title={transfer.what}>
        <ul class="means">
          {(["mail", "owner", "pin", "stays"] as const).map((step) => (
            <li>
              <Icon name={STEP_ICONS[step]} />
              <span>{transfer.steps[step]}</span>
            </li>
          ))}
        </ul>
      </Panel>
      <Panel id="offer" title={transfer.intro(installation.name)}>
        <form method="post" action={transferAt(installation.id)} class="form">
          <Csrf visitor={visitor} />
          <Field
            id="offer-name"
            name="name"
            label={transfer.name}
            value={typed.name}
            error={errors.name}
            maxLength={NAME_FIELD_LENGTH}
            required
          />
          <Field
            id="offer-email"
            name="email"
            type="email"
            label={transfer.email}
            value={typed.email}
            error={errors.email}
            maxLength={EMAIL_FIELD_LENGTH}
            required
          />
          <CheckField
            id="offer-keep"
            name="keep"
            label={transfer.keep}
            hint={transfer.keepHint}
            checked={typed.keepUser}
          />
          <Field
            id="offer-confirm"
            name="confirm"
            label={transfer.confirm(installation.name)}
            hint={transfer.confirmHint}
            value={typed.confirm}
            error={errors.confirm}
            maxLength={NAME_FIELD_LENGTH}
            required
          />
          <div class="row">
            <Button tone="primary" icon="send">
              {transfer.submit}
            </Button>
          </div>
        </form>
      </Panel>
    </div>
  );
}
