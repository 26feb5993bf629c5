// A strict reader of what Prometheus reads: text format 0.0.4 and OpenMetrics 1.0. Throws at the first thing that is wrong.
import assert from 'node:assert/strict';

export interface Sample { readonly name: string; readonly labels: Readonly<Record<string, string>>; readonly value: number }
export interface Family { readonly name: string; readonly type: string; readonly samples: Sample[] }

const name = '[a-zA-Z_:][a-zA-Z0-9_:]*';
const number = '[+-]?(?:[0-9]+(?:\\.[0-9]+)?(?:e[+-]?[0-9]+)?)';
const suffixes: Readonly<Record<string, readonly string[]>> = { counter: [''], gauge: [''], histogram: ['_bucket', '_sum', '_count'], info: [''] };

function labelsOf(text: string): Record<string, string> {
  const labels: Record<string, string> = {};
  let rest = text;
  while (rest !== '') {
    const label = /^([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\["\\n])*)"(,|$)/.exec(rest);
    assert.ok(label, `no label: ${rest}`);
    assert.ok(!(label[1]! in labels), `a label twice: ${text}`);
    labels[label[1]!] = label[2]!;
    rest = rest.slice(label[0].length);
    assert.ok(label[3] !== ',' || rest !== '', `a comma at the end: ${text}`);
  }
  return labels;
}

// What a sample of a family may be called.
function namesOf(family: Family, open: boolean): string[] {
  if (open && family.type === 'counter') return [`${family.name}_total`];
  if (open && family.type === 'info') return [`${family.name}_info`];
  return suffixes[family.type]!.map((suffix) => family.name + suffix);
}

function checkHistogram(family: Family): void {
  const series = new Map<string, Sample[]>();
  for (const sample of family.samples) {
    const key = JSON.stringify(Object.entries(sample.labels).filter(([label]) => label !== 'le'));
    series.set(key, [...(series.get(key) ?? []), sample]);
  }
  for (const [key, samples] of series) {
    const buckets = samples.filter((sample) => sample.name.endsWith('_bucket'));
    const bounds = buckets.map((sample) => (sample.labels['le'] === '+Inf' ? Infinity : Number(sample.labels['le'])));
    assert.deepEqual(bounds, bounds.toSorted((a, b) => a - b), key);
    assert.equal(bounds.at(-1), Infinity, key);
    const values = buckets.map((sample) => sample.value);
    assert.deepEqual(values, values.toSorted((a, b) => a - b), key);
    assert.equal(samples.find((sample) => sample.name.endsWith('_count'))?.value, values.at(-1), key);
    assert.ok(samples.some((sample) => sample.name.endsWith('_sum')), key);
  }
}

// Families by their names; of counters without "_total", of infos without "_info".
export function readExposition(text: string, open: boolean): Map<string, Family> {
  const families = new Map<string, Family>();
  assert.ok(text.endsWith('\n'), 'the last line has no end');
  const lines = text.slice(0, -1).split('\n');
  if (open) assert.equal(lines.pop(), '# EOF');
  let helped = '';
  let family: Family | undefined;
  const seen = new Set<string>();
  for (const line of lines) {
    const help = new RegExp(`^# HELP (${name}) \\S.*$`).exec(line);
    const type = new RegExp(`^# TYPE (${name}) (\\S+)$`).exec(line);
    if (help) {
      helped = help[1]!;
    } else if (type) {
      assert.equal(type[1], helped, `no help before: ${line}`);
      assert.ok(type[2]! in suffixes && (open || type[2] !== 'info'), line);
      assert.ok(!families.has(type[1]!), `a family twice: ${line}`);
      if (!open && type[2] === 'counter') assert.ok(type[1]!.endsWith('_total'), line);
      family = { name: type[1]!, type: type[2]!, samples: [] };
      families.set(type[1]!, family);
    } else {
      const sample = new RegExp(`^(${name})(?:\\{(.*)\\})? (${number})$`).exec(line);
      assert.ok(sample && family, `no sample: ${line}`);
      assert.ok(namesOf(family, open).includes(sample[1]!), `${line} is none of ${family.name}`);
      assert.ok(!seen.has(line.slice(0, line.lastIndexOf(' '))), `a sample twice: ${line}`);
      seen.add(line.slice(0, line.lastIndexOf(' ')));
      family.samples.push({ name: sample[1]!, labels: labelsOf(sample[2] ?? ''), value: Number(sample[3]) });
    }
  }
  for (const each of families.values()) if (each.type === 'histogram') checkHistogram(each);
  return new Map([...families].map(([key, value]) => [key.replace(/_(total|info)$/, ''), value]));
}
