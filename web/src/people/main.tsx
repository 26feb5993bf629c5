// The administrators' page "People".
import '../styles/site.scss';
import { AtDesk } from '../day/desk.tsx';
import { mountAlone } from '../mount.tsx';
import { People } from './people.tsx';

void mountAlone(() => <AtDesk>{(desk, session) => <People desk={desk} me={session?.person ?? null} />}</AtDesk>, 'office');
