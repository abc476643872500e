import { z } from "zod";
import type { PersonView } from "../../whitelist/person-view.ts";
import type { House } from "../house.ts";
import { scanPicture } from "../routes/user-routes.tsx";
import { problem, problemAnswers } from "./problem.ts";
import { type Api, createRoute, done, json, LOGGED_IN } from "./route.ts";
import { userPath } from "./user-path.ts";

const scanSchema = z
  .strictObject({
    state: z.enum(["none", "open", "added", "closed", "failed", "other"]).meta({
      description:
        "none: no card is waited for; open: the next unknown card that is held to a reader becomes this user's; added: it has; closed: the time is up; failed: it was read, but could not be saved; other: another user's card is waited for, or was last",
    }),
    secondsLeft: z.int().meta({ description: "While open" }),
    label: z.string().nullable().meta({ description: "`04…C3`: the card that was added" }),
    told: z
      .strictObject({ reason: z.enum(["known", "random-uid", "other"]), label: z.string() })
      .nullable()
      .meta({ description: "While open: the last card that was held there and is no new one, and why" }),
    reader: z
      .enum(["works", "lost", "none"])
      .meta({ description: "Whether there is a reader to hold a card to" }),
  })
  .meta({ id: "Scan" });

const open = createRoute({
  method: "post",
  path: "/users/{id}/scan",
  operationId: "scanCard",
  summary:
    "Waits a minute for the next unknown card at a reader, and gives it to the user; the charger's light says so",
  security: LOGGED_IN.security,
  request: { params: userPath },
  responses: {
    202: json("A card is waited for", scanSchema),
    ...LOGGED_IN.answers,
    ...problemAnswers("no-such-user", "scan-busy"),
  },
});

const read = createRoute({
  method: "get",
  path: "/users/{id}/scan",
  operationId: "getScan",
  summary: "What came of waiting for the user's card",
  security: LOGGED_IN.security,
  request: { params: userPath },
  responses: {
    200: json("How it stands", scanSchema),
    ...LOGGED_IN.answers,
    ...problemAnswers("no-such-user"),
  },
});

const cancel = createRoute({
  method: "delete",
  path: "/users/{id}/scan",
  operationId: "cancelScan",
  summary: "Waits for the user's card no longer",
  security: LOGGED_IN.security,
  request: { params: userPath },
  responses: {
    204: done("It is waited for no longer"),
    ...LOGGED_IN.answers,
    ...problemAnswers("no-such-user"),
  },
});

/** Registering a card by holding it to the reader (A8). */
export function scanResource(api: Api, house: House): void {
  const { people, enrolment } = house.parts;

  api.openapi(open, (context) => {
    const person = people.find(context.req.valid("param").id);
    if (!person) return problem(context, "no-such-user");
    if (enrolment.open(person.id) !== "opened") return problem(context, "scan-busy");
    return context.json(scanOf(person, house), 202);
  });

  api.openapi(read, (context) => {
    const person = people.find(context.req.valid("param").id);
    return person ? context.json(scanOf(person, house), 200) : problem(context, "no-such-user");
  });

  api.openapi(cancel, (context) => {
    const person = people.find(context.req.valid("param").id);
    if (!person) return problem(context, "no-such-user");
    const { state } = enrolment;
    if (state.kind === "open" && state.person === person.id) enrolment.cancel();
    return context.body(null, 204);
  });
}

function scanOf(person: PersonView, house: House): z.input<typeof scanSchema> {
  const { state, left, reader } = scanPicture(person, house);
  const nothing = { secondsLeft: 0, label: null, told: null, reader };
  if (state.kind === "none") return { ...nothing, state: "none" };
  if (state.person !== person.id) return { ...nothing, state: "other" };
  switch (state.kind) {
    case "open":
      return { ...nothing, state: "open", secondsLeft: Math.ceil(left / 1_000), told: state.told };
    case "added":
      return { ...nothing, state: "added", label: state.label };
    case "closed":
    case "failed":
      return { ...nothing, state: state.kind };
  }
}
