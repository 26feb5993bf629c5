// Sign-ins, and versions of the rules, on PostgreSQL: the connection is lost at an exchange with it, each third one or all (SKRANKE_FAILING_STRIDE), before a statement is sent or
// before its answer has come, also that of a commit (failing_staff.ts).
import { testSignInsAndRules } from './failing_staff.ts';

await testSignInsAndRules('postgresql');
