// The links to the other languages lead to what is on the page now: the same secret in the path, the same centre, the same plan.
//
// The HTML file is one for all secret links and knows nothing behind its own path. PRIVACY: what is behind '#' stays in the browser.

// An address of this origin in another language: what follows the language stays.
export function inLanguage({ pathname, search, hash }: Pick<URL, 'pathname' | 'search' | 'hash'>, language: string): string {
  return pathname.replace(/^\/[^/]+/, `/${language}`) + search + hash;
}

let shown: string | null = null; // what the page shows, where its own address does not say it

// Points every link at where the page is, or at what it says that it shows.
function point(): void {
  const here = shown === null ? location : new URL(shown, location.href);
  for (const link of document.querySelectorAll<HTMLAnchorElement>('.language-links a, .notice-links a')) {
    const address = inLanguage(here, link.hreflang);
    if (link.getAttribute('href') !== address) link.setAttribute('href', address);
  }
}

// Once a page. An address that a script has changed is told by no event, so the links are right by the time that one of them is used, in a new tab too.
export function startLanguageLinks(): void {
  point();
  for (const event of ['pointerdown', 'focusin', 'click', 'auxclick', 'contextmenu']) document.addEventListener(event, point, { capture: true });
}

// For a page that shows what its address does not say: `address` is relative to it, so "#…" is another fragment, "" none, and "/en/booking/…" another page.
export function languageLinksLeadTo(address: string): void {
  shown = address;
  point();
}
