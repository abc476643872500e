/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { GestureForm } from "./gesture-form-view.tsx";

/** Something that can be done to a device, and how it is mended. */
interface Trouble {
  readonly name: string;
  readonly about: string;
  readonly device: "reader" | "board" | "keypad";
  readonly cause: readonly [label: string, command: string];
  readonly mend?: readonly [label: string, command: string];
}

const TROUBLES: readonly Trouble[] = [
  {
    name: "Reader cable",
    about: "Cards are not read any more; PINs still are.",
    device: "reader",
    cause: ["Pull out", "fault hangup"],
    mend: ["Put back", "fault none"],
  },
  {
    name: "Reader noise",
    about: "Random bytes on the line between reader and unit.",
    device: "reader",
    cause: ["Make noise", "fault noise"],
    mend: ["Quiet", "fault none"],
  },
  {
    name: "Keypad cable",
    about: "Keys are not heard any more; cards still work.",
    device: "keypad",
    cause: ["Pull out", "fault hangup"],
    mend: ["Put back", "fault none"],
  },
  {
    name: "Board cable",
    about: "The unit no longer hears the board, and says so within 10 seconds.",
    device: "board",
    cause: ["Pull out", "fault hangup"],
    mend: ["Put back", "fault none"],
  },
  {
    name: "Ground fault",
    about: "The board finds current leaking away and opens the contactor.",
    device: "board",
    cause: ["Leak", "fail gfci"],
    mend: ["Mend", "fail none"],
  },
  {
    name: "Welded contactor",
    about: "It no longer opens. Seen 7 seconds after it should have.",
    device: "board",
    cause: ["Weld", "fail held-closed"],
    mend: ["Replace", "fail none"],
  },
  {
    name: "Board restart",
    about: "Its power is cut for a moment.",
    device: "board",
    cause: ["Restart", "reboot"],
  },
];

/** What can be made to go wrong, to see what the unit makes of it. */
export function TroublePanel() {
  return (
    <details class="panel trouble" id="trouble">
      <summary data-key="T" aria-keyshortcuts="T">
        <Icon name="wrench" />
        <span class="panel-title">Make trouble</span>
        <span class="trouble-about">Pull cables, break things, and see what the charger makes of it.</span>
      </summary>
      <ul class="troubles">
        {TROUBLES.map((trouble) => (
          <li class="control">
            <div>
              <h3 class="control-name">{trouble.name}</h3>
              <p class="control-words">{trouble.about}</p>
            </div>
            <div class="row">
              <Command trouble={trouble} deed={trouble.cause} />
              {trouble.mend ? <Command trouble={trouble} deed={trouble.mend} quiet /> : null}
            </div>
          </li>
        ))}
      </ul>
    </details>
  );
}

function Command(props: {
  readonly trouble: Trouble;
  readonly deed: readonly [label: string, command: string];
  readonly quiet?: boolean;
}) {
  const { trouble, deed, quiet } = props;
  return (
    <GestureForm do="device" fields={{ device: trouble.device, command: deed[1] }}>
      <Button small tone={quiet ? "quiet" : "plain"}>
        {deed[0]}
        <span class="unseen"> ({trouble.name.toLowerCase()})</span>
      </Button>
    </GestureForm>
  );
}
