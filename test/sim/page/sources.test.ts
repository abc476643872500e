import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const FOLDERS = ["ui", "sim/page"];
const sources = FOLDERS.flatMap((folder) => readdirSync(folder).map((name) => `${folder}/${name}`)).filter(
  (file) => file.endsWith(".tsx"),
);

// Sources that run as they are find no tsconfig.json when the command is started in another folder.
test.each(sources)("%s says itself what its elements are made by", (file) => {
  expect(readFileSync(file, "utf8")).toMatch(
    /^\/\*\* @jsxRuntime automatic @jsxImportSource hono\/jsx \*\/\n/,
  );
});
