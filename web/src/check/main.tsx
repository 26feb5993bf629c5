// The page "Check my documents".
import '../styles/site.scss';
import { keepPages } from '../keeper/register.ts';
import { mount } from '../mount.tsx';
import { Check } from './check.tsx';

void mount(Check);
keepPages();
