// The citizens' API as a browser asks it, each answer held against the description.
import type { Description } from './description.ts';

export type Json = Record<string, unknown>;
export interface Reply { readonly status: number; readonly body: Json; readonly text: string }

// The route of a path as the description names it, among those of some tags; nothing for another's.
function described(api: Description, tags: readonly string[], path: string): string | undefined {
  const segments = path.split('?')[0]?.split('/') ?? [];
  const fits = (route: string): boolean => {
    const parts = route.split('/');
    return parts.length === segments.length && parts.every((part, at) => part === segments[at] || part.startsWith('{'));
  };
  const found = api.operations().filter(({ path: route, operation }) => operation.tags.some((tag) => tags.includes(tag)) && fits(route));
  // A path that stands there in full comes before one with a part left open.
  return found.sort((a, b) => Number(a.path.includes('{')) - Number(b.path.includes('{')))[0]?.path;
}

// `path` is behind "/api/v1". A text as body is sent as it is, anything else as JSON.
export async function ask(api: Description, tags: readonly string[], origin: string, method: string, path: string, body: unknown,
  fields: Record<string, string>): Promise<Reply> {
  const response = await fetch(`${origin}/api/v1${path}`, {
    method,
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...fields },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const route = described(api, tags, `/api/v1${path}`);
  if (route !== undefined) api.hold(method, route, response, text);
  return { status: response.status, text, body: text.startsWith('{') ? JSON.parse(text) as Json : {} };
}

export const problem = (reply: Reply): string => String(reply.body['type']).replace('urn:skranke:problem:', '');
