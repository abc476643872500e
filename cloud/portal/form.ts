import { HTTPException } from "hono/http-exception";
import { Form } from "../../ui/form.ts";
import type { PortalContext } from "./visitor.ts";

/** The largest form, bytes. */
export const LARGEST_FORM = 16 * 1024;

/**
 * The form of a request; read once, however often it is asked for.
 *
 * @throws HTTPException 400 when there is none that can be read
 */
export async function formOf(context: PortalContext): Promise<Form> {
  try {
    return new Form(await context.req.parseBody());
  } catch {
    throw new HTTPException(400, { message: "form" });
  }
}
