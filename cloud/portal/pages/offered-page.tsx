/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import { Flash } from "../../../ui/badge.tsx";
import { Button, Confirmed } from "../../../ui/button.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { Day } from "../../../ui/time.tsx";
import type { OfferedView, TransferEnd } from "../../grants/transfers.ts";
import type { NotFound } from "../../outcome.ts";
import type { Visitor } from "../visitor.ts";
import { LogOutFirst } from "./invitation-page.tsx";
import { AT } from "./places.ts";
import { Csrf, DoorPanel } from "./shell.tsx";

/** Ownership that is offered, to whoever has the link. */
export function OfferedPage(props: {
  readonly visitor: Visitor;
  readonly offer: OfferedView;
  readonly action: string;
  /** Where an account is made with the same link. */
  readonly signUp: string;
}) {
  const { visitor, offer, action } = props;
  const { transfer } = visitor.words;
  const { installation, from, chargers } = offer;
  return (
    <DoorPanel visitor={visitor} title={transfer.offerTitle(installation)} sign="house">
      <p class="anywhere">
        {chargers === 0
          ? transfer.offerEmpty(from, installation)
          : transfer.offerText(from, installation, chargers)}
      </p>
      <div class="gift">
        <Icon name="key-round" />
        <div>
          <p>{transfer.offerMeans}</p>
          <p class="panel-note">
            {transfer.until} <Day at={offer.until} language={visitor.language} />
          </p>
        </div>
      </div>
      <Answer {...props} />
      <Confirmed id="decline" label={transfer.decline} question={transfer.declineAsk(from)}>
        <form method="post" action={action}>
          <Csrf visitor={visitor} />
          <input type="hidden" name="answer" value="decline" />
          <Button tone="danger">{transfer.decline}</Button>
        </form>
      </Confirmed>
    </DoorPanel>
  );
}

function Answer({ visitor, offer, action, signUp }: Parameters<typeof OfferedPage>[0]) {
  const { words, signedIn } = visitor;
  if (!signedIn) {
    return (
      <>
        <p>
          {words.transfer.needAccount} {words.transfer.offerFor(offer.email)}
        </p>
        <div class="row">
          <a class="button button-primary" href={`${AT.login}?next=${encodeURIComponent(action)}`}>
            {words.transfer.logIn}
          </a>
          <a class="button button-plain" href={signUp}>
            {words.transfer.signUp}
          </a>
        </div>
      </>
    );
  }
  if (signedIn.person.email !== offer.email) {
    return (
      <>
        <Flash tone="bad">{words.transfer.wrongAccount(offer.email, signedIn.person.email)}</Flash>
        <LogOutFirst visitor={visitor} next={action} />
      </>
    );
  }
  return (
    <form method="post" action={action} class="form">
      <Csrf visitor={visitor} />
      <input type="hidden" name="answer" value="accept" />
      <p class="anywhere">{words.invitation.acceptAs(signedIn.person.name)}</p>
      <div class="row">
        <Button tone="primary" icon="check">
          {words.transfer.accept}
        </Button>
      </div>
    </form>
  );
}

/** An offer that no longer stands, or was declined just now. */
export function EndedOfferPage(props: {
  readonly visitor: Visitor;
  readonly ended: NotFound | TransferEnd | "declined-now";
}) {
  const { visitor, ended } = props;
  const { transfer, errors } = visitor.words;
  const { title, text } =
    ended === "declined-now"
      ? { title: transfer.declinedTitle, text: transfer.declinedText }
      : transfer.bad[ended];
  return (
    <DoorPanel visitor={visitor} title={title} sign={ended === "declined-now" ? "check" : "mail"}>
      <p>{text}</p>
      <div class="row">
        <a class="button button-primary" href={AT.home}>
          {visitor.signedIn ? errors.toHome : errors.toLogin}
        </a>
      </div>
    </DoorPanel>
  );
}
