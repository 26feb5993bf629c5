// The supervisor's page.
import '../styles/site.scss';
import { AtCentre } from '../day/centre.tsx';
import { mountAlone } from '../mount.tsx';
import { SupervisorPage } from './page.tsx';

void mountAlone(() => <AtCentre Page={SupervisorPage} />, 'desk');
