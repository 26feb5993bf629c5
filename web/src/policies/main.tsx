// The page "Rules".
import '../styles/site.scss';
import { AtDesk } from '../day/desk.tsx';
import { mountAlone } from '../mount.tsx';
import { Policies } from './policies.tsx';

void mountAlone(() => <AtDesk>{(desk, session) => <Policies desk={desk} me={session?.person ?? null} />}</AtDesk>, 'office');
