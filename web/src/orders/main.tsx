// The page "Holds and erasures".
import '../styles/site.scss';
import { AtDesk } from '../day/desk.tsx';
import { mountAlone } from '../mount.tsx';
import { Orders } from './page.tsx';

// Of the centre at which they work now: at another one it begins anew.
void mountAlone(() => <AtDesk>{(desk, session) => <Orders key={session?.person?.centre ?? ''} desk={desk} me={session?.person ?? null} />}</AtDesk>, 'office');
