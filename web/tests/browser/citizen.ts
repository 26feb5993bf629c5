// What a citizen does on the page "Check my documents", by the words that they see.
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { text, type Language } from './browser.ts';

export type Answers = Readonly<Record<string, string | boolean | number | null>>;

const facts = ['issuer', 'form', 'photo', 'cpr_number', 'temporary', 'name_matches', 'authority', 'expires', 'issued', 'income_year'];

export class Citizen {
  readonly page: Page;
  readonly language: Language;

  constructor(page: Page, language: Language) {
    this.page = page;
    this.language = language;
  }

  text(key: string): string {
    return text(this.language, key);
  }

  kind(id: string): string {
    return this.text(`policy.mitid.kind.${id}`);
  }

  async add(kind: string): Promise<void> {
    const more = this.page.getByText(this.text('ui.documents.another'), { exact: true });
    if (await more.isVisible()) await more.click();
    await this.page.getByRole('button', { name: this.kind(kind), exact: true }).click();
    await this.settled();
  }

  // Until the page shows a question or a result for what was last entered.
  async settled(): Promise<void> {
    await this.page.locator('.flow[aria-busy="false"] :is(.question, .result, .alert)').first().waitFor();
  }

  // The fact that the page asks for; nothing once it has an answer.
  async asked(): Promise<string | null> {
    const heading = this.page.locator('.question h2');
    if ((await heading.count()) === 0) return null;
    const said = (await heading.textContent()) ?? '';
    const fact = facts.find((each) => said.endsWith(this.text(`fact.${each}.question`).replace('{document}', '')));
    assert.ok(fact, `"${said}" is a question of the locales`);
    return fact;
  }

  async answer(fact: string, value: string | boolean | number | null): Promise<void> {
    const question = this.page.locator('.question');
    const press = (name: string): Promise<void> => question.getByRole('button', { name, exact: true }).click();
    if (typeof value === 'boolean') await press(this.text(value ? 'fact.yes' : 'fact.no'));
    else if (value === null) await press(this.text('ui.question.no_expiry'));
    else if (fact === 'form' || fact === 'authority') await press(this.text(`fact.${fact}.value.${value}`));
    else {
      const field = question.locator('#answer');
      await (fact === 'issuer' ? field.selectOption(String(value)) : field.fill(String(value)));
      await press(this.text('ui.question.continue'));
    }
    await this.settled();
  }

  async dontKnow(): Promise<void> {
    await this.page.locator('.question').getByRole('button', { name: this.text('fact.unknown'), exact: true }).click();
    await this.settled();
  }

  // Answers until the page asks no more; gives the facts that it asked for.
  async answerAll(answers: Answers): Promise<string[]> {
    const order: string[] = [];
    for (let fact = await this.asked(); fact !== null; fact = await this.asked()) {
      assert.ok(order.length < 20, 'the questions come to an end');
      const value = answers[fact];
      assert.ok(value !== undefined, `the test knows ${fact}`);
      order.push(fact);
      await this.answer(fact, value);
    }
    return order;
  }

  async verdict(): Promise<string> {
    await this.settled();
    return (await this.page.locator('.result h2').textContent()) ?? '';
  }
}

export const good: Answers = { form: 'physical', temporary: false, name_matches: true, expires: null, photo: true };

export function planUrl(origin: string, language: Language, plan: string): string {
  return `${origin}/${language}/check/#plan=${encodeURIComponent(plan)}`;
}
