/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import { Keys } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Page } from "../../ui/page.tsx";
import { Banner, Panel } from "../../ui/panel.tsx";
import type { WorldPicture } from "../world/picture.ts";
import { PinNote } from "./keypad.tsx";
import { AddForm } from "./list.tsx";
import type { Facts, PageModel, Said } from "./model.ts";
import { OwnPage } from "./own-page.tsx";
import { Portal } from "./portal.tsx";
import { REGIONS } from "./regions.tsx";
import { ShortcutsDialog } from "./shortcuts.tsx";
import { TroublePanel } from "./trouble.tsx";

/** Its style sheets, those of one width after those of all. */
export const STYLES = [
  "bench.css",
  "stage.css",
  "scenery.css",
  "charger.css",
  "cards.css",
  "timeline.css",
  "cloud.css",
  "own-page.css",
  "wide.css",
] as const;

/** The whole page. */
export function SimPage({ facts, picture, now, said }: PageModel) {
  return (
    <Page title="ChargeGate simulator" styles={STYLES} modules={["sim/page/browser/page.js"]}>
      <Header facts={facts} picture={picture} />
      <div
        id="lost"
        class="lost"
        role="status"
        data-lost="The simulator does not answer. The page goes on as soon as it is back."
      />
      <main id="main" class="bench">
        <div class="bench-notices">
          {REGIONS.offline(picture)}
          <Answer said={said} />
        </div>
        <div class="stage">
          {REGIONS.headline(picture)}
          {REGIONS.scene(picture)}
          {REGIONS.vehicle(picture)}
          {REGIONS.cards(picture)}
          <PinNote pin={facts.pin} />
          {REGIONS.keypad(picture)}
        </div>
        {REGIONS.timeline(picture)}
        <Panel id="cloud" title="Cloud">
          <div id="cloud-body">
            {REGIONS["cloud-controls"](picture)}
            {REGIONS.list(picture, now)}
            <AddForm said={said} />
            <MqttFacts facts={facts} />
          </div>
        </Panel>
        <TroublePanel />
      </main>
      <div id="toast" class="toast" role="status" aria-live="polite" />
      <ShortcutsDialog />
    </Page>
  );
}

function Header({ facts, picture }: { readonly facts: Facts; readonly picture: WorldPicture }) {
  return (
    <header class="top">
      <p class="brand">
        <svg class="brand-mark" viewBox="0 0 32 32" aria-hidden="true">
          <circle cx="16" cy="16" r="13" />
          <path d="M9 16h5M18 16h5M14 16l5-5" />
        </svg>
        <span>
          ChargeGate <span class="brand-what">simulator</span>
        </span>
      </p>
      <p class="top-facts">version {facts.version}</p>
      <Portal portal={picture.portal} unit={picture.charger.unit} />
      <OwnPage page={picture.ownPage} />
      <noscript>
        <a class="button button-plain button-small" href="/">
          Refresh
        </a>
      </noscript>
      <button type="button" class="button button-quiet button-small" id="show-shortcuts" hidden>
        <Icon name="keyboard" />
        <span class="button-words">Keys</span>
        <Keys shortcut="?" />
      </button>
    </header>
  );
}

/** What came of the gesture of a page without script. */
function Answer({ said }: { readonly said: Said | null }) {
  if (!said) return null;
  return (
    <Banner icon={said.outcome.ok ? "check" : "triangle-alert"} tone={said.outcome.ok ? "note" : "bad"}>
      {said.outcome.text}
    </Banner>
  );
}

function MqttFacts({ facts: { brokerUrl, unitId } }: { readonly facts: Facts }) {
  const { hostname, port } = new URL(brokerUrl);
  const command = `mosquitto_sub -h ${hostname} -p ${port || "1883"} -t 'chargegate/1/${unitId}/up/#' -F '%t %x'`;
  return (
    <div class="mqtt">
      <h3 class="control-name">Listen in</h3>
      <p class="control-words">
        All of this is plain MQTT at <span class="number">{brokerUrl}</span>. In a terminal, its CBOR in hex:
      </p>
      <div class="command">
        <code id="mqtt-command" tabindex={0}>
          {command}
        </code>
        <button type="button" class="button button-quiet button-small" data-copy="mqtt-command" hidden>
          <Icon name="copy" />
          <span class="unseen">Copy the command</span>
        </button>
      </div>
    </div>
  );
}

/** The page for an address that there is not, or a request that cannot be. */
export function ErrorPage({ title, text }: { readonly title: string; readonly text: string }) {
  return (
    <Page title={`${title} – ChargeGate simulator`} styles={STYLES} modules={[]}>
      <main id="main" class="error-page">
        <h1>{title}</h1>
        <p>{text}</p>
        <p>
          <a class="button button-primary" href="/">
            To the simulator
          </a>
        </p>
      </main>
    </Page>
  );
}
