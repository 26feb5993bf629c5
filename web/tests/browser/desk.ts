// A desk at which whole cases are handled: the real program with a synthetic register, a verifier that asks three questions, the real OpenID
// provider for witnesses, two officers with accounts, and hands whose keystrokes are counted.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { addPeople, signedIn, type Session } from '../../../tests/http/people.ts';
import { generatedExtract, importedAtDesk } from '../../../tests/http/extracts.ts';
import { startDesk, type RunningDesk } from '../../../tests/http/running_desk.ts';
import { folded } from '../../src/desk/names.ts';
import type { View } from '../../src/desk/view.ts';
import { scan } from './reader.ts';
import { binary } from './server.ts';
import { text, type Language } from './browser.ts';

const root = join(import.meta.dirname, '../../..');
export const centre = 'aarhus';

// Questions whose answers stand in what `register show` prints: parents, spouse, marriage.
const asked = /^id = "(mother|father|spouse)-(born-year|birthday)"|^id = "(married-year|wedding-day)"/m;

// The program's own folder, but for the policy of questions: two right ones of three.
function homeWithThreeQuestions(): string {
  const home = mkdtempSync(join(tmpdir(), 'skranke-home-'));
  for (const name of readdirSync(root)) if (name !== 'policies' && !name.startsWith('.')) symlinkSync(join(root, name), join(home, name));
  cpSync(join(root, 'policies'), join(home, 'policies'), { recursive: true });
  const file = join(home, 'policies/questions/cpr-1.toml');
  const [head = '', ...questions] = readFileSync(file, 'utf8').split(/^(?=\[\[question\]\])/m);
  const counting = head.replace('mode = "score"', 'mode = "count"').replace(/^extra = 1$/m, 'extra = 0');
  assert.notEqual(counting, head);
  writeFileSync(file, counting + questions.filter((each) => asked.test(each)).join(''));
  return home;
}

export interface Registered {
  readonly number: string;
  readonly born: string;
  readonly sex: 'male' | 'female';
  readonly status: string;
  readonly name: { readonly given: string; readonly middle: string | null; readonly family: string };
  readonly mother: { readonly born: string | null };
  readonly father: { readonly born: string | null };
  readonly civil_status: { readonly code: string; readonly spouse_born: string | null; readonly from: string | null };
}

// What somebody answers who knows their own life.
function answerOf(person: Registered, question: string): string {
  const day = (iso: string | null): string => (iso === null ? '' : `${iso.slice(8, 10)}${iso.slice(5, 7)}`);
  const year = (iso: string | null): string => iso?.slice(0, 4) ?? '';
  switch (question) {
    case 'mother-born-year': return year(person.mother.born);
    case 'mother-birthday': return day(person.mother.born);
    case 'father-born-year': return year(person.father.born);
    case 'father-birthday': return day(person.father.born);
    case 'spouse-born-year': return year(person.civil_status.spouse_born);
    case 'spouse-birthday': return day(person.civil_status.spouse_born);
    case 'married-year': return year(person.civil_status.from);
    case 'wedding-day': return day(person.civil_status.from);
    default: throw new Error(`nobody here answers ${question}`);
  }
}

export class CaseDesk {
  readonly running: RunningDesk;
  readonly home: string;
  readonly #numbers: string[];
  readonly #sessions = new Map<string, Session>();
  #next = 0;

  private constructor(running: RunningDesk, home: string, numbers: string[]) {
    this.running = running;
    this.home = home;
    this.#numbers = numbers;
  }

  // `change` may change the program's own folder before anything has read it.
  static async begin(change: (home: string) => void = () => undefined): Promise<CaseDesk> {
    const home = homeWithThreeQuestions();
    change(home);
    process.env['SKRANKE_HOME'] = home;
    const numbers: string[] = [];
    const extract = (folder: string): string => {
      const file = generatedExtract(folder);
      for (const line of readFileSync(file, 'latin1').split('\n')) if (line.startsWith('001')) numbers.push(line.slice(3, 13));
      return file;
    };
    // Applicants are looked up in the desk's own database, answers in the verifier's.
    const running = await startDesk('nobody', extract, undefined, {}, (folder) => {
      importedAtDesk(folder);
      addPeople(folder, [
        { name: 'anna', centre, roles: ['officer', 'supervisor'] },
        { name: 'bo', centre, roles: ['officer', 'second-officer'] },
      ]);
    });
    return new CaseDesk(running, home, numbers);
  }

  async end(): Promise<void> {
    await this.running.stop();
    rmSync(this.home, { recursive: true });
    delete process.env['SKRANKE_HOME'];
  }

