/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import { LANGUAGES, type Language } from "./language.ts";

/** What a moment is shown by. */
export interface TimeProps {
  /** Wall clock, milliseconds since 1970. */
  readonly at: number;
  /** Whose way of writing it is used; English. */
  readonly language?: Language | undefined;
}

/**
 * A moment: its local time of day, and exactly on hover. `local-times.js` puts it into the viewer's own zone, which is
 * this machine's until then.
 */
export function Time({ at, language = "en" }: TimeProps) {
  const moment = new Date(at);
  const iso = moment.toISOString();
  return (
    <time datetime={iso} title={iso}>
      {moment.toLocaleTimeString(LANGUAGES[language].locale)}
    </time>
  );
}

/** A date: local, and exactly on hover. */
export function Day({ at, language = "en" }: TimeProps) {
  const iso = new Date(at).toISOString();
  return (
    <time datetime={iso} title={iso} data-show="day">
      {new Date(at).toLocaleDateString(LANGUAGES[language].locale, {
        day: "numeric",
        month: "short",
        year: "numeric",
      })}
    </time>
  );
}

/** A moment of today, to the minute, and exactly on hover. */
export function Minute({ at, language = "en" }: TimeProps) {
  const iso = new Date(at).toISOString();
  return (
    <time datetime={iso} title={iso} data-show="minute">
      {new Date(at).toLocaleTimeString(LANGUAGES[language].locale, { hour: "2-digit", minute: "2-digit" })}
    </time>
  );
}

/** A moment with its date, as in a history: the day, then the time of day to the minute, which stay together. */
export function Moment(props: TimeProps) {
  return (
    <span class="moment">
      <Day {...props} /> <Minute {...props} />
    </span>
  );
}
