/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import { Button, Confirmed, Switch } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Banner } from "../../ui/panel.tsx";
import type { CloudPicture, WorldPicture } from "../world/picture.ts";
import { GestureForm } from "./gesture-form-view.tsx";

/** Says what still works while the cloud is out of reach. */
export function OfflineNotice({ cloud }: { readonly cloud: CloudPicture }) {
  return (
    <div id="offline" role="status">
      {cloud.link === "offline" ? (
        <Banner icon="cloud-off" tone="note">
          <strong>Offline.</strong> Cards and PINs still work from the unit's own list.{" "}
          {keptWords(cloud.records.waiting)}
        </Banner>
      ) : null}
    </div>
  );
}

function keptWords(waiting: number): string {
  if (waiting === 0) return "Its journal keeps what happens for later.";
  return waiting === 1
    ? "Its journal keeps 1 record for later."
    : `Its journal keeps ${waiting} records for later.`;
}

/** The cloud's side: its link to the unit, what it can ask of it, and what it has received. */
export function CloudControls({ picture }: { readonly picture: WorldPicture }) {
  const { cloud } = picture;
  return (
    <div class="cloud-controls" id="cloud-controls">
      <Link cloud={cloud} />
      {cloud.kind === "own" ? (
        <>
          <AccessControl picture={picture} />
          <Remote picture={picture} />
        </>
      ) : null}
      <dl class="facts">
        <div>
          <dt>Records received</dt>
          <dd>{cloud.records.received}</dd>
        </div>
        <div>
          <dt>Still in the unit</dt>
          <dd>{cloud.records.waiting}</dd>
        </div>
      </dl>
    </div>
  );
}

function Link({ cloud }: { readonly cloud: CloudPicture }) {
  const online = cloud.link === "online";
  return (
    <div class="control">
      <div>
        <h3 class="control-name">Link</h3>
        <p class="control-words">
          {online
            ? `Online. ${cloud.unitOnline ? "The cloud sees the unit." : "The unit is not back yet."}`
            : "Offline."}
        </p>
      </div>
      <GestureForm do="link" fields={{ link: online ? "offline" : "online" }}>
        <Switch on={online} shortcut="O">
          <span class="unseen">Link between unit and cloud</span>
        </Switch>
      </GestureForm>
    </div>
  );
}

function AccessControl({ picture }: { readonly picture: WorldPicture }) {
  const { access, unit } = picture.charger;
  return (
    <div class="control">
      <div>
        <h3 class="control-name">
          <Icon name={access === "open" ? "lock-open" : "lock"} />
          Access
        </h3>
        <p class="control-words">
          {access === "open" ? "Open. Anyone may charge." : "Restricted. Only those on the list may charge."}
        </p>
      </div>
      {access === "open" ? (
        <GestureForm do="access" fields={{ access: "restricted" }}>
          <Button id="confirm-open-summary" shortcut="A">
            Restrict
          </Button>
        </GestureForm>
      ) : (
        <Confirmed
          id="confirm-open"
          label="Open to everyone"
          shortcut="A"
          question={`Open ${unit} to everyone? Anyone who plugs in can charge, without card or PIN.`}
        >
          <GestureForm do="access" fields={{ access: "open" }}>
            <Button tone="danger" icon="lock-open">
              Yes, open {unit}
            </Button>
          </GestureForm>
        </Confirmed>
      )}
    </div>
  );
}

function Remote({ picture }: { readonly picture: WorldPicture }) {
  const { list, request } = picture.cloud;
  const cards = list.entries.filter(({ kind }) => kind === "card");
  return (
    <div class="control control-tall">
      <div>
        <h3 class="control-name">Remote control</h3>
        <p class="control-words" role="status">
          {requestWords(request)}
        </p>
      </div>
      <div class="row">
        {cards.length > 0 ? (
          <GestureForm do="remote-start" class="row">
            <label class="unseen" for="remote-card">
              Start in the name of
            </label>
            <select id="remote-card" name="card">
              {cards.map(({ id, user, status }) => (
                <option value={id}>
                  {user ?? id}
                  {status === "blocked" ? " (blocked)" : ""}
                </option>
              ))}
            </select>
            <Button icon="play" shortcut="S">
              Start
            </Button>
          </GestureForm>
        ) : null}
        <GestureForm do="remote-stop">
          <Button icon="square" shortcut="X">
            Stop
          </Button>
        </GestureForm>
      </div>
    </div>
  );
}

const OUTCOMES = {
  pending: "no answer yet",
  accepted: "accepted",
  rejected: "rejected",
  failed: "failed",
} as const;

function requestWords(request: CloudPicture["request"]): string {
  if (!request) return "Start or stop from afar, as an app does.";
  return `${request.what}: ${OUTCOMES[request.outcome]}${request.why === "" ? "" : ` – ${request.why}`}`;
}
