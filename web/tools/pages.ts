// Makes the HTML files: one for each route in each language.
//
// A complete language gets every route. In any other, each route is the notice of clause S1: that the page
// does not exist in this language, said in it and in every language that it exists in, with links.
import type { OutputAsset, OutputBundle, OutputChunk } from 'rolldown';
import type { Plugin } from 'vite';
import { isComplete, readLocales, type Table } from './locale_files.ts';

interface Route {
  readonly path: string; // after the language, with a slash at its end unless empty
  readonly entry: string;
  readonly title: string;
  readonly lead: string;
  readonly privacy: string; // what becomes of what is entered
  readonly area: 'public' | 'desk'; // each has its own menu
  readonly own?: boolean; // a citizen signs in at it: not at the desk's origin
  readonly menu: boolean; // whether the menu leads to it; else a page in the menu does
  readonly frame: Frame;
  readonly texts?: readonly ('desk' | 'office')[]; // that it loads beside everybody's (trim_locales.ts)
}

// What is around a page: all of it on the site; languages alone on a screen that hangs in a room; nothing on one that many people touch,
// who are to find no way out of it.
type Frame = 'site' | 'screen' | 'kiosk';

const open = { privacy: 'ui.footer.privacy', area: 'public', menu: true, frame: 'site' } as const;
const desk = { privacy: 'ui.footer.privacy_desk', area: 'desk', menu: true, frame: 'site' } as const;
const routes: readonly Route[] = [
  { ...open, path: '', entry: 'need', title: 'policy.mitid.title', lead: 'ui.need.lead' },
  { ...open, path: 'check/', entry: 'check', title: 'ui.check.title', lead: 'ui.check.lead', privacy: 'ui.footer.privacy_check' },
  {
    ...open, path: 'check/questions/', entry: 'questions', title: 'ui.nav.questions', lead: 'ui.questions.lead',
    privacy: 'ui.footer.privacy_questions', menu: false, own: true,
  },
  { ...open, path: 'book/', entry: 'book', title: 'ui.nav.book', lead: 'ui.book.lead', privacy: 'ui.footer.privacy_book' },
  { ...open, path: 'booking/', entry: 'booking', title: 'ui.nav.booking', lead: 'ui.booking.lead', privacy: 'ui.footer.privacy_book', menu: false },
  { ...open, path: 'waiting-list/', entry: 'line', title: 'ui.nav.line', lead: 'ui.line.lead', privacy: 'ui.footer.privacy_line', menu: false },
  { ...open, path: 'invited/', entry: 'invited', title: 'ui.nav.invited', lead: 'ui.invited.lead', privacy: 'ui.footer.privacy_invited', menu: false },
  { ...open, path: 'centres/', entry: 'centres', title: 'ui.nav.centres', lead: 'ui.centres.lead' },
  { ...open, path: 'witness/', entry: 'witness', title: 'ui.witness.title', lead: 'ui.witness.lead' },
  { ...open, path: 'witness/professional/', entry: 'professional', title: 'ui.nav.professional', lead: 'ui.professional.lead', menu: false },
  { ...open, path: 'witness/mine/', entry: 'mine', title: 'ui.nav.mine', lead: 'ui.mine.lead', privacy: 'ui.footer.privacy_mine', menu: false, own: true },
  { ...open, path: 'own/', entry: 'own', title: 'ui.nav.own', lead: 'ui.own.lead', privacy: 'ui.footer.privacy_mine', menu: false, own: true },
  {
    ...open, path: 'witness/statement/', entry: 'statement', title: 'ui.nav.statement', lead: 'ui.statement.lead',
    privacy: 'ui.footer.privacy_statement', menu: false, own: true,
  },
  {
    ...open, path: 'waiting/', entry: 'waiting', title: 'ui.nav.waiting', lead: 'ui.waiting.lead', privacy: 'ui.footer.privacy_queue',
    menu: false, frame: 'screen',
  },
  { ...desk, path: 'arrive/', entry: 'arrive', title: 'ui.nav.arrive', lead: 'ui.arrive.lead', menu: false, frame: 'kiosk' },
  { ...desk, path: 'sign-in/', entry: 'sign_in', title: 'ui.nav.sign_in', lead: 'ui.sign_in.lead', privacy: 'ui.footer.privacy_staff', menu: false, texts: ['desk'] },
  { ...desk, path: 'enrol/', entry: 'enrol', title: 'ui.nav.enrol', lead: 'ui.enrol.lead', privacy: 'ui.footer.privacy_staff', menu: false, texts: ['desk'] },
  { ...desk, path: 'desk/', entry: 'desk', title: 'ui.nav.desk', lead: 'ui.desk_page.lead', texts: ['desk'] },
  { ...desk, path: 'queue/', entry: 'queue', title: 'ui.nav.queue', lead: 'ui.queue.lead', texts: ['desk'] },
  { ...desk, path: 'centre/', entry: 'centre', title: 'ui.nav.centre', lead: 'ui.centre.lead', texts: ['desk'] },
  { ...desk, path: 'desk/supervisor/', entry: 'supervisor', title: 'ui.nav.supervisor', lead: 'ui.supervisor.lead', texts: ['desk'] },
  { ...desk, path: 'people/', entry: 'people', title: 'ui.nav.people', lead: 'ui.people.lead', privacy: 'ui.footer.privacy_staff', texts: ['desk', 'office'] },
  { ...desk, path: 'policies/', entry: 'policies', title: 'ui.nav.policies', lead: 'ui.policies.lead', privacy: 'ui.footer.privacy_staff', texts: ['desk', 'office'] },
  { ...desk, path: 'orders/', entry: 'orders', title: 'ui.nav.orders', lead: 'ui.orders.lead', texts: ['desk', 'office'] },
  { ...desk, path: 'desk/patterns/', entry: 'patterns', title: 'ui.nav.patterns', lead: 'ui.patterns.lead', privacy: 'ui.footer.privacy_file' },
];

