import { isIPv6 } from "node:net";

/**
 * The address that wrong tries are counted by. Of IPv6 the network's 64 bits: a host has as many addresses of its own as it
 * likes in there (RFC 8981). An IPv4 address in IPv6's form is the IPv4 address (RFC 4291, 2.5.5.2).
 */
export function loginSource(address: string): string {
  const plain = address.split("%", 1)[0] ?? address;
  if (!isIPv6(plain)) return plain;
  const groups = groupsOf(plain);
  const [high = 0, low = 0] = groups.slice(6);
  if (groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff)
    return [high >> 8, high & 0xff, low >> 8, low & 0xff].join(".");
  return `${groups
    .slice(0, 4)
    .map((group) => group.toString(16))
    .join(":")}::/64`;
}

/** The eight groups of an IPv6 address, however it is written. */
function groupsOf(address: string): readonly number[] {
  // The URL standard's parser writes every form in one way, an IPv4 tail in hexadecimal.
  const written = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const [head = "", tail] = written.split("::");
  const read = (text: string) =>
    text === "" ? [] : text.split(":").map((group) => Number.parseInt(group, 16));
  const [first, last] = [read(head), read(tail ?? "")];
  return [...first, ...Array.from({ length: 8 - first.length - last.length }, () => 0), ...last];
}
