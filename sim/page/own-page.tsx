/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import type { OwnPagePicture } from "../world/picture.ts";
import { GestureForm } from "./gesture-form-view.tsx";

const TITLE = "The unit's own page";

/** The way to the page that the unit itself serves, and in. */
export function OwnPage({ page }: { readonly page: OwnPagePicture | null }) {
  return (
    <details class="own-page" id="own-page">
      <summary class="button button-quiet button-small" data-key="U" aria-keyshortcuts="U" aria-label={TITLE}>
        <Icon name="house" />
        <span class="button-words">{TITLE}</span>
      </summary>
      <OwnPageBox page={page} />
    </details>
  );
}

/** The part of it that changes by itself. */
export function OwnPageBox({ page }: { readonly page: OwnPagePicture | null }) {
  return (
    <div class="own-page-box" id="own-page-box">
      <p>
        Every unit serves a page of its own, without any cloud: who may charge, their cards and PINs,
        settings, history.
      </p>
      {page ? (
        <>
          <p>
            <a href={page.url} target="_blank" rel="noopener">
              {page.url}
            </a>
          </p>
          {page.code === null ? (
            <p>The first login is by a code that the unit gives to whoever can read its data folder.</p>
          ) : (
            <p role="status">
              <span class="own-page-code number">{page.code}</span> lets you in once, within 10 minutes.
            </p>
          )}
          <GestureForm do="web-code">
            <Button icon="key-round">{page.code === null ? "Give me a code" : "Another code"}</Button>
          </GestureForm>
        </>
      ) : (
        <p>One moment: it is on its way.</p>
      )}
    </div>
  );
}
