package dev.gatehouse.doctor;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/** Whether clients can use the service by its public URL. */
public final class PublicUrlCheck implements Check {
  private static final Duration CONNECTING = Duration.ofSeconds(2);
  private static final Duration ANSWERING = Duration.ofSeconds(4);
  private static final int FOUND = 200;

  /** With these a proxy may keep the probe to itself, and pass all else on. */
  private static final Set<Integer> WITHHELD = Set.of(401, 403, 404);

  private static final String ALIVE = "\"status\":\"ok\"";

  /** What proxies and browsers rewrite, so that it does not arrive as it was sent. */
  private static final Pattern REWRITTEN = Pattern.compile("//|/\\.{1,2}(/|$)|[%;\\\\]");

  private static final Pattern LOCAL =
      Pattern.compile("(?i)localhost|.*\\.localhost|127(\\.\\d{1,3}){3}|\\[::1]");

  private final URI url;
  private final boolean isForOthers;

  /**
   * The check.
   *
   * @param isForOthers whether other machines use the service, as far as the settings tell
   */
  public PublicUrlCheck(String url, boolean isForOthers) {
    this.url = URI.create(url);
    this.isForOthers = isForOthers;
  }

  @Override
  public String name() {
    return "public_url";
  }

  @Override
  public Duration limit() {
    return ANSWERING.plusSeconds(5);
  }

  @Override
  public Outcome run() {
    List<Finding> findings = new ArrayList<>();
    boolean isLocal = LOCAL.matcher(String.valueOf(url.getHost())).matches();
    if (isLocal && isForOthers) {
      findings.add(
          new Finding(
              FaultCode.PUBLIC_URL_LOCAL,
              "APP_PUBLIC_URL names this machine: links in mails lead to whoever reads them.",
              "Set it to the URL at which clients reach the service."));
    }
    if (!isLocal && "http".equals(url.getScheme())) {
      findings.add(
          new Finding(
              FaultCode.PUBLIC_URL_HTTP,
              "APP_PUBLIC_URL is http: passwords and tokens go unencrypted.",
              "Let a proxy end TLS, and set it to https://…"));
    }
    if (REWRITTEN.matcher(url.getRawPath()).find()) {
      findings.add(
          new Finding(
              FaultCode.PUBLIC_URL_PATH,
              "The path of APP_PUBLIC_URL has parts that proxies rewrite: empty or dotted segments,"
                  + " %, ; or \\.",
              "Use plain segments such as /gate, and let the proxy strip them."));
    }
    Optional<Finding> unreached = reach(isLocal);
    unreached.ifPresent(findings::add);
    return Outcome.of(findings, "it leads to the service, or to this machine");
  }

  private Optional<Finding> reach(boolean isLocal) {
    HttpClient client = HttpClient.newBuilder().connectTimeout(CONNECTING).build();
    HttpRequest livez =
        HttpRequest.newBuilder(URI.create(url + "/livez")).timeout(ANSWERING).build();
    try {
      HttpResponse<String> answer = client.send(livez, BodyHandlers.ofString());
      return answer.statusCode() == FOUND && answer.body().contains(ALIVE)
          ? Optional.empty()
          : Optional.of(
              new Finding(
                  WITHHELD.contains(answer.statusCode())
                      ? FaultCode.PUBLIC_URL_WITHHELD
                      : FaultCode.PUBLIC_URL_WRONG_ANSWER,
                  "%s/livez answers %d, and not as this service does."
                      .formatted(url, answer.statusCode()),
                  "Let the proxy pass it on to the application port%s (docs/proxies.md)."
                      .formatted(
                          url.getRawPath().isEmpty()
                              ? ""
                              : ", without the path " + url.getRawPath())));
    } catch (SSLException e) {
      return Optional.of(
          new Finding(
              FaultCode.PUBLIC_URL_TLS,
              "The TLS of %s is not accepted.".formatted(url),
              "Its certificate must be valid, name that host, and be of a CA that clients trust."));
    } catch (IOException e) {
      return isLocal
          ? Optional.empty()
          : Optional.of(
              new Finding(
                  FaultCode.PUBLIC_URL_NOT_REACHED,
                  "%s/livez cannot be reached from here.".formatted(url),
                  "Check DNS, proxy and firewall, and that a node runs. If only others can reach it,"
                      + " try from there."));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
