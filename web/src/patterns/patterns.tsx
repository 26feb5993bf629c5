// The supervisors' page "Patterns": alerts of misuse, from the desk or from a file that the browser alone reads.
import type { JSX } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { fetchPatterns, type Failure } from '../api.ts';
import { DayField } from '../fields.tsx';
import { useTexts } from '../i18n.ts';
import { filterAlerts, readAlerts, rulesOf, type Alert, type Filter, type Read } from './alerts.ts';
import { Detail } from './detail.tsx';
import { List } from './list.tsx';
import { Plot } from './plot_view.tsx';
import { ruleName } from './words.ts';

type Source =
  | { readonly state: 'waiting' }
  | { readonly state: 'read'; readonly read: Read; readonly file: string | null }
  | { readonly state: 'failed'; readonly failure: Failure };

const fileBytesMax = 64 * 1024 * 1024;

export function Patterns(): JSX.Element {
  const { t } = useTexts();
  const [source, setSource] = useState<Source>({ state: 'waiting' });
  const [tooLarge, setTooLarge] = useState(false);
  const load = (token: string | null): void => {
    setSource({ state: 'waiting' });
    void fetchPatterns(token).then((answer) =>
      // A file that was opened meanwhile stays.
      setSource((before) => (before.state !== 'waiting' ? before : answer.ok
        ? { state: 'read', read: readAlerts(answer.value), file: null }
        : { state: 'failed', failure: answer.failure })));
  };
  useEffect(() => load(null), []);
  const openFile = async (file: File): Promise<void> => {
    setTooLarge(file.size > fileBytesMax);
    if (file.size > fileBytesMax) return;
    setSource({ state: 'read', read: readAlerts(await file.text()), file: file.name });
  };
  return (
    <div class="patterns">
      <div class="alert alert-info"><p class="alert-text">{t('ui.patterns.notice')}</p></div>
      <section aria-labelledby="source-title" class="screen-only">
        <h2 id="source-title">{t('ui.patterns.source')}</h2>
        <div aria-live="polite">
          <SourceState source={source} />
          {tooLarge && <p class="form-error-message">{t('ui.patterns.too_large', { megabytes: fileBytesMax / 1024 / 1024 })}</p>}
        </div>
        {isRefused(source) && <Token load={load} />}
        <div class="form-group">
          <label class="form-label" for="patterns-file">{t('ui.patterns.file')}</label>
          <span class="form-hint" id="patterns-file-hint">{t('ui.patterns.file_hint')}</span>
          <input
            type="file"
            class="file"
            id="patterns-file"
            aria-describedby="patterns-file-hint"
            onChange={(event) => {
              const [file] = event.currentTarget.files ?? [];
              if (file !== undefined) void openFile(file);
            }}
          />
        </div>
        {(source.state === 'failed' ? !isRefused(source) : source.state === 'read' && source.file !== null) && (
          <p><button type="button" class="button button-secondary" onClick={() => load(null)}>{t('ui.patterns.from_desk')}</button></p>
        )}
      </section>
      {source.state === 'read' && <Alerts key={source.file ?? ''} alerts={source.read.alerts} />}
    </div>
  );
}

function isRefused(source: Source): boolean {
  return source.state === 'failed' && source.failure.reason === 'problem' && source.failure.status === 401;
}

// PRIVACY: the token stays in the field, and goes to the desk alone.
function Token({ load }: { load: (token: string) => void }): JSX.Element {
  const { t } = useTexts();
  const [token, setToken] = useState('');
  return (
    <form
      class="entry"
      onSubmit={(event) => {
        event.preventDefault();
        if (/^[\x21-\x7e]+$/.test(token.trim())) load(token.trim());
      }}
    >
      <div class="form-group">
        <label class="form-label" for="patterns-token">{t('ui.patterns.token')}</label>
        <input class="form-input" type="password" id="patterns-token" autocomplete="off" required value={token} onInput={(event) => setToken(event.currentTarget.value)} />
      </div>
      <button type="submit" class="button button-secondary">{t('ui.patterns.from_desk')}</button>
    </form>
  );
}

function SourceState({ source }: { source: Source }): JSX.Element {
  const { t } = useTexts();
  if (source.state === 'waiting') return <p>{t('ui.patterns.waiting')}</p>;
  if (source.state === 'failed') {
    const { failure } = source;
    if (failure.reason === 'unreachable') return <p>{t('ui.error.unreachable')}.</p>;
    if (failure.status === 401) return <p>{t('ui.patterns.sign_in')}</p>;
    return <p>{failure.status === 404 ? t('ui.patterns.not_there') : t('ui.patterns.refused', { text: failure.text })}</p>;
  }
  const { read: { alerts, badLines }, file } = source;
  return (
    <>
      <p>{file === null ? t('ui.patterns.read_desk', { count: alerts.length }) : t('ui.patterns.read_file', { count: alerts.length, file })}</p>
      {badLines.length > 0 && (
        <p class="form-error-message">{t('ui.patterns.bad_lines', { count: badLines.length, lines: badLines.slice(0, 10).join(', ') })}</p>
      )}
    </>
  );
}

const everything: Filter = { rule: null, from: '', to: '' };

function Alerts({ alerts }: { alerts: readonly Alert[] }): JSX.Element {
  const texts = useTexts();
  const { t } = texts;
  const [filter, setFilter] = useState(everything);
  const [chosen, setChosen] = useState<Alert | null>(null);
  const detail = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => detail.current?.focus(), [chosen]);
  const shown = filterAlerts(alerts, filter);
  const change = (part: Partial<Filter>): void => setFilter({ ...filter, ...part });
  return (
    <>
      <section aria-labelledby="filter-title" class="screen-only">
        <h2 id="filter-title">{t('ui.patterns.filter')}</h2>
        <div class="filter">
          <div class="form-group">
            <label class="form-label" for="patterns-rule">{t('ui.patterns.rule')}</label>
            <select
              class="form-select"
              id="patterns-rule"
              value={filter.rule ?? ''}
              onChange={({ currentTarget: { value } }) => change({ rule: value === '' ? null : value })}
            >
              <option value="">{t('ui.patterns.every_rule', { count: alerts.length })}</option>
              {rulesOf(alerts).map(({ rule, count }) => <option key={rule} value={rule}>{ruleName(texts, rule)} ({count})</option>)}
            </select>
          </div>
          <DayField id="patterns-from" label={t('ui.patterns.from')} value={filter.from} change={(from) => change({ from })} mistake={() => null} />
          <DayField id="patterns-to" label={t('ui.patterns.to')} value={filter.to} change={(to) => change({ to })} mistake={() => null} />
          {filter !== everything && (
            <button type="button" class="button button-tertiary" onClick={() => setFilter(everything)}>{t('ui.patterns.everything')}</button>
          )}
        </div>
        <p role="status">{t('ui.patterns.shown', { count: shown.length, of: alerts.length })}</p>
      </section>
      <Plot alerts={filterAlerts(alerts, { ...everything, rule: filter.rule })} choose={(day) => setFilter({ ...filter, from: day, to: day })} />
      <List alerts={shown} chosen={chosen} choose={setChosen} />
      {chosen !== null && <Detail key={alerts.indexOf(chosen)} alert={chosen} heading={detail} />}
    </>
  );
}
