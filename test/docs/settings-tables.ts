import { stringify } from "yaml";
import { ACCESS, CATALOGUE, ruleNameOf, type Setting, ZONE } from "../../firmware/settings/catalogue.ts";
import { REGENERATE, table } from "./table.ts";

/** Where in docs/configuration.md what is made begins and ends. */
const BEGIN = `<!-- Made from \`firmware/settings\` by \`test/docs/settings-tables.ts\`; after a change there: ${REGENERATE} -->`;
const END = "<!-- End of what is made. -->";

const DECIDED: Readonly<Record<Setting["decidedBy"], string>> = {
  unit: "the unit",
  "cloud-when-managed": "the unit; once it is managed, its cloud",
};

const APPLIES: Readonly<Record<Setting["applies"], string>> = {
  live: "at once",
  restart: "at the next start",
};

/** The document with its tables made anew. */
export function withTables(document: string): string {
  const [before, made, after] = [
    document.slice(0, document.indexOf(BEGIN)),
    document.slice(document.indexOf(BEGIN), document.indexOf(END)),
    document.slice(document.indexOf(END)),
  ];
  if (made === "") throw new Error("docs/configuration.md has no place for its tables");
  return `${before}${[BEGIN, standings(), "## Rules", RULES, rules()].join("\n\n")}\n\n${after}`;
}

const RULES =
  "Who may charge, and how. Names, meanings and defaults are those of the scenario format, which has no `remoteStart`: there\nstarts that the cloud asks for are always enabled. Durations are `300ms`, `5s`, `2m`, `1.5h`, `3d`; energies `4kWh`.";

function standings(): string {
  const rule = CATALOGUE.filter(({ key }) => ruleNameOf(key) !== null);
  return table(
    ["setting", "counts", "is decided by", "meaning"],
    [
      ...[ACCESS, ZONE].map((setting) => [`\`${setting.key}\``, ...standing([setting]), meaning(setting)]),
      ["each of `rules`", ...standing(rule), "below"],
    ],
  );
}

/** What is said of settings that all have the same standing. */
function standing(settings: readonly Setting[]): string[] {
  const said = new Set(settings.map(({ applies, decidedBy }) => `${APPLIES[applies]}|${DECIDED[decidedBy]}`));
  if (said.size !== 1) throw new Error("they differ: give them rows of their own");
  return [...said].join("").split("|");
}

function rules(): string {
  return table(
    ["rule", "default", "meaning"],
    CATALOGUE.flatMap((setting) => {
      const name = ruleNameOf(setting.key);
      return name ? [[`\`${name}\``, `\`${written(setting.default)}\``, meaning(setting)]] : [];
    }),
  );
}

function meaning({ explanation, values = {} }: Pick<Setting, "explanation" | "values">): string {
  const single = Object.entries(values).map(([value, what]) => `\`${value}\`: ${what}`);
  return [explanation, ...single].join(". ");
}

/** A value as the file has it, in one line. */
function written(value: unknown): string {
  return stringify(value, { collectionStyle: "flow", flowCollectionPadding: !Array.isArray(value) }).trim();
}
