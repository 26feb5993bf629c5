// The policies are valid for editors (Taplo, by policies/schema.json) and for the program (policy lint), and what
// one of them refuses as a shape, so does the other.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { root, sourcesUnder } from './sources.ts';

const program = process.env.SKRANKE_BINARY ?? join(root, 'build/release/skranke');
const taplo = join(root, 'tools/node_modules/@taplo/cli/dist/cli.js');
const schema = join(root, 'policies/schema.json');
const folder = mkdtempSync(join(tmpdir(), 'skranke-policies-'));
after(() => rmSync(folder, { recursive: true }));

const policies = sourcesUnder(join(root, 'policies'), ['.toml']);
const documentPolicies = policies.filter(({ path }) => !path.startsWith('questions/'));
const real = readFileSync(join(root, 'policies/mitid/2024-01-01.toml'), 'utf8');

// Editions of the real policy with one mistake each, by the place of the mistake.
const mistakes: readonly [name: string, from: string, to: string][] = [
  ['unknown-key-at-the-top', 'id = "mitid"', 'id = "mitid"\nvalid = true'],
  ['no-id', 'id = "mitid"\n', ''],
  ['empty-id', 'id = "mitid"', 'id = ""'],
  ['id-with-a-space', 'id = "mitid"', 'id = "mit id"'],
  ['date-in-quotation-marks', 'effective = 2024-01-01', 'effective = 20240101'],
  ['no-time-zone', 'time_zone = "Europe/Copenhagen"\n', ''],
  ['guidance-not-an-array', 'guidance = ["S1", ', 'guidance = "S1"\nrest = ['],
  ['place-with-a-name', 'id = "citizen-service"', 'id = "citizen-service"\nname = "Citizen Service"'],
  ['kind-without-picture', 'id = "other"\npicture = "never"', 'id = "other"'],
  ['kind-with-unknown-picture', 'id = "other"\npicture = "never"', 'id = "other"\npicture = "sometimes"'],
  ['kind-without-issuers', 'picture = "never"\nissuers = []', 'picture = "never"'],
  ['kind-with-country-in-small-letters', 'issuers = ["FO"]', 'issuers = ["fo"]'],
  ['condition-without-clause', 'clause = "G2"\n', ''],
  ['condition-on-two-facts', 'require = { temporary = false }', 'require = { temporary = false, name_matches = true }'],
  ['condition-on-nothing', 'require = { temporary = false }', 'require = {}'],
  ['condition-on-the-issuer', 'require = { temporary = false }', 'require = { issuer = ["DK"] }'],
  ['exception-without-form', 'issuer = ["DK", "GL"], form = "app" },', 'issuer = ["DK", "GL"] },'],
  ['exception-by-picture', 'issuer = ["DK", "GL"], form = "app" },', 'form = "app", photo = true },'],
  ['line-that-accepts-nothing', 'accepts = [{ kind = "foreign-ministry-id-card", issuer = ["DK"] }]', 'accepts = []'],
  ['line-without-kind', 'accepts = [{ kind = "foreign-ministry-id-card", issuer = ["DK"] }]', 'accepts = [{ issuer = ["DK"] }]'],
  ['line-with-unknown-fact', 'kind = "foreign-ministry-id-card", issuer', 'kind = "foreign-ministry-id-card", colour = "pink", issuer'],
  ['issuer-a-string', 'kind = "foreign-ministry-id-card", issuer = ["DK"]', 'kind = "foreign-ministry-id-card", issuer = "DK"'],
  ['issuer-of-no-country', 'kind = "foreign-ministry-id-card", issuer = ["DK"]', 'kind = "foreign-ministry-id-card", issuer = []'],
  ['issuer-but', 'kind = "passport", issuer = { not = ["DK", "GL", "FO"] }', 'kind = "passport", issuer = { but = ["DK", "GL", "FO"] }'],
  ['unknown-form', 'issuer = ["FO"], form = "physical"', 'issuer = ["FO"], form = "paper"'],
  ['unknown-authority', '"immigration-service", "foreign-ministry"', '"immigration-service", "police"'],
  ['fact-that-is-no-boolean', 'photo = true, cpr_number = true', 'photo = "yes", cpr_number = true'],
  ['unknown-income-year', 'income_year = "previous", cpr_number', 'income_year = 2023, cpr_number'],
  ['months-below-zero', 'issued = { months_old_max = 3 }, cpr_number', 'issued = { months_old_max = -1 }, cpr_number'],
  ['months-misspelt', 'issued = { months_old_max = 3 }, cpr_number', 'issued = { months_max = 3 }, cpr_number'],
  ['unknown-expiry', '"not-before-visit"', '"never"'],
  ['group-of-nothing', 'of = ["B2.7", "C11"]', 'of = []'],
  ['group-with-a-line-twice', 'of = ["B2.7", "C11"]', 'of = ["B2.7", "B2.7"]'],
  ['line-within-a-list-that-accepts-nothing', '"C11", "C12"] }]', '"C11", "C12", { id = "C13", accepts = [] }] }]'],
  ['line-within-a-group-without-id', 'of = ["B2.7", "C11"]', 'of = ["B2.7", "C11", { accepts = [{ kind = "other" }] }]'],
  ['list-that-takes-nothing', 'take = [{ count = 1, of = ["B1"] }, { count = 1, of = ["B2"] }]', 'take = []'],
  ['list-that-takes-none-of-a-part', 'count = 1, of = ["B1"]', 'count = 0, of = ["B1"]'],
  ['list-that-takes-five', 'count = 2, of = ["C1"', 'count = 5, of = ["C1"'],
  ['exclusion-of-one', 'never_together = ["tax", "benefit"]', 'never_together = ["tax"]'],
  ['part-with-count-and-points', 'count = 1, of = ["B1"]', 'count = 1, points = 5, of = ["B1"]'],
  ['part-without-lines', 'count = 1, of = ["B1"]', 'count = 1'],
  ['part-that-asks-for-a-country', 'count = 1, of = ["B1"]', 'count = 1, of = ["B1"], require = { issuer = ["DK"] }'],
  ['different-in-colour', 'at_least_one = { cpr_number = true }', 'at_least_one = { cpr_number = true }\ndifferent = "colour"'],
  ['applicant-of-whom-nothing-is-asked', 'at_least_one = { cpr_number = true }', 'at_least_one = { cpr_number = true }\napplicant = {}'],
  ['score-beyond-the-scale', 'at_least_one = { cpr_number = true }', 'at_least_one = { cpr_number = true }\napplicant = { fraud = 6 }'],
  ['age-of-nobody', 'at_least_one = { cpr_number = true }', 'at_least_one = { cpr_number = true }\napplicant = { age_years_below = 0 }'],
  ['witness-without-quota', 'quota = { times = 3, days = 120, clause = "W6" }\n', ''],
  ['quota-of-nothing', 'times = 3', 'times = 0'],
  ['age-beyond-life', 'value = 18', 'value = 151'],
  ['age-in-words', 'value = 18', 'value = "eighteen"'],
  ['own-mitid-without-clause', 'own_mitid = { value = true, clause = "W5" }', 'own_mitid = { value = true }'],
  ['never-the-neighbour', '"applicant", "officer"', '"applicant", "neighbour"'],
];

