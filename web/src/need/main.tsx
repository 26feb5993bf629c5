// The page "What you need": everything that the policy's source says, made from the policy itself.
import '../styles/site.scss';
import { mount } from '../mount.tsx';
import { Need } from './need.tsx';

void mount(Need);
