// The steps of whole cases on PostgreSQL: the connection is lost at an exchange with it, each third one or all (SKRANKE_FAILING_STRIDE), before a statement is sent or
// before its answer has come, also that of a commit (failing_cases.ts).
import { testCases } from './failing_cases.ts';

await testCases('postgresql');
