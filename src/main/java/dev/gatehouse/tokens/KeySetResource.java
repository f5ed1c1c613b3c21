package dev.gatehouse.tokens;

import dev.gatehouse.keyring.RingAction;
import dev.gatehouse.platform.conditional.EntityTag;
import dev.gatehouse.platform.conditional.Preconditions;
import dev.gatehouse.platform.conditional.Responses;
import dev.gatehouse.platform.openapi.Endpoint;
import dev.gatehouse.platform.openapi.Section;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;

/** The public keys for verifiers of access tokens, from this node's copy. */
@Path("/.well-known/jwks.json")
@Section(
    name = "Discovery",
    about = "Metadata for clients and verifiers of tokens.",
    terms = {KeyAction.class, RingAction.class})
public final class KeySetResource {
  private static final String TAG_KIND = "jwks";

  private final SigningKeys keys;

  KeySetResource(SigningKeys keys) {
    this.keys = keys;
  }

  @GET
  @Endpoint(
      id = "getKeys",
      summary = "Read the public keys of access tokens (RFC 7517)",
      response = KeySet.class)
  public Response keys(@Context Preconditions preconditions) {
    KnownKeys known = keys.known();
    EntityTag tag = EntityTag.of(TAG_KIND, known.kids().getBytes(StandardCharsets.US_ASCII));
    return Responses.forAnyOrigin(known.keySet(), tag, preconditions);
  }
}
