import { beforeEach, describe, expect, test } from "vitest";
import type { RemoteOutcome, RequestId } from "../../../firmware/core/events.ts";
import type { CloudAnswer } from "../../../firmware/core/list-entry.ts";
import type { Uplink } from "../../../firmware/unit-parts.ts";
import { requestId } from "../../../sim/bench/cloud-request.ts";
import { InstantClock } from "../../../sim/bench/instant-clock.ts";
import type { ListUpdate } from "../../../sim/bench/list-verdict.ts";
import { type Reached, SimulatedCloud } from "../../../sim/bench/simulated-cloud.ts";
import { Timeline } from "../../../sim/bench/timeline.ts";
import { credential } from "../../firmware/store/people.ts";

const NOW = Date.UTC(2026, 5, 1, 8);
const listed = (number: number, entry: { status?: "blocked"; expires?: number; group?: string } = {}) => ({
  credential: credential(number),
  entry: { status: "active" as const, expires: null, user: `user ${number}`, ...entry },
});

/** A unit of which only the cloud's side is there. */
class FakeUnit implements Reached {
  readonly heard: unknown[] = [];
  uplink: Uplink | null = null;

  attach(uplink: Uplink): void {
    this.uplink = uplink;
  }
  answered(request: number, answer: CloudAnswer | null): void {
    this.heard.push({ request, ...answer });
  }
  cloudLink(connected: boolean): void {
    this.heard.push(connected ? "connected" : "lost");
  }
  remoteStart(request: string): void {
    this.heard.push(`start ${request}`);
  }
  remoteStop(request: string): void {
    this.heard.push(`stop ${request}`);
  }
  switchAccess(access: string): void {
    this.heard.push(`access ${access}`);
  }
  reserve(request: string): void {
    this.heard.push(`reserve ${request}`);
  }
  cancelReservation(request: string): void {
    this.heard.push(`cancel ${request}`);
  }
  enrol(request: string | null): void {
    this.heard.push(`enrol ${request}`);
  }
  clearCache(request: string): void {
    this.heard.push(`clear ${request}`);
  }
  refresh(request: string): void {
    this.heard.push(`refresh ${request}`);
  }
  respond(request: RequestId, outcome: RemoteOutcome): void {
    this.uplink?.respond(request, outcome);
  }
  ask(request: number, number: number): boolean | undefined {
    return this.uplink?.ask(request, credential(number), 3_000);
  }
}

let clock: InstantClock;
let cloud: SimulatedCloud;
let unit: FakeUnit;
let updates: ListUpdate[];
let takes: boolean;

const pass = (ms: number) => clock.pass(ms, () => false);
const news = () => unit.heard.splice(0);
const update = (version: number, corrupt: ListUpdate["corrupt"] = null): ListUpdate => ({
  version,
  content: { kind: "full", entries: [listed(version)] },
  corrupt,
});

beforeEach(() => {
  clock = new InstantClock(NOW);
  updates = [];
  takes = true;
  cloud = new SimulatedCloud({
    clock,
    timeline: new Timeline(clock),
    takeList: async (arrived) => {
      if (takes) updates.push(arrived);
      return takes;
    },
    link: "online",
    list: {
      version: 1,
      goodUntil: null,
      entries: [
        listed(1, { group: "house" }),
        listed(2, { status: "blocked" }),
        listed(3, { expires: NOW + 1_000 }),
        listed(4),
      ],
    },
    default: { verdict: "Unknown", group: null, after: 0 },
  });
  unit = new FakeUnit();
  cloud.attach(unit);
  news();
});

