// Two standard clients as they are, against a service that they find by its metadata (RFC 8414).
import * as oauth from 'oauth4webapi'
import * as client from 'openid-client'
import assert from 'node:assert'

const [origin, email, password, accountId, key, privateKeys, serverId, serverKey] = process.argv.slice(2)
const issuer = new URL(origin)
const plain = { [oauth.allowInsecureRequests]: true }
const scope = 'jobs:read'
const keys = await Promise.all(
  JSON.parse(privateKeys).map(async (jwk) => {
    const name = jwk.kty === 'RSA' ? { name: jwk.alg === 'PS256' ? 'RSA-PSS' : 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' } : { name: 'ECDSA', namedCurve: 'P-256' }
    return { kid: jwk.kid, key: await crypto.subtle.importKey('jwk', jwk, name, false, ['sign']) }
  }),
)

// oauth4webapi
const as = await oauth.processDiscoveryResponse(
  issuer,
  await oauth.discoveryRequest(issuer, { algorithm: 'oauth2', ...plain }),
)
const app = { client_id: 'web' }
const none = oauth.None()
const signedIn = await oauth.processGenericTokenEndpointResponse(
  as,
  app,
  await oauth.genericTokenEndpointRequest(as, app, none, 'password', { username: email, password, scope: 'me:read me:write' }, plain),
)
assert.equal(signedIn.token_type, 'bearer')
const refreshed = await oauth.processRefreshTokenResponse(
  as,
  app,
  await oauth.refreshTokenGrantRequest(as, app, none, signedIn.refresh_token, {
    additionalParameters: { scope: 'me:read' },
    ...plain,
  }),
)
assert.equal(refreshed.scope, 'me:read')
const me = await oauth.protectedResourceRequest(
  refreshed.access_token,
  'GET',
  new URL('/api/v1/users/me', origin),
  undefined,
  null,
  plain,
)
assert.equal((await me.json()).email, email)
console.log('oauth4webapi: password, refresh')

const account = { client_id: accountId }
const proofs = {
  client_secret_basic: oauth.ClientSecretBasic(key),
  client_secret_post: oauth.ClientSecretPost(key),
}
for (const each of keys) {
  proofs['private_key_jwt ' + each.kid] = oauth.PrivateKeyJwt(each)
}
for (const [name, proof] of Object.entries(proofs)) {
  const token = await oauth.processClientCredentialsResponse(
    as,
    account,
    await oauth.clientCredentialsGrantRequest(as, account, proof, { scope }, plain),
  )
  assert.equal(token.expires_in, 900)
  console.log('oauth4webapi: client_credentials by', name)
}

const server = { client_id: serverId }
const introspect = async (token) =>
  oauth.processIntrospectionResponse(
    as,
    server,
    await oauth.introspectionRequest(as, server, oauth.ClientSecretBasic(serverKey), token, plain),
  )
assert.equal((await introspect(refreshed.access_token)).scope, 'me:read')
await oauth.processRevocationResponse(await oauth.revocationRequest(as, app, none, refreshed.refresh_token, plain))
assert.equal((await introspect(refreshed.access_token)).active, false)
console.log('oauth4webapi: introspection, revocation')
await assert.rejects(
  async () =>
    oauth.processRefreshTokenResponse(
      as,
      app,
      await oauth.refreshTokenGrantRequest(as, app, none, refreshed.refresh_token, plain),
    ),
  { error: 'invalid_grant' },
)
console.log('oauth4webapi: invalid_grant')

// openid-client
const options = { algorithm: 'oauth2', execute: [client.allowInsecureRequests] }
const web = await client.discovery(issuer, 'web', undefined, client.None(), options)
const tokens = await client.genericGrantRequest(web, 'password', { username: email, password })
const next = await client.refreshTokenGrant(web, tokens.refresh_token)
console.log('openid-client: password, refresh')
for (const [name, proof] of [
  ['client_secret_basic', client.ClientSecretBasic(key)],
  ['client_secret_post', client.ClientSecretPost(key)],
  ...keys.map((each) => ['private_key_jwt ' + each.kid, client.PrivateKeyJwt(each)]),
]) {
  const program = await client.discovery(issuer, accountId, undefined, proof, options)
  const token = await client.clientCredentialsGrant(program, { scope })
  assert.equal(token.expires_in, 900)
  console.log('openid-client: client_credentials by', name)
}
const resource = await client.discovery(issuer, serverId, undefined, client.ClientSecretBasic(serverKey), options)
assert.equal((await client.tokenIntrospection(resource, next.access_token)).active, true)
await client.tokenRevocation(web, next.access_token)
assert.equal((await client.tokenIntrospection(resource, next.refresh_token)).active, false)
console.log('openid-client: introspection, revocation')
