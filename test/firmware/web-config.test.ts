import { expect, test } from "vitest";
import { parseUnitConfig } from "../../firmware/config/parse.ts";
import { isLoopback } from "../../firmware/config/web.ts";

const UNIT = "unit: CG-0001\nconnectors: [{ id: 1, board: { driver: openevse, path: ./board } }]\n";

function web(text: string) {
  const parsed = parseUnitConfig(`${UNIT}web: ${text}\n`, "charger.yaml");
  return parsed.ok ? parsed.config.web : parsed.problems.join("\n");
}

test("without `web` there is no page", () => {
  const parsed = parseUnitConfig(UNIT, "charger.yaml");
  expect(parsed.ok && parsed.config.web).toBeUndefined();
});

test("D1: loopback by default", () => {
  expect(web("{}")).toEqual({ listen: { host: "127.0.0.1", port: 8080 }, hosts: [], metrics: true });
});

test.each([
  ["127.0.0.1:8080", { host: "127.0.0.1", port: 8080 }],
  ["localhost:0", { host: "127.0.0.1", port: 0 }],
  ["0.0.0.0:443", { host: "0.0.0.0", port: 443 }],
  ["[::]:8443", { host: "::", port: 8443 }],
  ["192.168.1.20:8080", { host: "192.168.1.20", port: 8080 }],
])("listens on %s", (text, listen) => {
  expect(web(`{ listen: "${text}" }`)).toMatchObject({ listen });
});

test.each([
  "8080",
  ":8080",
  "127.0.0.1",
  "charger.local:8080",
  "127.0.0.1:65536",
  "::1:8080",
  "[127.0.0.1]:80",
  "1.2.3:80",
])("does not listen on %s", (text) => {
  expect(web(`{ listen: "${text}" }`)).toMatch(
    /^charger\.yaml:3: web\.listen: expected an address and a port/,
  );
});

test("names what else is wrong", () => {
  expect(web('{ hosts: ["charger.local:8080"] }')).toContain("web.hosts[0]: expected a host name");
  expect(web("{ tls: yes }")).toContain(
    "web.tls: expected generated, off, or { cert: cert.pem, key: key.pem }",
  );
  expect(web("{ port: 8080 }")).toContain(
    "web.port: unknown key, expected one of listen, hosts, tls, metrics",
  );
  expect(web("{ tls: { cert: a.pem, key: b.pem } }")).toMatchObject({ tls: { cert: "a.pem", key: "b.pem" } });
});

test.each([
  ["127.0.0.1", true],
  ["127.9.9.9", true],
  ["::1", true],
  ["0.0.0.0", false],
  ["::", false],
  ["192.168.1.20", false],
  ["127.evil", false],
])("%s is this machine alone: %s", (host, loopback) => {
  expect(isLoopback(host)).toBe(loopback);
});
