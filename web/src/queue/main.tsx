// The officers' page "The queue".
import '../styles/site.scss';
import { AtCentre } from '../day/centre.tsx';
import { mountAlone } from '../mount.tsx';
import { QueuePage } from './queue.tsx';

void mountAlone(() => <AtCentre Page={QueuePage} />, 'desk');
