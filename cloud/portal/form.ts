import { HTTPException } from "hono/http-exception";
import { Form } from "../../ui/form.ts";
import type { PortalContext } from "./visitor.ts";

/** The largest form, bytes. */
export const LARGEST_FORM = 16 * 1024;

type Sent = ConstructorParameters<typeof Form>[0];

/**
 * The form of a request; read once, however often it is asked for.
 *
 * @throws HTTPException 400 when there is none that can be read, or one that no page sends
 */
export async function formOf(context: PortalContext): Promise<Form> {
  const sent = await read(context);
  if (sent === null || Object.values(sent).some(holdsNul)) throw new HTTPException(400, { message: "form" });
  return new Form(sent);
}

async function read(context: PortalContext): Promise<Sent | null> {
  try {
    return await context.req.parseBody();
  } catch {
    return null;
  }
}

/** No field of any form holds it, and no database takes it. */
function holdsNul(value: Sent[string]): boolean {
  return [value].flat().some((one) => typeof one === "string" && one.includes("\0"));
}