  async session(name: string): Promise<Session> {
    const known = this.#sessions.get(name);
    if (known !== undefined) return known;
    const session = await signedIn(this.running.desk, name);
    this.#sessions.set(name, session);
    return session;
  }

  // The next adult of the register who has parents, and a spouse, to be asked about.
  person(): Registered {
    for (;;) {
      const number = this.#numbers[this.#next++];
      assert.ok(number !== undefined, 'nobody is left in the register');
      if (!/^....[5-8]/.test(number)) continue; // born from 1950 to 1989
      const shown = execFileSync(binary, ['register', 'show', '--database', `sqlite:${join(this.running.folder, 'register.db')}`, '--keys', join(this.running.folder, 'keys'), number], { encoding: 'utf8' });
      const person = JSON.parse(shown) as Registered;
      const { mother, father, civil_status: civil } = person;
      if (person.status === '01' && person.born < '1990' && mother.born !== null && father.born !== null && civil.code === 'G' && civil.spouse_born !== null) return person;
    }
  }

  async view(name: string, id: string): Promise<View> {
    const { status, body } = await (await this.session(name)).ask('GET', `/desk/v1/cases/${id}`);
    assert.equal(status, 200);
    return body as unknown as View;
  }

  answer(person: Registered, view: View, index: number): string {
    return answerOf(person, view.questions.questions[index]?.id ?? '');
  }

  // The list of cases, as somebody who has signed in sees it.
  async open(browser: Browser, name: string, language: Language = 'en', viewport = { width: 1280, height: 900 }): Promise<Page> {
    const context: BrowserContext = await browser.newContext({ viewport, locale: 'da-DK', timezoneId: 'Europe/Copenhagen', reducedMotion: 'reduce' });
    const { cookie } = await this.session(name);
    const [key = '', value = ''] = cookie.split('=');
    await context.addCookies([{ name: key, value, url: this.running.desk, httpOnly: true, sameSite: 'Strict' }]);
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    await page.goto(`${this.running.desk}/${language}/desk/?centre=${centre}`);
    await page.locator('#new-purpose').waitFor();
    return page;
  }
}

const weights = [7, 3, 1];
function checkDigit(field: string): string {
  const value = (sign: string): number => (sign === '<' ? 0 : /\d/.test(sign) ? Number(sign) : sign.charCodeAt(0) - 55);
  return String([...field].reduce((sum, sign, at) => sum + value(sign) * (weights[at % 3] ?? 0), 0) % 10);
}

// The zone of a passport. SPEC: ICAO 9303-4, 4.2.2.
export function passportZone(person: Registered, issuer: 'DNK' | 'SWE', expires = '310101'): string {
  const given = [person.name.given, person.name.middle].filter((each) => each !== null).join(' ');
  const names = `${folded(person.name.family).replaceAll(' ', '<')}<<${folded(given).replaceAll(' ', '<')}`.slice(0, 39);
  const number = '123456789';
  const born = `${person.born.slice(2, 4)}${person.born.slice(5, 7)}${person.born.slice(8, 10)}`;
  const optional = '<'.repeat(14);
  const [a, b, c, d] = [number + checkDigit(number), born + checkDigit(born), expires + checkDigit(expires), `${optional}<`];
  return `P<${issuer}${names}`.padEnd(44, '<') + `\n${a}${issuer}${b}${person.sex === 'male' ? 'M' : 'F'}${c}${d}${checkDigit(a + b + c + d)}\n`;
}

// The stripe of a health card. SPEC: docs/zones.md.
export function stripeOf(person: Registered): string {
  const name = `${person.name.family}^${[person.name.given, person.name.middle].filter((each) => each !== null).join(' ')}`.toUpperCase();
  return `%${name.replaceAll('Æ', '[').replaceAll('Ø', '\\').replaceAll('Å', ']').slice(0, 34).padEnd(34)}${']L\\KKE ALLE 7 3'.padEnd(34)}4615000?;92081004${person.number}1041173083461010814?`;
}

const handMilliseconds = 60; // that a hand stays on a key, at its fastest: a reader is faster

// Hands at a keyboard. Keys are counted; apart from them the letters of what a citizen says, and the digits of a CPR number that no reader
// read. A reader's own are one scan.
export class Hands {
  keys = 0;
  letters = 0;
  digits = 0;
  readonly page: Page;

  constructor(page: Page) { this.page = page; }

  async press(key: string): Promise<void> {
    this.keys += 1;
    await this.page.keyboard.press(key, { delay: handMilliseconds });
  }

