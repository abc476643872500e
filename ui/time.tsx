/** @jsxRuntime automatic @jsxImportSource hono/jsx */
/**
 * A moment: its local time of day, and exactly on hover. `local-times.js` puts it into the viewer's own zone, which is
 * this machine's until then.
 *
 * @param at wall clock, milliseconds since 1970
 */
export function Time({ at }: { readonly at: number }) {
  const moment = new Date(at);
  const iso = moment.toISOString();
  return (
    <time datetime={iso} title={iso}>
      {moment.toLocaleTimeString("en-GB")}
    </time>
  );
}

/** A date: local, and exactly on hover. */
export function Day({ at }: { readonly at: number }) {
  const iso = new Date(at).toISOString();
  return (
    <time datetime={iso} title={iso} data-show="day">
      {new Date(at).toLocaleDateString("en-GB", { day: "numeric", month: "short", year: "numeric" })}
    </time>
  );
}
