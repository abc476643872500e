import { expect, test } from "vitest";
import { urlsToOpen } from "../../../firmware/web/urls-to-open.ts";

const ADDRESSES = ["127.0.0.1", "::1", "fe80::1%eth0", "169.254.7.7", "192.168.1.20", "2001:db8::7"];
const MACHINE = { hostname: "Charger-7", addresses: ADDRESSES };
const EVERYWHERE = { host: "0.0.0.0", port: 8443, tls: true };

test("at one address: that one", () => {
  expect(urlsToOpen({ host: "127.0.0.1", port: 8080, tls: false }, ["box.example"], MACHINE)).toEqual([
    "http://127.0.0.1:8080/",
  ]);
  expect(urlsToOpen({ host: "::1", port: 8080, tls: false }, [], MACHINE)).toEqual(["http://[::1]:8080/"]);
});

test("at all addresses: one that a browser elsewhere can open, never 0.0.0.0", () => {
  expect(urlsToOpen(EVERYWHERE, [], MACHINE)).toEqual([
    "https://192.168.1.20:8443/",
    "https://charger-7.local:8443/",
  ]);
  expect(urlsToOpen({ ...EVERYWHERE, host: "::" }, [], MACHINE)).toContain("https://[2001:db8::7]:8443/");
});

test("at all addresses: the name that the configuration gives comes first", () => {
  expect(urlsToOpen(EVERYWHERE, ["Box.example"], MACHINE)[0]).toBe("https://box.example:8443/");
});

test("at all addresses of a machine without a network: its own", () => {
  const alone = { hostname: "Charger-7", addresses: ["127.0.0.1", "169.254.7.7"] };
  expect(urlsToOpen(EVERYWHERE, [], alone)).toEqual(["https://127.0.0.1:8443/"]);
});
