// What a test waits for while calls fail one by one: looked at after everything that can be seen from outside (a message that came, a file, a word of
// the server, which has one to say of what it could not send). Where the server found no memory for that word either, time passes by itself.
export class Happenings {
  #next = (): void => undefined;
  readonly happened = (): void => this.#next();

  // `passTime`: done after each look that did not find it.
  async until(isSo: () => boolean, passTime: () => void): Promise<void> {
    const unheard = setInterval(this.happened, 2000); // as often as senders look
    try {
      while (!isSo()) {
        await new Promise<void>((resolve) => { this.#next = resolve; });
        if (!isSo()) passTime();
      }
    } finally {
      clearInterval(unheard);
    }
  }
}
