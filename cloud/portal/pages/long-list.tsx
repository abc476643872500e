/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import { Button } from "../../../ui/button.tsx";
import { Field } from "../../../ui/field.tsx";
import { STRETCH, type Stretch, type Wanted } from "../../sites/stretch.ts";
import { SEARCH_FIELD_LENGTH } from "../field-lengths.ts";
import type { PortalContext, Visitor } from "../visitor.ts";
import { siteWords } from "./site-words-of.ts";

/** What of a list is wanted, by the address of the page: `?search=…&page=2`. */
export function wantedIn({ req }: PortalContext): Wanted {
  const page = Number((req.query("page") ?? "1").slice(0, 6));
  return {
    search: (req.query("search") ?? "").trim().slice(0, SEARCH_FIELD_LENGTH),
    page: Number.isInteger(page) ? page : 1,
  };
}

/** Whether it is the list as it is first seen: what changes by itself is told of this alone. */
export function isFirst({ search, page }: Wanted): boolean {
  return search === "" && page === 1;
}

/** Before a list that is longer than a page: a search in it. A short one needs none. */
export function Finder(props: {
  readonly visitor: Visitor;
  /** Where the list is. */
  readonly at: string;
  readonly stretch: Stretch<unknown>;
}) {
  const { visitor, at, stretch } = props;
  const { longList } = siteWords(visitor);
  if (stretch.search === "" && stretch.total <= STRETCH) return null;
  return (
    <search>
      <form method="get" action={at} class="finder">
        <Field
          id="search"
          name="search"
          type="search"
          label={longList.search}
          value={stretch.search}
          maxLength={SEARCH_FIELD_LENGTH}
        />
        <Button icon="search">{longList.find}</Button>
        {stretch.search === "" ? null : (
          <a class="button button-quiet" href={at}>
            {longList.all}
          </a>
        )}
      </form>
    </search>
  );
}

/** After a list that is longer than a page: how much of it is shown, and the ways on. */
export function Pager(props: {
  readonly visitor: Visitor;
  readonly at: string;
  readonly stretch: Stretch<unknown>;
}) {
  const { visitor, at, stretch } = props;
  const { longList } = siteWords(visitor);
  const { search, page, pages, total, items } = stretch;
  if (search !== "" && total === 0) return <p class="quiet">{longList.nothingFound(search)}</p>;
  if (pages === 1) return null;
  const to = (number: number) => {
    const query = new URLSearchParams({ ...(search !== "" && { search }), page: String(number) });
    return `${at}?${query.toString()}`;
  };
  const first = (page - 1) * STRETCH + 1;
  return (
    <nav class="row page-foot" aria-label={longList.pages}>
      {page > 1 ? (
        <a class="button button-plain" rel="prev" href={to(page - 1)}>
          {longList.before}
        </a>
      ) : null}
      <span class="quiet number">{longList.shown(first, first + items.length - 1, total)}</span>
      {page < pages ? (
        <a class="button button-plain" rel="next" href={to(page + 1)}>
          {longList.after}
        </a>
      ) : null}
    </nav>
  );
}
