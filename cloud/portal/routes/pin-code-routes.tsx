/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import type { Hono } from "hono";
import type { PinCode, PinCodeProblem } from "../../credentials/pin-codes.ts";
import { WEEKDAYS, type Weekday, windowOf } from "../../credentials/pin-terms.ts";
import { type ChargerId, isId, type PersonId, type PinCodeId } from "../../database/ids.ts";
import type { SeenInstallation } from "../../sites/installations.ts";
import { endOfDay } from "../day.ts";
import { formOf } from "../form.ts";
import { type GuestCard, GuestCodesPage } from "../pages/guest-codes-page.tsx";
import { MadePinPage, NewPinPage, PinCodesPage, type PinFormView } from "../pages/pin-codes-page.tsx";
import { AT } from "../pages/places.ts";
import { installationPages } from "../pages/site-places.ts";
import { siteWords } from "../pages/site-words-of.ts";
import type { Portal } from "../portal.ts";
import { idParam } from "../refusals.ts";
import { respond } from "../respond.ts";
import { type PortalContext, type PortalEnv, signedInOf } from "../visitor.ts";
import { atField, goOn, granted, installationIn } from "./seen-in-address.ts";

const PAGE = `${AT.installations}/:installation/credentials`;
const HOUR = 3_600_000;

const BLANK: PinFormView = {
  label: "",
  holder: "",
  expires: "",
  days: "always",
  from: "07:00",
  to: "19:00",
  uses: "",
  charger: "",
  errors: {},
};

/** PIN codes and guest codes of an installation, for its owner (A2). */
export function pinCodeRoutes(app: Hono<PortalEnv>, portal: Portal): void {
  const { pins, seen, stopGroups } = portal.services.sites;
  const { clock } = portal.cloud;

  const shownIn = async (context: PortalContext) => {
    const { actor } = signedInOf(context);
    const installation = await installationIn(portal, context);
    const { codes } = granted(await pins.list(actor, installation.id));
    return {
      visitor: context.get("visitor"),
      installation,
      codes,
      chargers: await seen.at(actor, installation.id),
      odds: granted(await pins.odds(actor, installation.id)),
      now: clock.now(),
    };
  };

  app.get(`${PAGE}/pin-codes`, async (context) =>
    respond(portal, context, <PinCodesPage {...(await shownIn(context))} />),
  );

  const newPage = async (context: PortalContext, installation: SeenInstallation, form: PinFormView) => {
    const { actor } = signedInOf(context);
    const { people } = granted(await stopGroups.list(actor, installation.id));
    return respond(
      portal,
      context,
      <NewPinPage
        visitor={context.get("visitor")}
        installation={installation}
        people={people}
        chargers={await seen.at(actor, installation.id)}
        form={form}
      />,
      Object.keys(form.errors).length > 0 ? 422 : 200,
    );
  };

  app.get(`${PAGE}/pin-codes/new`, async (context) => {
    const installation = await installationIn(portal, context);
    granted(await pins.odds(signedInOf(context).actor, installation.id));
    return newPage(context, installation, BLANK);
  });

  app.post(`${PAGE}/pin-codes/new`, async (context) => {
    const { actor } = signedInOf(context);
    const installation = await installationIn(portal, context);
    const words = siteWords(context.get("visitor")).pins;
    const sent = await formOf(context);
    const form = Object.fromEntries(
      (["label", "holder", "expires", "days", "from", "to", "uses", "charger"] as const).map((name) => [
        name,
        sent.text(name),
      ]),
    );
    const typed: PinFormView = { ...BLANK, ...form };
    const terms = termsOf(typed, installation.zone);
    if (!terms.ok)
      return newPage(context, installation, {
        ...typed,
        errors: { [terms.problem]: words.problems[terms.problem] },
      });
    const made = await pins.make(actor, installation.id, {
      pin: null,
      holder: terms.holder,
      label: typed.label,
      terms: terms.terms,
    });
    if (made.ok)
      return respond(
        portal,
        context,
        <MadePinPage
          visitor={context.get("visitor")}
          installation={installation}
          label={typed.label.trim()}
          pin={made.pin}
        />,
      );
    const problem = atField(made.problem);
    return newPage(context, installation, {
      ...typed,
      errors: { [fieldOf(problem)]: words.problems[problem] },
    });
  });

  const guestPage = async (
    context: PortalContext,
    made: GuestCard | null,
    errors: Partial<Record<"label" | "charger", string>> = {},
  ) => {
    const shown = await shownIn(context);
    return respond(
      portal,
      context,
      <GuestCodesPage {...shown} codes={shown.codes.filter(isGuests)} made={made} errors={errors} />,
      Object.keys(errors).length > 0 ? 422 : 200,
    );
  };

  app.get(`${PAGE}/guest-codes`, (context) => guestPage(context, null));

  app.post(`${PAGE}/guest-codes`, async (context) => {
    const { actor } = signedInOf(context);
    const installation = await installationIn(portal, context);
    const words = siteWords(context.get("visitor"));
    const sent = await formOf(context);
    const label = sent.text("label").trim() === "" ? words.guests.guest : sent.text("label").trim();
    const [hours, wanted] = [sent.text("hours"), sent.text("charger")];
    const charger = isId<ChargerId>(wanted) ? wanted : null;
    const made = await pins.makeGuestCode(actor, installation.id, {
      label,
      charger,
      ...(/^(?:24|72|168)$/.test(hours) && { expiresAt: clock.now() + Number(hours) * HOUR }),
    });
    if (!made.ok) {
      const problem = atField(made.problem);
      const field = problem === "charger" ? "charger" : "label";
      return guestPage(context, null, { [field]: words.pins.problems[problem] });
    }
    const chargers = await seen.at(actor, installation.id);
    const at = chargers.find(({ id }) => id === charger)?.name ?? null;
    return guestPage(context, { label, pin: made.pin, expiresAt: made.expiresAt, charger: at });
  });

  app.post(`${PAGE}/pin-codes/:pin/status`, async (context) => {
    const { code, to } = await codeIn(context);
    const { isBlocked, isActive } = siteWords(context.get("visitor")).pins;
    const status = (await formOf(context)).text("status") === "blocked" ? "blocked" : "active";
    granted(await pins.setStatus(signedInOf(context).actor, idParam<PinCodeId>(context, "pin"), status));
    return goOn(portal, context, to, status === "blocked" ? isBlocked(code) : isActive(code));
  });

  app.post(`${PAGE}/pin-codes/:pin/remove`, async (context) => {
    const { code, to } = await codeIn(context);
    granted(await pins.remove(signedInOf(context).actor, idParam<PinCodeId>(context, "pin")));
    return goOn(portal, context, to, siteWords(context.get("visitor")).pins.isRemoved(code));
  });

  /** What the code of an address is called, and the page that is shown after a change. */
  const codeIn = async (context: PortalContext) => {
    const installation = await installationIn(portal, context);
    const { codes } = granted(await pins.list(signedInOf(context).actor, installation.id));
    const id = idParam<PinCodeId>(context, "pin");
    const at = installationPages(installation.id);
    const back = (await formOf(context)).text("back");
    return {
      code: codes.find((one) => one.id === id)?.label ?? "",
      to: back === "guests" ? at.guests : at.pins,
    };
  };
}

