// The page "Find a centre".
import '../styles/site.scss';
import { mountAlone } from '../mount.tsx';
import { Centres } from './page.tsx';

void mountAlone(Centres);
