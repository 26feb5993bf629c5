// The page "Book a time".
import '../styles/site.scss';
import { mountAlone } from '../mount.tsx';
import { Book } from './book.tsx';

void mountAlone(Book);
