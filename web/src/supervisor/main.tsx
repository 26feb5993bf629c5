// The supervisor's page.
import '../styles/site.scss';
import { AtCentre } from '../day/centre.tsx';
import { mountAlone } from '../mount.tsx';
import { ownCentre } from '../staff/session.ts';
import { SupervisorPage } from './page.tsx';

void mountAlone(() => <AtCentre own={ownCentre} Page={SupervisorPage} />, 'desk');
