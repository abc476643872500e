/** MQTT 3.1.1 packets by hand, independent of the libraries that are tested with them. */

/** A packet with that first byte and content, its length written as the standard (2.2.3) says. */
function packet(first: number, content: Uint8Array): Buffer {
  const head = [first];
  let left = content.length;
  do {
    const more = left >= 128 ? 0x80 : 0;
    head.push((left % 128) | more);
    left = Math.floor(left / 128);
  } while (left > 0);
  return Buffer.concat([Buffer.from(head), content]);
}

function text(value: string): Buffer {
  const bytes = Buffer.from(value);
  return Buffer.concat([Buffer.from([bytes.length >> 8, bytes.length & 0xff]), bytes]);
}

/** CONNECT: clean session, keep-alive of a minute. */
export function connectPacket(clientId: string): Buffer {
  return packet(0x10, Buffer.concat([text("MQTT"), Buffer.from([4, 2, 0, 60]), text(clientId)]));
}

export const CONNACK = packet(0x20, Buffer.from([0, 0]));
export const PINGREQ = packet(0xc0, Buffer.alloc(0));

/** The answer to a SUBSCRIBE of one topic. @param code the QoS that is granted, or 128 for none */
export function suback(subscribe: Buffer, code: number): Buffer {
  return packet(0x90, Buffer.concat([subscribe.subarray(2, 4), Buffer.from([code])]));
}

/** PUBLISH with QoS 0 to topic `t`. */
export function publishPacket(payload: Uint8Array): Buffer {
  return packet(0x30, Buffer.concat([text("t"), payload]));
}
