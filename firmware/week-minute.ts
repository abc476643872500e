import { IANAZone } from "luxon";

const WEEK = 7 * 1440;
/** 1970 began on a Thursday. */
const FIRST = 3 * 1440;

/**
 * The minute of the week in a zone, as `isWithinHours` takes it: since Monday 00:00 by that zone's clocks, 0–10,079. Where
 * they are set back, the minutes of an hour come twice; where they are put forward, those of an hour are left out.
 *
 * @param zone an IANA zone
 * @returns a function of the wall clock, milliseconds since 1970
 * @throws RangeError when there is no such zone
 */
export function weekMinuteIn(zone: string): (wall: number) => number {
  const place = IANAZone.create(zone);
  if (!place.isValid) throw new RangeError("expected a time zone such as Europe/Oslo");
  return (wall) => {
    const minute = Math.floor(wall / 60_000 + place.offset(wall)) + FIRST;
    return ((minute % WEEK) + WEEK) % WEEK;
  };
}
