import { z } from "zod";
import { askDesk } from "../ask-desk.ts";

const answer = z.object({
  code: z.string(),
  validFor: z.number(),
  url: z.string(),
  otherUrls: z.array(z.string()),
  fingerprint: z.string().nullable(),
});

/** `chargegate web-code`: a code that lets one person into the unit's page. */
export async function webCode(configFile: string): Promise<void> {
  const { code, validFor, url, otherUrls, fingerprint } = answer.parse(
    await askDesk(configFile, { op: "web-code" }),
  );
  const lines = [
    `  Open       ${url}`,
    ...otherUrls.map((other) => `        or   ${other}`),
    `  Code       ${code}   (good for ${validFor / 60_000} minutes, once)`,
    ...(fingerprint === null
      ? []
      : [
          "  The unit vouches for itself: the browser asks once. Compare this fingerprint (SHA-256) with what it shows:",
          `             ${fingerprint}`,
        ]),
  ];
  process.stdout.write(`\n${lines.join("\n")}\n\n`);
}
