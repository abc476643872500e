/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import type { Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import { stream } from "hono/streaming";
import type { CardId } from "../../../protocol/card-id.ts";
import { historyCsv } from "../../history/history-csv.ts";
import type { Show } from "../../history/history-item.ts";
import { readHistory } from "../../history/read-history.ts";
import { type RefusedCard, refusedCards } from "../../history/refused-cards.ts";
import { formOf } from "../form.ts";
import type { House } from "../house.ts";
import { AddCardPage, HistoryPage } from "../pages/history-page.tsx";
import { AT, userAt } from "../pages/places.ts";
import { fieldErrors } from "../problem-words.ts";
import { respond } from "../respond.ts";
import { MOST_SHOWN, searchIn } from "../search.ts";
import type { PageContext, PageEnv } from "../visitor.ts";

const ON_A_PAGE = 50;
/** A refused card can be added for so long after its tap, milliseconds. */
const ADDABLE = 7 * 86_400_000;

/** Who charged when, how much and why it ended; who was refused, and adding a card that was. */
export function historyRoutes(app: Hono<PageEnv>, house: House): void {
  const { parts, notes } = house;
  const { store, facts, clock, people, unit } = parts;
  const refused = () => refusedCards(store, { since: clock.wall() - ADDABLE });

  app.get(AT.history, async (context) => {
    const visitor = context.get("visitor");
    const show = showOf(context.req.query("show"));
    const before = Number(context.req.query("before") ?? Number.NaN);
    const older = Number.isSafeInteger(before) && before > 0;
    const [stretch, cards] = await Promise.all([
      readHistory(store, { show, limit: ON_A_PAGE, ...(older && { before }) }),
      refused(),
    ]);
    return respond(
      context,
      <HistoryPage
        visitor={visitor}
        unit={facts.unit}
        note={visitor.session && notes.take(visitor.session)}
        show={show}
        stretch={stretch}
        older={older}
        holder={(credential) => {
          const { local, cloud } = store.find(credential);
          return local?.user ?? cloud?.user ?? null;
        }}
        addable={new Set(cards.map(({ key }) => key))}
      />,
    );
  });

  app.get(`${AT.history}.csv`, (context) => {
    context.header("Content-Type", "text/csv; charset=utf-8");
    context.header("Content-Disposition", `attachment; filename="history-${facts.unit}.csv"`);
    context.header("Cache-Control", "no-store");
    if (context.req.method === "HEAD") return context.body(null);
    return stream(context, async (out) => {
      for await (const line of historyCsv(store, { show: "all", zone: facts.zone })) {
        if (out.aborted) return;
        await out.write(line);
      }
    });
  });

  app.get(`${AT.history}/add-card`, async (context) => {
    const tap = await tapOf(context, refused);
    const form = { person: "", firstName: "", lastName: "" };
    const search = searchIn(context);
    return respond(
      context,
      <AddCardPage
        visitor={context.get("visitor")}
        unit={facts.unit}
        tap={tap}
        {...(await people.list({ search, most: MOST_SHOWN }))}
        search={search}
        form={form}
        errors={{}}
      />,
    );
  });

  app.post(`${AT.history}/add-card`, async (context) => {
    const visitor = context.get("visitor");
    const tap = await tapOf(context, refused);
    const sent = await formOf(context);
    const form = {
      person: sent.text("person"),
      firstName: sent.text("firstName"),
      lastName: sent.text("lastName"),
    };
    const again = async (errors: Parameters<typeof AddCardPage>[0]["errors"]) => {
      const { people: first, total } = await people.list({ most: MOST_SHOWN });
      const chosen = first.some(({ id }) => id === form.person) ? null : people.find(form.person);
      return respond(
        context,
        <AddCardPage
          visitor={visitor}
          unit={facts.unit}
          tap={tap}
          people={chosen ? [chosen, ...first] : first}
          total={total}
          search=""
          form={form}
          errors={errors}
        />,
        422,
      );
    };
    const credential = { kind: "card", key: tap.key, label: tap.label } as const;
    const card: CardId | null = unit.cardNumber(credential);
    const shown = { credential, card, status: "active", expires: "" };
    const { person, firstName, lastName } = form;
    const added =
      person === ""
        ? await people.addWithCredential({ firstName, lastName, blocked: false }, shown)
        : { ...(await people.addCredential(person, shown)), person };
    if (!added.ok) {
      const { firstName: first, lastName: last, ...others } = fieldErrors(added.errors, visitor);
      const [other] = Object.values(others);
      return again({
        ...(other !== undefined && { person: other }),
        ...(first !== undefined && { firstName: first }),
        ...(last !== undefined && { lastName: last }),
      });
    }
    if (visitor.session)
      notes.leave(visitor.session, {
        tone: "good",
        text: visitor.words.identifications.addedCard(tap.label),
      });
    return context.redirect(userAt(added.person), 303);
  });
}

async function tapOf(
  context: PageContext,
  refused: () => Promise<readonly RefusedCard[]>,
): Promise<RefusedCard> {
  const tap = (await refused()).find(({ key }) => key === context.req.query("card"));
  if (!tap) throw new HTTPException(404, { message: "tap" });
  return tap;
}

function showOf(text: string | undefined): Show {
  return text === "sessions" || text === "refusals" ? text : "all";
}
