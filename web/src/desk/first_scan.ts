// What a reader read before the case was on the screen: on the list of cases, where it begins a case, or while that one is opened. The case's
// field takes it from here, once.
//
// PRIVACY: a zone is in this page's memory until the desk has read it; it is in no address and no storage.
import { createContext } from 'preact';

export const FirstScans = createContext<{ current: readonly string[] }>({ current: [] });
