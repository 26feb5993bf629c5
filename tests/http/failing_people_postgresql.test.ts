// People, organisations and enrolments on PostgreSQL: the connection is lost at an exchange with it, each third one or all (SKRANKE_FAILING_STRIDE), before a statement is sent or
// before its answer has come, also that of a commit (failing_people.ts).
import { testPeople } from './failing_people.ts';

await testPeople('postgresql');
