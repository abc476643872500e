import { HEADER, row } from "./figures.ts";
import { BareRig, TapRig } from "./rig.ts";

/** Floor of the paced path: the card's answer (19 bytes) and the permit (7 bytes) at 115200 baud, milliseconds. */
const PACED_FLOOR = ((19 + 7) * 10_000) / 115_200;

/** Tap to permit, on ptys as fast as they are and paced at 115200 baud; product and baseline take turns. */
export async function benchTap(samples: number): Promise<void> {
  process.stdout.write(`${HEADER}\n`);
  const [bare, unit] = await Promise.all([new BareRig().start(), new TapRig(null).start()]);
  const [bareMs, unitMs]: [number[], number[]] = [[], []];
  for (let at = 0; at < samples; at++) {
    bareMs.push(await bare.tap());
    unitMs.push(await unit.tap(false));
  }
  bare.stop();
  await unit.stop();
  process.stdout.write(`${row("bare exchange of the same bytes, ptys", bareMs)}\n`);
  process.stdout.write(`${row("unit, ptys", unitMs, bareMs)}\n`);
  const paced = await new TapRig(115_200).start();
  const [first, second]: [number[], number[]] = [[], []];
  for (let at = 0; at < samples / 2; at++) first.push(await paced.tap(false));
  for (let at = 0; at < samples / 10; at++) second.push(await paced.tap(true));
  await paced.stop();
  process.stdout.write(`${row("unit, paced at 115200 baud, first card", first)}\n`);
  process.stdout.write(`${row("unit, paced at 115200 baud, second card 100 ms later", second)}\n`);
  process.stdout.write(`the bytes alone take ${PACED_FLOOR.toFixed(2)} ms at 115200 baud\n`);
}
