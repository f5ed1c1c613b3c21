package dev.gatehouse.mail;

import dev.gatehouse.platform.MailType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The text of one mail, from which the plain and the HTML part are made. The resource begins with
 * {@code Subject:} and, if there is a link, {@code Action:} (the label of its button), followed by
 * blocks separated by empty lines. {@code {name}} is a placeholder. A block whose last line is one
 * placeholder is a list: the value has a line for each entry, and without entries the block is left
 * out. Immutable.
 */
final class MailTemplate {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z]+)}");
  private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\x{85}\\x{2028}\\x{2029}]+");
  private static final Pattern EMPTY_LINES = Pattern.compile("\\n\\s*\\n");
  private static final Pattern LIST = Pattern.compile("\\n\\{([a-z]+)}$");
  private static final String LINK = "{link}";
  private static final int WIDTH = 76;

  private static final String BUTTON =
      """
      <p style="margin:24px 0"><a href="{link}" style="padding:10px 18px;background:#1f5fbf;\
      border-radius:4px;color:#ffffff;text-decoration:none">{action}</a></p>
      <p style="font-size:13px;color:#5d6b7d;word-break:break-all">{link}</p>\
      """;

  private final MailType type;
  private final String layout;
  private final String subject;
  private final @Nullable String action;
  private final List<String> blocks;

  private MailTemplate(
      MailType type, String layout, String subject, @Nullable String action, List<String> blocks) {
    this.type = type;
    this.layout = layout;
    this.subject = subject;
    this.action = action;
    this.blocks = List.copyOf(blocks);
  }

  /**
   * The rendered content of a mail.
   *
   * @param text wrapped, with CRLF line ends
   * @param html with CRLF line ends
   */
  record Content(String subject, String text, String html) {}

  /**
   * Reads the template of a type.
   *
   * @throws IllegalStateException if there is none
   */
  static MailTemplate of(MailType type) {
    String name = resourceOf(type);
    String text = resource(type.getDeclaringClass(), name);
    List<String> blocks = Arrays.asList(EMPTY_LINES.split(text.strip(), -1));
    Optional<String> subject = header(blocks.get(0), "Subject: ");
    return new MailTemplate(
        type,
        resource(MailTemplate.class, "layout.html"),
        subject.orElseThrow(
            () -> new IllegalStateException(name + " must begin with a line \"Subject: …\"")),
        header(blocks.get(0), "Action: ").orElse(null),
        blocks.subList(1, blocks.size()));
  }

  MailType type() {
    return type;
  }

  /**
   * Checks that all placeholders will have a value, but for those of lists.
   *
   * @throws IllegalArgumentException if one is not among these
   */
  void requireValues(Set<String> names) {
    Stream.concat(
            Stream.of(subject), blocks.stream().map(block -> LIST.matcher(block).replaceFirst("")))
        .flatMap(text -> PLACEHOLDER.matcher(text).results())
        .map(found -> found.group(1))
        .filter(name -> !names.contains(name))
        .findFirst()
        .ifPresent(
            name -> {
              throw new IllegalArgumentException(
                  "The template %s has {%s}: add a value for it to the MailRequest"
                      .formatted(resourceOf(type), name));
            });
  }

  /**
   * Renders both parts. Control characters in values become blanks, and values are escaped in HTML.
   */
  Content fill(Map<String, String> values) {
    UnaryOperator<String> plain = name -> inOneLine(valueOf(name, values));
    UnaryOperator<String> escaped = name -> escape(plain.apply(name));
    String filledSubject = fill(subject, plain);
    List<String> shown =
        blocks.stream()
            .filter(block -> listIn(block).map(list -> hasEntries(list, values)).orElse(true))
            .toList();
    String text =
        shown.stream()
            .map(block -> wrapped(fill(block, withLines(block, plain, values))))
            .collect(Collectors.joining("\n\n", "", "\n"));
    String content =
        shown.stream()
            .map(block -> toHtml(block, withLines(block, plain, values)))
            .collect(Collectors.joining("\n"));
    String html =
        fill(
            layout,
            name ->
                switch (name) {
                  case "subject" -> escape(filledSubject);
                  case "content" -> content;
                  default -> escaped.apply(name);
                });
    return new Content(filledSubject, withCrLf(text), withCrLf(html));
  }

  /** The name of the list that the block ends with, if it does. */
  private static Optional<String> listIn(String block) {
    return LIST.matcher(block).results().map(found -> found.group(1)).findFirst();
  }

  private static boolean hasEntries(String list, Map<String, String> values) {
    return !values.getOrDefault(list, "").isEmpty();
  }

  /** The same values, but with all entries of the list that the block ends with. */
  private static UnaryOperator<String> withLines(
      String block, UnaryOperator<String> plain, Map<String, String> values) {
    return listIn(block)
        .<UnaryOperator<String>>map(
            list ->
                name ->
                    name.equals(list)
                        ? valueOf(name, values)
                            .lines()
                            .map(MailTemplate::inOneLine)
                            .collect(Collectors.joining("\n"))
                        : plain.apply(name))
        .orElse(plain);
  }

  private static String inOneLine(String value) {
    return CONTROL.matcher(value).replaceAll(" ");
  }

  private String toHtml(String block, UnaryOperator<String> plain) {
    UnaryOperator<String> escaped = name -> escape(plain.apply(name));
    if (block.equals(LINK)) {
      String button = BUTTON.replace("{action}", escape(Objects.requireNonNull(action)));
      return fill(button, escaped);
    }
    return "<p>" + fill(escape(block), escaped).replace("\n", "<br>\n") + "</p>";
  }

  private static String resourceOf(MailType type) {
    return type.name().toLowerCase(Locale.ROOT).replace('_', '-') + ".txt";
  }

  private static Optional<String> header(String head, String name) {
    return head.lines()
        .filter(line -> line.startsWith(name))
        .findFirst()
        .map(line -> line.substring(name.length()));
  }

  /** Fills in one pass, so that braces in a value are left alone. */
  private static String fill(String text, UnaryOperator<String> values) {
    return PLACEHOLDER
        .matcher(text)
        .replaceAll(found -> Matcher.quoteReplacement(values.apply(found.group(1))));
  }

  private static String valueOf(String name, Map<String, String> values) {
    String value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException("no value for {" + name + "}");
    }
    return value;
  }

  private static String wrapped(String block) {
    StringBuilder wrapped = new StringBuilder(block.length() + 16);
    for (String line : block.split("\n", -1)) {
      int column = 0;
      wrapped.append(wrapped.isEmpty() ? "" : "\n");
      for (String word : line.split(" ", -1)) {
        boolean fits = column == 0 || column + 1 + word.length() <= WIDTH;
        if (column > 0) {
          wrapped.append(fits ? ' ' : '\n');
        }
        wrapped.append(word);
        column = fits && column > 0 ? column + 1 + word.length() : word.length();
      }
    }
    return wrapped.toString();
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  private static String withCrLf(String text) {
    return text.replace("\n", "\r\n");
  }

  private static String resource(Class<?> neighbour, String name) {
    try (InputStream file = neighbour.getResourceAsStream(name)) {
      if (file == null) {
        throw new IllegalStateException(
            "There is no resource %s/%s"
                .formatted(neighbour.getPackageName().replace('.', '/'), name));
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
