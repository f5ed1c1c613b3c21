package dev.gatehouse.platform.database;

import dev.gatehouse.platform.config.SecretString;
import org.jspecify.annotations.Nullable;

/**
 * The database and the pool of connections to it.
 *
 * @param url of a PostgreSQL; without one the service starts its own
 */
public record DatabaseConfig(
    @Nullable SecretString url, @Nullable Integer poolSize, @Nullable Integer poolOverflow) {}
