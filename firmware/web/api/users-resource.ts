import { z } from "zod";
import { isPersonId } from "../../store/person.ts";
import type { PersonView } from "../../whitelist/person-view.ts";
import type { House } from "../house.ts";
import { pageLimit, stretch } from "./cursor.ts";
import { identificationSchema, identificationView } from "./identification-shape.ts";
import { problem, problemAnswers } from "./problem.ts";
import { type Api, createRoute, done, json, jsonBody, LOGGED_IN } from "./route.ts";
import { present, userPath } from "./user-path.ts";
import { peopleErrors, peopleProblem } from "./wrong-fields.ts";

const name = z
  .string()
  .meta({ description: "At most 100 characters; first or last name may be empty, not both" });

const userSchema = z
  .strictObject({
    id: z.string(),
    firstName: z.string(),
    lastName: z.string(),
    blocked: z.boolean().meta({ description: "Whether none of this user's cards and PINs lets anybody in" }),
    identifications: z.array(identificationSchema),
  })
  .meta({ id: "User" });

const usersSchema = z
  .strictObject({
    users: z.array(userSchema).meta({ description: "In the order of their ids" }),
    next: z
      .string()
      .nullable()
      .meta({ description: "What `after` is for the next ones; null: these were the last" }),
    total: z.int().meta({ description: "How many there are in all" }),
  })
  .meta({ id: "Users" });

const list = createRoute({
  method: "get",
  path: "/users",
  operationId: "listUsers",
  summary: "The local users, with their cards and PINs",
  security: LOGGED_IN.security,
  request: {
    query: z.strictObject({
      limit: pageLimit,
      after: z.string().max(40).optional().meta({ description: "The `next` of the answer before" }),
    }),
  },
  responses: {
    200: json("Some of them", usersSchema),
    ...LOGGED_IN.answers,
    ...problemAnswers("wrong-fields"),
  },
});

const newUser = jsonBody(
  z
    .strictObject({
      firstName: name.default(""),
      lastName: name.default(""),
      blocked: z.boolean().default(false),
    })
    .meta({ id: "NewUser" }),
);
const add = createRoute({
  method: "post",
  path: "/users",
  operationId: "addUser",
  summary: "Adds a local user, without cards and PINs",
  security: LOGGED_IN.security,
  request: newUser.request,
  responses: { 201: json("Added", userSchema), ...LOGGED_IN.answers, ...newUser.answers },
});

const read = createRoute({
  method: "get",
  path: "/users/{id}",
  operationId: "getUser",
  summary: "A local user",
  security: LOGGED_IN.security,
  request: { params: userPath },
  responses: { 200: json("The user", userSchema), ...LOGGED_IN.answers, ...problemAnswers("no-such-user") },
});

const userChange = jsonBody(
  z
    .strictObject({
      firstName: name.optional(),
      lastName: name.optional(),
      blocked: z.boolean().optional(),
    })
    .meta({ id: "UserChange", description: "What is absent stays as it is" }),
);
const edit = createRoute({
  method: "patch",
  path: "/users/{id}",
  operationId: "editUser",
  summary: "Changes a local user's name or block; it counts for all cards and PINs at once",
  security: LOGGED_IN.security,
  request: { params: userPath, ...userChange.request },
  responses: {
    200: json("As it is now", userSchema),
    ...LOGGED_IN.answers,
    ...userChange.answers,
    ...problemAnswers("no-such-user"),
  },
});

const remove = createRoute({
  method: "delete",
  path: "/users/{id}",
  operationId: "removeUser",
  summary: "Removes a local user with all cards and PINs",
  security: LOGGED_IN.security,
  request: { params: userPath },
  responses: { 204: done("Removed"), ...LOGGED_IN.answers, ...problemAnswers("no-such-user") },
});

/** The local users (D2). */
export function usersResource(api: Api, { parts: { people, store, count } }: House): void {
  api.openapi(list, (context) => {
    const { limit, after } = context.req.valid("query");
    const ids: string[] = [];
    for (const { id } of store.people(after !== undefined && isPersonId(after) ? after : undefined)) {
      ids.push(id);
      if (ids.length > limit) break;
    }
    const { items, next } = stretch(ids, limit, (id) => id);
    const users = items.map((id) => people.find(id)).filter((person) => person !== null);
    return context.json({ users: users.map(userView), next, total: count.now().people }, 200);
  });

  api.openapi(add, async (context) => {
    const added = await people.add(context.req.valid("json"));
    if (!added.ok) return problem(context, "wrong-fields", { errors: peopleErrors(added.errors) });
    const person = people.find(added.id);
    // Somebody else has removed it again.
    if (!person) return problem(context, "failed");
    context.header("Location", `/api/v1/users/${person.id}`);
    return context.json(userView(person), 201);
  });

  api.openapi(read, (context) => {
    const person = people.find(context.req.valid("param").id);
    return person ? context.json(userView(person), 200) : problem(context, "no-such-user");
  });

  api.openapi(edit, async (context) => {
    const person = people.find(context.req.valid("param").id);
    if (!person) return problem(context, "no-such-user");
    const edited = await people.edit(person.id, present(context.req.valid("json")));
    if (!edited.ok) return peopleProblem(context, edited.errors);
    const now = people.find(person.id);
    return now ? context.json(userView(now), 200) : problem(context, "no-such-user");
  });

  api.openapi(remove, async (context) => {
    const removed = await people.remove(context.req.valid("param").id);
    return removed.ok ? context.body(null, 204) : problem(context, "no-such-user");
  });
}

function userView(person: PersonView): z.input<typeof userSchema> {
  const { id, firstName, lastName, blocked, identifications } = person;
  return { id, firstName, lastName, blocked, identifications: identifications.map(identificationView) };
}
