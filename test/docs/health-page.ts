import { HEALTH_STATES } from "../../firmware/health.ts";
import { WORDS } from "../../ui/words.ts";
import { made, table } from "./table.ts";

/** docs/health.md. */
export function healthPage(): string {
  return made("Health", "`firmware/health.ts` by `test/docs/health-page.ts`", [
    "```sh\nchargegate healthcheck [--json] [--config FILE]\n```",
    "asks the running unit how it is, over the [control socket](control-socket.md): no network and no page is needed. It prints\na line for each check that is not in order, and one for the whole. The whole is as its worst check.",
    table(
      ["status", "means", "exit code"],
      [
        ["`ok`", "all is in order", "0"],
        ["`degraded`", "it does its job, but not all of it: look at it when you can", "0"],
        ["`failing`", "it cannot do its job until it is restarted or somebody acts", "1"],
        ["", "no unit is running, or it does not answer within 5 s", "1"],
      ],
    ),
    'With `--json`: `{"status","checks":[{"name","id","status","code"}]}`, where `id` is that of a connector, reader or keypad,\nand absent otherwise. `name` is `unit`, `store`, `connector`, `reader`, `keypad`, `clock`, and where a cloud is\nconfigured `cloud`, `list` and `journal`. Names and codes are added, never changed.',
    "## Codes",
    table(
      ["code", "status", "what it means and what to do"],
      [
        ...Object.entries(HEALTH_STATES).map(([code, [status, text]]) => [
          `\`${code}\``,
          `\`${status}\``,
          text,
        ]),
        ...Object.entries(WORDS.en.faults).map(([code, { word, advice }]) => [
          `\`${code}\``,
          "`degraded`",
          `${word}. ${advice}`,
        ]),
      ],
    ),
  ]);
}
