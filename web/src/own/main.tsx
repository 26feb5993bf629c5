// The page "In my name".
import '../styles/site.scss';
import { mount } from '../mount.tsx';
import { Own } from './own.tsx';

void mount(() => <Own />);
