// The page of an entry of the waiting list.
import '../styles/site.scss';
import { mountAlone } from '../mount.tsx';
import { LinePage } from './page.tsx';

void mountAlone(LinePage);
