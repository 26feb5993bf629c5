// The page of a witness who is asked to come along.
import '../styles/site.scss';
import { mount } from '../mount.tsx';
import { InvitedPage } from './page.tsx';

void mount(InvitedPage);
