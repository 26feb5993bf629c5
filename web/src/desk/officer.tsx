// Who an officer is, in words: oneself, a name, or somebody else.
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { useTexts } from '../i18n.ts';
import { officerSeen } from './view.ts';

// The id of who has signed in; null where nobody says.
export const OwnId = createContext<string | null>(null);

export function useOfficer(): (officer: string | null) => string {
  const own = useContext(OwnId);
  const { t } = useTexts();
  return (officer) => {
    if (officer === null) return '';
    const seen = officerSeen(officer, own);
    return seen === 'you' ? t('ui.case.you') : seen === 'another' ? t('ui.case.another_officer') : seen.name;
  };
}
