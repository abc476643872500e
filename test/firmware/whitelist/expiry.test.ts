import fc from "fast-check";
import { DateTime } from "luxon";
import { describe, expect, test } from "vitest";
import { parseExpiry, writeExpiry } from "../../../firmware/whitelist/expiry.ts";

function expires(text: string, zone = "Europe/Oslo"): string | null {
  const result = parseExpiry(text, zone);
  if (!result.ok) throw new Error(result.text);
  return result.expires === null ? null : new Date(result.expires).toISOString();
}

describe("an expiry as people write it", () => {
  test.each([
    ["2027-01-31T12:00:00Z", "2027-01-31T12:00:00.000Z"],
    ["2027-01-31T12:00Z", "2027-01-31T12:00:00.000Z"],
    ["2027-01-31T12:00:00.250Z", "2027-01-31T12:00:00.250Z"],
    ["2027-01-31T12:00:00+02:00", "2027-01-31T10:00:00.000Z"],
    ["2027-01-31T12:00:00-0530", "2027-01-31T17:30:00.000Z"],
    [" 2027-01-31t12:00:00z ", "2027-01-31T12:00:00.000Z"],
  ])("D3: the time %s is an instant, whatever the zone", (text, instant) => {
    expect(expires(text)).toBe(instant);
    expect(expires(text, "Asia/Kathmandu")).toBe(instant);
  });

  test("D3: nothing means never", () => {
    expect(expires("")).toBeNull();
    expect(expires("  ")).toBeNull();
  });

  test.each([
    ["2027-01-31", "Europe/Oslo", "2027-01-31T23:00:00.000Z", "an ordinary day"],
    ["2027-01-31", "UTC", "2027-02-01T00:00:00.000Z", "in UTC"],
    ["2028-02-29", "UTC", "2028-03-01T00:00:00.000Z", "a leap day"],
    ["2027-12-31", "Europe/Oslo", "2027-12-31T23:00:00.000Z", "the last day of a year"],
    ["2027-03-28", "Europe/Oslo", "2027-03-28T22:00:00.000Z", "a day of 23 hours"],
    ["2027-10-31", "Europe/Oslo", "2027-10-31T23:00:00.000Z", "a day of 25 hours"],
    ["2018-11-03", "America/Sao_Paulo", "2018-11-04T03:00:00.000Z", "before a day without midnight"],
    ["2026-10-31", "America/Havana", "2026-11-01T04:00:00.000Z", "before a day with two midnights"],
    ["2011-12-29", "Pacific/Apia", "2011-12-30T10:00:00.000Z", "before a day that was left out"],
    ["2027-01-31", "Pacific/Kiritimati", "2027-01-31T10:00:00.000Z", "far in the east"],
    ["2027-01-31", "Etc/GMT+12", "2027-02-01T12:00:00.000Z", "far in the west"],
  ])("D3: the date %s in %s is valid until %s (%s)", (text, zone, instant) => {
    expect(expires(text, zone)).toBe(instant);
  });

  test("D3: in every zone a date is valid to the last millisecond of its day, and not one longer", () => {
    const zone = fc.constantFrom(
      "Europe/Oslo",
      "America/New_York",
      "America/Sao_Paulo",
      "Asia/Beirut",
      "Australia/Lord_Howe",
      "Africa/Casablanca",
      "Asia/Kathmandu",
      "America/St_Johns",
    );
    const day = fc.date({
      min: new Date("2000-01-01"),
      max: new Date("2037-12-31"),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(zone, day, (name, date) => {
        const text = date.toISOString().slice(0, 10);
        const result = parseExpiry(text, name);
        if (!result.ok || result.expires === null) throw new Error("a date is an expiry");
        const before = DateTime.fromMillis(result.expires - 1, { zone: name });
        const then = DateTime.fromMillis(result.expires, { zone: name });
        expect(before.toISODate()).toBe(text);
        expect((then.toISODate() ?? "") > text).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test.each([
    "2027-01-31T12:00:00",
    "2027-02-30",
    "2027-02-29",
    "2027-13-01",
    "2027-1-1",
    "31.01.2027",
    "2027-01-31T25:00:00Z",
    "2027-01-31T12:00:00Z junk",
    "2027-01-31 12:00:00Z",
    "2027-W05",
    "2027-031",
    "tomorrow",
    "1800000000000",
  ])("D3: %s is refused, with what was expected", (text) => {
    expect(parseExpiry(text, "Europe/Oslo")).toEqual({
      ok: false,
      code: "expires-malformed",
      text: "expected a date (2027-01-31, valid to the end of that day), a time with its zone (2027-01-31T12:00:00Z), or nothing",
    });
  });

  test("D3: what is written is read back as the same instant", () => {
    const instant = fc.option(fc.integer({ min: 0, max: 253_402_300_799_999 }));
    fc.assert(
      fc.property(instant, (value) => {
        expect(parseExpiry(writeExpiry(value), "Europe/Oslo")).toEqual({ ok: true, expires: value });
      }),
    );
  });
});
