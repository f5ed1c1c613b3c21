package dev.gatehouse.oauth2;

import dev.gatehouse.clients.ClientAccounts;
import dev.gatehouse.clients.ProvenAccount;
import dev.gatehouse.platform.problems.CommonCode;
import dev.gatehouse.platform.problems.Failure;
import dev.gatehouse.platform.security.Actor;
import dev.gatehouse.platform.security.RequestOrigin;
import dev.gatehouse.platform.security.SentClient;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Lets service accounts prove who they are, in one of three ways (RFC 6749 2.3, RFC 7523). */
final class ClientAuthenticator {
  private static final String ASSERTION_TYPE =
      "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

  private final ClientAccounts clients;
  private final ClientAssertions assertions;

  ClientAuthenticator(ClientAccounts clients, ClientAssertions assertions) {
    this.clients = clients;
    this.assertions = assertions;
  }

  /**
   * The account that asks.
   *
   * @throws Failure {@code validation} or {@code bad_request} if it does so in more than one way or
   *     not in full, {@code invalid_client}, {@code too_many_requests}
   */
  ProvenAccount authenticate(GrantForm form, SentClient sent, RequestOrigin origin) {
    Optional<String> clientId = GrantForm.given(form.clientId());
    Optional<String> secret = GrantForm.given(form.clientSecret());
    Optional<String> assertion = GrantForm.given(form.clientAssertion());
    Optional<String> assertionType = GrantForm.given(form.clientAssertionType());
    boolean hasHeader = !(sent instanceof SentClient.None);
    boolean hasAssertion = assertion.isPresent() || assertionType.isPresent();
    if (count(hasHeader, secret.isPresent(), hasAssertion) > 1) {
      throw Failure.of(CommonCode.BAD_REQUEST, "A client authenticates in one way only");
    }
    if (hasHeader) {
      return byHeader(sent, clientId, origin);
    }
    if (secret.isPresent()) {
      return prove(GrantForm.needed("client_id", form.clientId()), secret.get(), origin);
    }
    if (hasAssertion) {
      GrantForm.needed("client_assertion", form.clientAssertion());
      String type = GrantForm.needed("client_assertion_type", form.clientAssertionType());
      if (!type.equals(ASSERTION_TYPE)) {
        throw refusal();
      }
      return refusing(() -> assertions.prove(assertion.orElseThrow(), clientId, origin));
    }
    throw refusal();
  }

  private ProvenAccount byHeader(SentClient sent, Optional<String> clientId, RequestOrigin origin) {
    if (!(sent instanceof SentClient.Credentials client)) {
      throw refusal();
    }
    if (clientId.filter(id -> !id.equals(client.id())).isPresent()) {
      throw Failure.invalid("client_id", "must be that of the Authorization header");
    }
    return prove(client.id(), client.secret(), origin);
  }

  private ProvenAccount prove(String clientId, String key, RequestOrigin origin) {
    Actor account =
        Actor.parse(clientId)
            .filter(actor -> actor.serviceAccountId().isPresent())
            .orElseThrow(ClientAuthenticator::refusal);
    return refusing(() -> clients.prove(account, key, origin));
  }

  /** A credential that is no token is not called one. */
  private static ProvenAccount refusing(Supplier<ProvenAccount> proof) {
    try {
      return proof.get();
    } catch (Failure e) {
      throw e.code() == CommonCode.INVALID_TOKEN ? refusal() : e;
    }
  }

  private static long count(Boolean... ways) {
    return Stream.of(ways).filter(way -> way).count();
  }

  private static Failure refusal() {
    return Failure.of(CommonCode.INVALID_CLIENT);
  }
}
