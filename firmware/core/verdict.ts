/** A decision's outcome, by OCPP's status names (AuthorizationStatusEnumType, and `Timeout` for no decision in time). */
export type Verdict = "Accepted" | "Blocked" | "Expired" | "Unknown" | "Invalid" | "ConcurrentTx" | "Timeout";

/** The stable code that tells driver, owner and log the same thing about a decision. */
export type Reason =
  | "local-user"
  | "cloud-list"
  | "blocked"
  | "expired"
  | "unknown"
  | "wrong-pin"
  | "random-uid"
  | "malformed-uid"
  | "malformed-pin"
  | "type-not-enabled"
  | "session-elsewhere"
  | "no-session"
  | "check-under-way"
  | "connector-busy"
  | "connector-faulted"
  | "vehicle-left"
  | "stopped"
  | "store-unavailable"
  | "check-timeout"
  | "shutting-down";