// A counter, and a tick: the mark of the service, no public emblem.
const icon =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="6" fill="#004d99"/>' +
  '<path d="M6 22h20M9 22v4M23 22v4" stroke="#fff" stroke-width="2.5" stroke-linecap="round"/>' +
  '<path d="m10 12.5 4.5 4.5L23 8" fill="none" stroke="#fff" stroke-width="3" stroke-linecap="round" ' +
  'stroke-linejoin="round"/></svg>';

interface Built {
  readonly style: string;
  readonly icon: string;
  readonly fonts: readonly string[]; // that every page shows at once
  script(entry: string): string;
  preloads(route: Route, language: string): readonly string[];
}

export function pages(): Plugin {
  return {
    name: 'pages',
    enforce: 'post', // after the stylesheet has its name
    generateBundle(_options, bundle) {
      const locales = readLocales();
      const iconId = this.emitFile({ type: 'asset', name: 'icon.svg', source: icon });
      const built = describe(bundle, this.getFileName(iconId));
      for (const [language, table] of locales) {
        for (const route of routes) {
          const source = isComplete(table) ? page(route, language, locales, built) : notice(route, language, locales, built);
          this.emitFile({ type: 'asset', fileName: `${language}/${route.path}index.html`, source });
        }
      }
      // For the server, which has each page at the origin that it belongs to.
      const listed = (chosen: (route: Route) => boolean): string =>
        [...locales.keys()].flatMap((language) => routes.filter(chosen).map(({ path }) => `/${language}/${path}index.html\n`)).join('');
      this.emitFile({ type: 'asset', fileName: 'pages-of-desk.txt', source: listed(({ area }) => area === 'desk') });
      this.emitFile({ type: 'asset', fileName: 'pages-of-citizens.txt', source: listed(({ own }) => own === true) });
      this.emitFile({ type: 'asset', fileName: '404.html', source: missing(locales, built) });
    },
  };
}