  // Typed by hand: each letter is a key.
  async type(words: string): Promise<void> {
    this.keys += words.length;
    await this.page.keyboard.type(words, { delay: handMilliseconds });
  }

  // What the citizen says, letter by letter.
  async say(words: string): Promise<void> {
    this.letters += words.length;
    await this.page.keyboard.type(words);
  }

  // A CPR number, read off a document.
  async number(number: string): Promise<void> {
    this.digits += number.length;
    await this.page.keyboard.type(number);
  }

  // What a reader types.
  scan(lines: string): Promise<void> {
    return scan(this.page, lines);
  }

  // Until the focus is on what says so, in the words of the page.
  async until(language: Language, key: string): Promise<void> {
    await this.page.waitForFunction((words) => document.activeElement?.textContent?.includes(words) === true, text(language, key));
  }

  told(name: string): string {
    const all = this.keys + this.digits + this.letters;
    return `${name}: ${all} keys pressed, of which ${this.keys} operate the desk, ${this.digits} are digits of a number and ${this.letters} letters of answers`;
  }
}

// From a key to the focus on what comes next, in milliseconds: the server's answer and the new screen are in between.
export async function timeKeys(page: Page): Promise<() => Promise<readonly number[]>> {
  await page.evaluate(() => {
    const kept: number[] = [];
    let pressed: number | null = null;
    document.addEventListener('keydown', () => { pressed = performance.now(); }, { capture: true });
    document.addEventListener('focusin', () => {
      if (pressed !== null) kept.push(performance.now() - pressed);
      pressed = null;
    });
    Object.assign(globalThis, { keyTimes: kept });
  });
  return () => page.evaluate(() => [...(globalThis as unknown as { keyTimes: number[] }).keyTimes].sort((a, b) => a - b));
}

// Nothing is wider than the window, and axe finds nothing. A picture, where one is asked for.
export async function looksRight(page: Page, name: string): Promise<void> {
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${name}: nothing is wider than the window`);
  const { violations } = await new AxeBuilder({ page }).analyze();
  assert.deepEqual(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]), [], name);
  await picture(page, name);
}

export async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env['SKRANKE_SCREENSHOTS'];
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
}

// Nothing personal is in the browser's storage or in an address.
export async function keepsNothing(page: Page, person: Registered): Promise<void> {
  const kept = await page.evaluate(() => JSON.stringify([{ ...sessionStorage }, { ...localStorage }, location.href, document.cookie]));
  for (const secret of [person.number, `${person.number.slice(0, 6)}-${person.number.slice(6)}`, person.name.family, person.name.given, folded(person.name.family), folded(person.name.given)].filter((each) => each.length > 3)) assert.ok(!kept.includes(secret), kept);
}

export const idOf = (page: Page): string => new URL(page.url()).hash.slice(1);

// A case whose applicant is found by the number that is typed: what is shown comes next.
export async function caseByNumber(desk: CaseDesk, browser: Browser): Promise<{ page: Page; hands: Hands }> {
  const page = await desk.open(browser, 'anna');
  const hands = new Hands(page);
  await hands.press('n');
  await page.locator('#case-scan').waitFor();
  await hands.number(desk.person().number);
  await hands.press('Enter');
  return { page, hands };
}

// A case whose applicant is known by their passport, with nothing left to say of it.
export async function begunCase(desk: CaseDesk, browser: Browser, person: Registered): Promise<{ page: Page; hands: Hands }> {
  const page = await desk.open(browser, 'anna');
  const hands = new Hands(page);
  await hands.press('n');
  await page.locator('#case-scan').waitFor();
  await hands.scan(passportZone(person, 'DNK'));
  await page.getByText(text('en', 'ui.case.scan.begun_hint')).waitFor();
  await hands.number(person.number.slice(6));
  await hands.press('Enter');
  await page.locator('#fact-1-cpr_number-true:focus').waitFor();
  await hands.press('y');
  await hands.until('en', 'ui.case.documents_right');
  return { page, hands };
}

// Something that is waited for until it is said.
export function gate(): { readonly opened: Promise<void>; open(): void } {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => { open = resolve; });
  return { opened, open: () => open() };
}

// The same once its three features were seen: the face is compared next.
export async function seenCase(desk: CaseDesk, browser: Browser): Promise<{ page: Page; hands: Hands }> {
  const begun = await begunCase(desk, browser, desk.person());
  await begun.hands.press('Enter');
  for (let seen = 0; seen < 3; ++seen) {
    await begun.page.locator('.look').nth(seen).and(begun.page.locator('.look-now')).waitFor();
    await begun.hands.press('1');
  }
  await begun.hands.until('en', 'ui.case.all_agree');
  return begun;
}
