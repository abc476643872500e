/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import type { HtmlEscapedString } from "hono/utils/html";
import { htmlOf } from "../../ui/live.ts";
import type { WorldPicture } from "../world/picture.ts";
import { Cards } from "./cards.tsx";
import { Scene } from "./charger.tsx";
import { CloudControls, OfflineNotice } from "./cloud.tsx";
import { Headline } from "./headline.tsx";
import { Keypad } from "./keypad.tsx";
import { List } from "./list.tsx";
import { OwnPageBox } from "./own-page.tsx";
import { PortalBox } from "./portal.tsx";
import { Timeline } from "./timeline.tsx";
import { Vehicle } from "./vehicle.tsx";

type Rendered = HtmlEscapedString | Promise<HtmlEscapedString>;
type Region = (picture: WorldPicture, now: number) => Rendered;

/** The parts of the page that change by themselves, by the id of their element. */
export const REGIONS = {
  offline: (picture) => <OfflineNotice cloud={picture.cloud} />,
  "own-page-box": (picture) => <OwnPageBox page={picture.ownPage} />,
  "portal-box": (picture) => <PortalBox portal={picture.portal} unit={picture.charger.unit} />,
  headline: (picture) => <Headline picture={picture} />,
  scene: (picture) => <Scene picture={picture} />,
  vehicle: (picture) => <Vehicle vehicle={picture.vehicle} />,
  cards: (picture) => <Cards picture={picture} />,
  keypad: (picture) => <Keypad keypad={picture.keypad} />,
  timeline: (picture) => <Timeline entries={picture.timeline} />,
  "cloud-controls": (picture) => <CloudControls picture={picture} />,
  list: (picture, now) => <List cloud={picture.cloud} now={now} />,
} as const satisfies Record<string, Region>;

/**
 * Each region's HTML, by its id.
 *
 * @param now wall clock, milliseconds since 1970
 */
export function renderRegions(picture: WorldPicture, now: number): ReadonlyMap<string, string> {
  return new Map(Object.entries(REGIONS).map(([id, region]) => [id, htmlOf(region(picture, now))] as const));
}
