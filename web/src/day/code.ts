// Codes of arrival: eight characters of Crockford's base 32, in two groups; and the secret of a manage link, where that is scanned instead.

export const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
export const codeSize = 8;

// What was typed, in capitals and without what the alphabet leaves out: O is 0, I and L are 1, and hyphens and spaces are nothing.
export function normalized(typed: string): string {
  return [...typed.toUpperCase()]
    .map((sign) => (sign === 'O' ? '0' : sign === 'I' || sign === 'L' ? '1' : sign))
    .filter((sign) => letters.includes(sign))
    .join('');
}

// "7K3M-Q9TX"; a part of it while it is being typed.
export function grouped(code: string): string {
  return code.length <= codeSize / 2 ? code : `${code.slice(0, codeSize / 2)}-${code.slice(codeSize / 2)}`;
}

// What to send for what was typed or scanned; null while it is neither a code nor a link. Scanners type as if on an American keyboard: the
// signs of an address come out as others, its secret does not.
export function codeFrom(typed: string): string | null {
  const secret = /[0-9a-f]{33,200}/i.exec(typed)?.[0];
  if (secret !== undefined) return secret.toLowerCase();
  const code = normalized(typed);
  return code.length === codeSize ? grouped(code) : null;
}
