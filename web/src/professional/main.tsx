// The page "Professional witnesses".
import '../styles/site.scss';
import { mount } from '../mount.tsx';
import { Professional } from './professional.tsx';

void mount(Professional);
