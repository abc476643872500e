import type { Credential } from "./credential.ts";
import { TIMES } from "./rules.ts";
import type { Subject } from "./state.ts";
import type { Turn } from "./turn.ts";

/** Looks a credential up once more; what the lists say goes to `about`, if they answer within the lookup's time. */
export function lookAgain(turn: Turn, credential: Credential, about: Subject): void {
  const request = turn.newRequest();
  const deadline = turn.at.mono + TIMES.lookup;
  turn.effect({ type: "look-up", request, credential });
  turn.reviews = [...turn.reviews, { request, credential, about, deadline }];
}
