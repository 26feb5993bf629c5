// The keeper: a service worker that keeps the page "Check my documents", the rules and the engine for when there is no connection.
//
// With a connection it changes nothing: pages and rules come from the server, and only what is named by its content comes from the
// copy. Without one, the last copy is used, and the rules say when they were kept (kept.ts). All files of one build are kept together
// or not at all, so that a page never meets scripts of another build.
// PRIVACY: keeps what the server has published. What is entered never passes through here.

interface Plan {
  readonly build: string; // changes with any byte of the files
  readonly pages: readonly string[];
  readonly files: readonly string[]; // named by their content
  readonly rules: readonly string[]; // with their queries
  readonly field: string; // of an answer that was kept: when
}

// tools/keeper.ts puts it in when the pages are built.
declare const KEEPER_PLAN: Plan;

interface Lasting extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface Fetching extends Lasting {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}
interface Keeper {
  readonly location: Location;
  readonly clients: { claim(): Promise<void> };
  addEventListener(type: 'install' | 'activate', listener: (event: Lasting) => void): void;
  addEventListener(type: 'fetch', listener: (event: Fetching) => void): void;
}

const keeper = globalThis as unknown as Keeper;
const plan = KEEPER_PLAN;
const ofBuild = `pages-${plan.build}`;
const ofRules = 'rules';

keeper.addEventListener('install', (event) => event.waitUntil(keepAll()));
keeper.addEventListener('activate', (event) => event.waitUntil(takeOver()));
keeper.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname, search } = new URL(request.url);
  if (request.method !== 'GET' || origin !== keeper.location.origin) return;
  if (request.mode === 'navigate') {
    if (plan.pages.includes(pathname)) event.respondWith(page(request, pathname));
  } else if (plan.files.includes(pathname)) {
    event.respondWith(file(request, pathname));
  } else if (plan.rules.includes(pathname + search)) {
    event.respondWith(rules(event, pathname + search));
  }
});

async function keepAll(): Promise<void> {
  const cache = await caches.open(ofBuild);
  const ask = (path: string, mode: RequestCache): Request => new Request(path, { cache: mode, credentials: 'omit' });
  await cache.addAll([...plan.pages.map((path) => ask(path, 'no-cache')), ...plan.files.map((path) => ask(path, 'default'))]);
  await Promise.all(plan.rules.map(async (path) => keepRules(path, await fetch(ask(path, 'no-cache')))));
}

async function takeOver(): Promise<void> {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name !== ofBuild && name !== ofRules).map((name) => caches.delete(name)));
  await keeper.clients.claim();
}

// Whether an answer is none: there is no connection, or nobody behind whoever answered.
const isDown = (answer: Response | null): boolean => answer === null || answer.status >= 500;

async function page(request: Request, path: string): Promise<Response> {
  const fresh = await fetch(request).catch(() => null);
  if (fresh !== null && !isDown(fresh)) return fresh;
  return (await kept(ofBuild, path)) ?? fresh ?? Response.error();
}

async function file(request: Request, path: string): Promise<Response> {
  return (await kept(ofBuild, path)) ?? fetch(request);
}

async function rules(event: Fetching, path: string): Promise<Response> {
  const fresh = await fetch(event.request).catch(() => null);
  const before = await kept(ofRules, path);
  if (fresh === null || isDown(fresh)) return before ?? fresh ?? Response.error();
  if (fresh.ok) {
    event.waitUntil(keepRules(path, fresh.clone()));
    // What a page tells of the rules and what the engine decides by are kept together.
    if (fresh.headers.get('etag') !== before?.headers.get('etag')) event.waitUntil(keepOthers(path));
  }
  return fresh;
}

async function keepOthers(path: string): Promise<void> {
  const others = plan.rules.filter((each) => each !== path);
  await Promise.all(others.map(async (each) => keepRules(each, await fetch(each, { cache: 'no-cache', credentials: 'omit' }))));
}

async function keepRules(path: string, answer: Response): Promise<void> {
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  const headers = new Headers({ [plan.field]: new Date().toISOString() });
  for (const name of ['content-type', 'etag']) headers.set(name, answer.headers.get(name) ?? '');
  const cache = await caches.open(ofRules);
  await cache.put(path, new Response(await answer.arrayBuffer(), { headers }));
}

async function kept(name: string, path: string): Promise<Response | undefined> {
  return (await caches.open(name)).match(path);
}
