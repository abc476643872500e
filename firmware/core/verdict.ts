/** A decision's outcome, by OCPP's status names (AuthorizationStatusEnumType, and `Timeout` for no decision in time). */
export type Verdict =
  | "Accepted"
  | "Blocked"
  | "ConcurrentTx"
  | "Expired"
  | "Invalid"
  | "NoCredit"
  | "NotAllowedTypeEVSE"
  | "NotAtThisLocation"
  | "NotAtThisTime"
  | "Unknown"
  | "Timeout";

/** The stable code that tells driver, owner and log the same thing about a decision; what each means is in `REASONS`. */
export type Reason = keyof typeof REASONS;

/** Every reason, with the verdict that it comes with (null: any, or none) and what it means. docs/reasons.md is made of it. */
export const REASONS = {
  "local-user": ["Accepted", "a local user of the unit"],
  "cloud-list": ["Accepted", "the cloud's list"],
  cached: ["Accepted", "the cloud has said so before, and the answer is still good"],
  cloud: ["Accepted", "the cloud said so when it was asked"],
  "offline-allowed": [
    "Accepted",
    "unknown, and the rule `unknownOffline` lets it in while nobody can be asked",
  ],
  "remote-unchecked": ["Accepted", "asked for by the cloud, and the rule `authorizeRemote` is off"],
  blocked: ["Blocked", "blocked by the owner"],
  expired: ["Expired", "its time is over"],
  "not-yet-valid": ["NotAtThisTime", "its time has not begun"],
  "outside-hours": ["NotAtThisTime", "not at this time of the week"],
  "clock-untrusted": ["NotAtThisTime", "has hours, or has not begun, and the unit does not know the time"],
  "other-connector": ["NotAllowedTypeEVSE", "not for this connector"],
  "other-charger": ["NotAtThisLocation", "not for this charger"],
  "session-elsewhere": ["ConcurrentTx", "it has a session at another connector"],
  "wrong-pin": ["Invalid", "no such PIN"],
  "keypad-locked": ["Invalid", "too many wrong PINs: the keypad is locked for a while, cards still work"],
  "used-up": ["Invalid", "it has started as many sessions as it may"],
  "random-uid": ["Invalid", "it shows another number each time (a phone, some cards)"],
  "malformed-uid": ["Invalid", "not the number of a card"],
  "malformed-pin": ["Invalid", "not a PIN: 4 to 10 digits after the #"],
  "type-not-enabled": ["Invalid", "this kind of identification is not enabled"],
  "nothing-to-stop": ["Invalid", "a master card stops sessions and starts none, and none is running here"],
  "pin-missing": ["Invalid", "the card's PIN did not follow in time"],
  "no-pin": ["Invalid", "the card's user has no PIN, and card and PIN are asked for"],
  "min-session": ["Invalid", "the session has just begun"],
  "already-known": ["Invalid", "shown to be registered, and known already"],
  "list-stale": ["Invalid", "the cloud's list is too old to be relied on, and nobody can be asked"],
  "offline-not-allowed": ["Invalid", "nobody can be asked, and the rule `localAuthorizeOffline` is off"],
  "offline-limit": ["Invalid", "too many unknown cards since the cloud could last be asked"],
  unknown: ["Unknown", "in no list"],
  "cloud-refused": [null, "the cloud said so when it was asked"],
  "cached-refused": [null, "the cloud has said so before, and cannot be asked"],
  "no-answer": ["Timeout", "the cloud did not answer in time"],
  "check-timeout": ["Timeout", "the unit's own lists did not answer in time"],
  "check-under-way": ["Invalid", "it is being checked already"],
  "connector-busy": ["Invalid", "no connector is free for it"],
  "connector-faulted": ["Invalid", "the connector is out of order"],
  reserved: ["Invalid", "the connector is reserved for somebody else"],
  "vehicle-left": ["Invalid", "the vehicle left before the answer"],
  stopped: ["Invalid", "ended before it had begun"],
  "store-unavailable": ["Invalid", "the unit cannot write to its disk"],
  "shutting-down": ["Invalid", "the unit is shutting down"],
  "no-session": [null, "there is nothing to stop"],
  "no-connector": [null, "the unit has no such connector"],
  "no-reservation": [null, "there is no such reservation"],
  "too-many-reservations": [null, "the unit keeps no more reservations"],
  "in-the-past": [null, "its end has passed"],
  "out-of-range": [null, "an enrolment window is open for 30 to 300 seconds"],
  "enrolment-under-way": [null, "somebody else waits for a card to be registered"],
  "cache-off": [null, "the unit keeps no answers"],
} as const satisfies Readonly<Record<string, readonly [verdict: Verdict | null, meaning: string]>>;
