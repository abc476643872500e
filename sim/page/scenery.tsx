/** @jsxRuntime automatic @jsxImportSource hono/jsx */
/** What is drawn around the charger; all of it is said in words beside it. */
interface SceneryProps {
  readonly plugged: boolean;
  /** Watts. */
  readonly power: number;
}

/** Charger at the left, whole vehicle at the right: 584 by 440, one unit a pixel. */
export function WideScenery({ plugged, power }: SceneryProps) {
  return (
    <svg class="scenery scenery-wide" viewBox="0 0 584 440" aria-hidden="true">
      <Ground x={118} y={424} width={470} />
      <g transform="translate(262 286)">
        <Car />
      </g>
      {plugged ? (
        <Cable
          path="M110 400C110 434 150 424 196 424C252 424 238 362 284 355"
          power={power}
          plug="translate(288 354) rotate(-8)"
        />
      ) : (
        <Cable
          path="M110 400C110 432 160 434 196 424C240 410 242 372 242 330C242 300 242 292 242 282"
          power={0}
          plug="translate(242 282) rotate(-90)"
        />
      )}
    </svg>
  );
}

/** The vehicle drives out of the picture at the right: 358 by 264. */
export function NarrowScenery({ plugged, power }: SceneryProps) {
  return (
    <svg class="scenery scenery-narrow" viewBox="0 0 358 264" aria-hidden="true">
      <Ground x={84} y={252} width={300} />
      <g transform="translate(208 114)">
        <Car />
      </g>
      {plugged ? (
        <Cable
          path="M104 222C104 254 130 252 160 252C200 252 194 190 232 183"
          power={power}
          plug="translate(234 182) rotate(-8)"
        />
      ) : (
        <Cable
          path="M104 222C104 256 140 256 164 252C206 246 208 200 208 152C208 124 208 112 208 100"
          power={0}
          plug="translate(208 100) rotate(-90)"
        />
      )}
    </svg>
  );
}

function Ground({ x, y, width }: { readonly x: number; readonly y: number; readonly width: number }) {
  return <path class="ground" d={`M${x} ${y}h${width}`} />;
}

function Cable(props: { readonly path: string; readonly plug: string; readonly power: number }) {
  return (
    <g class="cable">
      <path class="cable-skin" d={props.path} />
      {props.power > 0 ? <path class="cable-flow" d={props.path} /> : null}
      <g transform={props.plug}>
        <rect class="cable-plug" x="-16" y="-7" width="20" height="14" rx="4" />
        <rect class="cable-pins" x="4" y="-4" width="6" height="8" rx="1" />
      </g>
    </g>
  );
}

/** A small car from its right side, 312 by 138: the wheels stand at y 138, the inlet is at 36, 68. */
function Car() {
  return (
    <g class="car">
      <path
        class="car-body"
        d="M10 106L8 84C7 74 9 65 13 56L27 30C33 17 44 10 60 8C100 2 150 2 180 10C198 16 216 30 232 44C258 47 284 53 297 63C306 70 309 80 308 92L306 105C305 109 303 110 300 110L280 110A32 32 0 0 0 216 110L104 110A32 32 0 0 0 40 110L15 110C12 110 10 109 10 106Z"
      />
      <path
        class="car-glass"
        d="M41 41C46 28 54 20 68 18C104 13 148 13 173 19C189 24 203 34 215 45L49 49C41 49 39 46 41 41Z"
      />
      <path class="car-pillar" d="M84 12L74 52M146 10L150 52" />
      <path class="car-sill" d="M106 110C106 106 105 103 104 100L216 100C215 103 214 106 214 110Z" />
      <path class="car-line" d="M150 52L152 98M22 60C90 54 220 54 292 66M160 64H174M84 64H98" />
      <path class="car-lamp" d="M283 59C294 62 301 69 303 77L290 72C286 69 283 64 283 59Z" />
      <path class="car-tail" d="M14 54L24 51L20 62L10 64Z" />
      <rect class="car-inlet" x="28" y="60" width="16" height="16" rx="5" />
      <g class="car-wheel">
        <circle cx="72" cy="111" r="27" />
        <circle class="car-rim" cx="72" cy="111" r="17" />
        <path class="car-spokes" d="M72 94V128M57 102.5L87 119.5M57 119.5L87 102.5" />
        <circle class="car-hub" cx="72" cy="111" r="4" />
      </g>
      <g class="car-wheel">
        <circle cx="248" cy="111" r="27" />
        <circle class="car-rim" cx="248" cy="111" r="17" />
        <path class="car-spokes" d="M248 94V128M233 102.5L263 119.5M233 119.5L263 102.5" />
        <circle class="car-hub" cx="248" cy="111" r="4" />
      </g>
    </g>
  );
}
