package dev.gatehouse;

import static dev.gatehouse.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.gatehouse.platform.database.DatabaseUrl;
import dev.gatehouse.testing.Answer;
import dev.gatehouse.testing.OutsideVerifier;
import dev.gatehouse.testing.Person;
import dev.gatehouse.testing.Person.Tokens;
import dev.gatehouse.testing.Programs;
import dev.gatehouse.testing.Service;
import dev.gatehouse.testing.SettableClock;
import dev.gatehouse.testing.TestDatabase;
import dev.gatehouse.testing.TestSecrets;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Three rotations, a change of the algorithm and a change of the secret under 50 requests a second,
 * with other backends that know nothing but the key set's address. The service's clock runs ahead;
 * the backends keep the key set for a second where they would for five minutes.
 */
@Tag("npm")
class KeyRotationDrill {
  private static final Path NODE = Path.of("target", "key-rotation");
  private static final Path REPORT = Path.of("target", "key-rotation-drill.md");
  private static final String AUDIENCE = "shop";
  private static final String OLD_SECRET = TestSecrets.DEFAULT;
  private static final String NEW_SECRET = "a newer secret, which is long enough as well";
  private static final long PERIOD_MILLIS = 20;
  private static final int TIMEOUT_MILLIS = 20_000;
  private static final int CLIENTS = 20;
  private static final Duration STEP = Duration.ofMinutes(4);
  private static final Duration FRESH = Duration.ofMinutes(12);

  /** The backends keep the key set for a second, and this is longer. */
  private static final long PAUSE_SECONDS = 3;

  private static final String LAST_SIGNED =
      """
      select to_char(max(last_signed_at) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
      from signing_key\
      """;

  private static final String VERIFIER =
      """
      import { createInterface } from 'node:readline'
      import { createRemoteJWKSet, jwtVerify } from 'jose'
      const [address, issuer, audience] = process.argv.slice(2)
      const keys = createRemoteJWKSet(new URL(address), {
        cacheMaxAge: 1000, cooldownDuration: 1000, timeoutDuration: 20000
      })
      for await (const token of createInterface({ input: process.stdin })) {
        try {
          const { payload } = await jwtVerify(token, keys, {
            algorithms: ['ES256', 'RS256'], typ: 'at+jwt', issuer, audience
          })
          console.log(payload.sub)
        } catch (error) {
          console.error(error.code ?? error)
          console.log('refused')
        }
      }
      """;

