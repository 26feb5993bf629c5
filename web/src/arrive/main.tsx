// The screen at the door where one says that one is here.
import '../styles/site.scss';
import { AtCentre } from '../day/centre.tsx';
import { mountAlone } from '../mount.tsx';
import { Arrive } from './arrive.tsx';

void mountAlone(() => <AtCentre Page={Arrive} />);
