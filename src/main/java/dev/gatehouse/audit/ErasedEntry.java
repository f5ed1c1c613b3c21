package dev.gatehouse.audit;

import org.jspecify.annotations.Nullable;

/**
 * The proof that an entry was erased, and whose deletion it may have been for.
 *
 * @param actorId the person who acted
 * @param targetUser the person who was acted on
 * @param erasure in hexadecimal digits
 */
public record ErasedEntry(
    long id, @Nullable String actorId, @Nullable String targetUser, String erasure) {}
