package dev.gatehouse.idempotency;

/**
 * A kept answer, and the fingerprint of the request that it is for.
 *
 * @param answer what {@link ResponseEncryption} made of it
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record StoredResponse(String key, String bodyMac, byte[] encrypted) {}