// The files that Taplo refuses, and all that it said. One run: starting it costs more than checking.
function refusedByTaplo(files: readonly string[], options: readonly string[]): { refused: string[]; said: string } {
  // To a file, not a pipe: Taplo ends before a full pipe has been read.
  const log = join(folder, 'taplo.log');
  const to = openSync(log, 'w');
  const run = spawnSync(process.execPath, [taplo, 'lint', '--colors', 'never', ...options, ...files], { cwd: root, stdio: ['ignore', to, to] });
  closeSync(to);
  const said = readFileSync(log, 'utf8');
  assert.match(said, new RegExp(`total=${files.length === 0 ? policies.length : files.length} `), said);
  const refused = [...said.matchAll(/invalid file error=.* path="([^"]+)"/g)].map((match) => match[1] as string);
  assert.equal(run.status === 0, refused.length === 0, said);
  return { refused, said };
}

function lint(file: string): { status: number | null; said: string } {
  const run = spawnSync(program, ['policy', 'lint', file, '--home', root], { encoding: 'utf8' });
  assert.equal(run.error, undefined);
  return { status: run.status, said: run.stdout };
}

test('every policy is valid by the schema, as an editor finds it through .taplo.toml', () => {
  assert.ok(policies.length > 0);
  const { refused, said } = refusedByTaplo([], []);
  assert.deepEqual(refused, [], said);
});

test('every policy is free of findings', () => {
  for (const { path } of documentPolicies) assert.deepEqual(lint(join(root, 'policies', path)), { status: 0, said: '' }, path);
});

const files = mistakes.map(([name, from, to]) => {
  const path = join(folder, `${name}.toml`);
  assert.ok(real.includes(from), `${name}: the policy has no ${from}`);
  writeFileSync(path, real.replace(/^#:schema.*\n/, '').replace(from, to));
  return { name, path };
});
const control = join(folder, 'without-mistake.toml');
writeFileSync(control, real.replace(/^#:schema.*\n/, ''));

test('the schema refuses each mistake, and the same edition without one it accepts', () => {
  const all = [control, ...files.map(({ path }) => path)];
  const { refused, said } = refusedByTaplo(all, ['--no-auto-config', '--schema', pathToFileURL(schema).href]);
  assert.ok(!refused.includes(control), said);
  assert.deepEqual(files.filter(({ path }) => !refused.includes(path)).map(({ name }) => name), []);
});

test('policy lint accepts the edition without a mistake', () => {
  assert.deepEqual(lint(control), { status: 0, said: '' });
});

for (const { name, path } of files) {
  test(`policy lint refuses ${name}, and says where`, () => {
    const { status, said } = lint(path);
    assert.equal(status, 1, said);
    for (const line of said.trimEnd().split('\n')) assert.match(line, /^.*\.toml:\d+:\d+: ./);
  });
}

test('the schema knows the keys that the program reads, and no others', () => {
  const reader = readFileSync(join(root, 'src/policy/parse_toml.cpp'), 'utf8');
  const nouns = readFileSync(join(root, 'src/proofing/document.hpp'), 'utf8');
  const facts = [...nouns.matchAll(/case Fact::\w+:\s*return "(\w+)"/g)].map((match) => match[1] as string);
  const keys = new Set<string>();
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    for (const [key, value] of Object.entries(node)) {
      if (key === 'properties') for (const name of Object.keys(value as object)) keys.add(name);
      visit(value);
    }
  };
  visit(JSON.parse(readFileSync(schema, 'utf8')));
  // Keys are read as get("key"), reader.whole("key", …) or each(root, "key", …); other strings are messages or values.
  const reads = /(?:\.(?:text|texts|whole|yes_no|table|tables|get)\(|(?:_of|_if_true|_with_clause|each)\(\w+, )"(\w+)"/g;
  const read = new Set([...reader.matchAll(reads)].map((match) => match[1] as string));
  assert.deepEqual([...keys].filter((key) => !read.has(key) && !facts.includes(key)), []);
  assert.deepEqual([...read].filter((key) => !keys.has(key)), []);
});
