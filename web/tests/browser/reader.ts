// A keyboard-wedge reader, and keys that say themselves when they came, however busy the machine is.
import type { Page } from 'playwright-core';

// A line end after each line, and fast: no key waits for the one before it to be seen, and each says that it came five milliseconds after that.
// `seconds`: how much later than now the first one says that it came.
export async function scan(page: Page, lines: string, seconds = 0): Promise<void> {
  const keyboard = await page.context().newCDPSession(page);
  const begun = Date.now() / 1000 + seconds;
  await Promise.all([...lines].flatMap((sign, index) => {
    const timestamp = begun + index * 0.005;
    const key = sign === '\n' ? { key: 'Enter', code: 'Enter', text: '\r', windowsVirtualKeyCode: 13 } : { key: sign, text: sign };
    return [keyboard.send('Input.dispatchKeyEvent', { type: 'keyDown', timestamp, ...key }), keyboard.send('Input.dispatchKeyEvent', { type: 'keyUp', timestamp, key: key.key })];
  }));
  await keyboard.detach();
}
