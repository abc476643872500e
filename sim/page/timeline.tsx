/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import type { Happening } from "../../firmware/core/happening.ts";
import { happeningSentence } from "../../ui/happening-sentence.ts";
import { Icon, type IconName } from "../../ui/icon.tsx";
import { EmptyState, Panel } from "../../ui/panel.tsx";
import { Time } from "../../ui/time.tsx";
import { wordsFor } from "../../ui/told.ts";
import type { TimelineEntry } from "../world/picture.ts";

type Tone = "plain" | "good" | "wait" | "bad" | "power";

/** How each happening is marked. */
const MARKS: Readonly<Record<Happening["event"], { readonly icon: IconName; readonly tone: Tone }>> = {
  ready: { icon: "power", tone: "plain" },
  restarted: { icon: "rotate-ccw", tone: "plain" },
  plugged: { icon: "plug", tone: "plain" },
  unplugged: { icon: "unplug", tone: "plain" },
  "awaiting-authorization": { icon: "lock", tone: "wait" },
  authorized: { icon: "check", tone: "good" },
  "authorization-expired": { icon: "timer", tone: "plain" },
  denied: { icon: "ban", tone: "bad" },
  "session-started": { icon: "play", tone: "good" },
  "session-stopped": { icon: "square", tone: "plain" },
  "session-resumed": { icon: "play", tone: "good" },
  contactor: { icon: "zap", tone: "power" },
  fault: { icon: "triangle-alert", tone: "bad" },
  "fault-cleared": { icon: "wrench", tone: "good" },
  "board-lost": { icon: "triangle-alert", tone: "bad" },
  "board-back": { icon: "wrench", tone: "good" },
  "board-restarted": { icon: "rotate-ccw", tone: "plain" },
  "reader-lost": { icon: "triangle-alert", tone: "bad" },
  "reader-back": { icon: "wrench", tone: "good" },
  "keypad-lost": { icon: "triangle-alert", tone: "bad" },
  "keypad-back": { icon: "wrench", tone: "good" },
  "store-lost": { icon: "triangle-alert", tone: "bad" },
  "store-back": { icon: "wrench", tone: "good" },
  "access-changed": { icon: "lock-open", tone: "plain" },
  "settings-changed": { icon: "wrench", tone: "plain" },
  "enrolment-opened": { icon: "plus", tone: "wait" },
  "enrolment-closed": { icon: "x", tone: "plain" },
  enrolled: { icon: "plus", tone: "good" },
  "keypad-locked": { icon: "lock", tone: "bad" },
  "keypad-unlocked": { icon: "lock-open", tone: "plain" },
  "reservation-ended": { icon: "timer", tone: "plain" },
  "list-conflict": { icon: "list-check", tone: "wait" },
  "session-refused": { icon: "ban", tone: "bad" },
  finding: { icon: "triangle-alert", tone: "wait" },
  "clock-trusted": { icon: "timer", tone: "good" },
  "clock-untrusted": { icon: "timer", tone: "wait" },
  "list-updated": { icon: "list-check", tone: "plain" },
  "list-refused": { icon: "list-check", tone: "bad" },
  "cloud-connected": { icon: "cloud", tone: "plain" },
  "cloud-lost": { icon: "cloud-off", tone: "plain" },
};

/** What happened, the newest first: sentences, and which of them are records. */
export function Timeline({ entries }: { readonly entries: readonly TimelineEntry[] }) {
  return (
    <Panel id="timeline" title="What happened">
      {entries.length === 0 ? (
        <EmptyState icon="plug">Plug in the vehicle to begin.</EmptyState>
      ) : (
        <ol class="timeline" tabindex={0} aria-label="What happened, the newest first">
          {entries.map((entry) => (
            <Line entry={entry} />
          ))}
        </ol>
      )}
    </Panel>
  );
}

function Line({ entry }: { readonly entry: TimelineEntry }) {
  const { icon, tone } = wordsFor(MARKS, entry.told["event"]) ?? { icon: "activity", tone: "plain" };
  return (
    <li class="happening" id={`happening-${entry.key}`}>
      <span class={`mark mark-${tone}`}>
        <Icon name={icon} />
      </span>
      <div>
        <p class="happening-words">{happeningSentence(entry.told)}</p>
        <p class="happening-facts">
          <Time at={entry.at} />
          {entry.record ? <RecordFacts {...entry.record} /> : null}
        </p>
      </div>
    </li>
  );
}

function RecordFacts({ seq, atCloud }: { readonly seq: number; readonly atCloud: boolean }) {
  return (
    <>
      <span>record {seq}</span>
      <span class={atCloud ? "at-cloud" : "at-cloud is-waiting"}>
        <Icon name={atCloud ? "cloud-check" : "cloud-upload"} />
        {atCloud ? <span class="unseen">the cloud has it</span> : "waiting"}
      </span>
    </>
  );
}
