// The officers' page "The centre".
import 'uplot/dist/uPlot.min.css';
import '../styles/site.scss';
import { AtCentre } from '../day/centre.tsx';
import { mountAlone } from '../mount.tsx';
import { ownCentre } from '../staff/session.ts';
import { CentrePage } from './page.tsx';

void mountAlone(() => <AtCentre own={ownCentre} Page={CentrePage} />, 'desk');
