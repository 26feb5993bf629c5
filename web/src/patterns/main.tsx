// The supervisors' page "Patterns".
import '../styles/site.scss';
import { mountAlone } from '../mount.tsx';
import { Patterns } from './patterns.tsx';

void mountAlone(Patterns);
