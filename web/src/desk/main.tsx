// The officers' page "The desk".
import '../styles/site.scss';
import { AtCentre } from '../day/centre.tsx';
import { mountAlone } from '../mount.tsx';
import { DeskPage } from './page.tsx';

void mountAlone(() => <AtCentre Page={DeskPage} />, 'desk');