  private final DatabaseUrl database = TestDatabase.migrated();
  private final SettableClock clock =
      new SettableClock(Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS));
  private final List<Service> nodes = new CopyOnWriteArrayList<>();

  /** Held for writing while a node goes, as a balancer would wait for what is on it. */
  private final ReentrantReadWriteLock requests = new ReentrantReadWriteLock(true);

  private final List<String> refused = Collections.synchronizedList(new ArrayList<>());
  private final Map<String, Integer> accepted = new ConcurrentHashMap<>();
  private final List<String> report = new ArrayList<>();
  private final Set<String> kids = Collections.synchronizedSet(new TreeSet<>());
  private HttpServer front;
  private String algorithm = "ES256";

  /** A session and when its token was issued. */
  private record Client(Person person, Instant since) {}

  @BeforeEach
  void start() throws IOException {
    front = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    front.createContext("/.well-known/jwks.json", this::passOn);
    front.start();
  }

  @AfterEach
  void stop() {
    nodes.forEach(Service::close);
    front.stop(0);
  }

  @Test
  void noTokenIsRefusedWhileKeysAndSecretChange() throws Exception {
    Programs.npmInstall(NODE, List.of("jose@6.2.18"));
    Files.writeString(NODE.resolve("rotation.mjs"), VERIFIER);
    nodes.add(node(OLD_SECRET, null));
    nodes.add(node(OLD_SECRET, null));
    BlockingQueue<Client> clients = new LinkedBlockingQueue<>();
    IntStream.range(0, CLIENTS)
        .mapToObj(i -> new Client(nodes.get(0).person(), clock.instant()))
        .forEach(clients::add);
    ScheduledExecutorService pace = Executors.newSingleThreadScheduledExecutor();
    ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
    try (TokenVerifier.Program jose =
        TokenVerifier.Program.start(NODE, "node", "rotation.mjs", keySet(), issuer(), AUDIENCE)) {
      Map<String, TokenVerifier> backends = new LinkedHashMap<>();
      backends.put("nimbus-jose-jwt", nimbus());
      backends.put("jose", jose);
      backends.put("the JDK alone", new PlainVerifier());
      ScheduledFuture<?> unused =
          pace.scheduleAtFixedRate(
              () -> threads.execute(() -> request(clients, backends)),
              0,
              PERIOD_MILLIS,
              TimeUnit.MILLISECONDS);

      pass("at rest");
      for (int i = 1; i <= 3; i++) {
        run(OLD_SECRET, null, "keys", "rotate");
        goOver("rotation " + i);
      }
      algorithm = "RS256";
      replace(OLD_SECRET, null);
      goOver("change of the algorithm");
      replace(OLD_SECRET, NEW_SECRET);
      replace(NEW_SECRET, OLD_SECRET);
      run(NEW_SECRET, OLD_SECRET, "keys", "rewrap");
      pass("change of the secret");
      replace(NEW_SECRET, null);
      pass("without the old secret");
      end(pace, threads);
    } finally {
      pace.shutdownNow();
      threads.shutdownNow();
    }
    report.add("accepted: " + accepted + "; by keys: " + kids.size());
    report.add("refused: " + refused.size());
    Files.writeString(REPORT, String.join("\n", report) + "\n");
    System.out.println(String.join("\n", report));
    assertThat(refused).isEmpty();
    assertThat(kids).as("the first, three more, one of the new algorithm").hasSize(5);
  }

  /** Lets what has begun come to its end, for which the backends are needed. */
  private static void end(ExecutorService pace, ExecutorService threads)
      throws InterruptedException {
    pace.shutdown();
    threads.shutdown();
    assertThat(threads.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
  }

  private void request(BlockingQueue<Client> clients, Map<String, TokenVerifier> backends) {
    Client client = clients.poll();
    if (client == null) {
      return; // all are busy, as the machine is
    }
    try {
      Person person = askedForItself(client, clients);
      String token = person.tokens().access();
      kids.add(OutsideVerifier.json(token.split("\\.", -1)[0]).path("kid").asText());
      for (Map.Entry<String, TokenVerifier> each : backends.entrySet()) {
        Optional<String> subject = each.getValue().verify(token);
        note(each.getKey(), subject.equals(Optional.of(person.id() + "")), token);
      }
    } catch (Exception | AssertionError e) {
      refused.add(e.toString());
    }
  }

  private Person askedForItself(Client client, BlockingQueue<Client> clients) {
    requests.readLock().lock();
    try {
      Client fresh = refreshed(client);
      clients.add(fresh);
      Person person = fresh.person();
      Answer me = person.at(any()).me().answer();
      note("the service", me.status() == 200, me.status() + " " + person.tokens().access());
      return person;
    } finally {
      requests.readLock().unlock();
    }
  }

  private Client refreshed(Client client) {
    Instant now = clock.instant();
    if (client.since().plus(FRESH).isAfter(now)) {
      return client;
    }
    Person person = client.person();
    Answer tokens = person.at(any()).refresh().answer().expect(200);
    return new Client(person.with(Tokens.of(tokens)), now);
  }

  private void note(String who, boolean takesIt, String what) {
    if (takesIt) {
      accepted.merge(who, 1, Integer::sum);
    } else {
      refused.add(who + ": " + what.substring(0, Math.min(what.length(), 120)));
    }
  }

  private Service any() {
    List<Service> now = List.copyOf(nodes);
    return now.get(ThreadLocalRandom.current().nextInt(now.size()));
  }

  /** Lets the time pass in which the next key begins to sign and the one before is dropped. */
  private void goOver(String what) throws InterruptedException {
    let(Duration.ofMinutes(8));
    // as the clock runs ahead, it would be taken for one that has not signed for long
    await()
        .atMost(Duration.ofMinutes(3))
        .until(() -> TestDatabase.text(database, LAST_SIGNED).equals(clock.instant().toString()));
    let(Duration.ofMinutes(40));
    pass(what);
  }

  /** Lets the service's time pass in small steps, so that clients refresh as they would. */
  private void let(Duration time) throws InterruptedException {
    for (Duration passed = Duration.ZERO; passed.compareTo(time) < 0; passed = passed.plus(STEP)) {
      TimeUnit.SECONDS.sleep(PAUSE_SECONDS);
      clock.advance(STEP);
    }
  }

  private void pass(String what) throws InterruptedException {
    TimeUnit.SECONDS.sleep(PAUSE_SECONDS);
    report.add(
        "after %s: %d accepted by the service, %d refused by anyone, %d keys"
            .formatted(what, accepted.getOrDefault("the service", 0), refused.size(), kids.size()));
    assertThat(refused).as(what).isEmpty();
  }

  /** Replaces one node after the other. */
  private void replace(String secret, @Nullable String previous) {
    for (Service old : List.copyOf(nodes)) {
      nodes.add(node(secret, previous));
      nodes.remove(old);
      requests.writeLock().lock();
      try {
        old.close();
      } finally {
        requests.writeLock().unlock();
      }
    }
  }

  private Service node(String secret, @Nullable String previous) {
    return Service.startOn(database, clock, settings(secret, previous));
  }

  private String[] settings(String secret, @Nullable String previous) {
    List<String> settings =
        new ArrayList<>(
            List.of(
                "APP_JWT_SECRET", secret,
                "APP_JWT_ALGORITHM", algorithm,
                "APP_JWT_ISSUER", issuer(),
                "APP_JWT_AUDIENCE", AUDIENCE));
    if (previous != null) {
      settings.addAll(List.of("APP_JWT_SECRET_PREVIOUS", previous));
    }
    return settings.toArray(String[]::new);
  }

  private void run(String secret, @Nullable String previous, String... command) {
    Operator.Done done = new Operator(database, clock, settings(secret, previous)).run("", command);
    assertThat(done.exitCode()).as(done.errors()).isZero();
  }

  private String issuer() {
    return "http://127.0.0.1:" + front.getAddress().getPort();
  }

  private String keySet() {
    return issuer() + "/.well-known/jwks.json";
  }

  /** The key set of either node, as behind a balancer. */
  private void passOn(HttpExchange exchange) throws IOException {
    requests.readLock().lock();
    try {
      byte[] body =
          any().get("/.well-known/jwks.json").anyAnswer().body().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    } finally {
      requests.readLock().unlock();
      exchange.close();
    }
  }

  private TokenVerifier nimbus() throws IOException {
    DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
    processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(new JOSEObjectType("at+jwt")));
    processor.setJWSKeySelector(
        new JWSVerificationKeySelector<>(
            Set.of(JWSAlgorithm.ES256, JWSAlgorithm.RS256),
            JWKSourceBuilder.create(
                    URI.create(keySet()).toURL(),
                    new DefaultResourceRetriever(TIMEOUT_MILLIS, TIMEOUT_MILLIS))
                .cache(1000, TIMEOUT_MILLIS)
                .refreshAheadCache(false)
                .rateLimited(false)
                .build()));
    return token -> {
      try {
        return Optional.of(processor.process(token, null).getSubject());
      } catch (ParseException | BadJOSEException | JOSEException e) {
        return Optional.empty();
      }
    };
  }

  /** Reads the key set once a second and never for a token, as the strictest would. */
  private final class PlainVerifier implements TokenVerifier {
    private long readAt = System.nanoTime() - TimeUnit.MINUTES.toNanos(1);
    private JsonNode keys = new JsonMapper().createObjectNode();

    @Override
    public Optional<String> verify(String token) throws IOException {
      return OutsideVerifier.verifies(keys(), token)
          ? Optional.of(OutsideVerifier.json(token.split("\\.", -1)[1]).path("sub").asText())
          : Optional.empty();
    }

    private synchronized JsonNode keys() throws IOException {
      if (System.nanoTime() - readAt > TimeUnit.SECONDS.toNanos(1)) {
        try (InputStream set = URI.create(keySet()).toURL().openStream()) {
          keys = new JsonMapper().readTree(set);
        }
        readAt = System.nanoTime();
      }
      return keys;
    }
  }
}
