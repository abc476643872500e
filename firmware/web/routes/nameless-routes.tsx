/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import type { Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import { formOf } from "../form.ts";
import type { House } from "../house.ts";
import { NamelessPage } from "../pages/nameless-page.tsx";
import { nameOf } from "../pages/person-name.ts";
import { AT, namelessAt } from "../pages/places.ts";
import { shownAs } from "../pages/shown-as.ts";
import { respond } from "../respond.ts";
import { MOST_SHOWN, searchIn } from "../search.ts";
import type { PageContext, PageEnv } from "../visitor.ts";
import { leave, leaveProblem, removeOne } from "./user-routes.tsx";

/** Cards and PINs that came from a list without names find their owners. */
export function namelessRoutes(app: Hono<PageEnv>, house: House): void {
  const { people, facts } = house.parts;
  const at = namelessAt(":identification");
  const oneOf = (context: PageContext) => {
    const one = people.orphan(context.req.param("identification") ?? "");
    if (!one) throw new HTTPException(404, { message: "identification" });
    return one;
  };

  app.get(at, async (context) => {
    const search = searchIn(context);
    const found = await people.list({ search, most: MOST_SHOWN });
    return respond(
      context,
      <NamelessPage
        visitor={context.get("visitor")}
        unit={facts.unit}
        one={oneOf(context)}
        people={found.people}
        search={search}
      />,
    );
  });

  app.post(at, async (context) => {
    const visitor = context.get("visitor");
    const one = oneOf(context);
    const person = people.find((await formOf(context)).text("person"));
    if (!person) throw new HTTPException(404, { message: "user" });
    const given = await people.adopt(one.id, person.id);
    if (given.ok)
      leave(house, visitor, visitor.words.identifications.given(shownAs(one, visitor), nameOf(person)));
    else leaveProblem(house, visitor, given.errors);
    return context.redirect(AT.users, 303);
  });

  app.post(`${at}/remove`, async (context) => {
    await removeOne(oneOf(context), house, context.get("visitor"));
    return context.redirect(AT.users, 303);
  });
}
