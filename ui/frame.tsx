/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import type { Child } from "hono/jsx";
import { MenuButton, type NavProps, SideNav } from "./nav.tsx";

/**
 * What stands around the content of a page that is one of many: above it the name of the whole and what belongs to every
 * page, and where one can go: beside it, or on a narrow screen behind a button in the top left corner.
 */
export function Frame(
  props: NavProps & {
    /** The name of the whole. */
    readonly brand: Child;
    /** What belongs to every page: the language, the way out. */
    readonly aside?: Child;
    readonly children?: Child;
  },
) {
  const nav: NavProps = { language: props.language, places: props.places, here: props.here };
  return (
    <>
      <header class="frame-top">
        <MenuButton {...nav} />
        <div class="frame-brand">{props.brand}</div>
        <div class="frame-aside">{props.aside}</div>
      </header>
      <div class="frame">
        <SideNav {...nav} />
        <main id="main" class="frame-main">
          {props.children}
        </main>
      </div>
    </>
  );
}
