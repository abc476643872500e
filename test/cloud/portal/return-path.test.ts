import { expect, test } from "vitest";
import { returnPath } from "../../../cloud/portal/return-path.ts";

test.each([
  ["/", "/"],
  ["/profile?x=1&y=2", "/profile?x=1&y=2"],
  [
    "/access/request/V0LT?returnUrl=https%3A%2F%2Fpartner.example",
    "/access/request/V0LT?returnUrl=https%3A%2F%2Fpartner.example",
  ],
  ["/a/../profile", "/profile"],
])("a place of the portal is led to: %s", (wanted, path) => {
  expect(returnPath(wanted)).toBe(path);
});

test.each([
  "",
  "profile",
  "https://evil.example/",
  "//evil.example/",
  "/\\evil.example/",
  "\\\\evil.example",
  "/.//evil.example",
  "/a/..//evil.example",
  "/%5c/../..//evil.example",
  "javascript:alert(1)",
  "/a\r\nset-cookie: x=1",
  "/\tevil",
  " /profile",
  `/${"x".repeat(3000)}`,
])("nothing else is: %j", (wanted) => {
  const path = returnPath(wanted);
  expect(path === null || new URL(path, "https://portal.example.org").host === "portal.example.org").toBe(
    true,
  );
  if (wanted !== "/%5c/../..//evil.example") expect(path).toBeNull();
});
