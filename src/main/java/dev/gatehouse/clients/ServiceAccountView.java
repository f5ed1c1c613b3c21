package dev.gatehouse.clients;

import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.gatehouse.platform.openapi.About;
import dev.gatehouse.platform.openapi.Example;
import dev.gatehouse.platform.openapi.OpenObject;
import dev.gatehouse.platform.openapi.TextFormat;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The account of a program. */
record ServiceAccountView(
    long id,
    @Example("Shop importer") String name,
    @Example("Imports the catalogue at night") String description,
    @Example("[\"editor\"]") List<String> roles,
    @TextFormat(format = "email") @Example("ann@example.com") @Nullable String contactEmail,
    boolean isActive,
    @About("Its public keys, a JSON Web Key Set (RFC 7517), as they were sent.")
        @OpenObject
        @Example(PublicKeys.NONE)
        @JsonRawValue
        String jwks,
    Instant createdAt,
    Instant updatedAt) {
  static ServiceAccountView of(ServiceAccount account) {
    return new ServiceAccountView(
        account.id(),
        account.name(),
        account.description(),
        account.roles().shown(),
        account.contactEmail(),
        account.isActive(),
        account.jwks(),
        account.createdAt(),
        account.updatedAt());
  }
}
