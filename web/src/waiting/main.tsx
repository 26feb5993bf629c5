// The screen of a waiting room.
import '../styles/site.scss';
import { AtCentre } from '../day/centre.tsx';
import { mountAlone } from '../mount.tsx';
import { Waiting } from './waiting.tsx';

void mountAlone(() => <AtCentre Page={Waiting} />);
