/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import type { Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import { suggestedPin } from "../../../protocol/suggested-pin.ts";
import type { Form } from "../../../ui/form.ts";
import { ENROLMENT_LASTS } from "../../whitelist/card-enrolment.ts";
import { type Identification, parseIdentificationId } from "../../whitelist/identification.ts";
import type { PeopleProblem } from "../../whitelist/people-problem.ts";
import type { PersonView } from "../../whitelist/person-view.ts";
import { dayOf } from "../day.ts";
import { formOf } from "../form.ts";
import type { House } from "../house.ts";
import {
  type IdentificationForm,
  IdentificationPage,
  IdentificationsPage,
  identificationShown,
} from "../pages/identifications-page.tsx";
import { nameOf } from "../pages/person-name.ts";
import { AT, userAt } from "../pages/places.ts";
import { ScanPage, type ScanPicture } from "../pages/scan-page.tsx";
import { shownAs } from "../pages/shown-as.ts";
import { type ProfileForm, ProfilePage, profileShown, UsersPage } from "../pages/users-page.tsx";
import { fieldErrors, hintWords, problemWords } from "../problem-words.ts";
import { respond } from "../respond.ts";
import { MOST_SHOWN, searchIn } from "../search.ts";
import { isStale } from "../seen.ts";
import { undoNote } from "../undo.ts";
import type { PageContext, PageEnv, Visitor } from "../visitor.ts";

/** Local users and their cards and PINs (D2 to D4). */
export function userRoutes(app: Hono<PageEnv>, house: House): void {
  const { parts, notes } = house;
  const { people, facts } = parts;
  const unit = facts.unit;

  app.get(AT.users, async (context) => {
    const visitor = context.get("visitor");
    const search = searchIn(context);
    const found = await people.list({ search, most: MOST_SHOWN });
    return respond(
      context,
      <UsersPage
        visitor={visitor}
        unit={unit}
        note={taken(house, visitor) ?? undoNote(house, visitor.session, AT.import)}
        people={found.people}
        total={found.total}
        search={search}
        nameless={search === "" ? await people.withoutPerson() : []}
      />,
    );
  });

  app.get(`${AT.users}/new`, (context) =>
    respond(
      context,
      <ProfilePage
        visitor={context.get("visitor")}
        unit={unit}
        person={null}
        form={{ firstName: "", lastName: "", blocked: false, errors: {} }}
      />,
    ),
  );

  app.post(`${AT.users}/new`, async (context) => {
    const visitor = context.get("visitor");
    const written = profileOf(await formOf(context));
    const result = await people.add(written);
    if (result.ok) {
      leave(house, visitor, visitor.words.users.added(nameOf(written)));
      return context.redirect(userAt(result.id), 303);
    }
    const form: ProfileForm = { ...written, errors: fieldErrors(result.errors, visitor) };
    return respond(context, <ProfilePage visitor={visitor} unit={unit} person={null} form={form} />, 422);
  });

  app.get(`${AT.users}/:person`, (context) => {
    const visitor = context.get("visitor");
    return respond(
      context,
      <IdentificationsPage
        visitor={visitor}
        unit={unit}
        person={personOf(context, house)}
        note={taken(house, visitor)}
        day={(expires) => dayOf(expires - 1, facts.zone, visitor.language)}
        hasReader={facts.readers.length > 0}
      />,
    );
  });

  app.get(`${AT.users}/:person/edit`, (context) => {
    const person = personOf(context, house);
    const visitor = context.get("visitor");
    return respond(
      context,
      <ProfilePage
        visitor={visitor}
        unit={unit}
        person={person}
        form={{ ...person, errors: {} }}
        note={taken(house, visitor)}
      />,
    );
  });

  app.post(`${AT.users}/:person/edit`, async (context) => {
    const visitor = context.get("visitor");
    const form = await formOf(context);
    const person = personOf(context, house);
    if (isStale(form, profileShown(person))) {
      leaveStale(house, visitor);
      return context.redirect(`${userAt(person.id)}/edit`, 303);
    }
    const written = profileOf(form);
    const result = await people.edit(person.id, written);
    if (result.ok) {
      leave(house, visitor, visitor.words.users.saved(nameOf(written)));
      return context.redirect(userAt(person.id), 303);
    }
    const again: ProfileForm = { ...written, errors: fieldErrors(result.errors, visitor) };
    return respond(context, <ProfilePage visitor={visitor} unit={unit} person={person} form={again} />, 422);
  });

  app.post(`${AT.users}/:person/remove`, async (context) => {
    const visitor = context.get("visitor");
    const person = personOf(context, house);
    const removed = await people.remove(person.id);
    if (removed.ok) leave(house, visitor, visitor.words.users.removed(nameOf(person)));
    else leaveProblem(house, visitor, removed.errors);
    return context.redirect(AT.users, 303);
  });

  app.get(`${AT.users}/:person/identifications/new`, (context) =>
    respond(
      context,
      <IdentificationPage
        visitor={context.get("visitor")}
        unit={unit}
        person={personOf(context, house)}
        one={null}
        form={{ type: "pin", status: "active", code: "", expires: "", errors: {} }}
      />,
    ),
  );

  app.post(`${AT.users}/:person/identifications/new`, async (context) => {
    const visitor = context.get("visitor");
    const person = personOf(context, house);
    const sent = await formOf(context);
    const written = identificationOf(sent, sent.text("type") === "card" ? "card" : "pin");
    const again = (form: IdentificationForm, status: 200 | 422) =>
      respond(
        context,
        <IdentificationPage visitor={visitor} unit={unit} person={person} one={null} form={form} />,
        status,
      );
    if (sent.checked("suggest"))
      return again({ ...written, type: "pin", code: suggestedPin(parts.random), errors: {} }, 200);
    const result = await people.addIdentification(person.id, written);
    if (!result.ok) return again({ ...written, errors: fieldErrors(result.errors, visitor) }, 422);
    const added = people.find(person.id)?.identifications.find(({ id }) => id === result.id);
    const words = added ? addedWords(added, house, visitor) : visitor.words.identifications.saved;
    const also = isListed(result.id, house) ? visitor.words.identifications.alsoInCloud : "";
    leave(house, visitor, `${words} ${hintWords(result.hint, visitor)} ${also}`.trim());
    return context.redirect(userAt(person.id), 303);
  });

  app.get(`${AT.users}/:person/identifications/:identification`, (context) => {
    const person = personOf(context, house);
    const one = identificationIn(person, context);
    const expires = one.expires === null ? "" : dayOf(one.expires - 1, facts.zone, "iso");
    return respond(
      context,
      <IdentificationPage
        visitor={context.get("visitor")}
        unit={unit}
        person={person}
        one={one}
        form={{ type: one.type, status: one.status, code: "", expires, errors: {} }}
      />,
    );
  });

  app.post(`${AT.users}/:person/identifications/:identification`, async (context) => {
    const visitor = context.get("visitor");
    const sent = await formOf(context);
    const person = personOf(context, house);
    const one = identificationIn(person, context);
    if (isStale(sent, identificationShown(one))) {
      leaveStale(house, visitor);
      return context.redirect(userAt(person.id), 303);
    }
    const written = identificationOf(sent, one.type);
    const result = await people.editIdentification(one.id, {
      ...written,
      expires: unchangedExpiry(one, written.expires, facts.zone),
    });
    if (result.ok) {
      const words = `${visitor.words.identifications.saved} ${hintWords(result.hint, visitor)}`;
      leave(house, visitor, words.trim());
      return context.redirect(userAt(person.id), 303);
    }
    const form = { ...written, errors: fieldErrors(result.errors, visitor) };
    return respond(
      context,
      <IdentificationPage visitor={visitor} unit={unit} person={person} one={one} form={form} />,
      422,
    );
  });

  app.post(`${AT.users}/:person/identifications/:identification/remove`, async (context) => {
    const visitor = context.get("visitor");
    const person = personOf(context, house);
    const one = identificationIn(person, context);
    await removeOne(one, house, visitor);
    return context.redirect(userAt(person.id), 303);
  });

  app.get(`${AT.users}/:person/scan`, (context) => {
    const person = personOf(context, house);
    return respond(
      context,
      <ScanPage visitor={context.get("visitor")} unit={unit} picture={scanPicture(person, house)} />,
    );
  });

  app.post(`${AT.users}/:person/scan`, async (context) => {
    const visitor = context.get("visitor");
    const person = personOf(context, house);
    if ((await formOf(context)).text("do") === "cancel") {
      const { state } = parts.enrolment;
      if (state.kind === "open" && state.person === person.id) parts.enrolment.cancel();
      return context.redirect(userAt(person.id), 303);
    }
    const opened = parts.enrolment.open(person.id);
    if (opened !== "opened" && visitor.session) {
      const { other, cloudWaits } = visitor.words.scan;
      notes.leave(visitor.session, { tone: "bad", text: opened === "busy" ? other : cloudWaits });
      return context.redirect(userAt(person.id), 303);
    }
    return context.redirect(`${userAt(person.id)}/scan`, 303);
  });
}

/** What the page of somebody's new card shows now. */
export function scanPicture(person: PersonView, { parts }: House): ScanPicture {
  const { enrolment, clock, facts, unit } = parts;
  const { state } = enrolment;
  const readers = unit.lost.filter(({ kind }) => kind === "reader").length;
  return {
    person,
    state,
    left: state.kind === "open" ? Math.min(ENROLMENT_LASTS, Math.max(0, state.until - clock.mono())) : 0,
    reader: facts.readers.length === 0 ? "none" : readers === facts.readers.length ? "lost" : "works",
  };
}

function personOf(context: PageContext, { parts }: House): PersonView {
  const person = parts.people.find(context.req.param("person") ?? "");
  if (!person) throw new HTTPException(404, { message: "user" });
  return person;
}

function identificationIn(person: PersonView, context: PageContext): Identification {
  const one = person.identifications.find(({ id }) => id === context.req.param("identification"));
  if (!one) throw new HTTPException(404, { message: "identification" });
  return one;
}

function profileOf(form: Form): Omit<ProfileForm, "errors"> {
  return {
    firstName: form.text("firstName"),
    lastName: form.text("lastName"),
    blocked: form.checked("blocked"),
  };
}

function identificationOf(form: Form, type: "pin" | "card"): Omit<IdentificationForm, "errors"> {
  return {
    type,
    status: form.text("status") === "blocked" ? "blocked" : "active",
    code: form.text("code").trim(),
    expires: form.text("expires"),
  };
}

/** A form knows days only: an end in the midst of the day that it shows stays as exact as it was. */
function unchangedExpiry(one: Identification, day: string, zone: string): string {
  if (one.expires === null || day !== dayOf(one.expires - 1, zone, "iso")) return day;
  return new Date(one.expires).toISOString();
}

/** Whether the cloud's list has it, too: then it opens the charger by that when it is removed here. */
function isListed(id: string, { parts }: House): boolean {
  const key = parseIdentificationId(id);
  return key !== null && parts.store.find(key).cloud !== null;
}

/** What can be done with it now, and what stands in the way. */
function addedWords(one: Identification, { parts }: House, visitor: Visitor): string {
  const { identifications: words } = visitor.words;
  if (one.state === "blocked") return words.addedBlocked;
  if (one.state === "expired") return words.addedExpired;
  const { identification } = parts.settings.rules();
  const together = identification.includes("card+pin");
  if (one.type === "pin") {
    if (identification.includes("pin")) return words.addedPin;
    return together ? words.addedPinWithCard : words.addedPinDisabled;
  }
  if (identification.includes("card")) return words.addedCard(one.label);
  return together ? words.addedCardWithPin(one.label) : words.addedCardDisabled(one.label);
}

/** Removes a card or PIN, and says so. */
export async function removeOne(one: Identification, house: House, visitor: Visitor): Promise<void> {
  const removed = await house.parts.people.removeIdentification(one.id);
  if (removed.ok) leave(house, visitor, visitor.words.identifications.removed(shownAs(one, visitor)));
  else leaveProblem(house, visitor, removed.errors);
}

/** Says on the next page what was wrong. */
export function leaveProblem({ notes }: House, visitor: Visitor, errors: readonly PeopleProblem[]): void {
  const text = errors.map((error) => problemWords(error, visitor)).join(" ");
  if (visitor.session) notes.leave(visitor.session, { tone: "bad", text });
}

function leaveStale({ notes }: House, { session, words }: Visitor): void {
  if (session) notes.leave(session, { tone: "bad", text: words.common.changedMeanwhile });
}

/** Says something on the next page. */
export function leave({ notes }: House, { session }: Visitor, text: string): void {
  if (session) notes.leave(session, { tone: "good", text });
}

function taken({ notes }: House, { session }: Visitor) {
  return session && notes.take(session);
}
