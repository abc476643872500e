/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import { Button } from "../../ui/button.tsx";
import type { VehiclePicture } from "../world/picture.ts";
import { GestureForm } from "./gesture-form-view.tsx";

/** The vehicle in words, and what it can be told. */
export function Vehicle({ vehicle }: { readonly vehicle: VehiclePicture }) {
  const { plugged, wants, power } = vehicle;
  return (
    <div class="vehicle" id="vehicle">
      <h2 class="over">Vehicle</h2>
      <p class="vehicle-words">{vehicleWords(vehicle)}</p>
      <p class={power > 0 ? "vehicle-power is-flowing" : "vehicle-power"}>{wattWords(power)}</p>
      <div class="row">
        <PlugForm plugged={plugged} />
        <GestureForm do="wants" fields={{ power: wants ? "off" : "on" }}>
          <Button icon={wants ? "pause" : "play"} shortcut="W">
            {wants ? "Pause" : "Ask for power"}
          </Button>
        </GestureForm>
      </div>
    </div>
  );
}

/** Plugs in or unplugs. */
function PlugForm({ plugged }: { readonly plugged: boolean }) {
  return (
    <GestureForm do={plugged ? "unplug" : "plug"}>
      <Button icon={plugged ? "unplug" : "plug"} tone={plugged ? "plain" : "primary"} shortcut="P">
        {plugged ? "Unplug" : "Plug in"}
      </Button>
    </GestureForm>
  );
}

function vehicleWords({ plugged, wants, power }: VehiclePicture): string {
  if (!plugged) return wants ? "Parked, not plugged in" : "Parked, not plugged in, wants no power";
  if (power > 0) return "Plugged in, takes power";
  return wants ? "Plugged in, asks for power" : "Plugged in, has paused";
}

/** Watts, the thousands apart: `7 360 W`. */
function wattWords(watts: number): string {
  return `${String(Math.round(watts)).replaceAll(/\B(?=(\d{3})+$)/g, "\u202f")} W`;
}
