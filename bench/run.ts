import { benchIdle } from "./idle.ts";
import { benchPortal } from "./portal.ts";
import { benchRequest } from "./request.ts";
import { benchTap } from "./tap.ts";

// `npm run bench`, or `npm run bench -- 300` for fewer samples. Figures, never assertions.
const samples = Number(process.argv[2] ?? 1500);
process.stdout.write(`${process.version}, ${samples} samples, ${new Date().toISOString()}\n`);
await benchTap(samples);
await benchRequest(Math.min(samples, 300));
await benchIdle(30);
await benchPortal(Math.min(samples, 20));
