import fc from "fast-check";
import { DateTime } from "luxon";
import { describe, expect, test } from "vitest";
import { weekMinuteIn } from "../../firmware/week-minute.ts";

const DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/** The minute of the week at a time, as people read it. */
const read = (zone: string, time: string) => {
  const minute = weekMinuteIn(zone)(Date.parse(time));
  const two = (number: number) => String(number).padStart(2, "0");
  return `${DAYS[Math.floor(minute / 1440)]} ${two(Math.floor((minute % 1440) / 60))}:${two(minute % 60)}`;
};

describe("the minute of the week", () => {
  test.each([
    ["UTC", "2026-06-01T00:00:00Z", "Mon 00:00"],
    ["UTC", "2026-06-07T23:59:59.999Z", "Sun 23:59"],
    ["UTC", "1970-01-01T00:00:00Z", "Thu 00:00"],
    ["UTC", "1969-12-28T23:59:00Z", "Sun 23:59"],
    ["Europe/Oslo", "2026-06-01T07:00:00Z", "Mon 09:00"],
    ["Europe/Oslo", "2026-05-31T22:00:00Z", "Mon 00:00"],
    ["Europe/Oslo", "2026-01-05T07:00:00Z", "Mon 08:00"],
    ["Europe/Oslo", "2026-01-04T22:59:59Z", "Sun 23:59"],
    ["America/New_York", "2026-06-01T03:59:00Z", "Sun 23:59"],
    ["Asia/Kathmandu", "2026-06-01T00:00:00Z", "Mon 05:45"],
  ])("A7: in %s at %s it is %s", (zone, time, expected) => {
    expect(read(zone, time)).toBe(expected);
  });

  test.each([
    ["the hour that is left out", "2026-03-29T00:59:00Z", "Sun 01:59", "2026-03-29T01:00:00Z", "Sun 03:00"],
    ["the hour that comes twice", "2026-10-25T00:59:00Z", "Sun 02:59", "2026-10-25T01:00:00Z", "Sun 02:00"],
  ])("A7: on the days on which Oslo changes its clocks: %s", (_, before, first, after, second) => {
    expect([read("Europe/Oslo", before), read("Europe/Oslo", after)]).toEqual([first, second]);
    expect(read("Europe/Oslo", `${before.slice(0, 10)}T22:00:00Z`)).toBe(
      before.includes("-03-") ? "Mon 00:00" : "Sun 23:00",
    );
  });

  test("A7: is that of a calendar, whatever the time", () => {
    for (const zone of ["Europe/Oslo", "America/St_Johns", "Australia/Lord_Howe", "Pacific/Kiritimati"]) {
      const minuteAt = weekMinuteIn(zone);
      fc.assert(
        fc.property(
          fc.date({ min: new Date("2000-01-01"), max: new Date("2060-01-01"), noInvalidDate: true }),
          (date) => {
            const { weekday, hour, minute } = DateTime.fromJSDate(date, { zone });
            expect(minuteAt(date.getTime())).toBe((weekday - 1) * 1440 + hour * 60 + minute);
          },
        ),
      );
    }
  });

  test("a zone that is none is refused before anybody asks", () => {
    expect(() => weekMinuteIn("Mars/Base")).toThrow(RangeError);
  });
});
