import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';

/** What a server asks of a browser, as far as this one looks at it. */
interface Options {
  readonly challenge: string;
  readonly rp?: { readonly id?: string };
  readonly rpId?: string;
}

interface Credential {
  readonly id: Buffer;
  readonly key: KeyObject;
  count: number;
}

/** How an authenticator of the tests may misbehave. */
export interface Behaviour {
  readonly origin?: string;
  readonly rpId?: string;
  readonly recognizesOwner?: boolean;
  /** Added to its count at each use; many real ones count nothing. */
  readonly counts?: number;
  readonly challenge?: string;
}

/** An authenticator in software: keys on P-256, ES256 signatures, attestation "none", as passkeys of browsers are. */
export function authenticator(origin: string) {
  const credentials: Credential[] = [];

  const clientData = (
    type: string,
    { challenge }: Options,
    { origin: said = origin, challenge: other }: Behaviour,
  ): Buffer => Buffer.from(JSON.stringify({ type, challenge: other ?? challenge, origin: said, crossOrigin: false }));

  return {
    credentials,
    /** What `navigator.credentials.create` gives. */
    create: (options: Options, behaviour: Behaviour = {}) => {
      const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
      const credential = { id: randomBytes(32), key: privateKey, count: behaviour.counts ?? 0 };
      credentials.push(credential);
      const attested = Buffer.concat([
        Buffer.alloc(16),
        uint16(credential.id.length),
        credential.id,
        coseKey(publicKey),
      ]);
      const data = Buffer.concat([
        authenticatorData(options.rp?.id ?? '', credential.count, behaviour, true),
        attested,
      ]);
      const attestation = cbor(
        new Map<unknown, unknown>([
          ['fmt', 'none'],
          ['attStmt', new Map()],
          ['authData', data],
        ]),
      );
      return {
        ...named(credential.id),
        response: {
          clientDataJSON: text(clientData('webauthn.create', options, behaviour)),
          attestationObject: text(attestation),
          transports: ['internal', 'hybrid'],
        },
      };
    },
    /** What `navigator.credentials.get` gives. */
    get: (options: Options, behaviour: Behaviour = {}, credential = credentials.at(-1)) => {
      if (!credential) throw new Error('No passkey was created');
      credential.count += behaviour.counts ?? 0;
      const data = authenticatorData(options.rpId ?? '', credential.count, behaviour, false);
      const client = clientData('webauthn.get', options, behaviour);
      const signature = sign('sha256', Buffer.concat([data, sha256(client)]), credential.key);
      return {
        ...named(credential.id),
        response: { clientDataJSON: text(client), authenticatorData: text(data), signature: text(signature) },
      };
    },
  };
}

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url');
const sha256 = (data: string | Uint8Array): Buffer => createHash('sha256').update(data).digest();
const named = (id: Buffer) => ({ id: text(id), rawId: text(id), type: 'public-key', clientExtensionResults: {} });

const uint16 = (value: number): Buffer => {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(value);
  return bytes;
};

function authenticatorData(rpId: string, count: number, behaviour: Behaviour, attested: boolean): Buffer {
  const { recognizesOwner = true, rpId: other = rpId } = behaviour;
  const flags = 0x01 | (recognizesOwner ? 0x04 : 0) | (attested ? 0x40 : 0);
  const counter = Buffer.alloc(4);
  counter.writeUInt32BE(count);
  return Buffer.concat([sha256(other), Buffer.from([flags]), counter]);
}

/** RFC 9053: an elliptic curve key for ES256. */
function coseKey(key: KeyObject): Buffer {
  const { x = '', y = '' } = key.export({ format: 'jwk' });
  const coordinate = (value: string): Buffer => Buffer.from(value, 'base64url');
  return cbor(
    new Map<unknown, unknown>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, coordinate(x)],
      [-3, coordinate(y)],
    ]),
  );
}

/** As much of RFC 8949 as is needed. */
function cbor(value: unknown): Buffer {
  if (typeof value === 'number') return value < 0 ? head(1, -1 - value) : head(0, value);
  if (value instanceof Uint8Array) return Buffer.concat([head(2, value.length), value]);
  if (typeof value === 'string') return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (value instanceof Map) return Buffer.concat([head(5, value.size), ...Array.from(value).flat().map(cbor)]);
  throw new TypeError(`Not written as CBOR here: ${String(value)}`);
}

function head(kind: number, length: number): Buffer {
  if (length < 24) return Buffer.from([(kind << 5) | length]);
  if (length < 256) return Buffer.from([(kind << 5) | 24, length]);
  return Buffer.concat([Buffer.from([(kind << 5) | 25]), uint16(length)]);
}
