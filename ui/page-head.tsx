/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import type { Child } from "hono/jsx";

/** The page's own name, and what belongs beside it. */
export function PageHead(props: { readonly title: string; readonly intro?: Child; readonly aside?: Child }) {
  return (
    <header class="page-head">
      <div>
        <h1>{props.title}</h1>
        {props.intro ? <p class="page-intro">{props.intro}</p> : null}
      </div>
      {props.aside ? <div class="row">{props.aside}</div> : null}
    </header>
  );
}
