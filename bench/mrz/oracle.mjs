// The same zones read by npm's mrz: node oracle.mjs FILE ROUNDS. The median of processor time, after one round to warm up.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [file, rounds] = process.argv.slice(2);
const { parse } = await import(pathToFileURL(join(import.meta.dirname, '../../tools/node_modules/mrz/lib/index.js')).href);
const zones = readFileSync(file, 'utf8').trimEnd().split('\n\n');

const seconds = [];
let read = 0;
for (let round = 0; round <= Number(rounds); ++round) {
  const begin = process.cpuUsage();
  read = 0;
  // It takes the specimen state's code for wrong, but reads on; what it makes of others is in tests/cli/mrz.test.ts.
  for (const zone of zones) read += parse(zone).fields.documentNumber === null ? 0 : 1;
  const { user, system } = process.cpuUsage(begin);
  if (round > 0) seconds.push((user + system) / 1e6);
}
if (read !== zones.length) console.error(`${read} of ${zones.length} zones are read`);
const median = seconds.sort((a, b) => a - b)[Math.floor(seconds.length / 2)];
console.log(`${'npm mrz 5.0.2, parse'.padEnd(34)} ${String(Math.round(zones.length / median)).padStart(11)} zones a second, ` +
  `${String(Math.round(median / zones.length * 1e9)).padStart(5)} ns each`);
