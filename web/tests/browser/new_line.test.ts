// A line that is added to a list, one line of TOML and one of text a language, is everywhere after the program has read its folder anew: in the API,
// on the pages, at the desk and on the poster. Neither the program nor the pages are built again.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { languages, launch, open } from './browser.ts';
import { Citizen, good } from './citizen.ts';
import { caseByNumber, CaseDesk, looksRight } from './desk.ts';
import { binary } from './server.ts';

const root = join(import.meta.dirname, '../../..');
const policy = 'policies/mitid/2024-01-01.toml';
const words = { en: 'Birth certificate with a seal', da: 'Fødselsattest med segl' };

// Puts `added` before `passage`; gives how many lines of the file are other than before, or new.
function changed(file: string, passage: string, added: string): number {
  const old = readFileSync(file, 'utf8');
  assert.equal(old.split(passage).length, 2, `${passage} is there once`);
  const now = old.replace(passage, added + passage);
  writeFileSync(file, now);
  const known = new Set(old.split('\n'));
  return now.split('\n').filter((line) => !known.has(line)).length;
}

function addLine(home: string): void {
  rmSync(join(home, 'locales'));
  cpSync(join(root, 'locales'), join(home, 'locales'), { recursive: true });
  assert.equal(changed(join(home, policy), '] }]\nat_least_one', ', { id = "C13", accepts = [{ kind = "birth-certificate", issuer = ["DK", "GL"] }] }'), 1);
  for (const language of languages)
    assert.equal(changed(join(home, `locales/${language}.json`), '  "policy.mitid.list.A"', `  "policy.mitid.line.C13": "${words[language]}",\n`), 1);
}

let browser: Browser;
let desk: CaseDesk;
before(async () => { [browser, desk] = await Promise.all([launch(), CaseDesk.begin(addLine)]); });
after(async () => { await browser.close(); await desk.end(); });

test('the API has it, with its words in the language that is asked for', async () => {
  for (const language of languages) {
    const answer = await fetch(`${desk.running.citizen}/api/v1/policies/mitid?lang=${language}`);
    const body = await answer.json() as { lines: { id: string }[]; texts: Record<string, string> };
    assert.equal(body.lines.at(-1)?.id, 'C13');
    assert.equal(body.texts['line.C13'], words[language]);
  }
});

for (const language of languages) {
  test(`${language}: the page of the rules shows it, and the check page counts a document on it`, async () => {
    const rules = await open(browser, `${desk.running.citizen}/${language}/`);
    await rules.page.locator('#list-C li#C13').getByText(words[language], { exact: true }).waitFor();
    await rules.close();
    const watched = await open(browser, `${desk.running.citizen}/${language}/check/`);
    const citizen = new Citizen(watched.page, language);
    await citizen.add('personal-certificate');
    await citizen.answerAll({ ...good, issuer: 'DK', cpr_number: true });
    await citizen.add('birth-certificate');
    await citizen.answerAll({ ...good, issuer: 'DK', cpr_number: true });
    assert.equal(await citizen.verdict(), citizen.text('verdict.accepted'));
    await watched.page.locator('.result .bring').getByText(words[language], { exact: true }).waitFor();
    await watched.close();
  });
}

test('the desk says that it would be enough beside what was shown', async () => {
  const { page, hands } = await caseByNumber(desk, browser);
  await page.locator('#case-scan').press('Escape');
  await hands.press('h');
  await page.locator('#by-hand:focus').waitFor();
  await hands.type('Pers');
  await hands.press('Enter');
  await page.locator('[id="fact-1-issuer-field"]:focus').waitFor();
  await hands.type('D');
  await hands.press('Enter');
  for (const fact of ['cpr_number', 'name_matches']) {
    await page.locator(`#fact-1-${fact}-true:focus`).waitFor();
    await hands.press('y');
  }
  await page.locator('.standing-rejected details summary').click();
  await page.locator('.standing').getByText(words.en, { exact: true }).waitFor();
  await looksRight(page, 'new-line-desk');
  await page.context().close();
});

test('the poster has it, on its one page', () => {
  for (const language of languages) {
    const arguments_ = ['--home', desk.home, 'policy', 'show', 'mitid', '--format', 'pdf', '--lang', language, '--public-url', 'https://centre.example'];
    const pdf = execFileSync(binary, arguments_, { maxBuffer: 1 << 24 });
    const said = execFileSync('pdftotext', ['-enc', 'UTF-8', '-', '-'], { input: pdf, encoding: 'utf8' });
    assert.ok(said.replaceAll(/\s+/g, ' ').includes(words[language]), said);
    assert.match(execFileSync('pdfinfo', ['-'], { input: pdf, encoding: 'utf8' }), /Pages: +1\n/);
  }
});
