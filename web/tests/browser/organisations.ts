// Organisations for tests, in the form of the server's list. None of them exists.
import type { Organisation } from '../../src/professional/organisations.ts';

export const organisations: readonly Organisation[] = [
  {
    id: 'fictitious-aid',
    name: 'Fictitious Aid',
    reach: { web: 'https://aid.example/witness', phone: '+45 70 10 20 30', email: 'witness@aid.example' },
    centres: null,
    languages: ['da', 'en', 'ar'],
    vouchings_last_120_days: 12,
  },
  { id: 'mischief', name: '<b>Mischief</b>', reach: { web: 'javascript://x/%0Aalert(1)', phone: 'at noon' }, centres: ['centre-3'], languages: [], vouchings_last_120_days: 0 },
];