function describe(bundle: OutputBundle, iconFile: string): Built {
  const outputs = Object.values(bundle);
  const assets = outputs.filter((output): output is OutputAsset => output.type === 'asset');
  const chunks = outputs.filter((output): output is OutputChunk => output.type === 'chunk');
  const only = <T>(found: readonly T[], what: string): T => {
    if (found.length !== 1 || found[0] === undefined) throw new Error(`expected one ${what}, found ${found.length}`);
    return found[0];
  };
  const entryChunk = (entry: string): OutputChunk =>
    only(chunks.filter((chunk) => chunk.isEntry && chunk.name === entry), `entry ${entry}`);
  return {
    style: only(assets.filter((asset) => asset.fileName.endsWith('.css')), 'stylesheet').fileName,
    icon: iconFile,
    fonts: assets.map((asset) => asset.fileName).filter((name) => /Sans-(Regular|SemiBold)-[^/]*\.woff2$/.test(name)),
    script: (entry) => entryChunk(entry).fileName,
    preloads: ({ entry, texts: parts = [] }, language) => [
      ...entryChunk(entry).imports,
      ...['', ...parts.map((part) => `?${part}`)].map((part) =>
        only(chunks.filter((chunk) => chunk.facadeModuleId?.endsWith(`/locales/${language}.json${part}`)), `texts of ${language}${part}`).fileName),
    ],
  };
}

function page(route: Route, language: string, locales: Map<string, Table>, built: Built): string {
  const text = texts(language, locales);
  const noscript = `<noscript><div class="alert alert-warning"><p class="alert-text">${text('ui.site.noscript')}
<a href="https://www.mitid.dk/en-gb/help/help-universe/mitid-and-documentation/">mitid.dk</a></p></div></noscript>`;
  // Said by the page's script where the texts did not come (mount.tsx). A page that has nothing around it has its heading and its margins from it.
  const [heading, margins] = route.frame === 'site' ? ['p', ''] : ['h1', ' class="which-centre"'];
  const notLoaded = `<template id="not-loaded"><div${margins}><div class="alert alert-error" role="alert">
<${heading} class="alert-heading">${text('ui.site.not_loaded')}</${heading}><p class="alert-text">${text('ui.site.not_loaded_help')}</p>
<button type="button" class="button button-secondary">${text('ui.site.load_again')}</button></div></div></template>`;
  const scripts = [
    ...built.preloads(route, language).map((file) => `<link rel="modulepreload" href="/${file}">`),
    `<script type="module" src="/${built.script(route.entry)}"></script>`,
  ];
  const links = routes.filter(({ area, menu }) => area === route.area && menu).map((other) => {
    const current = other === route ? ' aria-current="page"' : !route.menu && isPartOf(route, other) ? ' aria-current="true"' : '';
    return `<li><a href="/${language}/${other.path}"${current}>${text(`ui.nav.${other.entry}`)}</a></li>`;
  });
  const top = head(route, language, text(route.title), text('ui.site.name'), locales, built, scripts);
  if (route.frame !== 'site') {
    return `${top}
<body class="bare">
<main id="main" tabindex="-1">
<div id="app"></div>
${notLoaded}
${noscript}
</main>
${route.frame === 'screen' ? `<footer class="bare-foot"><p>${text(route.privacy)}</p>${languageSwitch(route, language, locales, text('ui.site.languages'))}</footer>\n` : ''}</body>
</html>
`;
  }
  return `${top}
<body>
<a class="skipnav" href="#main">${text('ui.site.skip')}</a>
<header class="site-header">
<div class="container site-header-row">
<a class="site-name" href="/${language}/"><img src="/${built.icon}" alt="" width="32" height="32">${text('ui.site.name')}</a>
${languageSwitch(route, language, locales, text('ui.site.languages'))}
</div>
<nav class="site-nav${route.area === 'desk' ? ' desk-nav' : ''}" aria-label="${text('ui.site.pages')}"><div class="container"><ul class="plain">${links.join('')}</ul></div></nav>
</header>
<main class="container page-container" id="main" tabindex="-1">
<h1>${text(route.title)}</h1>
<p class="lead">${text(route.lead)}</p>
<div id="app"></div>
${notLoaded}
${noscript}
</main>
<footer class="site-footer"><div class="container">
<p>${text(route.privacy)}</p>
<p>${text('ui.footer.source')}
<a href="https://www.mitid.dk/en-gb/help/help-universe/mitid-and-documentation/">${text('ui.footer.source_link')}</a></p>
</div></footer>
</body>
</html>
`;
}

function isPartOf(route: Route, other: Route): boolean {
  return other.path !== '' && route.path.startsWith(other.path);
}

