// The test identities: persons that nobody is.
//
// PRIVACY: the names are inventions, and the CPR numbers can't be anybody's: a wrong check digit, and no day
// that is 1 January.
import { createHash } from 'node:crypto';

// A UUID that is always the same for the same text.
export function uuidOf(text) {
  const hex = createHash('sha256').update(text).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

const dayBefore = (days) => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);

// `id` is the login_hint that logs somebody in without asking; `level` is the highest that they can reach.
export const people = [
  { id: 'vera', name: 'Vera Vidnesen Prøve', born: '1971-05-14', cpr: '1405710110', level: 'Substantial', since: '2023-02-01' },
  { id: 'valdemar', name: 'Valdemar Vidnesen Prøve', born: '1984-09-23', cpr: '2309840217', level: 'High', since: '2022-11-15' },
  { id: 'nyborg', name: 'Nikoline Nymitid Prøve', born: '1990-11-02', cpr: '0211900336', level: 'Substantial', since: dayBefore(10) },
  { id: 'lau', name: 'Lau Lavsikring Prøve', born: '1966-06-30', cpr: '3006660481', level: 'Low', since: '2022-03-09' },
  { id: 'unge', name: 'Ursula Ungesen Prøve', born: '2014-04-19', cpr: '1904144916', level: 'Substantial', since: '2025-01-20' },
  // In the register of `register generate --seed 1`, which knows enough of her to ask.
  { id: 'yvonne', name: 'Yvonne Lisbeth Nørrestrup Wulff', born: '1957-09-27', cpr: '2709573780', level: 'Substantial', since: '2022-10-03' },
  { id: 'udland', name: 'Uno Udenfor Prøve', born: '1979-12-08', level: 'Substantial', since: '2024-06-01' },
  { id: 'erna', name: 'Erna Erhverv Prøve', born: '1979-12-08', cpr: '0812790555', level: 'Substantial', since: '2023-08-08', type: 'professional' },
  // Employees of a municipality that is none, who log in for it with MitID Erhverv.
  { id: 'olivia', name: 'Olivia Officer Prøve', born: '1982-03-17', level: 'Substantial', erhverv: { cvr: '29189846', org: 'Prøveby Kommune' } },
  { id: 'otto', name: 'Otto Andetsteds Prøve', born: '1975-08-02', level: 'Substantial', erhverv: { cvr: '29189900', org: 'Andenby Kommune' } },
  { id: 'lise', name: 'Lise Lavsikring Prøve', born: '1968-10-11', level: 'Low', erhverv: { cvr: '29189846', org: 'Prøveby Kommune' } },
];

const nsis = (level) => `https://data.gov.dk/concept/core/nsis/${level}`;

// Nets eID Broker's claims of a person; mitid.since is this provider's own addition, which no broker has.
export function claimsOf(person, login) {
  const level = nsis(person.level);
  return {
    sub: person.id,
    idp: person.erhverv === undefined ? 'mitid' : 'mitid_erhverv',
    idp_environment: 'test',
    identity_type: person.type ?? (person.erhverv === undefined ? 'private' : 'professional'),
    transaction_id: uuidOf(`transaction ${login}`),
    neb_sid: uuidOf(`session ${login}`),
    loa: level,
    ial: level,
    aal: level,
    'mitid.uuid': uuidOf(`mitid ${person.id}`),
    'mitid.date_of_birth': person.born,
    'mitid.age': String(new Date().getUTCFullYear() - Number(person.born.slice(0, 4))),
    'mitid.has_cpr': person.cpr === undefined ? 'false' : 'true',
    'mitid.identity_name': person.name,
    'mitid.since': person.since,
    ...(person.erhverv === undefined ? {} : {
      'nemlogin.persistent_professional_id': uuidOf(`erhverv ${person.id}`),
      'nemlogin.name': person.name,
      'nemlogin.cvr': person.erhverv.cvr,
      'nemlogin.org_name': person.erhverv.org,
    }),
    ...(person.cpr === undefined ? {} : { 'dk.cpr': person.cpr }),
  };
}
