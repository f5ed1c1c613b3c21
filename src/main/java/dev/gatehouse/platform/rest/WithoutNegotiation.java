package dev.gatehouse.platform.rest;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request as Jersey may see it: it accepts JSON and says nothing of its body's type. Jersey would
 * otherwise answer 406 and 415 while it looks for the method, before anybody has asked for a token,
 * and 400 to a header that it cannot parse.
 */
final class WithoutNegotiation extends HttpServletRequestWrapper {
  private static final String ACCEPT = "Accept";
  private static final String CONTENT_TYPE = "Content-Type";
  private static final List<String> JSON = List.of("application/json");

  WithoutNegotiation(HttpServletRequest request) {
    super(request);
  }

  @Override
  public Enumeration<String> getHeaderNames() {
    List<String> names = new ArrayList<>();
    Enumeration<String> all = super.getHeaderNames();
    while (all.hasMoreElements()) {
      String name = all.nextElement();
      if (!ACCEPT.equalsIgnoreCase(name) && !CONTENT_TYPE.equalsIgnoreCase(name)) {
        names.add(name);
      }
    }
    names.add(ACCEPT);
    return Collections.enumeration(names);
  }

  @Override
  public Enumeration<String> getHeaders(String name) {
    if (ACCEPT.equalsIgnoreCase(name)) {
      return Collections.enumeration(JSON);
    }
    if (CONTENT_TYPE.equalsIgnoreCase(name)) {
      return Collections.emptyEnumeration();
    }
    return super.getHeaders(name);
  }

  @Override
  public @Nullable String getContentType() {
    return null;
  }
}
