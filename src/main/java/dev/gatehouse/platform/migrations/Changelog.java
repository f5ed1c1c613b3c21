package dev.gatehouse.platform.migrations;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * The change sets in the jar, parsed as plain text. Liquibase takes a second for the same, too long
 * for a start of the service.
 */
final class Changelog {
  static final String RESOURCE = "migrations/changelog.xml";
  private static final String DIRECTORY = "migrations/";
  private static final Pattern CHANGE_SET =
      Pattern.compile("(?mi)^\\s*--\\s*changeset\\s+([^:\\s]+):(\\S+)");

  private static final Pattern TABLE = made("table");
  private static final Pattern SEQUENCE = made("sequence");

  /** Identifies a change set. */
  record ChangeSet(String file, String author, String id) {
    @Override
    public String toString() {
      return id;
    }
  }

  private Changelog() {}

  static List<ChangeSet> packaged() {
    try {
      List<ChangeSet> all = new ArrayList<>();
      for (String file : includes()) {
        Matcher matcher = CHANGE_SET.matcher(read(DIRECTORY + file));
        while (matcher.find()) {
          all.add(new ChangeSet(DIRECTORY + file, matcher.group(1), matcher.group(2)));
        }
      }
      return List.copyOf(all);
    } catch (IOException | XMLStreamException e) {
      throw new IllegalStateException("The changelog in the jar cannot be read", e);
    }
  }

  private static Pattern made(String kind) {
    return Pattern.compile("(?mi)^create\\s+" + kind + "\\s+(?:if\\s+not\\s+exists\\s+)?([a-z_]+)");
  }

  /** The tables created by the change sets. */
  static List<String> tables() {
    return all(TABLE);
  }

  /** The sequences created by the change sets, besides those of identity columns. */
  static List<String> sequences() {
    return all(SEQUENCE);
  }

  private static List<String> all(Pattern made) {
    try {
      List<String> all = new ArrayList<>();
      for (String file : includes()) {
        made.matcher(read(DIRECTORY + file))
            .results()
            .map(found -> found.group(1))
            .forEach(all::add);
      }
      return List.copyOf(all);
    } catch (IOException | XMLStreamException e) {
      throw new IllegalStateException("The changelog in the jar cannot be read", e);
    }
  }

  private static List<String> includes() throws IOException, XMLStreamException {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    List<String> files = new ArrayList<>();
    try (InputStream resource = open(RESOURCE)) {
      XMLStreamReader reader = factory.createXMLStreamReader(resource);
      while (reader.hasNext()) {
        if (reader.next() == XMLStreamReader.START_ELEMENT
            && reader.getLocalName().equals("include")) {
          files.add(reader.getAttributeValue(null, "file"));
        }
      }
    }
    return files;
  }

  private static String read(String name) throws IOException {
    try (InputStream resource = open(name)) {
      return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static InputStream open(String name) throws IOException {
    InputStream resource = Changelog.class.getClassLoader().getResourceAsStream(name);
    if (resource == null) {
      throw new IOException("There is no " + name);
    }
    return resource;
  }
}
