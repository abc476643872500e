/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import { Button, Confirmed } from "../../ui/button.tsx";
import { groupedNumber } from "../../ui/card-number.ts";
import { Field } from "../../ui/field.tsx";
import { Icon } from "../../ui/icon.tsx";
import { EmptyState } from "../../ui/panel.tsx";
import { Day } from "../../ui/time.tsx";
import { WORDS } from "../../ui/words.ts";
import type { CloudEntryPicture, CloudListPicture, CloudPicture } from "../world/picture.ts";
import { GestureForm } from "./gesture-form-view.tsx";
import type { Said } from "./model.ts";

/** The cloud's list, and whether the unit holds the same. */
export function List({ cloud, now }: { readonly cloud: CloudPicture; readonly now: number }) {
  const { list } = cloud;
  if (cloud.kind === "portal") return <PortalsList list={list} />;
  return (
    <div class="list" id="list">
      <div class="list-head">
        <h3 class="control-name">Who may charge</h3>
        <p class={list.unit.inStep ? "in-step" : "in-step is-waiting"}>
          <Icon name={list.unit.inStep ? "check" : "timer"} />
          <span>
            Version {list.version}; the unit has version {list.unit.version}
            {list.unit.inStep ? " – in step" : " – waiting"}
          </span>
        </p>
      </div>
      {list.entries.length === 0 ? (
        <EmptyState icon="list-check">Nobody is on the list. Add the first card below.</EmptyState>
      ) : (
        <table class="table">
          <caption class="unseen">The cloud's list of cards and PINs</caption>
          <thead>
            <tr>
              <th scope="col">Who</th>
              <th scope="col">Card or PIN</th>
              <th scope="col">Status</th>
              <th scope="col">
                <span class="unseen">Change</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {list.entries.map((entry) => (
              <Entry entry={entry} now={now} />
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}

/** Of the portal's list only what the unit has of it is known here. */
function PortalsList({ list }: { readonly list: CloudListPicture }) {
  return (
    <div class="list list-portals" id="list">
      <div class="list-head">
        <h3 class="control-name">Who may charge</h3>
        <p class="in-step">
          <Icon name="check" />
          <span>
            The unit has version {list.unit.version}, {list.unit.count}{" "}
            {list.unit.count === 1 ? "card or PIN" : "cards and PINs"}
          </span>
        </p>
      </div>
      <EmptyState icon="globe">
        The portal decides who may charge. Open it at the top of this page.
      </EmptyState>
    </div>
  );
}

function Entry({ entry, now }: { readonly entry: CloudEntryPicture; readonly now: number }) {
  const { id, kind, user, status } = entry;
  const name = kind === "card" ? groupedNumber(id) : "#…";
  const whose = user ? `${user} (${name})` : name;
  return (
    <tr id={`entry-${Buffer.from(id).toString("hex")}`}>
      <th scope="row">{user ?? "–"}</th>
      <td class="number">{name}</td>
      <td>
        <Status entry={entry} now={now} />
      </td>
      <td>
        <div class="row row-end">
          <GestureForm
            do="list-set"
            fields={{ id, user: user ?? "", status: status === "active" ? "blocked" : "active" }}
          >
            <Button small tone="quiet">
              {status === "active" ? "Block" : "Unblock"}
              <span class="unseen"> {whose}</span>
            </Button>
          </GestureForm>
          <Confirmed
            id={`remove-${Buffer.from(id).toString("hex")}`}
            small
            label={
              <>
                Remove<span class="unseen"> {whose}</span>
              </>
            }
            question={`Remove ${whose} from the list?`}
          >
            <GestureForm do="list-remove" fields={{ id }}>
              <Button tone="danger" icon="trash-2">
                Remove {user ?? name}
              </Button>
            </GestureForm>
          </Confirmed>
        </div>
      </td>
    </tr>
  );
}

function Status({
  entry: { status, expires },
  now,
}: {
  readonly entry: CloudEntryPicture;
  readonly now: number;
}) {
  const expired = expires !== null && expires <= now;
  const says = status === "active" && expired ? "expired" : status;
  return (
    <>
      <span class={`listed listed-${says}`}>
        <Icon name={says === "active" ? "check" : says === "blocked" ? "ban" : "timer"} />
        <span>{WORDS.en.listed[says]}</span>
      </span>
      {expires === null ? null : (
        <span class="expires">
          {expired ? "since " : "until "}
          <Day at={expires} />
        </span>
      )}
    </>
  );
}

/** The form that adds an entry. It is no part of what changes by itself, so that typing is never disturbed. */
export function AddForm({ said }: { readonly said: Said | null }) {
  const failed = said?.gesture?.do === "list-set" && !said.outcome.ok ? said : null;
  const typed = failed?.gesture?.do === "list-set" ? failed.gesture : null;
  return (
    <GestureForm do="list-set" class="add-form" id="add-form">
      <input type="hidden" name="status" value="active" />
      <Field
        id="add-id"
        name="id"
        label="Card number or #PIN"
        hint="such as 04 A1 B2 C3, or #4711"
        maxLength={80}
        required
        shortcut="N"
        value={typed && !typed.id.startsWith("#") ? typed.id : ""}
        error={failed && !failed.outcome.ok ? failed.outcome.text : ""}
      />
      <Field id="add-user" name="user" label="User" maxLength={80} value={typed?.user ?? ""} />
      <Button icon="plus">Add to list</Button>
    </GestureForm>
  );
}
