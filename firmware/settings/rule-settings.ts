import type { z } from "zod";
import { cache, choice, choices, count, duration, energy, flag, resume } from "./form.ts";
import type { Form, Words } from "./setting.ts";

/**
 * The rules that an owner may set, in the order of docs/configuration.md; names, meanings and defaults are those of the scenario
 * format. `remoteStart` is not in it: there a start that the cloud asks for is always enabled.
 */
export const RULE_SETTINGS = {
  connectionTimeout: {
    ...duration("60s"),
    title: "Wait for the plug",
    explanation: "how long an accepted card or PIN waits for a plug",
    group: "sessions",
  },
  askTimeout: {
    ...duration("3s"),
    title: "Wait for the cloud",
    explanation: "how long an answer of the cloud is waited for; then the offline rules decide",
    group: "offline",
  },
  localPreAuthorize: {
    ...flag(true),
    title: "Start without asking",
    explanation: "a card or PIN in the cloud's list or the cache starts without asking the cloud first",
    group: "offline",
  },
  localAuthorizeOffline: {
    ...flag(true),
    title: "Use the list offline",
    explanation: "offline, the cloud's list and the cache decide",
    values: { false: "local users alone are accepted offline" },
    group: "offline",
  },
  unknownOffline: {
    ...choice(["refuse", "accept"], "refuse"),
    title: "Unknown cards offline",
    explanation: "what a card that nobody knows gets offline",
    values: {
      refuse: "it is refused",
      accept: "at most 10 sessions of 30 kWh until the cloud is back, which then has its say; never for PINs",
    },
    group: "offline",
  },
  stopOnInvalid: {
    ...flag(true),
    title: "Stop when the cloud refuses",
    explanation: "a session ends when the cloud refuses its card or PIN afterwards",
    values: { false: "it only gets no more power" },
    group: "offline",
  },
  maxEnergyOnInvalid: {
    ...energy("0kWh"),
    title: "Energy after a refusal",
    explanation: "how much may still flow once the cloud has refused a session's card or PIN",
    group: "offline",
  },
  confirmStarts: {
    ...flag(true),
    title: "Confirm starts",
    explanation:
      "online, a start from the cloud's list is confirmed by the cloud in the background; one begun offline when the cloud is back. Starts by local users never are",
    group: "offline",
  },
  authorizeRemote: {
    ...flag(true),
    title: "Check remote starts",
    explanation: "a start that the cloud asks for is checked as if the card had been shown",
    group: "identification",
  },
  cache: {
    ...cache("7d", 1_000),
    title: "Remembered answers",
    explanation:
      "answers of the cloud that are kept: how long one is good for after its last update, and how many (1 to 100000; refused ones make room first, then the oldest). Either may be left out",
    values: { off: "none are used" },
    group: "offline",
  },
  groupStops: {
    ...flag(true),
    title: "The group may stop",
    explanation: "another card or PIN of the same group stops the session",
    group: "sessions",
  },
  anyoneStops: {
    ...flag(false),
    title: "Anyone may stop",
    explanation: "any accepted card or PIN stops the session",
    group: "sessions",
  },
  listChangeStops: {
    ...flag(true),
    title: "List changes stop sessions",
    explanation:
      "a block, expiry or removal in mid-session ends the session that it concerns, and its vehicle awaits authorization",
    group: "sessions",
  },
  resume: {
    ...resume("10m"),
    title: "Go on after a restart",
    explanation:
      "after a restart, the session goes on if the unit was away for no longer and a vehicle is connected at the board's first report. That it is the same vehicle cannot be known",
    values: { never: "it ends; for public places" },
    group: "sessions",
  },
  identification: {
    ...choices(["card", "pin", "card+pin"], ["card", "pin"]),
    title: "Cards and PINs",
    explanation: "which types are enabled at the charger",
    values: {
      card: "a card alone",
      pin: "a PIN alone",
      "card+pin": "a card that is followed by its user's PIN within 30 s",
    },
    group: "identification",
  },
  remoteStart: {
    ...flag(true),
    title: "Remote starts",
    explanation: "starts that the cloud asks for are enabled",
    group: "identification",
  },
  pinTries: {
    ...count(5),
    title: "Wrong PINs",
    explanation: "wrong PINs until the keypad locks; cards still work",
    group: "pins",
  },
  pinLock: {
    ...duration("1m"),
    title: "Keypad lock",
    explanation:
      "how long it locks first; each further wrong PIN doubles it, up to an hour. A day without a wrong one ends this",
    group: "pins",
  },
  pinIdle: {
    ...duration("10s"),
    title: "Unfinished PINs",
    explanation: "how long an unfinished PIN is kept",
    group: "pins",
  },
  minSession: {
    ...duration("0s"),
    title: "Shortest session",
    explanation: "a card or PIN does not stop a session before this",
    group: "sessions",
  },
} as const satisfies Readonly<Record<string, Form & Words>>;

/** A rule's name. */
export type RuleName = keyof typeof RULE_SETTINGS;

/** Rules as they are written; what is absent has its default. */
export type WrittenRules = { readonly [Name in RuleName]?: z.output<(typeof RULE_SETTINGS)[Name]["schema"]> };
