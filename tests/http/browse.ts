// A login as a browser does it.

// Where a login ends.
const pages = ['/witness/statement/', '/witness/mine/', '/check/questions/'];
const isPage = ({ pathname }: URL): boolean => pages.some((page) => pathname.endsWith(page));

// Follows redirects with cookies, as a browser does, until it is sent to an end; gives that and its cookies.
export async function browse(address: string, cookies = new Map<string, string>(), isEnd = isPage):
Promise<{ address: string; cookies: Map<string, string> }> {
  for (let hops = 0; hops < 12; ++hops) {
    const url = new URL(address);
    const response = await fetch(url, {
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
    });
    await response.text();
    for (const cookie of response.headers.getSetCookie()) {
      const [pair = ''] = cookie.split(';');
      cookies.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1));
    }
    const next = response.headers.get('location');
    if (next === null) return { address: `${address} ${response.status}`, cookies };
    address = new URL(next, url).href;
    if (isEnd(new URL(address))) return { address, cookies };
  }
  throw new Error('redirects without end');
}
