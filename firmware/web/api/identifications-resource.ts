import { z } from "zod";
import type { Kept } from "../../whitelist/local-people.ts";
import type { House } from "../house.ts";
import { pageLimit, stretch } from "./cursor.ts";
import {
  identificationChange,
  identificationSchema,
  identificationView,
  keptSchema,
  newIdentification,
} from "./identification-shape.ts";
import { problem, problemAnswers } from "./problem.ts";
import { type Api, createRoute, done, json, jsonBody, LOGGED_IN } from "./route.ts";
import { present, userPath } from "./user-path.ts";
import { peopleHint, peopleProblem } from "./wrong-fields.ts";

const identificationPath = userPath.extend({
  identificationId: z.string().meta({ description: "The card's or PIN's id" }),
});
const orphanPath = z.strictObject({ id: z.string().meta({ description: "The card's or PIN's id" }) });

const newBody = jsonBody(newIdentification);
const add = createRoute({
  method: "post",
  path: "/users/{id}/identifications",
  operationId: "addIdentification",
  summary: "Adds a card or PIN to a user",
  security: LOGGED_IN.security,
  request: { params: userPath, ...newBody.request },
  responses: {
    201: json("Added", keptSchema),
    ...LOGGED_IN.answers,
    ...newBody.answers,
    ...problemAnswers("no-such-user", "no-such-identification"),
  },
});

const changeBody = jsonBody(identificationChange);
const edit = createRoute({
  method: "patch",
  path: "/users/{id}/identifications/{identificationId}",
  operationId: "editIdentification",
  summary: "Changes a card or PIN; with another code it has another id",
  security: LOGGED_IN.security,
  request: { params: identificationPath, ...changeBody.request },
  responses: {
    200: json("As it is now", keptSchema),
    ...LOGGED_IN.answers,
    ...changeBody.answers,
    ...problemAnswers("no-such-user", "no-such-identification"),
  },
});

const remove = createRoute({
  method: "delete",
  path: "/users/{id}/identifications/{identificationId}",
  operationId: "removeIdentification",
  summary: "Removes a card or PIN from a user",
  security: LOGGED_IN.security,
  request: { params: identificationPath },
  responses: {
    204: done("Removed"),
    ...LOGGED_IN.answers,
    ...problemAnswers("no-such-user", "no-such-identification"),
  },
});

const orphans = createRoute({
  method: "get",
  path: "/identifications",
  operationId: "listIdentificationsWithoutUser",
  summary: "Cards and PINs that belong to no user, such as those of a file without names",
  security: LOGGED_IN.security,
  request: {
    query: z.strictObject({
      limit: pageLimit,
      after: z.string().max(60).optional().meta({ description: "The `next` of the answer before" }),
    }),
  },
  responses: {
    200: json(
      "Some of them",
      z.strictObject({
        identifications: z.array(identificationSchema).meta({ description: "In the order of their ids" }),
        next: z
          .string()
          .nullable()
          .meta({ description: "What `after` is for the next ones; null: these were the last" }),
      }),
    ),
    ...LOGGED_IN.answers,
    ...problemAnswers("wrong-fields"),
  },
});

const removeOrphan = createRoute({
  method: "delete",
  path: "/identifications/{id}",
  operationId: "removeIdentificationWithoutUser",
  summary: "Removes a card or PIN that belongs to no user",
  security: LOGGED_IN.security,
  request: { params: orphanPath },
  responses: { 204: done("Removed"), ...LOGGED_IN.answers, ...problemAnswers("no-such-identification") },
});

const adoptBody = jsonBody(z.strictObject({ user: z.string().meta({ description: "The user's id" }) }));
const adopt = createRoute({
  method: "post",
  path: "/identifications/{id}/adopt",
  operationId: "adoptIdentification",
  summary: "Gives a card or PIN that belongs to no user to one",
  security: LOGGED_IN.security,
  request: { params: orphanPath, ...adoptBody.request },
  responses: {
    200: json("As it is now", keptSchema),
    ...LOGGED_IN.answers,
    ...adoptBody.answers,
    ...problemAnswers("no-such-user", "no-such-identification"),
  },
});

/** Cards and PINs of users (D3, D4), and of nobody. */
export function identificationsResource(api: Api, { parts: { people } }: House): void {
  const held = (user: string, id: string) =>
    people.find(user)?.identifications.find((one) => one.id === id) ?? null;
  const keptOf = (user: string, kept: Kept) => {
    const one = held(user, kept.id);
    return one && { identification: identificationView(one), hint: peopleHint(kept.hint) };
  };

  api.openapi(add, async (context) => {
    const { id } = context.req.valid("param");
    const { expires, ...sent } = context.req.valid("json");
    const added = await people.addIdentification(id, { ...sent, expires: expires ?? "" });
    if (!added.ok) return peopleProblem(context, added.errors);
    const kept = keptOf(id, added);
    if (!kept) return problem(context, "no-such-identification");
    context.header("Location", `/api/v1/users/${id}/identifications/${added.id}`);
    return context.json(kept, 201);
  });

  api.openapi(edit, async (context) => {
    const { id, identificationId } = context.req.valid("param");
    if (!people.find(id)) return problem(context, "no-such-user");
    const one = held(id, identificationId);
    if (!one) return problem(context, "no-such-identification");
    const { expires, ...sent } = context.req.valid("json");
    const edited = await people.editIdentification(one.id, {
      ...present(sent),
      ...(expires !== undefined && { expires: expires ?? "" }),
    });
    if (!edited.ok) return peopleProblem(context, edited.errors);
    const kept = keptOf(id, edited);
    return kept ? context.json(kept, 200) : problem(context, "no-such-identification");
  });

  api.openapi(remove, async (context) => {
    const { id, identificationId } = context.req.valid("param");
    if (!people.find(id)) return problem(context, "no-such-user");
    const one = held(id, identificationId);
    const removed = one && (await people.removeIdentification(one.id));
    return removed?.ok ? context.body(null, 204) : problem(context, "no-such-identification");
  });

  api.openapi(orphans, async (context) => {
    const { limit, after = "" } = context.req.valid("query");
    const rest = (await people.withoutPerson())
      .filter(({ id }) => id > after)
      .toSorted((a, b) => (a.id < b.id ? -1 : 1));
    const { items, next } = stretch(rest, limit, ({ id }) => id);
    return context.json({ identifications: items.map(identificationView), next }, 200);
  });

  api.openapi(removeOrphan, async (context) => {
    const { id } = context.req.valid("param");
    const one = people.orphan(id);
    const removed = one && (await people.removeIdentification(one.id));
    return removed?.ok ? context.body(null, 204) : problem(context, "no-such-identification");
  });

  api.openapi(adopt, async (context) => {
    const { user } = context.req.valid("json");
    const given = await people.adopt(context.req.valid("param").id, user);
    if (!given.ok) return peopleProblem(context, given.errors);
    const kept = keptOf(user, given);
    return kept ? context.json(kept, 200) : problem(context, "no-such-identification");
  });
}
