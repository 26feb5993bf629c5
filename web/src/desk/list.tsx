// The desk's list: open and paused cases of the centre, second looks drawn for whoever is signed in, and a new case by one key.
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Failure } from '../api.ts';
import type { Place } from '../book/visits.ts';
import { DeskTrouble, type Desk } from '../day/desk.tsx';
import { clockText } from '../day/words.ts';
import { useTexts } from '../i18n.ts';
import { languageName } from '../professional/organisations.ts';
import { casesPath, fetchCases, fetchSecondLooks } from './commands.ts';
import { KeySign, KeysContext, useFocus, useKey, useKeys, useScans } from './keys.tsx';
import { useOfficer } from './officer.tsx';
import { scanned } from './scan.ts';
import { sentence } from './sentences.ts';
import { Shortcuts } from './shortcuts.tsx';
import { purposeFor, purposes, type CaseLine, type Purpose, type View } from './view.ts';

interface Props {
  readonly desk: Desk;
  readonly place: Place;
  readonly answersLooks: boolean; // may be drawn as a second officer
  readonly show: (id: string, isSecond: boolean, scans?: readonly string[]) => void; // `scans`: of documents, for the case's field
}

const lookMilliseconds = 5000;

export function CaseList(props: Props): JSX.Element {
  const [areOn, setOn] = useState(true);
  const [isHelp, setHelp] = useState(false);
  const keys = useKeys(areOn, {});
  return (
    <KeysContext.Provider value={keys}>
      <Listed {...props} help={() => setHelp(true)} />
      <Shortcuts isOpen={isHelp} areOn={areOn} setOn={setOn} close={() => setHelp(false)} />
    </KeysContext.Provider>
  );
}

