package dev.gatehouse.tokens;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A one-time token that could be used when it was looked for.
 *
 * @param newEmail of an e-mail change: the address to come
 * @param sessionId of an e-mail change: the session that asked for it
 */
public record LiveToken(
    long id,
    long userId,
    TokenPurpose purpose,
    @Nullable String newEmail,
    @Nullable UUID sessionId) {}
