#!/usr/bin/env node
// In a checkout the sources run as they are; an installed package carries only the build.
import { existsSync } from "node:fs";
import { setFlagsFromString } from "node:v8";

// A unit is at rest nearly always: a young generation that never grows saves it 10 MB of memory and costs it nothing that
// can be measured at a tap. It must be said before anything is loaded.
if (process.argv[2] === "run") setFlagsFromString("--semi-space-growth-factor=1");

const source = new URL("./main.ts", import.meta.url);
if (existsSync(source)) {
  const { register } = await import("tsx/esm/api");
  register();
  await import(source.href);
} else {
  await import(new URL("../dist/cli/main.js", import.meta.url).href);
}
