// What becomes a link, and what does not.
import { expect, test } from 'vitest';
import { emailLink, languageName, phoneLink, webLink } from './organisations.ts';

test('a web address is a link, with or without its scheme', () => {
  expect(webLink('https://example.dk/vidner')).toBe('https://example.dk/vidner');
  expect(webLink('example.dk')).toBe('https://example.dk/');
});

test('what would run or read something is no link', () => {
  for (const web of ['javascript:alert(1)//://', 'javascript://x/%0Aalert(1)', 'data://text/html,x', 'file:///etc/passwd', 'not an address', '']) {
    expect(webLink(web)).toBeNull();
  }
  for (const email of ['a@b?bcc=c@d', 'a b@c', 'nobody']) expect(emailLink(email)).toBeNull();
  for (const phone of ['112;ext', 'call us', '']) expect(phoneLink(phone)).toBeNull();
});

test('a number to call loses what stands between its digits', () => {
  expect(phoneLink('+45 (70) 10-20.30')).toBe('tel:+4570102030');
  expect(emailLink('vidne@example.dk')).toBe('mailto:vidne@example.dk');
});

test('a language has its name, or its code', () => {
  expect(languageName('da', 'en')).toBe('engelsk');
  expect(languageName('en', '??')).toBe('??');
});
