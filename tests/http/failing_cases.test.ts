// The steps of whole cases on SQLite: each write, each sync and each allocation fails once (failing_cases.ts).
import { testCases } from './failing_cases.ts';

await testCases('sqlite');
