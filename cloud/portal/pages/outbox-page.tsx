/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import { Icon } from "../../../ui/icon.tsx";
import { PageHead } from "../../../ui/page-head.tsx";
import { Banner, EmptyState } from "../../../ui/panel.tsx";
import { Moment } from "../../../ui/time.tsx";
import type { MailInOutbox } from "../../accounts/outbox.ts";
import type { Visitor } from "../visitor.ts";
import { Doorstep } from "./shell.tsx";

/** The mail of the development mode, which nobody sends. */
export function OutboxPage(props: {
  readonly visitor: Visitor;
  readonly mails: readonly MailInOutbox[];
  /** Of this portal: its links can be followed. */
  readonly origin: string;
}) {
  const { visitor, mails, origin } = props;
  const { outbox } = visitor.words;
  return (
    <Doorstep visitor={visitor} title={outbox.title}>
      <div class="doorstep-wide">
        <PageHead title={outbox.title} />
        <Banner icon="wrench" tone="note">
          {outbox.intro}
        </Banner>
        {mails.length === 0 ? (
          <section class="panel">
            <EmptyState icon="mail">{outbox.empty}</EmptyState>
          </section>
        ) : (
          mails.map((mail) => (
            <article class="panel mail">
              <header class="mail-head">
                <Icon name="mail" />
                <div>
                  <h2 class="panel-title anywhere">{mail.subject}</h2>
                  <p class="panel-note anywhere">
                    {outbox.to} {mail.to} · <Moment at={mail.createdAt} language={visitor.language} />
                  </p>
                </div>
              </header>
              <p class="mail-body">
                <Linked text={mail.body} origin={origin} />
              </p>
            </article>
          ))
        )}
      </div>
    </Doorstep>
  );
}

/** A plain text, in which links to this portal can be followed, and no others. */
function Linked({ text, origin }: { readonly text: string; readonly origin: string }) {
  return (
    <>
      {text
        .split(/(https?:\/\/\S+)/)
        .map((part) =>
          part.startsWith(`${origin}/`) ? <a href={part.slice(origin.length)}>{part}</a> : part,
        )}
    </>
  );
}
