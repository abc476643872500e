import type { ExplainedEntry, Explanation, Note } from "./explanation.ts";
import { localTime } from "./moment.ts";
import { connectorWords, counted, durationWords, energyWords } from "./words.ts";

/** What the unit knows of the credential, a line each. */
export function knownLines({ known, unit: { zone }, credential }: Explanation): string[] {
  const { list, local, kept, uses, keypads } = known;
  const until = list.goodUntil === null ? "" : `, good until ${localTime(list.goodUntil, zone)}`;
  const version =
    list.version === 0
      ? "none is held"
      : `version ${list.version} with ${counted(list.count, "entry", "entries")}${until}`;
  const listed = list.entry ? entryWords(list.entry, zone) : "not in it";
  return [
    `the cloud's list: ${list.version === 0 ? version : `${version}: ${listed}`}`,
    `local users: ${local ? entryWords(local, zone) : "not among them"}`,
    `kept answer of the cloud: ${kept ? keptWords(kept, zone) : "none"}`,
    ...(uses ? [`sessions: ${uses.started} started, ${uses.left} left`] : []),
    ...(credential.kind === "pin" ? keypads.map((keypad) => keypadWords(keypad, zone)) : []),
  ];
}

function entryWords(entry: ExplainedEntry, zone: string): string {
  const { status, user, expires, from, windows, chargers, connectors, group, uses, maxEnergyWh, maxTime } =
    entry;
  return [
    status,
    user === null ? null : `user ${user}`,
    group === undefined ? null : `group ${group}`,
    from === undefined ? null : `from ${localTime(from, zone)}`,
    expires === null ? "never expires" : `expires ${localTime(expires, zone)}`,
    windows ? `at ${windows.join(" or ")}` : null,
    chargers ? `at ${chargers.join(", ")} only` : null,
    connectors ? `at ${connectorWords(connectors, "or")} only` : null,
    entry.master ? "a master: it stops sessions and starts none" : null,
    entry.owner ? "also when the list is too old" : null,
    uses === undefined ? null : `${counted(uses, "session", "sessions")} in all`,
    maxEnergyWh === undefined ? null : `${energyWords(maxEnergyWh)} a session`,
    maxTime === undefined ? null : `${durationWords(maxTime)} a session`,
  ]
    .filter((words) => words !== null)
    .join(", ");
}

function keptWords(kept: NonNullable<Explanation["known"]["kept"]>, zone: string): string {
  const { verdict, user, group, since, goodUntil, good } = kept;
  const whose = [user === null ? "" : `, user ${user}`, group === null ? "" : `, group ${group}`].join("");
  const said = `${verdict}${whose}, of ${localTime(since, zone)}`;
  if (goodUntil === null) return `${said}; not used: the rule \`cache\` is off`;
  const end = localTime(goodUntil, zone);
  return good ? `${said}, good until ${end}` : `${said}; not used: it is good from then until ${end}`;
}

function keypadWords(keypad: Explanation["known"]["keypads"][number], zone: string): string {
  const { id, wrongPins, lockedUntil } = keypad;
  const lock = lockedUntil === null ? "not locked" : `locked until ${localTime(lockedUntil, zone)}`;
  return `keypad ${id}: ${lock}, ${counted(wrongPins, "wrong PIN", "wrong PINs")} counted`;
}

/** How the unit stands, a line each. */
export function contextLines({ cloud, unit, shownAt }: Explanation): string[] {
  const link = { up: "up", down: "down", none: "the unit has no cloud" }[cloud.link];
  return [
    `link to the cloud: ${link}${cloud.offline && cloud.link === "down" ? ", as asked" : ""}`,
    `access: ${unit.access}`,
    ...shownAt.connectors.map(({ id, state }) => `connector ${id}: ${state}`),
  ];
}

/** What the reader should know besides, a paragraph each. */
export function noteLines({ notes, credential, shownAt }: Explanation): string[] {
  const device = credential.kind === "pin" ? "keypad" : "reader";
  // The first of them, or the one that was asked about (see `assumedState`).
  const waiting = shownAt.connectors[0]?.id;
  const words: Readonly<Record<Note, string>> = {
    "not-running": `No unit is running: assumed are sound boards, a vehicle that waits at connector ${waiting}, and nobody who charges.`,
    "link-assumed": "The link to the cloud is assumed to be up; --offline tells what holds without it.",
    "clock-untrusted": "The unit does not trust its clock: what is limited to certain times is refused.",
    "access-open": "Access is open: a vehicle that is plugged in charges without anybody being authorized.",
    "no-device": `The unit has no ${device} there; this is how it would be with one.`,
    "devices-apart": `No ${device} of the unit serves all of these connectors; --connector N tells what holds at one.`,
    "device-lost": `The ${device} is lost: until it is back nothing is read there, and nothing of this happens.`,
  };
  return notes.flatMap((note) => ["", words[note]]);
}
