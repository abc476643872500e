import { Composer, type Document, type LineCounter, Parser, type YAMLError } from "yaml";

/** Documents in a file, at most. */
const MOST_DOCUMENTS = 1_000;

/**
 * The YAML documents of a text; null: too many.
 * @param lines learns where lines begin
 */
export function documentsOf(text: string, lines: LineCounter): Document.Parsed[] | null {
  // The same meaning whatever a %YAML line says; keys are compared where they are read (`plainOf`), in one pass.
  const composer = new Composer({
    schema: "core",
    merge: false,
    resolveKnownTags: false,
    uniqueKeys: false,
    prettyErrors: false,
  });
  const documents: Document.Parsed[] = [];
  for (const document of composer.compose(new Parser(lines.addNewLine).parse(text), true, text.length)) {
    documents.push(document);
    if (documents.length > MOST_DOCUMENTS) return null;
  }
  // What follows a last `---` is no document of its own.
  return documents.filter(
    ({ contents, errors }, place) => place === 0 || contents !== null || errors.length > 0,
  );
}

/** Something wrong at a place in the text. */
export interface DocumentError {
  readonly offset: number;
  readonly key: string;
  readonly text: string;
}

/** What is wrong with a document as YAML, without the piece of it that the library may quote. */
export function yamlErrors(document: Document.Parsed): DocumentError[] {
  return [...document.errors, ...document.warnings].map((error) => ({
    offset: error.pos[0],
    key: "yaml",
    text: wordsOf(error),
  }));
}

function wordsOf({ code, message }: YAMLError): string {
  if (code === "RESOURCE_EXHAUSTION") return "expected less depth";
  return code === "UNEXPECTED_TOKEN" ? message.replace(/: .*$/s, "") : message;
}
