package dev.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.gatehouse.platform.database.DatabaseUrl;
import dev.gatehouse.testing.Await;
import dev.gatehouse.testing.OutsideVerifier;
import dev.gatehouse.testing.Person;
import dev.gatehouse.testing.Ports;
import dev.gatehouse.testing.Programs;
import dev.gatehouse.testing.Service;
import dev.gatehouse.testing.SettableClock;
import dev.gatehouse.testing.TestDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The samples of docs/verifying-tokens.md as other backends run them, and a library beside them.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VerifyingTokensDrill {
  private static final Document DOCUMENT = Document.of("docs/verifying-tokens.md");
  private static final String SHOWN_ISSUER = "https://id.example.com";
  private static final String AUDIENCE = "shop";
  private static final String SPRING_BOOT = "4.1.2";
  private static final String JOSE = "jose@6.2.18";
  private static final Path NODE = Path.of("target", "verifying-tokens");
  private static final Duration PAST = Duration.ofHours(1);
  private static final int UNKNOWN_KEYS = 50;

  private final DatabaseUrl database = TestDatabase.migrated();
  private final SettableClock clock = new SettableClock(today().minus(PAST));
  private final AtomicInteger fetches = new AtomicInteger();

  private HttpServer front;
  private String issuer;
  private ECKey ownKey;
  private Service service;
  private Person ann;
  private String expired;
  private String ofOtherAudience;
  private String ofOtherIssuer;

  @BeforeAll
  void start() throws Exception {
    ownKey = new ECKeyGenerator(Curve.P_256).keyID("own").algorithm(JWSAlgorithm.ES256).generate();
    front = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    front.createContext("/.well-known/jwks.json", this::answerWithKeys);
    front.start();
    issuer = "http://127.0.0.1:" + front.getAddress().getPort();
    service = node(issuer, AUDIENCE);
    ann = service.admin();
    expired = ann.tokens().access();
    clock.advance(PAST);
    ann = ann.signedIn();
    try (Service other = node(issuer, "other")) {
      ofOtherAudience = ann.signedInAt(other).tokens().access();
    }
    try (Service other = node("https://other.example", AUDIENCE)) {
      ofOtherIssuer = ann.signedInAt(other).tokens().access();
    }
  }

  /** As tokens of people live for half an hour, and installations take their time. */
  @BeforeEach
  void catchUp() {
    clock.advance(Duration.between(clock.instant(), today()));
    ann = ann.signedIn();
  }

  private static Instant today() {
    return Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS);
  }

  @AfterAll
  void stop() {
    service.close();
    front.stop(0);
  }

  private Service node(String issuer, String audience) {
    return Service.startOn(
        database,
        clock,
        "APP_JWT_ALGORITHM",
        "ES256",
        "APP_JWT_ISSUER",
        issuer,
        "APP_JWT_AUDIENCE",
        audience);
  }

  /** The set of the service, and a key by which tests sign what the service never would. */
  private void answerWithKeys(HttpExchange exchange) throws IOException {
    fetches.incrementAndGet();
    String set = service.get("/.well-known/jwks.json").anyAnswer().expect(200).body();
    String more = set.replaceFirst("\\[", "[" + ownKey.toPublicJWK().toJSONString() + ",");
    byte[] body = more.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Test
  void theJdkAlone(@TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve("Verifier.java"), sample("java", 0));

    try (TokenVerifier.Program verifier =
        TokenVerifier.Program.start(folder, Programs.java(), "Verifier.java")) {
      assertVerifies(verifier);
      assertAsksSeldom(verifier);
    }
  }

  @Test
  @Tag("npm")
  void nodeJs() throws Exception {
    Programs.npmInstall(NODE, List.of(JOSE));
    Files.writeString(NODE.resolve("verifier.mjs"), sample("js", 0));

    try (TokenVerifier.Program verifier =
        TokenVerifier.Program.start(NODE, "node", "verifier.mjs")) {
      assertVerifies(verifier);
      assertAsksSeldom(verifier);
    }
  }

  /** Needs the packages python3-jwt and python3-cryptography of Debian. */
  @Test
  @Tag("pyjwt")
  void python(@TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve("verifier.py"), sample("python", 0));

    try (TokenVerifier.Program verifier =
        TokenVerifier.Program.start(folder, "/usr/bin/python3", "verifier.py")) {
      assertVerifies(verifier);
      assertAsksSeldom(verifier);
    }
  }

  @Test
  @Tag("go")
  void go(@TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve("verifier.go"), sample("go", 0));
    assertThat(run(folder, "gofmt", "-l", "verifier.go")).isEmpty();
    run(folder, "go", "vet", "verifier.go");
    run(folder, "go", "build", "verifier.go");

    try (TokenVerifier.Program verifier =
        TokenVerifier.Program.start(folder, folder.resolve("verifier").toString())) {
      assertVerifies(verifier);
      assertAsksSeldom(verifier);
    }
  }

  @Test
  void spring(@TempDir Path folder) throws Exception {
    assertThat(DOCUMENT.lines()).anyMatch(line -> line.contains("Spring Boot " + SPRING_BOOT));
    Files.writeString(folder.resolve("pom.xml"), POM.formatted(SPRING_BOOT, sample("xml", 0)));
    Path sources = Files.createDirectories(folder.resolve("src/main/java/com/example/shop"));
    Files.writeString(sources.resolve("Shop.java"), sample("java", 1));
    run(folder, "mvn", "-q", "-B", "-DskipTests", "package");
    int port = Ports.free();
    String jar = folder.resolve("target/shop-1.jar").toString();

    Path log = folder.resolve("log");
    Process process =
        new ProcessBuilder(Programs.java(), "-jar", jar, "--server.port=" + port)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      Await.await().until(() -> Ports.isOpen(port) || !process.isAlive());
      assertThat(process.isAlive()).as(Files.readString(log)).isTrue();
      TokenVerifier verifier =
          new HttpVerifier("GET", URI.create("http://127.0.0.1:" + port + "/caller"));
      assertVerifies(verifier);
      assertAsksSeldom(verifier);
    } finally {
      process.destroy();
      process.onExit().join();
    }
  }

  private static final String POM =
      """
      <project xmlns="http://maven.apache.org/POM/4.0.0">
        <modelVersion>4.0.0</modelVersion>
        <parent>
          <groupId>org.springframework.boot</groupId>
          <artifactId>spring-boot-starter-parent</artifactId>
          <version>%s</version>
        </parent>
        <groupId>com.example</groupId>
        <artifactId>shop</artifactId>
        <version>1</version>
        <dependencies>
          %s
        </dependencies>
        <build>
          <plugins>
            <plugin>
              <groupId>org.springframework.boot</groupId>
              <artifactId>spring-boot-maven-plugin</artifactId>
            </plugin>
          </plugins>
        </build>
      </project>
      """;

  /** Not in the document: whoever has it takes Spring's sample apart. */
  @Test
  void nimbusJoseJwt() throws Exception {
    DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
    processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(new JOSEObjectType("at+jwt")));
    processor.setJWSKeySelector(
        new JWSVerificationKeySelector<>(
            JWSAlgorithm.ES256,
            JWKSourceBuilder.create(URI.create(issuer + "/.well-known/jwks.json").toURL())
                .rateLimited(10_000)
                .build()));
    processor.setJWTClaimsSetVerifier(
        new DefaultJWTClaimsVerifier<>(
            AUDIENCE, new JWTClaimsSet.Builder().issuer(issuer).build(), Set.of("exp", "sub")));
    TokenVerifier verifier =
        token -> {
          try {
            return Optional.of(processor.process(token, null).getSubject());
          } catch (ParseException | BadJOSEException | JOSEException e) {
            return Optional.empty();
          }
        };

    assertVerifies(verifier);
    assertAsksSeldom(verifier);
  }

  @Test
  @Tag("nginx")
  void nginx(@TempDir Path folder) throws Exception {
    HttpServer backend =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    backend.createContext("/", VerifyingTokensDrill::answerWithSubject);
    backend.start();
    String shown =
        ProxyProcess.edited(
            DOCUMENT.blocks("nginx").get(0),
            Map.of(
                "127.0.0.1:3000",
                "127.0.0.1:" + backend.getAddress().getPort(),
                "127.0.0.1:8080",
                "127.0.0.1:" + service.port()));
    try (ProxyProcess proxy = ProxyProcess.nginx(folder, shown)) {
      TokenVerifier verifier =
          new HttpVerifier("POST", URI.create("http://127.0.0.1:" + proxy.port() + "/orders"));
      assertRefused(verifier);
      assertThat(verifier.verify(ann.tokens().access())).hasValue(ann.id() + "");
      assertThat(verifier.verify(accountToken("products:write"))).as("a service account").isEmpty();
      Person rotated = rotated();
      assertThat(verifier.verify(rotated.tokens().access())).hasValue(ann.id() + "");
      rotated.logout().answer().expect(204);
      assertThat(verifier.verify(rotated.tokens().access())).as("at once").isEmpty();
    } finally {
      backend.stop(0);
    }
  }

  private static void answerWithSubject(HttpExchange exchange) throws IOException {
    String token = exchange.getRequestHeaders().getFirst("Authorization").split(" ", 2)[1];
    byte[] body =
        OutsideVerifier.json(token.split("\\.", -1)[1])
            .path("sub")
            .asText()
            .getBytes(StandardCharsets.UTF_8);
    exchange.getRequestBody().readAllBytes();
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Test
  void introspection(@TempDir Path folder) throws Exception {
    Document.Step step =
        DOCUMENT.steps("What a token cannot tell").stream().findFirst().orElseThrow();
    Account account = account("tokens:introspect");
    Person bob = service.person();
    String command = step.commands().replace(SHOWN_ISSUER, "http://127.0.0.1:" + service.port());
    Function<String, String> asked =
        token ->
            Programs.run(
                folder,
                Map.of("CLIENT_ID", account.id(), "API_KEY", account.key(), "TOKEN", token),
                "sh",
                "-c",
                command);

    assertThat(asked.apply(bob.tokens().access())).matches(step.output());
    assertThat(asked.apply(bob.tokens().refresh())).contains("\"token_type\":\"refresh_token\"");
    bob.logout().answer().expect(204);
    assertThat(asked.apply(bob.tokens().access())).isEqualTo("{\"active\":false}");
  }

  /** What each sample that verifies by itself must take and refuse. */
  private void assertVerifies(TokenVerifier verifier) throws Exception {
    Instant now = Instant.now();
    String early = ann.tokens().access();
    assertThat(verifier.verify(early)).as("first").hasValue(ann.id() + "");
    String account = accountToken("products:write");
    assertThat(verifier.verify(account))
        .as("a service account")
        .hasValueSatisfying(subject -> assertThat(subject).startsWith("sa-"));
    // so what is refused below is refused for what it says, not for its key
    assertThat(verifier.verify(own("at+jwt", claims(now)))).as("own key").hasValue("12");
    assertThat(verifier.verify(own("at+jwt", claims(now.minusSeconds(905)))))
        .as("within the leeway")
        .hasValue("12");

    assertRefused(verifier);

    Person later = rotated();
    Await.await().until(() -> verifier.verify(later.tokens().access()).isPresent());
    assertThat(verifier.verify(later.tokens().access())).hasValue(ann.id() + "");
    assertThat(verifier.verify(early)).as("of the key before").isPresent();
    assertRefused(verifier);
  }

  private void assertRefused(TokenVerifier verifier) throws Exception {
    for (Map.Entry<String, String> bad : bad().entrySet()) {
      assertThat(verifier.verify(bad.getValue())).as(bad.getKey()).isEmpty();
    }
  }

  /** Nobody makes it ask for keys as often as he likes. */
  private void assertAsksSeldom(TokenVerifier verifier) throws Exception {
    int before = fetches.get();
    long began = System.nanoTime();
    for (int i = 0; i < UNKNOWN_KEYS; i++) {
      ECKey unknown = new ECKey.Builder(ownKey).keyID("unknown-" + i).build();
      String token = signed(header("at+jwt", unknown), claims(Instant.now()), unknown);
      assertThat(verifier.verify(token)).isEmpty();
    }
    long tens = Duration.ofNanos(System.nanoTime() - began).dividedBy(Duration.ofSeconds(10));
    assertThat(fetches.get() - before).isLessThanOrEqualTo((int) (2 * (tens + 1)));
  }

  private Map<String, String> bad() throws Exception {
    Instant now = Instant.now();
    String good = ann.tokens().access();
    String[] parts = good.split("\\.", -1);
    Map<String, String> bad = new LinkedHashMap<>();
    bad.put("expired", expired);
    bad.put("of another audience", ofOtherAudience);
    bad.put("of another issuer", ofOtherIssuer);
    bad.put("a refresh token", ann.tokens().refresh());
    bad.put("nothing", "x");
    bad.put("a deep header", encoded("{\"kid\":\"" + "\\\\".repeat(1400) + "\"}") + ".e30.AA");
    bad.put("a long one", encoded("{\"kid\":\"" + "x".repeat(5000) + "\"}") + ".e30.AA");
    bad.put("without a signature", parts[0] + '.' + parts[1] + '.');
    bad.put("of zeros", parts[0] + '.' + parts[1] + '.' + encoded(new byte[64]));
    String other =
        new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8)
            .replaceFirst("\"sub\":\"\\d+\"", "\"sub\":\"1000\"");
    bad.put("tampered", parts[0] + '.' + encoded(other) + '.' + parts[2]);
    bad.put(
        "alg none", encoded("{\"alg\":\"none\",\"typ\":\"at+jwt\"}") + '.' + encoded(other) + '.');
    String noneWithKid =
        "{\"alg\":\"none\",\"typ\":\"at+jwt\",\"kid\":\"%s\"}".formatted(ownKey.getKeyID());
    bad.put("alg none with a kid", encoded(noneWithKid) + '.' + encoded(other) + '.');
    JWSHeader secret =
        new JWSHeader.Builder(JWSAlgorithm.HS256)
            .type(new JOSEObjectType("at+jwt"))
            .keyID(ownKey.getKeyID())
            .build();
    for (Map.Entry<String, byte[]> form : formsOfTheKey().entrySet()) {
      bad.put(
          "HS256 with the public key, " + form.getKey(),
          signed(secret, claims(now), new MACSigner(form.getValue())));
    }
    ECKey foreign = new ECKeyGenerator(Curve.P_256).keyID(ownKey.getKeyID()).generate();
    bad.put("of a foreign key", signed(header("at+jwt", foreign), claims(now), foreign));
    JWSHeader bringsItsKey =
        new JWSHeader.Builder(header("at+jwt", foreign)).jwk(foreign.toPublicJWK()).build();
    bad.put("with its own key", signed(bringsItsKey, claims(now), foreign));
    bad.put("without kid", signed(header("at+jwt", null), claims(now), foreign));
    bad.put("own key: type JWT", own("JWT", claims(now)));
    bad.put("own key: no type", signed(header(null, ownKey), claims(now), ownKey));
    bad.put("own key: expired", own("at+jwt", claims(now.minusSeconds(1000))));
    bad.put("own key: no exp", own("at+jwt", without("exp", now)));
    bad.put("own key: no iss", own("at+jwt", without("iss", now)));
    bad.put("own key: no aud", own("at+jwt", without("aud", now)));
    bad.put("own key: no sub", own("at+jwt", without("sub", now)));
    return bad;
  }

  private Map<String, byte[]> formsOfTheKey() throws JOSEException {
    byte[] spki = ownKey.toPublicKey().getEncoded();
    String pem =
        "-----BEGIN PUBLIC KEY-----\n"
            + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(spki)
            + "\n-----END PUBLIC KEY-----\n";
    return Map.of(
        "DER", spki,
        "PEM", pem.getBytes(StandardCharsets.US_ASCII),
        "JWK", ownKey.toPublicJWK().toJSONString().getBytes(StandardCharsets.US_ASCII),
        "x", ownKey.getX().decode());
  }

  private JWTClaimsSet claims(Instant issued) {
    return new JWTClaimsSet.Builder()
        .issuer(issuer)
        .audience(AUDIENCE)
        .subject("12")
        .claim("client_id", "gatehouse")
        .claim("roles", List.of("editor"))
        .jwtID(UUID.randomUUID().toString())
        .issueTime(Date.from(issued))
        .expirationTime(Date.from(issued.plusSeconds(900)))
        .build();
  }

  private JWTClaimsSet without(String claim, Instant issued) {
    return new JWTClaimsSet.Builder(claims(issued)).claim(claim, null).build();
  }

  private String own(String type, JWTClaimsSet claims) throws JOSEException {
    return signed(header(type, ownKey), claims, ownKey);
  }

  private static JWSHeader header(@Nullable String type, @Nullable ECKey key) {
    return new JWSHeader.Builder(JWSAlgorithm.ES256)
        .type(type == null ? null : new JOSEObjectType(type))
        .keyID(key == null ? null : key.getKeyID())
        .build();
  }

  private static String signed(JWSHeader header, JWTClaimsSet claims, ECKey key)
      throws JOSEException {
    return signed(header, claims, new ECDSASigner(key));
  }

  private static String signed(JWSHeader header, JWTClaimsSet claims, JWSSigner signer)
      throws JOSEException {
    SignedJWT token = new SignedJWT(header, claims);
    token.sign(signer);
    return token.serialize();
  }

  private static String encoded(String text) {
    return encoded(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** The same person with a token of the next key. */
  private Person rotated() {
    Operator operator = new Operator(database, clock, "APP_JWT_ALGORITHM", "ES256");
    Person first = ann.signedIn();
    AtomicReference<Person> latest = new AtomicReference<>(first);
    String before = kid(first);
    assertThat(operator.run("", "keys", "rotate", "--now").exitCode()).isZero();
    return Await.await()
        .until(
            () ->
                latest.updateAndGet(
                    person -> person.with(Person.Tokens.of(person.refresh().answer()))),
            later -> !kid(later).equals(before));
  }

  private static String kid(Person person) {
    return OutsideVerifier.json(person.tokens().access().split("\\.", -1)[0]).path("kid").asText();
  }

  /** A service account: its id as a client, and a key. */
  private record Account(String id, String key) {}

  private Account account(String permission) {
    String accounts = "/api/v1/service-accounts";
    long id =
        ann.post(accounts)
            .json("name", Service.newName(), "roles", List.of(service.role(permission)))
            .answer()
            .expect(201)
            .id();
    String key =
        ann.post(accounts + "/" + id + "/api-keys")
            .json("name", "k", "scopes", List.of(permission))
            .answer()
            .expect(201)
            .text("key");
    return new Account("sa-" + id, key);
  }

  private String accountToken(String permission) {
    Account account = account(permission);
    return service
        .post("/oauth2/token")
        .form(
            "grant_type",
            "client_credentials",
            "client_id",
            account.id(),
            "client_secret",
            account.key())
        .answer()
        .expect(200)
        .text("access_token");
  }

  private String sample(String language, int place) {
    String shown = DOCUMENT.blocks(language).get(place);
    return language.equals("xml")
        ? shown
        : ProxyProcess.edited(shown, Map.of(SHOWN_ISSUER, issuer));
  }

  private static String run(Path folder, String... command) {
    return Programs.run(folder, Map.of("GO111MODULE", "off"), command);
  }

  /** A server that takes the token with a request and answers with the subject. */
  private static final class HttpVerifier implements TokenVerifier {
    private final HttpClient http = HttpClient.newHttpClient();
    private final String method;
    private final URI address;

    HttpVerifier(String method, URI address) {
      this.method = method;
      this.address = address;
    }

    @Override
    public Optional<String> verify(String token) throws IOException, InterruptedException {
      HttpRequest request =
          HttpRequest.newBuilder(address)
              .header("Authorization", "Bearer " + token)
              // none of these is about the token
              .headers("If-None-Match", "*", "Accept", "text/plain", "Range", "bytes=0-0")
              .method(method, HttpRequest.BodyPublishers.ofString("{}"))
              .build();
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() == 200) {
        return Optional.of(answer.body());
      }
      assertThat(answer.statusCode()).isIn(401, 403);
      return Optional.empty();
    }
  }
}
