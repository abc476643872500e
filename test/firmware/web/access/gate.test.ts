import { randomBytes } from "node:crypto";
import { describe, expect, test, vi } from "vitest";
import { MemoryStore } from "../../../../firmware/store/memory-store.ts";
import { StoreError } from "../../../../firmware/store/store-error.ts";
import { Gate } from "../../../../firmware/web/access/gate.ts";
import { isOwnForm, type WebSession } from "../../../../firmware/web/access/sessions.ts";
import { VirtualClock } from "../../../../sim/virtual-clock.ts";

const HERE = "127.0.0.1";
const DAY = 86_400_000;
const GOOD = "correct horse battery";

function house(store = new MemoryStore()) {
  const time = new VirtualClock();
  let set = 0;
  const clock = {
    wall: () => time.wall() + set,
    // As a machine tells it: in fractions of a millisecond.
    mono: () => time.mono() + 0.25,
    after: time.after.bind(time),
    advance: time.advance.bind(time),
    advanceAsync: time.advanceAsync.bind(time),
    set: (by: number) => {
      set += by;
    },
  };
  const errors: string[] = [];
  const log = { error: (text: string) => errors.push(text), warn: () => {}, info: () => {}, debug: () => {} };
  const open = () =>
    new Gate({
      store,
      clock,
      random: (bytes) => randomBytes(bytes),
      log,
      unit: "CG-0001",
      cost: { N: 2, r: 1, p: 1 },
    });
  return { store, clock, errors, gate: open(), again: open };
}

async function byCode(gate: Gate): Promise<{ token: string; session: WebSession }> {
  const result = await gate.login({ kind: "code", code: gate.issueCode().code }, HERE, "page");
  if (!result.ok) throw new Error(result.code);
  return result;
}

const password = (text: string) => ({ kind: "password", password: text }) as const;
const tryPassword = (gate: Gate, text: string, source = HERE) => gate.login(password(text), source, "page");

describe("the first login", () => {
  test("no password is good before one was set, and none is tried", async () => {
    const { gate } = house();
    expect(gate.hasPassword).toBe(false);
    for (const guess of ["", "admin", "password", "CG-0001", "44444"])
      expect(await tryPassword(gate, guess)).toEqual({ ok: false, code: "no-password" });
  });

  test("is by a code, and a password is set with it that is good after a restart", async () => {
    const { gate, again } = house();
    const { session, token } = await byCode(gate);
    expect(session.byCode).toBe(true);
    expect(gate.session(token, "page")).toBe(session);
    expect(await gate.setPassword(session, { current: "", next: GOOD }, HERE)).toEqual({ ok: true });
    const later = again();
    expect(later.hasPassword).toBe(true);
    expect(later.session(token, "page")).toBeNull();
    expect(await tryPassword(later, GOOD)).toMatchObject({ ok: true, session: { byCode: false } });
  });

  test("a wrong code does not let in, and the code stays good", async () => {
    const { gate } = house();
    const { code } = gate.issueCode();
    expect(await gate.login({ kind: "code", code: "0000-0000" }, HERE, "page")).toEqual({
      ok: false,
      code: "wrong-code",
    });
    expect(await gate.login({ kind: "code", code }, HERE, "page")).toMatchObject({ ok: true });
  });
});

async function withPassword() {
  const parts = house();
  const { session, token } = await byCode(parts.gate);
  await parts.gate.setPassword(session, { current: "", next: GOOD }, HERE);
  return { ...parts, session, token };
}

