// The worker in which the engine decides. Its script comes with a policy of its own: it may run WebAssembly, and reach nothing.
//
// PRIVACY: this is the only script that is told what a citizen enters in order to decide it, and the browser lets it send nothing.
import { Engine } from '../../packages/engine/index.ts';
import type { Asked, Said, Start } from './messages.ts';

let engine: Engine | null = null;

addEventListener('message', ({ data }: MessageEvent<Start | Asked>) => {
  if ('code' in data) void start(data);
  else answer(data);
});

async function start({ code, rules }: Start): Promise<void> {
  try {
    const made = await Engine.create(code);
    made.add(new Uint8Array(rules));
    engine = made;
    say({ ready: true });
  } catch (error) {
    say({ ready: false, why: String(error) });
  }
}

function answer({ id, text, today }: Asked): void {
  try {
    if (engine === null) throw new Error('the engine has not been started');
    say({ id, line: engine.checkLine(text, { today, advice: 'all', next: true }) });
  } catch (error) {
    say({ id, broken: String(error) });
  }
}

function say(said: Said): void {
  postMessage(said);
}
