#!/usr/bin/env node
// In a checkout the sources run as they are; an installed package carries only the build.
import { existsSync } from "node:fs";
import { setFlagsFromString } from "node:v8";

// A unit is at rest nearly always, and is to take little memory then. It must be said before anything is loaded.
if (process.argv[2] === "run") {
  // A young generation that never grows: 15 MB less after the start, and a tap of 3.2 ms instead of 3.1 (medians of 500, in turns).
  setFlagsFromString("--semi-space-growth-factor=1");
  // What the start runs, it runs once: 6 MB less; with 50,000 people it takes 0.75 s instead of 0.7. `giveBackMemory` ends it.
  setFlagsFromString("--no-opt");
}

const source = new URL("./main.ts", import.meta.url);
if (existsSync(source)) {
  const { register } = await import("tsx/esm/api");
  register();
  await import(source.href);
} else {
  await import(new URL("../dist/cli/main.js", import.meta.url).href);
}