describe("guessing", () => {
  test("is locked out, also for the right password, and ends by itself", async () => {
    const { gate, clock } = await withPassword();
    for (let time = 0; time < 5; time++)
      expect(await tryPassword(gate, "wrong wrong wrong")).toEqual({ ok: false, code: "wrong-password" });
    expect(await tryPassword(gate, GOOD)).toEqual({
      ok: false,
      code: "locked",
      until: clock.wall() + 60_000,
    });
    expect(await tryPassword(gate, GOOD, "10.0.0.9")).toMatchObject({ ok: true });
    clock.advance(60_000);
    expect(await tryPassword(gate, GOOD)).toMatchObject({ ok: true });
  });

  test("the lock outlasts a restart", async () => {
    const { gate, again, clock } = await withPassword();
    for (let time = 0; time < 5; time++) await tryPassword(gate, "wrong wrong wrong");
    await clock.advanceAsync(1_000);
    expect(await tryPassword(again(), GOOD)).toMatchObject({ ok: false, code: "locked" });
  });

  test("many at once count as many", async () => {
    const { gate } = await withPassword();
    const results = await Promise.all(
      Array.from({ length: 8 }, (_, at) => tryPassword(gate, `guess number ${at}`)),
    );
    expect(results.map((result) => (result.ok ? "in" : result.code))).toEqual([
      ...Array.from({ length: 5 }, () => "wrong-password"),
      ...Array.from({ length: 3 }, () => "locked"),
    ]);
  });

  test("whoever comes behind too many others is sent away without any work", async () => {
    const { gate } = await withPassword();
    const results = await Promise.all(
      Array.from({ length: 12 }, (_, at) => tryPassword(gate, GOOD, `10.0.0.${at}`)),
    );
    expect(results.filter((result) => !result.ok && result.code === "busy")).toHaveLength(4);
  });

  test("a code is a way in while passwords are locked for everybody", async () => {
    const { gate } = await withPassword();
    for (let time = 0; time < 50; time++) await tryPassword(gate, "wrong wrong wrong", `10.0.1.${time}`);
    expect(await tryPassword(gate, GOOD, "10.0.0.9")).toMatchObject({ code: "locked" });
    expect((await byCode(gate)).session.byCode).toBe(true);
  });

  test("from many addresses does not keep out whoever got in from theirs before; their own wrong tries count", async () => {
    const { gate } = await withPassword();
    for (let time = 0; time < 50; time++) await tryPassword(gate, "wrong wrong wrong", `10.0.1.${time}`);
    expect(await tryPassword(gate, GOOD, "10.0.0.9")).toMatchObject({ code: "locked" });
    expect(await tryPassword(gate, GOOD, HERE)).toMatchObject({ ok: true });
    for (let time = 0; time < 5; time++) await tryPassword(gate, "wrong wrong wrong", HERE);
    expect(await tryPassword(gate, GOOD, HERE)).toMatchObject({ code: "locked" });
  });

  test.each([
    ["forth", 366 * DAY],
    ["back", -366 * DAY],
  ])("a clock that is set %s ends no lock, and lengthens none", async (_, by) => {
    const { gate, clock } = await withPassword();
    for (let time = 0; time < 5; time++) await tryPassword(gate, "wrong wrong wrong");
    clock.set(by);
    expect(await tryPassword(gate, GOOD)).toEqual({
      ok: false,
      code: "locked",
      until: clock.wall() + 60_000,
    });
    clock.advance(60_000);
    expect(await tryPassword(gate, GOOD)).toMatchObject({ ok: true });
  });

  test("a lock from before the clock was set right outlasts a restart, and no longer", async () => {
    const { gate, clock, again } = await withPassword();
    clock.set(366 * DAY);
    for (let time = 0; time < 5; time++) await tryPassword(gate, "wrong wrong wrong");
    clock.advance(59_000);
    const later = again();
    expect(await tryPassword(later, GOOD)).toMatchObject({ code: "locked" });
    clock.advance(1_000);
    expect(await tryPassword(later, GOOD)).toMatchObject({ ok: true });
  });

  test("a unit that starts with a clock that was set back lets its owner in within the hour", async () => {
    const { gate, clock, again } = await withPassword();
    for (let time = 0; time < 11; time++) {
      await tryPassword(gate, "wrong wrong wrong");
      clock.advance(3_600_000);
    }
    await tryPassword(gate, "wrong wrong wrong");
    clock.set(-366 * DAY);
    const later = again();
    expect(await tryPassword(later, GOOD)).toMatchObject({ code: "locked" });
    clock.advance(3_600_000);
    expect(await tryPassword(later, GOOD)).toMatchObject({ ok: true });
  });

  test("at codes, from however many addresses, is locked per address and never written: it wears out no flash", async () => {
    const { gate, store, clock } = await withPassword();
    const commit = vi.spyOn(store, "commit");
    const { code } = gate.issueCode();
    const tryCode = (typed: string, source: string) =>
      gate.login({ kind: "code", code: typed }, source, "page");
    for (let time = 0; time < 200; time++) await tryCode("0000-0000", `fe80::${time % 30}`);
    expect(commit).not.toHaveBeenCalled();
    expect(await tryCode(code, "fe80::29")).toEqual({
      ok: false,
      code: "locked",
      until: clock.wall() + 60_000,
    });
    expect(await tryPassword(gate, GOOD, "10.0.0.9")).toMatchObject({ ok: true });
    expect(await tryCode(code, "10.0.0.9")).toMatchObject({ ok: true });
  });

  test("where the store takes no changes, wrong tries count all the same, and the owner gets in", async () => {
    const { store, gate, errors } = await withPassword();
    store.commit = () => Promise.reject(new StoreError("STORE_FULL"));
    await tryPassword(gate, "wrong wrong wrong");
    expect(errors).toHaveLength(1);
    expect(await tryPassword(gate, GOOD)).toMatchObject({ ok: true });
    for (let time = 0; time < 5; time++) await tryPassword(gate, "wrong wrong wrong");
    expect(await tryPassword(gate, GOOD)).toMatchObject({ code: "locked" });
  });
});