/** Codes for one session that are nobody's. */
function isGuests({ holder, uses }: PinCode): boolean {
  return holder === null && uses === 1;
}

const DAYS: Readonly<Record<string, readonly Weekday[]>> = {
  every: WEEKDAYS,
  workdays: WEEKDAYS.slice(0, 5),
  weekend: WEEKDAYS.slice(5),
};

/** What a form says of a code's terms; a field that says nothing that can be understood is named. */
function termsOf(form: PinFormView, zone: string) {
  const wrong = (problem: "expires" | "windows" | "uses" | "holder" | "charger") =>
    ({ ok: false, problem }) as const;
  const expiresAt = form.expires === "" ? null : endOfDay(form.expires, zone);
  if (form.expires !== "" && expiresAt === null) return wrong("expires");
  const days = DAYS[form.days] ?? null;
  const window = days && windowOf(days, form.from.trim(), form.to.trim());
  if (days && window === null) return wrong("windows");
  const uses = form.uses.trim() === "" ? null : Number(form.uses);
  if (form.holder !== "" && !isId<PersonId>(form.holder)) return wrong("holder");
  if (form.charger !== "" && !isId<ChargerId>(form.charger)) return wrong("charger");
  return {
    ok: true,
    holder: form.holder === "" ? null : form.holder,
    terms: {
      from: null,
      expiresAt,
      windows: window ? [window] : [],
      uses,
      chargerId: form.charger === "" ? null : form.charger,
    },
  } as const;
}

/** The field at which a problem is said. */
function fieldOf(
  problem: Exclude<PinCodeProblem, "not-found" | "forbidden">,
): Exclude<keyof PinFormView["errors"], undefined> {
  switch (problem) {
    case "label":
    case "holder":
    case "expires":
    case "windows":
    case "uses":
    case "charger":
      return problem;
    case "from":
    case "period":
      return "expires";
    case "no-hash":
    case "not-digits":
    case "wrong-length":
    case "taken":
    case "too-many":
      return "form";
  }
}
