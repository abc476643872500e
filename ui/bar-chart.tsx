/** @jsxRuntime automatic @jsxImportSource hono/jsx */

/** One bar. */
export interface Bar {
  /** What it stands for, as the table says it: `3 Nov 2026`. */
  readonly label: string;
  /** The same, as short as it fits under a bar; empty: nothing stands there. */
  readonly short: string;
  /** From 0. */
  readonly value: number;
}

const WIDTH = 640;
const HEIGHT = 200;
const LEFT = 80;
const BOTTOM = 24;
const TOP = 8;

/**
 * A chart of bars, drawn by the server: it needs neither script nor inline style. The same figures stand in a table under it,
 * which whoever cannot see the chart reads.
 */
export function BarChart(props: {
  /** Unique on the page. */
  readonly id: string;
  /** What is shown: heard in place of the chart, and the table's caption. */
  readonly title: string;
  /** Heads of the table's columns. */
  readonly columns: { readonly label: string; readonly value: string };
  readonly bars: readonly Bar[];
  /** A value as people read it, with its unit. */
  readonly worded: (value: number) => string;
  /** What opens the table. */
  readonly asTable: string;
}) {
  const { id, bars, worded } = props;
  const top = niceTop(Math.max(0, ...bars.map(({ value }) => value)));
  const lines = [0, 0.5, 1].map((part) => part * top);
  const across = (WIDTH - LEFT) / Math.max(1, bars.length);
  const high = HEIGHT - TOP - BOTTOM;
  const yOf = (value: number) => round(TOP + high * (1 - (top === 0 ? 0 : value / top)));
  return (
    <figure class="bar-chart">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-labelledby={`${id}-title`}>
        <title id={`${id}-title`}>{props.title}</title>
        {lines.map((value) => (
          <>
            <line class="chart-line" x1={LEFT} x2={WIDTH} y1={yOf(value)} y2={yOf(value)} />
            <text class="chart-figure" x={LEFT - 6} y={yOf(value) + 4} text-anchor="end">
              {worded(value)}
            </text>
          </>
        ))}
        {bars.map(({ label, short, value }, index) => {
          const x = LEFT + index * across;
          return (
            <g>
              <title>{`${label}: ${worded(value)}`}</title>
              {/* What is pointed at, however small the bar. */}
              <rect class="chart-field" x={round(x)} y={TOP} width={round(across)} height={high} />
              <rect
                class="chart-bar"
                x={round(x + across * 0.15)}
                y={yOf(value)}
                width={round(across * 0.7)}
                height={round(HEIGHT - BOTTOM - yOf(value))}
                rx={2}
              />
              {short === "" ? null : (
                <text
                  class="chart-figure"
                  x={index === bars.length - 1 ? WIDTH : round(x + across / 2)}
                  y={HEIGHT - 8}
                  text-anchor={index === bars.length - 1 ? "end" : "middle"}
                >
                  {short}
                </text>
              )}
            </g>
          );
        })}
      </svg>
      <details class="disclosed" id={`${id}-table`}>
        <summary>{props.asTable}</summary>
        <table class="table">
          <caption class="unseen">{props.title}</caption>
          <thead>
            <tr>
              <th scope="col">{props.columns.label}</th>
              <th scope="col" class="is-numeric">
                {props.columns.value}
              </th>
            </tr>
          </thead>
          <tbody>
            {bars.map(({ label, value }) => (
              <tr>
                <th scope="row">{label}</th>
                <td class="is-numeric">{worded(value)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
}

/** The next number that is easily read: 1, 2, 5 or 10 times a power of ten. */
function niceTop(value: number): number {
  if (value <= 0) return 0;
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 5].map((step) => step * power).find((step) => step >= value) ?? 10 * power;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
