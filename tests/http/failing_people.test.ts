// People, organisations and enrolments on SQLite: each write, each sync and each allocation fails once (failing_people.ts).
import { testPeople } from './failing_people.ts';

await testPeople('sqlite');
