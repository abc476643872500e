import { z } from "zod";
import type { CardId } from "../../../protocol/card-id.ts";
import { WORDS } from "../../../ui/words.ts";
import { STOP_REASONS } from "../../core/session.ts";
import { REASONS } from "../../core/verdict.ts";
import type { HistoryItem } from "../../history/history-item.ts";
import { readHistory } from "../../history/read-history.ts";
import { refusedCards } from "../../history/refused-cards.ts";
import type { House } from "../house.ts";
import { codeOf } from "./code-of.ts";
import { identificationView, keptSchema } from "./identification-shape.ts";
import { instant, written, writtenOrNull } from "./instant.ts";
import { problem, problemAnswers } from "./problem.ts";
import { type Api, createRoute, json, jsonBody, LOGGED_IN } from "./route.ts";
import { userPath } from "./user-path.ts";
import { peopleProblem } from "./wrong-fields.ts";

/** A refused card can be added for so long after its tap, milliseconds; as on the page. */
const ADDABLE = 7 * 86_400_000;

const credential = z.strictObject({ kind: z.enum(["card", "pin", "remote"]), label: z.string() }).meta({
  id: "Credential",
  description: "What may be shown of a card (`04…C3`), a PIN (`#…`), or who asked for a remote start",
});

const sessionItem = z
  .strictObject({
    kind: z.literal("session"),
    seq: z.int(),
    session: z.string(),
    connector: z.int(),
    user: z.string().nullable(),
    credential: z.union([credential, z.null()]),
    startedAt: instant.nullable().meta({ description: "Null: the record of its start is no longer kept" }),
    endedAt: instant
      .nullable()
      .meta({ description: "Null: it is running, or the record of its end is lost" }),
    energyWh: z.number().nullable(),
    reason: codeOf(STOP_REASONS).nullable().meta({ description: "Why it ended (docs/reasons.md)" }),
    stoppedBy: z.union([credential, z.null()]),
    running: z.boolean(),
  })
  .meta({ id: "HistorySession" });

const refusalItem = z
  .strictObject({
    kind: z.literal("refusal"),
    seq: z.int(),
    at: instant,
    connector: z.int().nullable().meta({ description: "Null: tied to none" }),
    credential,
    reader: z.string().nullable().meta({ description: "Null: asked for by the cloud" }),
    verdict: codeOf(WORDS.en.verdicts),
    reason: codeOf(REASONS).meta({ description: "docs/reasons.md" }),
  })
  .meta({ id: "HistoryRefusal" });

const findingItem = z
  .strictObject({
    kind: z.literal("finding"),
    seq: z.int(),
    at: instant,
    code: codeOf(WORDS.en.findings).meta({ description: "docs/events.md" }),
    count: z.int().meta({ description: "How many refusals or faults it stands for" }),
  })
  .meta({ id: "HistoryFinding" });

const item = z.discriminatedUnion("kind", [sessionItem, refusalItem, findingItem]);

const list = createRoute({
  method: "get",
  path: "/history",
  operationId: "getHistory",
  summary: "Who charged when, how much and why it ended; who was refused. The newest first",
  security: LOGGED_IN.security,
  request: {
    query: z.strictObject({
      show: z.enum(["all", "sessions", "refusals"]).default("all"),
      before: z.coerce
        .number()
        .int()
        .min(1)
        .optional()
        .meta({ description: "The `next` of the answer before; absent: from the newest on" }),
      limit: z.coerce
        .number()
        .int()
        .min(1)
        .max(200)
        .default(50)
        .meta({ description: "How many items are told at most" }),
    }),
  },
  responses: {
    200: json(
      "Some of it",
      z
        .strictObject({
          items: z.array(item),
          next: z
            .int()
            .nullable()
            .meta({ description: "What `before` is for the next ones; null: these were the last" }),
          incomplete: z.boolean().meta({
            description:
              "There was too much to look at: there are fewer items than there could be, or some do not say when they began. Go on with `next`",
          }),
        })
        .meta({ id: "History" }),
    ),
    ...LOGGED_IN.answers,
    ...problemAnswers("wrong-fields"),
  },
});

const refused = createRoute({
  method: "get",
  path: "/history/refused-cards",
  operationId: "listRefusedCards",
  summary: "Cards that nobody knows and that were refused in the last seven days; the one shown last first",
  security: LOGGED_IN.security,
  responses: {
    200: json(
      "The cards",
      z.strictObject({
        cards: z.array(
          z.strictObject({
            card: z
              .string()
              .meta({ description: "By this it is added; it says nothing of the card's number" }),
            label: z.string().meta({ description: "`04…C3`" }),
            reader: z.string().meta({ description: "Where it was shown last" }),
            at: instant.meta({ description: "When it was shown last" }),
            reason: codeOf(REASONS),
            count: z.int().meta({ description: "How often it was refused" }),
          }),
        ),
      }),
    ),
    ...LOGGED_IN.answers,
  },
});

const addBody = jsonBody(
  z.strictObject({
    card: z.string().meta({ description: "Of one of `GET /history/refused-cards`" }),
  }),
);
const add = createRoute({
  method: "post",
  path: "/users/{id}/refused-cards",
  operationId: "addRefusedCard",
  summary: "Gives a card that was refused to a user",
  security: LOGGED_IN.security,
  request: { params: userPath, ...addBody.request },
  responses: {
    201: json("Added", keptSchema),
    ...LOGGED_IN.answers,
    ...addBody.answers,
    ...problemAnswers("no-such-user", "no-such-card", "no-such-identification"),
  },
});

/** The history, and adding cards that were refused. */
export function historyResource(api: Api, { parts }: House): void {
  const { store, clock, people, unit } = parts;
  const cards = () => refusedCards(store, { since: clock.wall() - ADDABLE });

  api.openapi(list, async (context) => {
    const { show, before, limit } = context.req.valid("query");
    const { items, ...rest } = await readHistory(store, {
      show,
      limit,
      ...(before !== undefined && { before }),
    });
    return context.json({ items: items.map(itemView), ...rest }, 200);
  });

  api.openapi(refused, async (context) => {
    const told = (await cards()).map(({ key, at, ...card }) => ({ ...card, card: key, at: written(at) }));
    return context.json({ cards: told }, 200);
  });

  api.openapi(add, async (context) => {
    const { id } = context.req.valid("param");
    if (!people.find(id)) return problem(context, "no-such-user");
    const wanted = context.req.valid("json").card;
    const tap = (await cards()).find(({ key }) => key === wanted);
    if (!tap) return problem(context, "no-such-card");
    const credentialOfTap = { kind: "card", key: tap.key, label: tap.label } as const;
    const card: CardId | null = unit.cardNumber(credentialOfTap);
    const added = await people.addCredential(id, {
      credential: credentialOfTap,
      card,
      status: "active",
      expires: "",
    });
    if (!added.ok) return peopleProblem(context, added.errors);
    const one = people.find(id)?.identifications.find((held) => held.id === added.id);
    if (!one) return problem(context, "no-such-identification");
    return context.json({ identification: identificationView(one), hint: null }, 201);
  });
}

function itemView(one: HistoryItem): z.input<typeof item> {
  switch (one.kind) {
    case "session":
      return { ...one, startedAt: writtenOrNull(one.startedAt), endedAt: writtenOrNull(one.endedAt) };
    case "refusal": {
      const { kind, label } = one.credential;
      return {
        ...one,
        at: written(one.at),
        connector: one.connector ?? null,
        credential: { kind, label },
      };
    }
    case "finding":
      return { ...one, at: written(one.at) };
  }
}
