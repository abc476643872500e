/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import { LANGUAGES, type Language } from "./language.ts";

/**
 * How long there is until a moment, `1:59` or `23:59:08`; `countdown.js` lets it run. It is not read out at every second, and
 * the exact moment is shown on hover.
 */
export function Countdown(props: {
  /** The moment, and now: milliseconds since 1970. */
  readonly until: number;
  readonly now: number;
  readonly language: Language;
}) {
  const { until, now, language } = props;
  return (
    <time
      class="countdown number"
      datetime={new Date(until).toISOString()}
      title={new Date(until).toLocaleString(LANGUAGES[language].locale)}
      data-until={until}
      data-now={now}
      data-show="countdown"
      role="timer"
      aria-live="off"
    >
      {leftOf(until - now)}
    </time>
  );
}

/** @param left milliseconds; what is over is zero */
function leftOf(left: number): string {
  const seconds = Math.max(0, Math.ceil(left / 1000));
  const two = (value: number) => String(value).padStart(2, "0");
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}
