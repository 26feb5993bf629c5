// What a reader read on the list of cases: it begins a case, whose field takes it from here, once.
//
// PRIVACY: a zone is in this page's memory until the desk has read it; it is in no address and no storage.
import { createContext } from 'preact';

export const FirstScan = createContext<{ current: string | null }>({ current: null });
