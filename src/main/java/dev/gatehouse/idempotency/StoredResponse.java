package dev.gatehouse.idempotency;

/**
 * A stored response and the digest of its request.
 *
 * @param encrypted the response as {@link ResponseEncryption} wrote it
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record StoredResponse(String key, String bodyMac, byte[] encrypted) {}
