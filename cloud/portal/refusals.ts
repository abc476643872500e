import { HTTPException } from "hono/http-exception";
import type { Form } from "../../ui/form.ts";
import { type AnyId, isId } from "../database/ids.ts";
import type { PortalContext } from "./visitor.ts";

/** There is no such thing, or none that this person may see: to be thrown, and the two look alike. */
export function missing(): HTTPException {
  return new HTTPException(404);
}

/** It may be seen, but not so: to be thrown. */
export function forbidden(): HTTPException {
  return new HTTPException(403);
}

/** What the pages throw for the two refusals that every service knows. */
export function refusal(problem: "not-found" | "forbidden"): HTTPException {
  return problem === "not-found" ? missing() : forbidden();
}

/**
 * An id out of the address: `/chargers/:charger`.
 * @throws HTTPException 404 when it has not the form of one
 */
export function idParam<Id extends AnyId>(context: PortalContext, name: string): Id {
  const text = context.req.param(name) ?? "";
  if (!isId<Id>(text)) throw missing();
  return text;
}

/** The token at the end of a link from a mail; whether it is good is its service's to say. */
export function tokenParam(context: PortalContext): string {
  return context.req.param("token") ?? "";
}

/**
 * An id out of a form's hidden field.
 * @throws HTTPException 404 when it has not the form of one
 */
export function idOfForm<Id extends AnyId>(form: Form, name: string): Id {
  const text = form.text(name);
  if (!isId<Id>(text)) throw missing();
  return text;
}