function notice(route: Route, language: string, locales: Map<string, Table>, built: Built): string {
  const text = texts(language, locales);
  const existing = [...locales].filter(([, table]) => isComplete(table)).map(([code]) => code);
  const say = (code: string, level: 'h1' | 'h2'): string => {
    const said = texts(code, locales);
    return `<section lang="${code}"><${level}>${said('notice.title')}</${level}><p>${said('notice.text')}</p></section>`;
  };
  const links = existing.map((code) => {
    const said = texts(code, locales);
    return `<li><a href="/${code}/${route.path}" lang="${code}" hreflang="${code}">${said('language.name')}: ${said(route.title)}</a></li>`;
  });
  const title = text('notice.title');
  const script = `<script type="module" src="/${built.script('notice')}"></script>`;
  return `${head(route, language, title, 'MitID', locales, built, [script])}
<body>
<header class="site-header">
<div class="container site-header-row">
<a class="site-name" href="/${language}/"><img src="/${built.icon}" alt="" width="32" height="32">MitID</a>
${languageSwitch(route, language, locales, text('notice.languages'))}
</div>
</header>
<main class="container page-container notice" id="main">
${[say(language, 'h1'), ...existing.map((code) => say(code, 'h2'))].join('\n')}
<ul class="plain notice-links">${links.join('')}</ul>
</main>
</body>
</html>
`;
}

// For an address that leads nowhere: no language can be known from it, so it speaks each that is complete.
function missing(locales: Map<string, Table>, built: Built): string {
  const sections = [...locales].filter(([, table]) => isComplete(table)).map(([code], index) => {
    const said = texts(code, locales);
    const level = index === 0 ? 'h1' : 'h2';
    const links = routes.filter(({ area, menu }) => area === 'public' && menu).map((route) => `<li><a href="/${code}/${route.path}">${said(`ui.nav.${route.entry}`)}</a></li>`);
    return `<section lang="${code}"><${level}>${said('ui.missing.title')}</${level}><p>${said('ui.missing.text')}</p>
<ul class="plain notice-links">${links.join('')}</ul></section>`;
  });
  const [first = 'en'] = [...locales].filter(([, table]) => isComplete(table)).map(([code]) => code);
  const said = texts(first, locales);
  return `<!doctype html>
<html lang="${first}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${said('ui.missing.title')} – ${said('ui.site.name')}</title>
<link rel="icon" type="image/svg+xml" href="/${built.icon}">
<link rel="stylesheet" href="/${built.style}">
</head>
<body>
<header class="site-header"><div class="container site-header-row">
<a class="site-name" href="/"><img src="/${built.icon}" alt="" width="32" height="32">MitID</a>
</div></header>
<main class="container page-container notice" id="main">
${sections.join('\n')}
</main>
</body>
</html>
`;
}

function head(
  route: Route,
  language: string,
  title: string,
  site: string,
  locales: Map<string, Table>,
  built: Built,
  scripts: readonly string[],
): string {
  const alternates = [...locales]
    .filter(([, table]) => isComplete(table))
    .map(([code]) => `<link rel="alternate" hreflang="${code}" href="/${code}/${route.path}">`);
  const fonts = built.fonts.map((file) => `<link rel="preload" as="font" type="font/woff2" crossorigin href="/${file}">`);
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} – ${site}</title>
<link rel="icon" type="image/svg+xml" href="/${built.icon}">
<link rel="stylesheet" href="/${built.style}">
${[...fonts, ...alternates, ...scripts].join('\n')}
</head>`;
}

// The same page in the other languages, whether or not it exists there.
function languageSwitch(route: Route, language: string, locales: Map<string, Table>, label: string): string {
  const links = [...locales.keys()].map((code) => {
    const current = code === language ? ' aria-current="true"' : '';
    const name = texts(code, locales)('language.name');
    return `<li><a href="/${code}/${route.path}" lang="${code}" hreflang="${code}"${current}>${name}</a></li>`;
  });
  return `<nav class="language-links" aria-label="${label}"><ul class="plain">${links.join('')}</ul></nav>`;
}

function texts(language: string, locales: Map<string, Table>): (key: string) => string {
  return (key) => {
    const text = locales.get(language)?.[key];
    if (text === undefined) throw new Error(`locales/${language}.json has no ${key}`);
    return escape(text);
  };
}

function escape(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
