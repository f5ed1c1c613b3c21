package dev.gatehouse.testing;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A person with an account, signed in or not. */
public final class Person {
  public static final String PASSWORD = "correct horse 42";

  private final Service service;
  private final long id;
  private final String email;
  private final @Nullable Tokens tokens;

  Person(Service service, long id, String email, @Nullable Tokens tokens) {
    this.service = service;
    this.id = id;
    this.email = email;
    this.tokens = tokens;
  }

  /** The result of a sign-in or refresh. */
  public record Tokens(String access, String refresh) {
    public static Tokens of(Answer answer) {
      answer.expect(200);
      return new Tokens(answer.text("access_token"), answer.text("refresh_token"));
    }
  }

  public long id() {
    return id;
  }

  public String email() {
    return email;
  }

  /** The path of the account for administrators. */
  public String path() {
    return "/api/v1/users/" + id;
  }

  public Tokens tokens() {
    return requireNonNull(tokens, "not signed in");
  }

  /** The same person in a new session. */
  public Person signedIn() {
    return signedIn(PASSWORD);
  }

  public Person signedIn(String password) {
    return signedInAt(service, password);
  }

  /** The same person in a new session on another node. */
  public Person signedInAt(Service node) {
    return signedInAt(node, PASSWORD);
  }

  private Person signedInAt(Service node, String password) {
    return with(node, Tokens.of(node.login(email, password).answer()));
  }

  /** The same person in a new session that is limited to these permissions. */
  public Person scoped(String... permissions) {
    Answer answer =
        service
            .post("/api/v1/auth/login")
            .form("username", email, "password", PASSWORD, "scope", String.join(" ", permissions))
            .answer();
    return with(service, Tokens.of(answer));
  }

  /** The same person and session with refreshed tokens. */
  public Person with(Tokens others) {
    return with(service, others);
  }

  /** The same person and session on another node. */
  public Person at(Service node) {
    return with(node, tokens());
  }

  private Person with(Service node, @Nullable Tokens others) {
    return new Person(node, id, email, others);
  }

  /** Makes an API key with this scope for this person's programs. */
  public String apiKey(String permission) {
    return post("/api/v1/users/me/api-keys")
        .json("name", "k", "scopes", List.of(permission), "current_password", PASSWORD)
        .answer()
        .expect(201)
        .text("key");
  }

  /** Signs in there by the usual password and a code, which must succeed. */
  public void signInWithCode(Service node, String code) {
    Answer first = node.login(email(), PASSWORD).answer();
    assertThat(first.outcome()).isEqualTo("403 mfa_required");
    node.post("/api/v1/auth/mfa")
        .json("mfa_token", first.text("mfa_token"), "code", code)
        .answer()
        .expect(200);
  }

  public Call refresh() {
    return service.post("/api/v1/auth/refresh").json("refresh_token", tokens().refresh());
  }

  public Call logout() {
    return post("/api/v1/auth/logout");
  }

  public Call me() {
    return get("/api/v1/users/me");
  }

  public Call get(String path) {
    return service.get(path).bearer(tokens().access());
  }

  public Call head(String path) {
    return service.head(path).bearer(tokens().access());
  }

  public Call post(String path) {
    return service.post(path).bearer(tokens().access());
  }

  public Call put(String path) {
    return service.put(path).bearer(tokens().access());
  }

  public Call patch(String path) {
    return service.patch(path).bearer(tokens().access());
  }

  public Call delete(String path) {
    return service.delete(path).bearer(tokens().access());
  }

  /** Removes the administrator's rights of another person. */
  public Call demotes(Person other) {
    return patch(other.path()).json("is_admin", false);
  }

  public Call disables(Person other) {
    return patch(other.path()).json("is_active", false);
  }

  public Call deletes(Person other) {
    return delete(other.path());
  }
}
