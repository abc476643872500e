/** How a document that is made says so, and how it is made anew. */
export const REGENERATE = "npx vitest run test/docs -u";

/** A Markdown table. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n");
}

/** A document of these parts, which says of itself what it is made from. */
export function made(title: string, from: string, parts: readonly string[]): string {
  const note = `<!-- Made from ${from}; after a change there: ${REGENERATE} -->`;
  return `${[`# ${title}`, note, ...parts].join("\n\n")}\n`;
}
