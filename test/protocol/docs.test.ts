import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { cloudVerdict, downAnswer, upAsk } from "../../protocol/ask.ts";
import { parseCardId } from "../../protocol/card-id.ts";
import { credentialDigests } from "../../protocol/digest.ts";
import { downJournalAck, upJournal } from "../../protocol/journal.ts";
import { ListDigest, listManifest, listPart } from "../../protocol/list.ts";
import { entryLine, furtherTerms } from "../../protocol/list-entry.ts";
import {
  type DownRequest,
  downRequest,
  type RequestError,
  type UpResponse,
  upResponse,
} from "../../protocol/request.ts";
import { sealCardNumber } from "../../protocol/sealed-number.ts";
import { upState } from "../../protocol/state.ts";
import { listTopics, unitTopics } from "../../protocol/topics.ts";

const text = readFileSync("docs/protocol.md", "utf8");
const secret = Uint8Array.from({ length: 32 }, (_, index) => index);

test("docs/protocol.md names every topic with its limit", () => {
  const unit = unitTopics("UNIT");
  const list = listTopics("0".repeat(32));
  const bare = (topic: string) =>
    topic
      .replace("chargegate/1/", "")
      .replace("UNIT", "<unit>")
      .replace("0".repeat(32), "<installation>")
      .replace(/\/part\/.*/, "/part/<hash>");
  const limits: [string, number][] = [
    [unit.state, upState.limit],
    [unit.journal, upJournal.limit],
    [unit.response, upResponse.limit],
    [unit.ask, upAsk.limit],
    [unit.answer, downAnswer.limit],
    [unit.journalAck, downJournalAck.limit],
    [unit.request, downRequest.limit],
    [list.manifest, listManifest.limit],
    [list.part(new Uint8Array(32)), listPart.limit],
  ];
  expect(Object.values(unit)).toHaveLength(7);
  for (const [topic, limit] of limits) {
    const row = text.split("\n").find((line) => line.startsWith(`| \`${bare(topic)}\``));
    expect(row, topic).toContain(`| ${limit / 1024} KiB |`);
  }
});

test("docs/protocol.md gives vectors that hold, and every error code", () => {
  const card = parseCardId("04A1B2C3");
  if (!card.ok) throw new Error(card.text);
  const key = credentialDigests(secret).ofCard(card.id);
  expect(text).toContain(key.toString("hex"));
  expect(text).toContain(sealCardNumber(secret, card.id).toString("hex"));
  const digest = new ListDigest();
  digest.add({ kind: "card", key, status: "active", expires: null, user: "Ann" });
  expect(text).toContain(digest.value().toString("hex"));
  const further = new ListDigest();
  const terms = { group: "house-7", windows: ["Mon-Fri 07:00-19:00"] };
  const entry = { kind: "card", key, status: "active", expires: null, user: "Ann", ...terms } as const;
  further.add(entry);
  expect(text).toContain(`\`${entryLine(entry)}\``);
  expect(text).toContain(further.value().toString("hex"));
  const codes = {
    REQUEST_MALFORMED: true,
    REQUEST_EXPIRED: true,
    REQUEST_LIFE: true,
    REQUEST_BUSY: true,
  } satisfies Record<RequestError, true>;
  for (const code of Object.keys(codes)) expect(text).toContain(`\`${code}\``);
});

test("docs/protocol.md names every operation, verdict, term of an entry and status", () => {
  const ops: Record<DownRequest["op"], true> = {
    start: true,
    stop: true,
    access: true,
    reserve: true,
    "cancel-reservation": true,
    enrol: true,
    "clear-cache": true,
    refresh: true,
  };
  for (const op of Object.keys(ops)) expect(text).toContain(`op: "${op}"`);
  for (const verdict of cloudVerdict.options) expect(text).toContain(`"${verdict}"`);
  for (const term of furtherTerms.keyof().options) expect(text).toContain(`? ${term}: `);
  const statuses: Record<UpResponse["status"], true> = {
    Accepted: true,
    Rejected: true,
    Occupied: true,
    Faulted: true,
    Unavailable: true,
  };
  expect(text).toContain(
    `status: ${Object.keys(statuses)
      .map((status) => `"${status}"`)
      .join(" / ")},`,
  );
});
