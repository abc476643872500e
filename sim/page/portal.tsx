/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { Icon } from "../../ui/icon.tsx";
import type { PortalPicture } from "../world/picture.ts";
import { LONGEST_COMMAND } from "./gesture-form.ts";
import { GestureForm } from "./gesture-form-view.tsx";

const TITLE = "The portal";

/** The way to the portal, and the charger's way into it. */
export function Portal(props: { readonly portal: PortalPicture | null; readonly unit: string }) {
  if (!props.portal) return null;
  return (
    <details class="own-page" id="portal">
      <summary class="button button-quiet button-small" data-key="R" aria-keyshortcuts="R" aria-label={TITLE}>
        <Icon name="globe" />
        <span class="button-words">{TITLE}</span>
      </summary>
      <PortalBox {...props} />
    </details>
  );
}

/** The part of it that changes by itself. */
export function PortalBox({
  portal,
  unit,
}: {
  readonly portal: PortalPicture | null;
  readonly unit: string;
}) {
  if (!portal) return <div id="portal-box" />;
  return (
    <div class="own-page-box" id="portal-box">
      <p>
        Where owners live: accounts, installations, people and their cards, history. It takes some seconds to
        begin when it is first opened, and is gone with the simulator.
      </p>
      <p>
        <a href={portal.url} target="_blank" rel="noopener">
          {portal.url}
        </a>
      </p>
      {portal.signUp === null ? null : (
        <p>
          <a href={portal.signUp} target="_blank" rel="noopener">
            Make the first account
          </a>
        </p>
      )}
      {portal.joined ? (
        <>
          <p role="status">This charger belongs to the portal. Who may charge here is decided there.</p>
          <GestureForm do="leave">
            <Button icon="log-out">Back to the simulator's own cloud</Button>
          </GestureForm>
        </>
      ) : (
        <>
          <p>
            To bring this charger into it, add a charger with the serial number <strong>{unit}</strong> there,
            and give its registration token here, or the whole command that the portal shows.
          </p>
          <GestureForm do="join" class="form">
            <Field
              name="token"
              id="portal-token"
              label="Registration token"
              maxLength={LONGEST_COMMAND}
              required
            />
            <Button icon="plug">Join the portal</Button>
          </GestureForm>
        </>
      )}
    </div>
  );
}
