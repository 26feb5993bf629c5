// The page "Can I be a witness?".
import '../styles/site.scss';
import { mount } from '../mount.tsx';
import { Witness } from './witness.tsx';

void mount(Witness);
