package dev.gatehouse.platform.security;

import dev.gatehouse.platform.config.SecretString;
import java.util.Optional;

/**
 * The one secret of the house.
 *
 * @param current makes what is new
 * @param previous still reads what it made, while a change of secrets is under way
 */
public record Secrets(SecretString current, Optional<SecretString> previous) {}
