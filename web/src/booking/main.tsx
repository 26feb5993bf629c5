// The page of a manage link.
import '../styles/site.scss';
import { mountAlone } from '../mount.tsx';
import { BookingPage } from './booking.tsx';

void mountAlone(BookingPage);
