// Every service that can be booked, and every holiday, has its place in the texts and in the data.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

const root = join(import.meta.dirname, '../..');
const settings = readFileSync(join(root, 'data/booking.toml'), 'utf8');
const services = [...settings.matchAll(/\[\[service\]\]\nid = "([a-z0-9-]+)"/g)].map(([, id = '']) => id);

test('each service has a name in each language, and each name a service', () => {
  assert.ok(services.length >= 5);
  for (const language of ['da', 'en']) {
    const texts = JSON.parse(readFileSync(join(root, `locales/${language}.json`), 'utf8')) as Record<string, string>;
    const named = Object.keys(texts).filter((key) => key.startsWith('service.')).map((key) => key.slice('service.'.length));
    assert.deepEqual(named.sort(), [...services].sort());
  }
});
