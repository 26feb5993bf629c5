// The officers' page "The queue".
import '../styles/site.scss';
import { AtCentre } from '../day/centre.tsx';
import { mountAlone } from '../mount.tsx';
import { ownCentre } from '../staff/session.ts';
import { QueuePage } from './queue.tsx';

void mountAlone(() => <AtCentre own={ownCentre} Page={QueuePage} />, 'desk');
