// Starts the OpenID provider of demonstrations and tests on the loopback interface, and says where.
//
//   node tools/identity-provider/main.mjs [--port N] [--client-id ID] [--client-secret SECRET]
//     [--redirect-uri ADDRESS]… [--algorithm RS256|PS256|ES256] [--people FILE]
//
// Port 0 takes a free one. --people is a JSON array in the form of people.mjs, instead of its identities.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { parseArgs } from 'node:util';
import { people } from './people.mjs';

// The library tells of what a test provider does on purpose.
console.info = () => {};
console.warn = () => {};
const { makeProvider } = await import('./provider.mjs');

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '8081' },
    'client-id': { type: 'string', default: 'skranke' },
    'client-secret': { type: 'string', default: 'a-secret-of-a-demonstration' },
    'redirect-uri': { type: 'string', multiple: true, default: ['http://127.0.0.1:8080/login/callback'] },
    algorithm: { type: 'string', default: 'RS256' },
    people: { type: 'string' },
  },
});

const server = createServer();
const stop = () => {
  server.close();
  server.closeAllConnections();
  process.exit(0);
};
process.on('SIGTERM', stop);
process.on('SIGINT', stop);

server.listen(Number(values.port), '127.0.0.1', async () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = await makeProvider({
    issuer,
    clientId: values['client-id'],
    clientSecret: values['client-secret'],
    redirectUris: values['redirect-uri'],
    algorithm: values.algorithm,
    people: values.people === undefined ? people : JSON.parse(readFileSync(values.people, 'utf8')),
  });
  server.on('request', provider.callback());
  console.log(`identity provider listening on ${issuer}`);
});