describe("the simulated cloud, asked", () => {
  test("says what it was told to say, else what its own list says, else the default", async () => {
    cloud.setAnswer(credential(4), { verdict: "NoCredit", group: "guests", after: 0 });
    for (const number of [1, 2, 3, 4, 5]) unit.ask(number, number);
    await pass(1_000);
    unit.ask(6, 3);
    cloud.setAnswer(null, { verdict: "Invalid", group: null, after: 0 });
    unit.ask(7, 5);
    await pass(0);
    expect(news()).toEqual([
      { request: 1, verdict: "Accepted", group: "house", user: "user 1" },
      { request: 2, verdict: "Blocked" },
      { request: 3, verdict: "Accepted", user: "user 3" },
      { request: 4, verdict: "NoCredit", group: "guests" },
      { request: 5, verdict: "Unknown" },
      { request: 6, verdict: "Expired" },
      { request: 7, verdict: "Invalid" },
    ]);
    expect(cloud.asked).toBe(7);
  });

  test("takes the time that it was told to take, and a second more by a slow broker", async () => {
    cloud.setAnswer(credential(1), { verdict: "Accepted", group: null, after: 200 });
    unit.ask(1, 1);
    await pass(199);
    expect(news()).toEqual([]);
    await pass(1);
    expect(news()).toMatchObject([{ request: 1 }]);
    cloud.setBroker("slow");
    unit.ask(2, 1);
    await pass(1_199);
    expect(news()).toEqual([]);
    await pass(1);
    expect(news()).toMatchObject([{ request: 2 }]);
  });

  test("silent, it is asked and says nothing, later neither", async () => {
    cloud.setLink("silent");
    expect(unit.ask(1, 1)).toBe(true);
    await pass(60_000);
    cloud.setLink("online");
    await pass(60_000);
    expect(cloud.asked).toBe(1);
    expect(news()).toEqual([]);
  });

  test("what it was about to say when it fell silent, it does not say", async () => {
    cloud.setAnswer(credential(1), { verdict: "Accepted", group: null, after: 500 });
    unit.ask(1, 1);
    cloud.setLink("silent");
    await pass(1_000);
    expect(news()).toEqual([]);
  });

  test.each([
    ["offline", () => cloud.setLink("offline"), () => cloud.setLink("online")],
    ["behind a broker that is down", () => cloud.setBroker("down"), () => cloud.setBroker(null)],
  ])("%s, it cannot be asked, and what it says does not arrive", async (_, cut, mend) => {
    cloud.setAnswer(credential(1), { verdict: "Accepted", group: null, after: 500 });
    unit.ask(1, 1);
    cut();
    expect(unit.ask(2, 1)).toBe(false);
    await pass(1_000);
    mend();
    await pass(1_000);
    expect(news()).toEqual(["lost", "connected"]);
    expect(cloud.asked).toBe(1);
  });

  test("an answer for a run of the unit that has ended is for nobody", async () => {
    cloud.setAnswer(credential(1), { verdict: "Accepted", group: null, after: 500 });
    unit.ask(1, 1);
    cloud.attach(null);
    const next = new FakeUnit();
    cloud.attach(next);
    await pass(1_000);
    expect([news(), next.heard]).toEqual([[], ["connected"]]);
    expect(unit.ask(2, 1)).toBe(false);
  });
});

describe("the simulated cloud's requests", () => {
  test("the newest one's response counts, of access the unit need say nothing", async () => {
    cloud.request({ ask: "clearCache" });
    await pass(0);
    expect(news()).toEqual(["clear r1"]);
    expect(cloud.response).toBeNull();
    unit.respond(requestId("r1"), { accepted: false, reason: "cache-off" });
    expect(cloud.response).toBe("Rejected");
    cloud.request({ ask: "cancel", id: 7 });
    expect(cloud.response).toBeNull();
    unit.respond(requestId("r1"), { accepted: true, session: null });
    expect(cloud.response).toBeNull();
    cloud.request({ ask: "access", access: "open" });
    await pass(0);
    expect(cloud.response).toBe("Accepted");
    expect(news()).toEqual(["cancel r2", "access open"]);
  });

  test("a status of its own is the response", async () => {
    cloud.request({
      ask: "reserve",
      id: 7,
      connector: null,
      holder: { kind: "group", group: "a" },
      until: NOW,
    });
    await pass(0);
    unit.respond(requestId("r1"), { accepted: false, status: "Occupied", reason: "connector-busy" });
    expect(cloud.response).toBe("Occupied");
  });

  test("one that cannot be delivered never is; a response that cannot, comes when it can", async () => {
    cloud.setLink("offline");
    cloud.request({ ask: "clearCache" });
    cloud.setLink("online");
    await pass(60_000);
    expect(news()).toEqual(["lost", "connected"]);
    cloud.request({ ask: "enrol", for: 60_000 });
    await pass(0);
    cloud.setLink("offline");
    unit.respond(requestId("r2"), { accepted: true, session: null });
    expect(cloud.response).toBeNull();
    cloud.setLink("silent");
    expect(cloud.response).toBe("Accepted");
  });
});

describe("the simulated cloud's lists", () => {
  test("what was sent last is what it says, unless it was spoilt or not newer", async () => {
    cloud.send(update(5));
    cloud.send(update(6, "digest"));
    cloud.send(update(4));
    await pass(0);
    expect(updates.map(({ version }) => version)).toEqual([5, 6, 4]);
    for (const number of [5, 6, 1]) unit.ask(number, number);
    await pass(0);
    expect(news()).toMatchObject([{ verdict: "Accepted" }, { verdict: "Unknown" }, { verdict: "Unknown" }]);
  });

  test("those that could not be delivered come when they can, in their order", async () => {
    cloud.setLink("offline");
    cloud.send(update(5));
    cloud.send(update(6));
    await pass(1_000);
    expect(updates).toEqual([]);
    cloud.setLink("silent");
    await pass(0);
    expect(updates.map(({ version }) => version)).toEqual([5, 6]);
  });

  test("one that could not be saved comes again, before those that were sent after it", async () => {
    takes = false;
    cloud.send(update(5));
    await pass(0);
    takes = true;
    cloud.send(update(6));
    await pass(0);
    expect(updates.map(({ version }) => version)).toEqual([5, 6]);
  });
});
