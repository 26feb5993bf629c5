// The officers' page "The desk": the list, or the case that the fragment of the address names.
import type { JSX } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { fetchPolicy, type Failure } from '../api.ts';
import type { Place } from '../book/visits.ts';
import { AtDesk, type Desk } from '../day/desk.tsx';
import { TextsContext, useTexts, withPolicy } from '../i18n.ts';
import { Trouble } from '../mount.tsx';
import type { Policy } from '../policy.ts';
import { worksAs } from '../staff/session.ts';
import { CasePage } from './case.tsx';
import { fetchSecondLooks } from './commands.ts';
import { FirstScans } from './first_scan.ts';
import { CaseList } from './list.tsx';
import { OwnId } from './officer.tsx';
import { caseIn } from './view.ts';

export function DeskPage({ place }: { place: Place }): JSX.Element {
  return (
    <AtDesk>
      {(desk, session) => (
        <OwnId.Provider value={session?.person?.id ?? null}>
          <DeskOf place={place} desk={desk} answersLooks={worksAs(session?.person ?? null, 'second-officer')} leads={worksAs(session?.person ?? null, 'supervisor')} />
        </OwnId.Provider>
      )}
    </AtDesk>
  );
}

function DeskOf({ place, desk, answersLooks, leads }: { place: Place; desk: Desk; answersLooks: boolean; leads: boolean }): JSX.Element {
  const texts = useTexts();
  const [policy, setPolicy] = useState<Policy | null>(null);
  const words = useMemo(() => (policy === null ? texts : withPolicy(texts, policy)), [texts, policy]);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [id, setId] = useState(() => caseIn(location.hash));
  const [secondOf, setSecondOf] = useState<string | null>(null);
  const firstScans = useRef<readonly string[]>([]);
  const hold = useRef<(() => boolean) | null>(null);
  const here = useRef(id);
  here.current = id;
  const load = async (): Promise<void> => {
    const answer = await fetchPolicy('mitid', texts.language);
    setFailure(answer.ok ? null : answer.failure);
    if (answer.ok) setPolicy(answer.value);
  };
  useEffect(() => void load(), []);
  useEffect(() => {
    const turn = (): void => {
      if (hold.current?.() === true) history.pushState(null, '', `#${here.current}`); // not yet
      else setId(caseIn(location.hash));
    };
    window.addEventListener('hashchange', turn);
    return () => window.removeEventListener('hashchange', turn);
  }, []);
  // After a reload, the server knows whether this officer was drawn.
  useEffect(() => {
    if (id === null || !answersLooks) return;
    void fetchSecondLooks(desk).then((answer) => { if (answer.ok && answer.value.items.some((each) => each.case_id === id)) setSecondOf(id); });
  }, [id]);
  if (failure !== null) return <Trouble failure={failure} retry={() => void load()} since={null} />;
  if (policy === null) return <div aria-busy="true" />;
  const leave = (): void => {
    history.pushState(null, '', location.pathname + location.search);
    setId(null);
  };
  if (id !== null) {
    return (
      <TextsContext.Provider value={words}>
        <FirstScans.Provider value={firstScans}>
          <CasePage key={id} desk={desk} policy={policy} id={id} isSecond={secondOf === id} leads={leads} leave={leave} hold={hold} />
        </FirstScans.Provider>
      </TextsContext.Provider>
    );
  }
  return (
    <CaseList
      desk={desk}
      place={place}
      answersLooks={answersLooks}
      show={(next, isSecond, scans) => {
        firstScans.current = scans ?? [];
        if (isSecond) setSecondOf(next);
        history.pushState(null, '', `#${next}`);
        setId(next);
      }}
    />
  );
}
