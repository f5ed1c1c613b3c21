package dev.gatehouse.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Whether the origins that may call from a browser suit the public URL. */
public final class OriginsCheck implements Check {
  private static final Pattern LOCAL =
      Pattern.compile("[a-z]+://(localhost|127\\.[0-9.]+|\\[::1])(:\\d+)?");

  private final List<String> origins;
  private final boolean isPublicUrlHttps;

  public OriginsCheck(List<String> origins, String publicUrl) {
    this.origins = List.copyOf(origins);
    this.isPublicUrlHttps = publicUrl.startsWith("https://");
  }

  @Override
  public String name() {
    return "origins";
  }

  @Override
  public Outcome run() {
    List<Finding> findings = new ArrayList<>();
    for (String origin : isPublicUrlHttps ? origins : List.<String>of()) {
      if (LOCAL.matcher(origin).matches()) {
        findings.add(
            new Finding(
                FaultCode.ORIGIN_LOCAL,
                "APP_CORS_ORIGINS lets %s in: any page on a user's own machine.".formatted(origin),
                "Remove it from a service that others use."));
      } else if (origin.startsWith("http://")) {
        findings.add(
            new Finding(
                FaultCode.ORIGIN_HTTP,
                "APP_CORS_ORIGINS lets %s in, whose pages anyone on the way can change."
                    .formatted(origin),
                "Serve that page by https, and name it so."));
      }
    }
    return Outcome.of(findings, origins.isEmpty() ? "none may call" : "they suit the public URL");
  }
}
