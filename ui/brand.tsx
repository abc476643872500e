/** @jsxRuntime automatic @jsxImportSource hono/jsx */

/** The name of the whole, with its mark; leads to the first page. */
export function Brand({ what }: { readonly what: string }) {
  return (
    <a class="brand" href="/">
      <svg class="brand-mark" viewBox="0 0 32 32" aria-hidden="true">
        <circle cx="16" cy="16" r="13" />
        <path d="M9 16h5M18 16h5M14 16l5-5" />
      </svg>
      <span>
        <span class="brand-name">ChargeGate</span> <span class="brand-what">{what}</span>
      </span>
    </a>
  );
}
