// The notice that a page does not exist in this language: its links lead to that very page, with the secret or the plan in its address.
import { startLanguageLinks } from '../language_links.ts';

startLanguageLinks();
