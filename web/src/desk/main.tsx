// The officers' page "The desk".
import '../styles/site.scss';
import { AtCentre } from '../day/centre.tsx';
import { mountAlone } from '../mount.tsx';
import { ownCentre } from '../staff/session.ts';
import { DeskPage } from './page.tsx';

void mountAlone(() => <AtCentre own={ownCentre} Page={DeskPage} />, 'desk');