/** A store whose disk does not answer, until it is told to. */
function silent(store: MemoryStore): () => void {
  const commit = store.commit.bind(store);
  let answer = (): void => {};
  const answers = new Promise<void>((resolve) => (answer = resolve));
  store.commit = async (change) => {
    await answers;
    return commit(change);
  };
  return answer;
}

describe("whoever guesses from many addresses", () => {
  const code = { kind: "code", code: "0000-0000" } as const;

  test("has but one of an IPv6 network's, and of an IPv4 address none more by its form in IPv6", async () => {
    const { gate } = await withPassword();
    for (let time = 1; time <= 5; time++) await gate.login(code, `2001:db8::${time}:1`, "page");
    expect(await gate.login(code, "2001:db8::6:7", "page")).toMatchObject({ code: "locked" });
    expect(await gate.login(code, "2001:db8:0:1::1", "page")).toMatchObject({ code: "wrong-code" });
    for (let time = 1; time <= 5; time++) await gate.login(code, "10.0.0.1", "page");
    expect(await gate.login(code, "::ffff:10.0.0.1", "page")).toMatchObject({ code: "locked" });
  });

  test("costs one write in a second, and the last state is what is kept", async () => {
    const { store, gate, clock, again } = await withPassword();
    let commits = 0;
    const commit = store.commit.bind(store);
    store.commit = (change) => {
      commits += 1;
      return commit(change);
    };
    for (let time = 1; time <= 15; time++) await tryPassword(gate, "wrong wrong wrong", `10.0.0.${time}`);
    for (let time = 1; time <= 4; time++) await tryPassword(gate, "wrong wrong wrong", "10.0.9.9");
    expect(commits).toBe(1);
    await clock.advanceAsync(10_000);
    expect(commits).toBe(2);
    await tryPassword(again(), "wrong wrong wrong", "10.0.9.9");
    await clock.advanceAsync(0);
    expect(await tryPassword(again(), GOOD, "10.0.9.9")).toMatchObject({ code: "locked" });
  });
});

test("a lock that begins is saved at once: cutting the power lifts none", async () => {
  const { gate, clock, again } = await withPassword();
  for (let time = 1; time <= 5; time++) await tryPassword(gate, "wrong wrong wrong");
  await clock.advanceAsync(0);
  expect(await tryPassword(again(), GOOD)).toMatchObject({ code: "locked" });
});

describe("a disk that does not answer", () => {
  test("keeps nobody out: a wrong password counts, and the right one from elsewhere lets in", async () => {
    const { store, gate } = await withPassword();
    silent(store);
    for (let time = 0; time < 5; time++)
      expect(await tryPassword(gate, "wrong wrong wrong")).toMatchObject({ code: "wrong-password" });
    expect(await tryPassword(gate, GOOD)).toMatchObject({ code: "locked" });
    expect(await tryPassword(gate, GOOD, "10.0.0.9")).toMatchObject({ ok: true });
  });

  test("leaves the password as it was after two seconds; the new one counts once the disk has it", async () => {
    const { store, gate, session, clock, token } = await withPassword();
    const answer = silent(store);
    const next = "another horse altogether";
    const set = gate.setPassword(session, { current: "", next }, HERE);
    const failed = expect(set).rejects.toMatchObject({ code: "STORE_SILENT" });
    const behind = tryPassword(gate, GOOD);
    await vi.waitFor(async () => {
      await clock.advanceAsync(2_000);
      await expect(Promise.race([set, Promise.resolve("hashing")])).rejects.toThrow();
    });
    await failed;
    expect(await behind).toMatchObject({ ok: true });
    answer();
    await clock.advanceAsync(0);
    expect(await tryPassword(gate, next)).toMatchObject({ ok: true });
    expect(gate.session(token, "page")).toBe(session);
  });
});

