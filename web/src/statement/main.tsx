// The page "Statement of a witness".
import '../styles/site.scss';
import { mountAlone } from '../mount.tsx';
import { StatementPage } from './statement.tsx';

void mountAlone(StatementPage);
