import { expect, test } from "vitest";
import { silentLog } from "../../../hal/log.ts";
import { Pn532Reader } from "../../../hal/reader/pn532/pn532-reader.ts";
import { MemoryLine } from "../../../sim/memory-line.ts";
import { VirtualClock } from "../../../sim/virtual-clock.ts";

const ACK = "0000FF00FF00";
const NO_CARD = "0000FF03FDD54B00E000";
const CARD = "0000FF0CF4D54B010100040804DEADBEEF9600";
const SYNTAX_ERROR = "0000FF01FF7F8100";

/** A chip made of a table: what it sends back for each command code, frame by frame. */
class ScriptedChip {
  readonly clock = new VirtualClock();
  readonly line = new MemoryLine(this.clock);
  readonly commands: number[] = [];
  readonly told: string[] = [];
  replies: Record<number, string[]> = {
    20: [ACK, "0000FF02FED5151600"],
    2: [ACK, "0000FF06FAD50332010607E800"],
    50: [ACK, "0000FF02FED533F800"],
    74: [ACK],
  };

  async start(): Promise<this> {
    this.line.onReceive((bytes) => {
      const code = bytes.indexOf(0xd4) < 0 ? undefined : bytes[bytes.indexOf(0xd4) + 1];
      if (code === undefined) return;
      this.commands.push(code);
      for (const frame of this.replies[code] ?? []) this.send(frame);
    });
    const reader = new Pn532Reader({
      open: this.line.open,
      clock: this.clock,
      random: () => 0.5,
      log: silentLog,
    });
    reader.start((event) => this.told.push(event.type === "card" ? event.card.uid : event.type));
    await this.clock.advanceAsync(1_000);
    return this;
  }

  send(frame: string): void {
    this.line.wire.send(Buffer.from(frame, "hex"));
  }
}

test("a chip that answers 'no card' at once is asked often, and not without pause", async () => {
  const chip = new ScriptedChip();
  chip.replies[0x4a] = [ACK, NO_CARD];
  await chip.start();
  chip.commands.length = 0;
  await chip.clock.advanceAsync(10_000);
  const perSecond = chip.commands.filter((code) => code === 0x4a).length / 10;
  expect(perSecond).toBeGreaterThan(30);
  expect(perSecond).toBeLessThan(60);
  chip.replies[0x4a] = [ACK, CARD];
  await chip.clock.advanceAsync(40);
  expect(chip.told).toEqual(["up", "DEADBEEF"]);
});

test("a chip that refuses RFConfiguration is used all the same", async () => {
  const chip = new ScriptedChip();
  chip.replies[0x32] = [ACK, SYNTAX_ERROR];
  await chip.start();
  expect(chip.told).toEqual(["up"]);
});

test("a repeated answer that comes between two polls is thrown away", async () => {
  const chip = await new ScriptedChip().start();
  chip.send(CARD);
  await chip.clock.advanceAsync(3);
  chip.send(CARD);
  await chip.clock.advanceAsync(900);
  expect(chip.told).toEqual(["up", "DEADBEEF"]);
});

test("an old answer that comes again on a line that has shown odd ones is not believed; a card that lies there is", async () => {
  const chip = await new ScriptedChip().start();
  chip.send(CARD);
  chip.send(CARD);
  await chip.clock.advanceAsync(2_000);
  expect(chip.told).toEqual(["up", "DEADBEEF"]);
  chip.send(CARD);
  await chip.clock.advanceAsync(2_000);
  expect(chip.told).toEqual(["up", "DEADBEEF"]);
  chip.replies[0x4a] = [ACK, CARD];
  await chip.clock.advanceAsync(1_100);
  expect(chip.told).toEqual(["up", "DEADBEEF", "DEADBEEF"]);
});

test("answers to commands that were never given are thrown away", async () => {
  const chip = await new ScriptedChip().start();
  for (const frame of ["0000FF06FAD50332010607E800", "0000FF03FDD54100EA00", ACK, ACK]) chip.send(frame);
  await chip.clock.advanceAsync(100);
  expect(chip.told).toEqual(["up"]);
});

test("a target record that ends too early, or has a UID of an odd length, tells no card", async () => {
  const chip = await new ScriptedChip().start();
  // NbTg 1, UIDlen 7 but four bytes; then UIDlen 5; then 200 targets where one was asked for.
  for (const data of ["D54B010100440807DEADBEEF", "D54B010100040805DEADBEEF01", "D54BC80100040804DEADBEEF"]) {
    chip.send(frameOf(data));
    await chip.clock.advanceAsync(400);
  }
  expect(chip.told.filter((what) => what !== "up" && what !== "lost")).toEqual([]);
});

test("an extended frame is understood", async () => {
  const chip = await new ScriptedChip().start();
  const data = Buffer.from("D54B010100040804DEADBEEF", "hex");
  const sum = data.reduce((total, byte) => total + byte, 0);
  const frame = Buffer.concat([
    Buffer.from([0, 0, 0xff, 0xff, 0xff, 0, data.length, -data.length & 0xff]),
    data,
    Buffer.from([-sum & 0xff, 0]),
  ]);
  chip.send(frame.toString("hex"));
  await chip.clock.advanceAsync(5);
  expect(chip.told).toEqual(["up", "DEADBEEF"]);
});

test("64 KiB of noise costs no memory, tells no card, and the card after it is read", async () => {
  const chip = await new ScriptedChip().start();
  chip.send("A5".repeat(65_536));
  await chip.clock.advanceAsync(3_000);
  chip.send(CARD);
  await chip.clock.advanceAsync(5);
  expect(chip.told).toEqual(["up", "DEADBEEF"]);
});

function frameOf(hex: string): string {
  const data = Buffer.from(hex, "hex");
  const sum = data.reduce((total, byte) => total + byte, 0);
  const head = Buffer.from([0, 0, 0xff, data.length, -data.length & 0xff]);
  return Buffer.concat([head, data, Buffer.from([-sum & 0xff, 0])]).toString("hex");
}
