package dev.gatehouse.idempotency;

/**
 * Identifies a request by keyed digests under one secret.
 *
 * @param key digest of the caller, the Idempotency-Key and the path
 * @param lock the key's advisory lock
 * @param bodyMac digest of the body and the key
 * @param epoch of the key that the ring had for new data
 */
record RequestDigest(String key, long lock, String bodyMac, long epoch) {}
