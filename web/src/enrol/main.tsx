// The page that an invitation leads to.
import '../styles/site.scss';
import { mountAlone } from '../mount.tsx';
import { Enrol } from './enrol.tsx';

void mountAlone(Enrol, 'desk');
