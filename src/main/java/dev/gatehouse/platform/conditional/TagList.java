package dev.gatehouse.platform.conditional;

import dev.gatehouse.platform.http.ResponseCompression;
import dev.gatehouse.platform.problems.CommonCode;
import dev.gatehouse.platform.problems.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The value of If-Match or If-None-Match (RFC 9110, sections 13.1.1 and 13.1.2). */
record TagList(boolean any, List<Tag> tags) {
  /** An entity tag (RFC 9110, section 8.8.3). */
  private static final Pattern TAG = Pattern.compile("(?:W/)?\"[!#-~\\x80-\\xff]*\"");

  /** Suffixes that Jetty and proxies add within the quotes of a compressed response. */
  private static final Set<String> SUFFIXES =
      Set.of(ResponseCompression.TAG_SUFFIX, "-gzip", "-br", "-zstd", ";gzip", ";br");

  record Tag(boolean weak, String opaque) {
    private boolean names(EntityTag tag) {
      return opaque.startsWith(tag.opaque())
          && (opaque.length() == tag.opaque().length()
              || SUFFIXES.contains(opaque.substring(tag.opaque().length())));
    }
  }

  TagList {
    tags = List.copyOf(tags);
  }

  /** Rejects anything but a non-empty list of tags with 400. */
  static TagList parse(String name, String header) {
    if (header.strip().equals("*")) {
      return new TagList(true, List.of());
    }
    List<Tag> tags = new ArrayList<>(2);
    Matcher tag = TAG.matcher(header);
    boolean mayBegin = true;
    int at = 0;
    while (at < header.length()) {
      char c = header.charAt(at);
      if (c == ' ' || c == '\t') {
        at++;
      } else if (c == ',') {
        mayBegin = true;
        at++;
      } else if (mayBegin && tag.region(at, header.length()).lookingAt()) {
        boolean weak = c == 'W';
        tags.add(new Tag(weak, header.substring(at + (weak ? 3 : 1), tag.end() - 1)));
        mayBegin = false;
        at = tag.end();
      } else {
        throw malformed(name);
      }
    }
    if (tags.isEmpty()) {
      throw malformed(name);
    }
    return new TagList(false, tags);
  }

  private static Failure malformed(String name) {
    return Failure.of(
        CommonCode.BAD_REQUEST,
        name + " must be * or a list of entity tags, each exactly as received, with its quotes");
  }

  boolean matchesWeakly(EntityTag tag) {
    return any || tags.stream().anyMatch(one -> one.names(tag));
  }

  boolean matchesStrongly(EntityTag tag) {
    return any || tags.stream().anyMatch(one -> !one.weak() && one.names(tag));
  }

  boolean hasWeak() {
    return tags.stream().anyMatch(Tag::weak);
  }
}
