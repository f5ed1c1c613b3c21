package dev.gatehouse.tokens;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A one-time token that was valid when it was read.
 *
 * @param newEmail the new address, for an e-mail change
 * @param sessionId the session that requested it, for an e-mail change
 */
public record LiveToken(
    long id,
    long userId,
    TokenPurpose purpose,
    @Nullable String newEmail,
    @Nullable UUID sessionId) {}