describe("another password", () => {
  test("asks for the one before, unless a code was the way in", async () => {
    const { gate } = await withPassword();
    const login = await tryPassword(gate, GOOD);
    if (!login.ok) throw new Error(login.code);
    const next = "another horse altogether";
    expect(await gate.setPassword(login.session, { current: "not this one", next }, HERE)).toEqual({
      ok: false,
      field: "current",
      code: "wrong-password",
    });
    expect(await gate.setPassword(login.session, { current: GOOD, next: "short" }, HERE)).toEqual({
      ok: false,
      field: "next",
      code: "password-too-short",
    });
    expect(await gate.setPassword(login.session, { current: GOOD, next }, HERE)).toEqual({ ok: true });
    expect(await tryPassword(gate, GOOD)).toMatchObject({ ok: false });
    const forgotten = await byCode(gate);
    expect(await gate.setPassword(forgotten.session, { current: "", next: GOOD }, HERE)).toEqual({
      ok: true,
    });
  });

  test("guesses at the one before are locked out like logins", async () => {
    const { gate } = await withPassword();
    const login = await tryPassword(gate, GOOD);
    if (!login.ok) throw new Error(login.code);
    for (let time = 0; time < 5; time++)
      await gate.setPassword(login.session, { current: `guess ${time}`, next: "another horse" }, HERE);
    expect(
      await gate.setPassword(login.session, { current: GOOD, next: "another horse" }, HERE),
    ).toMatchObject({
      code: "locked",
    });
  });

  test("is not set by somebody whose session another password has just ended", async () => {
    const { gate, session } = await withPassword();
    const other = await byCode(gate);
    const next = "another horse altogether";
    const results = await Promise.all([
      gate.setPassword(session, { current: "", next }, HERE),
      gate.setPassword(other.session, { current: "", next: "a third horse of mine" }, HERE),
    ]);
    expect(results).toEqual([{ ok: true }, { ok: false, field: "current", code: "session-ended" }]);
    expect(await tryPassword(gate, next)).toMatchObject({ ok: true });
  });

  test("logs everybody else out", async () => {
    const { gate, token, session } = await withPassword();
    const other = await tryPassword(gate, GOOD);
    if (!other.ok) throw new Error(other.code);
    await gate.setPassword(session, { current: "", next: "another horse altogether" }, HERE);
    expect(gate.session(other.token, "page")).toBeNull();
    expect(gate.session(token, "page")).toBe(session);
  });
});

describe("a session", () => {
  test("ends after an hour without use, and after twelve in any case", async () => {
    const { gate, token, clock } = await withPassword();
    clock.advance(3_599_999);
    expect(gate.session(token, "page")).not.toBeNull();
    clock.advance(3_600_000);
    expect(gate.session(token, "page")).toBeNull();
    const next = await tryPassword(gate, GOOD);
    if (!next.ok) throw new Error(next.code);
    for (let time = 0; time < 12; time++) {
      expect(gate.session(next.token, "page"), `after ${time} times 59 minutes`).not.toBeNull();
      clock.advance(59 * 60_000);
    }
    expect(gate.session(next.token, "page")).not.toBeNull();
    clock.advance(12 * 60_000);
    expect(gate.session(next.token, "page")).toBeNull();
  });

  test("ends by logging out; a token that was never given is nobody's", async () => {
    const { gate, token } = await withPassword();
    gate.logout(token);
    expect(gate.session(token, "page")).toBeNull();
    for (const made of ["", "x", "A".repeat(43)]) expect(gate.session(made, "page")).toBeNull();
  });

  test("of the pages is none of the API, and the other way round", async () => {
    const { gate, token } = await withPassword();
    expect(gate.session(token, "api")).toBeNull();
    const api = await gate.login(password(GOOD), HERE, "api");
    if (!api.ok) throw new Error(api.code);
    expect(gate.session(api.token, "page")).toBeNull();
    expect(gate.session(api.token, "api")).not.toBeNull();
  });

  test("knows its own forms, and nobody else's", async () => {
    const { gate, session } = await withPassword();
    const other = await tryPassword(gate, GOOD);
    if (!other.ok) throw new Error(other.code);
    expect(isOwnForm(session, session.csrf)).toBe(true);
    for (const csrf of ["", "x", other.session.csrf, `${session.csrf} `])
      expect(isOwnForm(session, csrf)).toBe(false);
  });

  test("there are at most 32: the one used longest ago ends", async () => {
    const { gate, token } = await withPassword();
    for (let time = 0; time < 32; time++) await tryPassword(gate, GOOD);
    expect(gate.session(token, "page")).toBeNull();
  });
});
