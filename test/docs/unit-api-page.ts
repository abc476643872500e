import { PROBLEMS } from "../../firmware/web/api/problem.ts";
import { PEOPLE_PROBLEMS } from "../../firmware/whitelist/people-problem.ts";
import type { Operation } from "../firmware/web/api/api-bench.ts";
import { made, table } from "./table.ts";

/** What a field's code means, of those that are not of the forms of people. */
const FIELD_CODES = {
  "unknown-field":
    "There is no such field; it is not named, because it could be a secret in the wrong place.",
  malformed: "It is not of the form that openapi.json describes.",
  SETTING_UNKNOWN: "There is no such setting; it is not named either.",
  SETTING_INVALID: "It is not of the form that this setting has.",
  SETTING_MANAGED: "The unit belongs to an installation, and this is its cloud's to decide.",
  "wrong-password": "`current` is not the password so far.",
  "password-too-short": "A password has at least 10 characters.",
  "password-too-long": "A password has at most 200 characters.",
  "password-too-simple": "The password is among the first that are guessed.",
  "password-is-the-unit": "The password is the unit's id.",
} as const;

/** docs/unit-api.md. @param operations of the document */
export function unitApiPage(operations: readonly Operation[]): string {
  return made("The unit's API", "`firmware/web/api` by `test/docs/unit-api-page.ts`", [
    "What the unit's own page can do, for programs: JSON over HTTP at `/api/v1`, beside the page, where `web` in\n[charger.yaml](configuration.md) says. Every path, field and value is in the OpenAPI 3.1 document that the unit serves at\n`/api/v1/openapi.json` to anybody; [unit-api.json](unit-api.json) is the same. Paths, fields, codes and values are added,\nnever changed; a client passes over what it does not know.",
    "## Logging in",
    "A new unit has no password, and none that is the same in two units. Whoever can read its data folder asks it for a code,\nwhich is good once, for ten minutes, and with it sets the password (`--json` needs curl 7.82):",
    LOGIN,
    'From then on the password logs in: `{"password":"…"}` instead of the code. A session ends an hour after its last use,\ntwelve hours after it began, when the unit is restarted, and when the password is changed by somebody else. At most 32 run at once,\npage and API together: log in once, not for each request, and log out when done.',
    "- The token goes into `Authorization: Bearer`, and nowhere else. Cookies are not looked at, and no other site's page may read\n  an answer (there is no CORS), so a browser cannot be made to use somebody's session.\n- Wrong passwords, and wrong codes, count with those of the page: five from one address lock it for a minute, each\n  further one doubles that, up to an hour. The answer is 429 with `Retry-After`, also to the right password.\n- The unit answers only under the names that it is served by (`web.hosts`), and beyond its own machine by TLS, with a\n  certificate of its own unless it is given one: give that to curl with `--cacert`.",
    "## Examples",
    "**Who may charge**: a user, with a PIN. PINs and card numbers go in and never come out: an answer has `#…` and `04…C3`.",
    ADD_USER,
    "**What the unit does**: the state of each connector, who charges, and what needs looking after.",
    STATUS,
    "**Settings**, by their names in [configuration.md](configuration.md) and in the same written form; all that are\nsent are changed, or none. `null` gives back what the file or the default says.",
    SETTINGS,
    "Everything can be tried without hardware: the README's emulators are a whole unit.",
    "## What there is",
    table(
      ["", "path", "what it does"],
      operations.map(({ method, path, summary }) => [method, `\`${path}\``, summary]),
    ),
    "Bodies are JSON of at most 16 KiB, called `application/json`. Times are UTC (RFC 3339), energies watt-hours. A\n`PATCH` changes what it names. Long lists come by pages: ask again with the answer's `next` as `after` (of the history as `before`) until it is null.",
    "## Errors",
    "What is wrong is told as `application/problem+json` (RFC 9457): `type` (`urn:chargegate:problem:` and the code), `status`, the stable\n`code`, and in English `title` (what is wrong) and `detail` (what to do next). Of `wrong-fields`, `errors` names all of\nthem: `field`, `code`, `text`. No code that was sent comes back in it.",
    PROBLEM,
    table(
      ["status", "code", "means", "what to do next"],
      Object.entries(PROBLEMS).map(([code, [status, title, detail]]) => [
        String(status),
        `\`${code}\``,
        title,
        detail.replaceAll("|", "\\|"),
      ]),
    ),
    "### Codes of fields",
    "In the texts, `{…}` stands for a value: a number of characters, who has a card already, what a number may be (by first and last byte).",
    table(
      ["code", "means"],
      [...Object.entries(FIELD_CODES), ...Object.entries(PEOPLE_PROBLEMS)].map(([code, text]) => [
        `\`${code}\``,
        text,
      ]),
    ),
  ]);
}

const sh = (...lines: readonly string[]) => `\`\`\`sh\n${lines.join("\n")}\n\`\`\``;

const LOGIN = sh(
  "UNIT=http://127.0.0.1:8080/api/v1",
  "npx chargegate web-code        # Code 7KQ2-M4XD (good for 10 minutes, once)",
  'TOKEN=$(curl -s $UNIT/login --json \'{"code":"7KQ2-M4XD"}\' | sed \'s/.*"token":"\\([^"]*\\)".*/\\1/\')',
  'curl -s $UNIT/password -X PUT -H "Authorization: Bearer $TOKEN" --json \'{"next":"four quiet words here"}\'',
);

const ADD_USER = sh(
  'curl -s $UNIT/users -H "Authorization: Bearer $TOKEN" --json \'{"firstName":"Ann","lastName":"Berg"}\'',
  '# {"id":"5f0c…","firstName":"Ann","lastName":"Berg","blocked":false,"identifications":[]}',
  'curl -s $UNIT/users/5f0c…/identifications -H "Authorization: Bearer $TOKEN" \\',
  '  --json \'{"type":"pin","code":"#471147","expires":"2027-01-31"}\'',
  '# {"identification":{"id":"pin-…","type":"pin","label":"#…","status":"active",…},"hint":null}',
);

const STATUS = sh(
  'curl -s $UNIT/status -H "Authorization: Bearer $TOKEN"',
  '# {"unit":"CG-0001",…,"connectors":[{"id":1,"state":"awaiting-authorization","light":"yellow","contactor":"open",…}],…}',
);

const SETTINGS = sh(
  'curl -s $UNIT/settings -X PATCH -H "Authorization: Bearer $TOKEN" \\',
  '  --json \'{"rules.identification":["card"],"rules.minSession":null}\'',
);

const PROBLEM = `\`\`\`json
{
  "type": "urn:chargegate:problem:wrong-fields",
  "status": 422,
  "code": "wrong-fields",
  "title": "Some of what was sent is wrong, and nothing was changed",
  "detail": "Mend what \`errors\` names, and send all of it again.",
  "errors": [
    {
      "field": "code",
      "code": "pin-needs-hash",
      "text": "A PIN code must start with the symbol #: type # and then the digits, or choose the type RFID card."
    }
  ]
}
\`\`\``;
