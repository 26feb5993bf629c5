// The page "Can questions work for me?".
import '../styles/site.scss';
import { mountAlone } from '../mount.tsx';
import { Questions } from './questions.tsx';

void mountAlone(Questions);
