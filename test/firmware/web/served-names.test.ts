import { expect, test } from "vitest";
import { servedNames } from "../../../firmware/web/served-names.ts";

const MACHINE = { hostname: "Charger-7", addresses: ["127.0.0.1", "192.168.1.20", "fe80::1%eth0"] };

test("on this machine alone: its loopback names, and no other", () => {
  const listening = { host: "127.0.0.1", port: 8080, tls: false };
  expect(servedNames(listening, [], MACHINE)).toEqual(["127.0.0.1:8080", "localhost:8080"]);
});

test("in the network: every address and name of the machine, and what the configuration names", () => {
  expect(servedNames({ host: "0.0.0.0", port: 8443, tls: true }, ["Box.example"], MACHINE)).toEqual([
    "localhost:8443",
    "127.0.0.1:8443",
    "[::1]:8443",
    "charger-7:8443",
    "charger-7.local:8443",
    "127.0.0.1:8443",
    "192.168.1.20:8443",
    "[fe80::1]:8443",
    "box.example:8443",
  ]);
});

test("at one address: that one, not its neighbours", () => {
  expect(servedNames({ host: "192.168.1.20", port: 8080, tls: true }, [], MACHINE)).toEqual([
    "192.168.1.20:8080",
  ]);
});

test("the port that the scheme implies may be left out", () => {
  expect(servedNames({ host: "127.0.0.1", port: 443, tls: true }, [], MACHINE)).toContain("localhost");
  expect(servedNames({ host: "127.0.0.1", port: 80, tls: false }, [], MACHINE)).toContain("localhost");
  expect(servedNames({ host: "127.0.0.1", port: 443, tls: false }, [], MACHINE)).not.toContain("localhost");
});
