// The screen of a waiting room: who is called to which counter, how many wait, and how long it takes.
//
// PRIVACY: tickets and counters alone; nobody's name is asked for or shown.
import type { JSX } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { Place } from '../book/visits.ts';
import { listen } from '../day/events.ts';
import { boardPath, type Board, type Call } from '../day/tickets.ts';
import { clockText, grouped, spreadText, waitingText } from '../day/words.ts';
import { loadTexts, useTexts } from '../i18n.ts';
import { canFill, stayAwake, toggleFull } from './awake.ts';
import { Announcements, nameOf, readBoard } from './board.ts';
import { spokenHere, Voice } from './voice.ts';

const tongues = ['da', 'en'];
const linesOfEstimatesMax = 4;

export function Waiting({ place }: { place: Place }): JSX.Element {
  const { t } = useTexts();
  const [board, setBoard] = useState<Board | null>(null);
  const [lost, setLost] = useState<Date | null>(null); // since when what is shown is old
  const [isRefused, setRefused] = useState(false);
  const [voice, setVoice] = useState<Voice | null>(null);
  const [fresh, setFresh] = useState<readonly Call[]>([]);
  const announcements = useMemo(() => new Announcements(), []);

  useEffect(() => stayAwake(), []);
  useEffect(() => listen({
    path: `${boardPath(place.id)}/events`,
    init: { credentials: 'omit' },
    event: 'board',
    received: (data) => {
      const next = readBoard(data);
      if (next === null) return;
      const calls = announcements.next(next);
      setBoard(next);
      setLost(null);
      if (calls.length > 0) setFresh(calls);
    },
    turned: (isOpen) => { if (!isOpen) setLost((before) => before ?? new Date()); },
    refused: () => setRefused(true),
  }), [place.id]);
  useEffect(() => voice?.announce(fresh), [fresh]);

  const [newest, ...others] = board?.calls ?? [];
  return (
    <div class="waiting-room">
      <header class="waiting-head">
        <h1>{place.name}</h1>
        <Controls voice={voice} setVoice={setVoice} />
      </header>
      <div role="status">
        {isRefused && <p class="waiting-lost">{t('ui.waiting.refused')}</p>}
        {lost !== null && !isRefused && <Lost since={lost} hasBoard={board !== null} />}
        {board?.notice != null && <Notice closed={board.notice.closed} reason={board.notice.reason} />}
      </div>
      <p class="sr-only" aria-live="polite">{fresh.map((call) => t('ui.waiting.call', { ticket: call.ticket, counter: call.counter })).join(' ')}</p>
      {board !== null && (
        <div class={lost === null ? 'waiting-calls' : 'waiting-calls waiting-old'}>
          <section class="waiting-newest" aria-labelledby="newest-title">
            <h2 id="newest-title">{t('ui.waiting.now')}</h2>
            {newest === undefined ? <p class="waiting-nobody">{t('ui.waiting.nobody_called')}</p> : <Called key={nameOf(newest)} call={newest} />}
          </section>
          {others.length > 0 && (
            <section class="waiting-others" aria-labelledby="others-title">
              <h2 id="others-title">{t('ui.waiting.before')}</h2>
              <ol class="plain">{others.map((call) => <li key={nameOf(call)}><Called call={call} /></li>)}</ol>
            </section>
          )}
        </div>
      )}
      {board !== null && <Foot board={board} />}
    </div>
  );
}

function Called({ call: { ticket, counter } }: { call: Call }): JSX.Element {
  const { t } = useTexts();
  return (
    <p class="waiting-call">
      <span class="waiting-ticket">{ticket}</span>{' '}
      <span class="waiting-counter">{t('ui.waiting.counter', { counter })}</span>
    </p>
  );
}

function Lost({ since, hasBoard }: { since: Date; hasBoard: boolean }): JSX.Element {
  const { t, language } = useTexts();
  const time = clockText(language, since);
  return <p class="waiting-lost">{t(hasBoard ? 'ui.waiting.lost' : 'ui.waiting.lost_at_once', { time })}</p>;
}

function Notice({ closed, reason }: { closed: boolean; reason: string | null }): JSX.Element {
  const { t } = useTexts();
  return <p class="waiting-notice">{closed && <strong>{t('ui.waiting.closed')}</strong>}{reason !== null && reason !== '' && ` ${reason}`}</p>;
}

function Foot({ board: { waiting, estimates } }: { board: Board }): JSX.Element {
  const texts = useTexts();
  const { t, find } = texts;
  const groups = grouped(estimates);
  const isAssumed = estimates.some(({ basis }) => basis === 'assumed');
  return (
    <footer class="waiting-foot">
      <p><strong>{waitingText(texts, waiting)}</strong></p>
      {groups.length === 1 && groups[0] !== undefined && <p>{t('ui.waiting.time', { time: spreadText(texts, groups[0]) })}</p>}
      {groups.length > 1 && (
        <>
          <p>{t('ui.waiting.times')}</p>
          <dl class="waiting-times">
            {groups.slice(0, linesOfEstimatesMax).map((group) => (
              <div key={group.services[0]}>
                <dt>{group.services.map((service) => find(`service.${service}`)).join(', ')}</dt>
                <dd>{spreadText(texts, group)}</dd>
              </div>
            ))}
          </dl>
        </>
      )}
      {isAssumed && <p class="waiting-assumed">{t('ui.waiting.assumed')}</p>}
    </footer>
  );
}

function Controls({ voice, setVoice }: { voice: Voice | null; setVoice: (voice: Voice | null) => void }): JSX.Element {
  const { t, find } = useTexts();
  const [missing, setMissing] = useState<readonly string[]>([]);
  const toggle = async (): Promise<void> => {
    if (voice !== null) {
      voice.stop();
      return setVoice(null);
    }
    const sentences = await Promise.all(tongues.map(async (language) => ({ language, sentence: (await loadTexts(language)).t('ui.waiting.call') })));
    setVoice(new Voice(sentences));
    const spoken = await spokenHere(tongues);
    setMissing(tongues.filter((language) => !spoken.includes(language)));
  };
  return (
    <div class="waiting-controls">
      <button type="button" class="button button-secondary" aria-pressed={voice !== null} onClick={() => void toggle()}>{t(voice === null ? 'ui.waiting.sound_on' : 'ui.waiting.sound_off')}</button>
      {canFill() && <button type="button" class="button button-secondary" onClick={() => void toggleFull()}>{t('ui.waiting.full_screen')}</button>}
      <p role="status" class="waiting-missing">
        {voice !== null && missing.length > 0 && t('ui.waiting.no_voice', { languages: missing.map((language) => find(`ui.day.language.${language}`)).join(', ') })}
      </p>
    </div>
  );
}
