// The page "My vouchings".
import '../styles/site.scss';
import { mount } from '../mount.tsx';
import { Mine } from './mine.tsx';

void mount(Mine);
