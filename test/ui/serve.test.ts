import { connect } from "node:net";
import { Hono } from "hono";
import { expect, test } from "vitest";
import { createSimPage } from "../../sim/page/app.tsx";
import { servePage } from "../../ui/serve.ts";
import { FakeWorld, PIN } from "../sim/page/fake-world.ts";

const app = new Hono().get("/", (context) => context.text("here"));

test("serves on the loopback interface until it is closed", async () => {
  const page = await servePage(app, { port: 0 });
  expect(page.url).toBe(`http://127.0.0.1:${page.port}/`);
  expect(await (await fetch(page.url)).text()).toBe("here");
  await page.close();
  await expect(fetch(page.url)).rejects.toThrow();
});

test("a taken port is an error with its code", async () => {
  const page = await servePage(app, { port: 0 });
  await expect(servePage(app, { port: page.port })).rejects.toMatchObject({ code: "EADDRINUSE" });
  await page.close();
});

/** Sends bytes as no browser would, and waits until they were answered or refused. */
function sendRaw(port: number, bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, "127.0.0.1", () => socket.write(bytes, "latin1"));
    let answer = "";
    socket.setTimeout(500, () => socket.destroy());
    socket.on("data", (data) => {
      answer += data.toString("latin1");
      socket.end();
    });
    socket.on("close", () => resolve(answer));
    socket.on("error", (error) =>
      "code" in error && error.code === "ECONNRESET" ? resolve(answer) : reject(error),
    );
  });
}

test.each([
  "\0\xff\x16\x03\x01 garbage\r\n\r\n",
  "GET / HTTP/1.1\r\n\r\n",
  "GET / HTTP/1.1\r\nHost: a b\r\n\r\n",
  "GET //[::1 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
  "GET /%ff%00 HTTP/1.1\r\nHost: HERE\r\n\r\n",
  "GET /assets/%2e%2e%2f%2e%2e%2fpackage.json HTTP/1.1\r\nHost: HERE\r\n\r\n",
  "POST /do HTTP/1.1\r\nHost: HERE\r\nContent-Length: 99999999\r\n\r\ndo=plug",
  "POST /do HTTP/1.1\r\nHost: HERE\r\nContent-Length: 50\r\n\r\ndo=plug",
  "POST /do HTTP/1.1\r\nHost: HERE\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
  "PUT /do HTTP/1.1\r\nHost: HERE\r\nContent-Length: 0\r\n\r\n",
])("goes on serving after %j", async (bytes) => {
  const world = new FakeWorld();
  const hosts: string[] = [];
  const facts = { version: "0.1.0", brokerUrl: "mqtt://127.0.0.1:1", unitId: "CG-SIM", pin: PIN };
  const page = await servePage(createSimPage({ world, allowedHosts: hosts, ...facts }), { port: 0 });
  hosts.push(`127.0.0.1:${page.port}`);
  const answer = await sendRaw(page.port, bytes.replace("HERE", `127.0.0.1:${page.port}`));
  expect(answer).not.toContain("HTTP/1.1 200");
  expect((await fetch(page.url)).status).toBe(200);
  expect(world.picture().vehicle.plugged).toBe(false);
  await page.close();
});

/** A connection that says nothing; resolves when it is open, `closed` when the server has ended it. */
async function idle(port: number, localAddress: string) {
  const socket = connect({ port, host: "127.0.0.1", localAddress });
  const closed = new Promise<"closed">((resolve) => socket.once("close", () => resolve("closed")));
  socket.on("error", () => {});
  await new Promise<void>((resolve) => socket.once("connect", () => resolve()));
  return { socket, closed };
}

test("nobody takes all connections from one address: the 65th is closed, and others get in", async () => {
  const page = await servePage(app, { port: 0 });
  const held = await Promise.all(Array.from({ length: 64 }, () => idle(page.port, "127.0.0.2")));
  await expect((await idle(page.port, "127.0.0.2")).closed).resolves.toBe("closed");
  expect(await (await fetch(page.url)).text()).toBe("here");
  held[0]?.socket.destroy();
  // The server hears of it a moment later.
  for (let answer = ""; !answer.includes("200 OK"); ) {
    const next = await idle(page.port, "127.0.0.2");
    next.socket.write("GET / HTTP/1.1\r\nHost: here\r\n\r\n");
    const said = new Promise<string>((resolve) => next.socket.once("data", (data) => resolve(String(data))));
    answer = await Promise.race([said, next.closed]);
    next.socket.destroy();
  }
  for (const { socket } of held) socket.destroy();
  await page.close();
});

test("requests that were sent all at once are answered in their order, and more than may wait are turned away", async () => {
  const page = await servePage(app, { port: 0 });
  const { socket, closed } = await idle(page.port, "127.0.0.1");
  let answers = "";
  socket.on("data", (data: Buffer) => {
    answers += data.toString();
  });
  socket.write("GET / HTTP/1.1\r\nHost: here\r\n\r\n".repeat(100));
  await closed;
  expect(answers.split("HTTP/1.1 200 OK").length - 1).toBe(64);
  expect(answers.split("HTTP/1.1 503").length - 1).toBe(1);
  await page.close();
});
