// Sign-ins, and versions of the rules, on SQLite: each write, each sync and each allocation fails once (failing_staff.ts).
import { testSignInsAndRules } from './failing_staff.ts';

await testSignInsAndRules('sqlite');
