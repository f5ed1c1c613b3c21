package dev.gatehouse.clients;

import dev.gatehouse.platform.openapi.Example;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A key, without its text. */
record ApiKeyView(
    long id,
    @Example("nightly import") String name,
    @Example("gth_7Nq2pXcV") String prefix,
    @Example("[\"products:import\"]") List<String> scopes,
    @Example("[\"192.0.2.0/24\"]") List<String> networks,
    Instant createdAt,
    @Nullable Instant expiresAt,
    @Nullable Instant lastUsedAt,
    @Example("192.0.2.7") @Nullable String lastUsedIp) {

  /** All keys of an owner. */
  record ApiKeys(List<ApiKeyView> items) {}

  static ApiKeyView of(ApiKey key) {
    return new ApiKeyView(
        key.id(),
        key.name(),
        key.prefix(),
        key.scopes(),
        key.networks(),
        key.createdAt(),
        key.expiresAt(),
        key.lastUsedAt(),
        key.lastUsedIp());
  }

  static ApiKeys all(List<ApiKey> keys) {
    return new ApiKeys(keys.stream().map(ApiKeyView::of).toList());
  }
}
