/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import { Icon, type IconName } from "./icon.tsx";
import { type LightProps, lightClasses } from "./light.tsx";

/**
 * A charger as one sees it on the wall: its plate with the ring of light. The word that says the same stands beside it,
 * always.
 */
export function LightRing(
  props: LightProps & {
    /** What stands inside the ring. */
    readonly icon: IconName;
    readonly small?: boolean | undefined;
  },
) {
  return (
    <span
      class={`light-ring ${props.small ? "light-ring-small " : ""}${lightClasses(props)}`}
      aria-hidden="true"
    >
      <svg class="ring-light" viewBox="0 0 152 152" aria-hidden="true" focusable="false">
        <circle class="ring-groove" cx="76" cy="76" r="62" />
        <circle class="ring-glow" cx="76" cy="76" r="62" pathLength="120" />
        <circle class="ring-lamp" cx="76" cy="76" r="62" pathLength="120" />
      </svg>
      <Icon name={props.icon} />
    </span>
  );
}
