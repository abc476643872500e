import { expect, test } from "vitest";
import { loginSource } from "../../ui/login-source.ts";

test.each([
  ["127.0.0.1", "127.0.0.1"],
  ["::ffff:192.168.1.7", "192.168.1.7"],
  ["::FFFF:c0a8:107", "192.168.1.7"],
  ["::1", "0:0:0:0::/64"],
  ["2001:db8:0:1::5", "2001:db8:0:1::/64"],
  ["2001:db8:0:1:ffff:ffff:ffff:ffff", "2001:db8:0:1::/64"],
  ["2001:0DB8:0:0001:0:0:0:6", "2001:db8:0:1::/64"],
  ["2001:db8:0:2::5", "2001:db8:0:2::/64"],
  ["2001:db8::1:0:0:5", "2001:db8:0:0::/64"],
  ["fe80::1:2:3:4%eth0", "fe80:0:0:0::/64"],
  ["unknown", "unknown"],
])("wrong tries from %s are counted by %s", (address, source) => {
  expect(loginSource(address)).toBe(source);
});
