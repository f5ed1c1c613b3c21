package dev.gatehouse.idempotency;

/**
 * A request under one secret, as keyed digests.
 *
 * @param key of the caller, the Idempotency-Key and the path
 * @param lock the number of the advisory lock that stands for the key
 * @param bodyMac of the body and the key
 */
record RequestDigest(String key, long lock, String bodyMac) {}
