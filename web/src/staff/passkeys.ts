// Passkeys: what the browser's authenticators are asked (WebAuthn), with bytes as base64url in what is sent.

export interface Challenge {
  readonly challenge: string;
  readonly relying_party: string;
  readonly credentials: readonly string[];
}

export function toBase64url(bytes: ArrayBuffer): string {
  return btoa(String.fromCharCode(...new Uint8Array(bytes))).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

export function fromBase64url(text: string): Uint8Array<ArrayBuffer> {
  const bytes = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(bytes, (letter) => letter.charCodeAt(0));
}

// Whether this browser has authenticators, and this address is the one that their keys belong to.
export function canUsePasskeys(relyingParty: string): boolean {
  return typeof PublicKeyCredential === 'function' && (location.hostname === relyingParty || location.hostname.endsWith(`.${relyingParty}`));
}

// ES256, EdDSA, RS256: what the desk can check.
const algorithms = [-7, -8, -257];

export interface MadePasskey {
  readonly client_data: string;
  readonly authenticator_data: string;
}

// A new key of an authenticator of theirs; null where there is none or they cancelled.
export async function makePasskey(asked: Challenge, user: string, name: string, shownName: string): Promise<MadePasskey | null> {
  try {
    const made = await navigator.credentials.create({
      publicKey: {
        challenge: fromBase64url(asked.challenge),
        rp: { id: asked.relying_party, name: 'Skranke' },
        user: { id: fromBase64url(user), name, displayName: shownName },
        pubKeyCredParams: algorithms.map((alg) => ({ type: 'public-key', alg })),
        authenticatorSelection: { userVerification: 'preferred', residentKey: 'discouraged' },
        attestation: 'none',
      },
    });
    if (!(made instanceof PublicKeyCredential) || !(made.response instanceof AuthenticatorAttestationResponse)) return null;
    return { client_data: toBase64url(made.response.clientDataJSON), authenticator_data: toBase64url(made.response.getAuthenticatorData()) };
  } catch {
    return null;
  }
}

export interface SignedChallenge extends MadePasskey {
  readonly id: string;
  readonly signature: string;
}

// The challenge, signed with one of these keys; null as above.
export async function answerOf(asked: Challenge): Promise<SignedChallenge | null> {
  try {
    const signed = await navigator.credentials.get({
      publicKey: {
        challenge: fromBase64url(asked.challenge),
        rpId: asked.relying_party,
        allowCredentials: asked.credentials.map((id) => ({ type: 'public-key', id: fromBase64url(id) })),
        userVerification: 'preferred',
      },
    });
    if (!(signed instanceof PublicKeyCredential) || !(signed.response instanceof AuthenticatorAssertionResponse)) return null;
    const { clientDataJSON, authenticatorData, signature } = signed.response;
    return { id: toBase64url(signed.rawId), client_data: toBase64url(clientDataJSON), authenticator_data: toBase64url(authenticatorData), signature: toBase64url(signature) };
  } catch {
    return null;
  }
}
