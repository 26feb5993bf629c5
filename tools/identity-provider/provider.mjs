// An OpenID provider that behaves as Nets eID Broker does with MitID, over test identities: its claims, its
// idp_params, its transaction token. The protocol itself is npm's oidc-provider.
import * as jose from 'jose';
import { Provider } from 'oidc-provider';
import { loginPage } from './page.mjs';
import { claimsOf } from './people.mjs';

const lifetime_s = 300;

async function key(algorithm) {
  const { privateKey } = await jose.generateKeyPair(algorithm, { extractable: true });
  const jwk = await jose.exportJWK(privateKey);
  return { ...jwk, alg: algorithm, use: 'sig', kid: await jose.calculateJwkThumbprint(jwk) };
}

// The text in idp_params, decoded; undefined where there is none or it can't be read.
function referenceTextOf(parameters) {
  try {
    const { mitid } = JSON.parse(parameters.idp_params ?? '{}');
    return mitid?.reference_text === undefined ? undefined : Buffer.from(mitid.reference_text, 'base64').toString('utf8');
  } catch {
    return undefined;
  }
}

async function formOf(request) {
  let text = '';
  for await (const piece of request) {
    text += piece;
    if (text.length > 4096) throw new Error('too long a form');
  }
  return new URLSearchParams(text);
}

export async function makeProvider({ issuer, clientId, clientSecret, redirectUris, algorithm, people }) {
  const signing = await key(algorithm);
  const sealing = await key('RS256');
  const sealingKey = await jose.importJWK(sealing);
  const byId = new Map(people.map((person) => [person.id, person]));
  const approved = new Map(); // by grant: what was shown to whom

  const provider = new Provider(issuer, {
    clients: [{
      client_id: clientId,
      client_secret: clientSecret,
      redirect_uris: redirectUris,
      response_types: ['code'],
      grant_types: ['authorization_code'],
      token_endpoint_auth_method: 'client_secret_basic',
      id_token_signed_response_alg: algorithm,
      require_auth_time: true,
    }],
    jwks: { keys: [signing, sealing] },
    pkce: { required: () => true },
    scopes: ['openid', 'mitid', 'nemlogin', 'ssn', 'transaction_token'],
    claims: {
      acr: null,
      amr: null,
      auth_time: null,
      openid: ['sub', 'idp', 'idp_environment', 'identity_type', 'transaction_id', 'neb_sid', 'loa', 'ial', 'aal', 'amr'],
      mitid: ['mitid.uuid', 'mitid.date_of_birth', 'mitid.age', 'mitid.has_cpr', 'mitid.identity_name', 'mitid.since'],
      nemlogin: ['nemlogin.persistent_professional_id', 'nemlogin.name', 'nemlogin.cvr', 'nemlogin.org_name'],
      ssn: ['dk.cpr'],
    },
    extraParams: ['idp_params', 'idp_values'],
    findAccount: (context, id) => {
      const person = byId.get(id);
      if (person === undefined) return undefined;
      return {
        accountId: id,
        claims: () => {
          const { AuthorizationCode, AccessToken, Grant } = context.oidc.entities;
          return claimsOf(person, Grant?.jti ?? AuthorizationCode?.grantId ?? AccessToken?.grantId);
        },
      };
    },
    features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: false } },
    interactions: { url: (_context, interaction) => `/login/${interaction.uid}` },
    cookies: { keys: ['of a provider that knows nobody real'] },
    ttl: { AccessToken: 600, AuthorizationCode: 60, Grant: 600, IdToken: lifetime_s, Interaction: 600, Session: 600 },
  });

  async function answer(context, parameters, id) {
    const person = byId.get(id);
    if (person === undefined) {
      const cancelled = { error: 'access_denied', error_description: 'mitid_user_aborted' };
      return provider.interactionFinished(context.req, context.res, cancelled, { mergeWithLastSubmission: false });
    }
    const grant = new provider.Grant({ accountId: id, clientId: parameters.client_id });
    grant.addOIDCScope(parameters.scope);
    const grantId = await grant.save();
    approved.set(grantId, referenceTextOf(parameters));
    setTimeout(() => approved.delete(grantId), 600_000).unref();
    const login = { accountId: id, amr: ['code_app'], remember: false };
    return provider.interactionFinished(context.req, context.res, { login, consent: { grantId } }, { mergeWithLastSubmission: false });
  }

  async function transactionToken(context) {
    const { Grant, AuthorizationCode: code } = context.oidc.entities;
    const grantId = Grant?.jti ?? code.grantId;
    const claims = claimsOf(byId.get(code.accountId), grantId);
    return new jose.SignJWT({
      iss: issuer,
      sub: code.accountId,
      auth_time: code.authTime,
      nonce: code.nonce,
      idp: claims.idp,
      identity_type: claims.identity_type,
      transaction_id: claims.transaction_id,
      recipient_info: { redirect_uri: code.redirectUri },
      transaction_actions: 'mitid.login',
      spec_ver: '0.9',
      'mitid.uuid': claims['mitid.uuid'],
      'mitid.reference_text': approved.get(grantId),
    }).setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: sealing.kid }).setIssuedAt().sign(sealingKey);
  }

  provider.use(async (context, next) => {
    if (!context.path.startsWith('/login/')) {
      await next();
      const scopes = context.oidc?.entities?.AuthorizationCode?.scopes;
      if (context.oidc?.route === 'token' && context.status === 200 && scopes?.has('transaction_token')) {
        context.body = { ...context.body, transaction_token: await transactionToken(context) };
      }
      return;
    }
    const { params: parameters } = await provider.interactionDetails(context.req, context.res);
    // "cancel" is nobody.
    if (parameters.login_hint !== undefined) return answer(context, parameters, parameters.login_hint);
    if (context.method === 'POST') return answer(context, parameters, (await formOf(context.req)).get('person'));
    context.type = 'html';
    context.set('cache-control', 'no-store');
    context.set('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'");
    context.body = loginPage({ client: parameters.client_id, referenceText: referenceTextOf(parameters), people });
  });

  return provider;
}
