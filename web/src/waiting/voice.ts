// The voice of a waiting room: a gong, then the call in Danish and in English.
//
// Browsers give no sound before somebody has touched the page, so a Voice is made on a click.
import { fill } from '../i18n.ts';
import { spelled } from './board.ts';
import type { Call } from '../day/tickets.ts';

export interface Tongue {
  readonly language: string;
  readonly sentence: string; // with {ticket} and {counter}
}

const gongSeconds = 1.6;

export class Voice {
  private readonly audio = new AudioContext();
  private readonly tongues: readonly Tongue[];
  private last: Promise<void> = Promise.resolve();

  constructor(tongues: readonly Tongue[]) {
    this.tongues = tongues;
    void this.audio.resume();
  }

  // Says the calls one after the other, each after a gong.
  announce(calls: readonly Call[]): void {
    for (const call of calls) this.last = this.last.then(() => this.say(call));
  }

  stop(): void {
    globalThis.speechSynthesis?.cancel();
    void this.audio.close();
  }

  private async say({ ticket, counter }: Call): Promise<void> {
    if (this.audio.state === 'closed') return;
    await gong(this.audio);
    for (const { language, sentence } of this.tongues) await speak(fill(sentence, { ticket: spelled(ticket), counter }), language);
  }
}

// The languages that this device has a voice for. Some browsers know their voices only a moment after the page is there.
export async function spokenHere(languages: readonly string[]): Promise<readonly string[]> {
  const synthesis = globalThis.speechSynthesis;
  if (synthesis === undefined) return [];
  if (synthesis.getVoices().length === 0) {
    await Promise.race([
      new Promise((resolve) => synthesis.addEventListener('voiceschanged', resolve, { once: true })),
      new Promise((resolve) => setTimeout(resolve, 1500)),
    ]);
  }
  return languages.filter((language) => voiceFor(language) !== undefined);
}

function voiceFor(language: string): SpeechSynthesisVoice | undefined {
  return globalThis.speechSynthesis.getVoices().find(({ lang }) => lang.toLowerCase().startsWith(language));
}

// Two tones, the lower one later, as of a bell that fades.
function gong(audio: AudioContext): Promise<void> {
  const begin = audio.currentTime + 0.05;
  for (const [hertz, after] of [[659.25, 0], [523.25, 0.45]] as const) {
    const tone = new OscillatorNode(audio, { frequency: hertz });
    const loudness = new GainNode(audio, { gain: 0 });
    loudness.gain.setValueAtTime(0, begin + after);
    loudness.gain.linearRampToValueAtTime(0.5, begin + after + 0.02);
    loudness.gain.exponentialRampToValueAtTime(0.001, begin + gongSeconds);
    tone.connect(loudness).connect(audio.destination);
    tone.start(begin + after);
    tone.stop(begin + gongSeconds);
  }
  return new Promise((resolve) => setTimeout(resolve, gongSeconds * 1000));
}

// Ends when it is said, or can't be; a voice that never tells its end doesn't hold up the next call for ever.
function speak(text: string, language: string): Promise<void> {
  const synthesis = globalThis.speechSynthesis;
  const voice = synthesis === undefined ? undefined : voiceFor(language);
  if (voice === undefined) return Promise.resolve();
  return new Promise((resolve) => {
    const words = new SpeechSynthesisUtterance(text);
    words.lang = voice.lang;
    words.voice = voice;
    words.rate = 0.9;
    words.onend = words.onerror = () => resolve();
    setTimeout(resolve, 15_000);
    synthesis.speak(words);
  });
}
