// The hours of one day, edited: from, to, how many counters; one row after another.
import type { JSX } from 'preact';
import { useTexts } from '../i18n.ts';
import { mistakeIn, type Opening } from './running.ts';

const countersMax = 64;
const openingsMax = 8;

interface Props {
  readonly id: string;
  readonly label: string;
  readonly openings: readonly Opening[];
  readonly change: (openings: readonly Opening[]) => void;
}

export function Openings({ id, label, openings, change }: Props): JSX.Element {
  const { t } = useTexts();
  const mistake = mistakeIn(openings);
  const set = (index: number, part: Partial<Opening>): void => change(openings.map((each, at) => (at === index ? { ...each, ...part } : each)));
  return (
    <fieldset class={mistake === null ? 'openings' : 'openings form-error'} aria-describedby={mistake === null ? undefined : `${id}-error`}>
      <legend class="form-label">{label}</legend>
      {mistake !== null && <span class="form-error-message" id={`${id}-error`}>{t(`ui.centre.mistake.${mistake}`)}</span>}
      {openings.length === 0 && <p class="note">{t('ui.centre.closed')}</p>}
      {openings.map(({ opens, closes, counters }, index) => (
        <div key={index} class="opening-row">
          <label class="form-label" for={`${id}-opens-${index}`}>{t('ui.centre.opens')}</label>
          <input class="form-input" type="time" step={900} id={`${id}-opens-${index}`} value={opens} onInput={(event) => set(index, { opens: event.currentTarget.value })} />
          <label class="form-label" for={`${id}-closes-${index}`}>{t('ui.centre.closes')}</label>
          <input class="form-input" type="time" step={900} id={`${id}-closes-${index}`} value={closes} onInput={(event) => set(index, { closes: event.currentTarget.value })} />
          <label class="form-label" for={`${id}-counters-${index}`}>{t('ui.queue.counters')}</label>
          <input class="form-input" type="number" min={1} max={countersMax} id={`${id}-counters-${index}`} value={counters} onInput={(event) => set(index, { counters: event.currentTarget.valueAsNumber })} />
          <button type="button" class="link-button" aria-label={t('ui.centre.remove_hours', { day: label, opens, closes })} onClick={() => change(openings.filter((_, at) => at !== index))}>{t('ui.centre.remove')}</button>
        </div>
      ))}
      {openings.length < openingsMax && (
        <button type="button" class="link-button" aria-label={t('ui.centre.add_hours', { day: label })} onClick={() => change([...openings, { opens: openings.at(-1)?.closes ?? '10:00', closes: openings.length === 0 ? '15:00' : '', counters: openings.at(-1)?.counters ?? 1 }])}>
          {t('ui.centre.add')}
        </button>
      )}
    </fieldset>
  );
}
