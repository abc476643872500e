/** @jsxRuntime automatic @jsxImportSource hono/jsx */
import { Icon, type IconName } from "./icon.tsx";
import { LANGUAGES, type Language } from "./language.ts";
import { WORDS } from "./words.ts";

/** A page to go to. */
export interface Place {
  readonly href: string;
  readonly label: string;
}

/** A page in the navigation, with those under it. */
export interface NavPlace extends Place {
  readonly icon?: IconName | undefined;
  readonly places?: readonly NavPlace[] | undefined;
}

/** Where one can go, and where one is. */
export interface NavProps {
  readonly language: Language;
  readonly places: readonly NavPlace[];
  /** The `href` of the page that is shown. */
  readonly here: string;
}

/** The navigation as a column, for screens that have room for one. */
export function SideNav({ language, places, here }: NavProps) {
  return (
    <nav class="side-nav" aria-label={WORDS[language].page.menu}>
      <Places places={places} here={here} />
    </nav>
  );
}

/** The same navigation behind a button, for screens that have not. Works without script. */
export function MenuButton({ language, places, here }: NavProps) {
  return (
    <details class="menu" id="menu">
      <summary class="button button-quiet" id="menu-summary">
        <Icon name="menu" />
        <span class="button-words">{WORDS[language].page.menu}</span>
      </summary>
      <nav class="menu-box" aria-label={WORDS[language].page.menu}>
        <Places places={places} here={here} />
      </nav>
    </details>
  );
}

function Places({ places, here }: Pick<NavProps, "places" | "here">) {
  return (
    <ul class="places">
      {places.map((place) => (
        <li>
          <a
            class={leadsTo(place, here) ? "place is-within" : "place"}
            href={place.href}
            aria-current={place.href === here ? "page" : undefined}
          >
            {place.icon ? <Icon name={place.icon} /> : null}
            <span>{place.label}</span>
          </a>
          {place.places ? <Places places={place.places} here={here} /> : null}
        </li>
      ))}
    </ul>
  );
}

/** Whether one of the pages under it is shown. */
function leadsTo({ places = [] }: NavPlace, here: string): boolean {
  return places.some((place) => place.href === here || leadsTo(place, here));
}

/** The parts of one page, each a page of its own, in a row. */
export function Tabs(props: {
  /** What it is that has these parts. */
  readonly label: string;
  readonly tabs: readonly Place[];
  /** The `href` of the part that is shown. */
  readonly here: string;
}) {
  return (
    <nav class="tabs" aria-label={props.label}>
      <ul>
        {props.tabs.map(({ href, label }) => (
          <li>
            <a class="tab" href={href} aria-current={href === props.here ? "page" : undefined}>
              {label}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** The parts of a part, each a page of its own: the second row, and quieter. */
export function SubTabs(props: {
  readonly label: string;
  readonly tabs: readonly Place[];
  readonly here: string;
}) {
  return (
    <nav class="subtabs" aria-label={props.label}>
      <ul>
        {props.tabs.map(({ href, label }) => (
          <li>
            <a class="subtab" href={href} aria-current={href === props.here ? "page" : undefined}>
              {label}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** The way from the first page down to this one. */
export function Crumbs(props: {
  readonly language: Language;
  /** The pages above this one, the first one first. */
  readonly trail: readonly Place[];
  /** What this page is called. */
  readonly here: string;
}) {
  return (
    <nav class="crumbs" aria-label={WORDS[props.language].page.trail}>
      <ol>
        {props.trail.map(({ href, label }) => (
          <li>
            <a href={href}>{label}</a>
            <Icon name="chevron-right" />
          </li>
        ))}
        <li>
          <span aria-current="page">{props.here}</span>
        </li>
      </ol>
    </nav>
  );
}

/** The languages of the page, each called in itself. */
export function LanguageSwitch(props: {
  /** The language of this page. */
  readonly language: Language;
  /** Where this page is in each language. */
  readonly hrefs: Readonly<Record<Language, string>>;
}) {
  const each = ["en", "no"] as const satisfies readonly Language[];
  return (
    <nav class="languages" aria-label={WORDS[props.language].page.languages}>
      <Icon name="globe" />
      <ul>
        {each.map((language) => {
          const { name, tag } = LANGUAGES[language];
          return (
            <li>
              <a
                href={props.hrefs[language]}
                lang={tag}
                hreflang={tag}
                aria-current={language === props.language ? "true" : undefined}
              >
                {name}
              </a>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