function Listed({ desk, place, show, help, answersLooks }: Props & { help: () => void }): JSX.Element {
  const officerOf = useOfficer();
  const { t, find, language } = useTexts();
  const [cases, setCases] = useState<readonly CaseLine[] | null>(null);
  const [looks, setLooks] = useState<readonly CaseLine[]>([]);
  const [failure, setFailure] = useState<Failure | null>(null);
  const load = async (): Promise<void> => {
    const [found, second] = await Promise.all([fetchCases(desk, place.id), answersLooks ? fetchSecondLooks(desk) : null]);
    setFailure(found.ok ? null : found.failure);
    if (found.ok) setCases(found.value.items);
    if (second?.ok === true) setLooks(second.value.items);
  };
  useEffect(() => {
    void load();
    const timer = setInterval(() => void load(), lookMilliseconds);
    return () => clearInterval(timer);
  }, []);
  useKey('?', help);
  const time = (moment: string): string => clockText(language, new Date(moment));
  return (
    <div class="desk-page">
      <p class="desk-place"><strong>{place.name}</strong> <button type="button" class="link-button" onClick={help}>{t('ui.case.keys')}<KeySign letter="?" /></button></p>
      <NewCase desk={desk} show={show} />
      {failure !== null && <DeskTrouble failure={failure} retry={() => void load()} />}
      {looks.length > 0 && (
        <section aria-labelledby="looks-title">
          <h2 id="looks-title">{t('ui.cases.second_looks')}</h2>
          <ul class="plain case-lines">
            {looks.map(({ case_id: id, opened_at: at, purpose, officer }) => (
              <li key={id}>
                <button type="button" class="link-button" onClick={() => show(id, true)}>{t('ui.cases.second_look', { time: time(at) })}</button>{' '}
                {find(`desk.purpose.${purpose}`)}, {officerOf(officer)}
              </li>
            ))}
          </ul>
        </section>
      )}
      <section aria-labelledby="cases-title">
        <h2 id="cases-title">{t('ui.cases.open')}</h2>
        {cases !== null && cases.length === 0 && <p>{t('ui.cases.none')}</p>}
        {cases !== null && cases.length > 0 && (
          <div class="table-scroll" role="group" aria-labelledby="cases-title" tabIndex={0}>
            <table class="table">
              <thead>
                <tr>
                  <th scope="col">{t('ui.cases.column.case')}</th>
                  <th scope="col">{t('ui.cases.column.purpose')}</th>
                  <th scope="col">{t('ui.cases.column.state')}</th>
                  <th scope="col">{t('ui.cases.column.officer')}</th>
                  <th scope="col">{t('ui.cases.column.opened')}</th>
                </tr>
              </thead>
              <tbody>
                {cases.map((line) => (
                  <tr key={line.case_id}>
                    <th scope="row"><button type="button" class="link-button" onClick={() => show(line.case_id, false)}>{line.initials ?? t('ui.case.nobody')}</button></th>
                    <td>{find(`desk.purpose.${line.purpose}`)}</td>
                    <td>{line.paused ? t('ui.cases.paused') : find(`ui.cases.state.${line.state}`)}</td>
                    <td>{officerOf(line.officer)}</td>
                    <td>{time(line.opened_at)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </section>
    </div>
  );
}

const languages = ['da', 'en'] as const;

// What a ticket of the queue, or a booking, gives to a new case: "?ticket=…&service=…" of the address.
function given(query: string): { readonly ticket: string | null; readonly booking: string | null; readonly service: string | null; readonly language: string | null } {
  const asked = new URLSearchParams(query);
  const idOf = (name: string): string | null => {
    const value = asked.get(name);
    return value !== null && /^[A-Za-z0-9_-]{1,200}$/.test(value) ? value : null;
  };
  return { ticket: idOf('ticket'), booking: idOf('booking'), service: idOf('service'), language: idOf('language') };
}

function NewCase({ desk, show }: Pick<Props, 'desk' | 'show'>): JSX.Element {
  const texts = useTexts();
  const { t, find, language } = texts;
  const [from] = useState(() => given(location.search));
  const [purpose, setPurpose] = useState<Purpose>(() => purposeFor(from.service));
  const [spoken, setSpoken] = useState<string>(() => languages.find((each) => each === from.language) ?? languages.find((each) => each === language) ?? 'da');
  const [isTraining, setTraining] = useState(false);
  const [said, setSaid] = useState<string | null>(null);
  const [isSending, setSending] = useState(false);
  const button = useFocus<HTMLButtonElement>('new');
  const isHere = useRef(true);
  useEffect(() => () => { isHere.current = false; }, []);
  const scans = useRef<readonly string[]>([]); // the one that begins the case, and those that follow while it is opened
  const sending = useRef(false);
  const begin = async (scan?: string): Promise<void> => {
    if (scan !== undefined) scans.current = [...scans.current, scan];
    if (sending.current) return;
    sending.current = true;
    setSending(true);
    setSaid(null);
    const answer = await desk.ask<View>('POST', casesPath, {
      purpose,
      language: spoken,
      ...(from.ticket === null ? {} : { ticket_id: from.ticket }),
      ...(from.booking === null ? {} : { booking_id: from.booking }),
      ...(isTraining ? { training: true } : {}),
    });
    if (!isHere.current) return; // who went to another case meanwhile stays there; the new one is on the list
    if (answer.ok) return show(answer.value.case_id, false, scans.current);
    scans.current = [];
    sending.current = false;
    setSending(false);
    setSaid(sentence(texts, answer.failure));
  };
  useKey('n', () => void begin());
  // A document that is scanned here is the next person's: the case begins with it.
  useScans((text) => {
    const { what } = scanned(text);
    if (what === 'zone' || what === 'stripe') void begin(text);
    else setSaid(t('ui.cases.no_scan'));
  });
  return (
    <form
      class={isTraining ? 'new-case new-training' : 'new-case'}
      onSubmit={(event) => {
        event.preventDefault();
        void begin();
      }}
    >
      <div class="entry">
        <div class="form-group">
          <label class="form-label" for="new-purpose">{t('ui.cases.purpose')}</label>
          <select class="form-select" id="new-purpose" value={purpose} onChange={(event) => setPurpose(purposes.find((each) => each === event.currentTarget.value) ?? 'other')}>
            {purposes.map((id) => <option key={id} value={id}>{find(`desk.purpose.${id}`)}</option>)}
          </select>
        </div>
        <div class="form-group">
          <label class="form-label" for="new-language">{t('ui.cases.language')}</label>
          <select class="form-select" id="new-language" value={spoken} onChange={(event) => setSpoken(event.currentTarget.value)}>
            {languages.map((code) => <option key={code} value={code}>{languageName(language, code)}</option>)}
          </select>
        </div>
        <button type="submit" class="button button-primary new-case-button" ref={button} aria-disabled={isSending}>{t('ui.cases.new')}<KeySign letter="n" /></button>
      </div>
      <p class="note">{t('ui.cases.scan_begins')}</p>
      {from.ticket !== null && <p class="note">{t('ui.cases.from_ticket')}</p>}
      <div class="form-group-checkbox">
        <input type="checkbox" class="form-checkbox" id="new-training" checked={isTraining} onChange={(event) => setTraining(event.currentTarget.checked)} />
        <label for="new-training">{t('ui.cases.training')}</label>
      </div>
      <div role="status">{isSending && <p class="note">{t('ui.cases.opening')}</p>}{said !== null && <p class="form-error-message">{said}</p>}</div>
    </form>
  );
}
