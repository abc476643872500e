// The baseline: the same bytes on the same kind of lines, and nothing else. Reads a card frame on the reader's line and
// writes the permit on the board's. Arguments: the two paths.
import { encodeRapi } from "../hal/board/openevse/rapi.ts";
import { linkOfPath } from "../hal/serial/open-path.ts";

const [readerPath = "", boardPath = ""] = process.argv.slice(2);
const permit = encodeRapi("FE");
const lost = (why: string) => {
  throw new Error(why);
};
const board = await linkOfPath(boardPath, 115_200)({ data: () => {}, lost });
await linkOfPath(
  readerPath,
  115_200,
)({
  data: (bytes) => {
    if (bytes.length >= 19) board.write(permit);
  },
  lost,
});
process.stdout.write("ready\n");
