package dev.gatehouse.platform.binding;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.gatehouse.platform.problems.CommonCode;
import dev.gatehouse.platform.problems.Failure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Parses strict RFC 8259 JSON: valid UTF-8, no duplicate names, nothing after the value, at most
 * 100 levels. Thread-safe.
 */
public final class StrictJson {
  private static final int MAX_DEPTH = 100;
  private static final char BOM = '\uFEFF';
  private static final int MAX_VALUES = 100_000;

  /** A shorter text cannot hold too many values with their separators. */
  private static final int MIN_LENGTH_TO_COUNT = 2 * MAX_VALUES;

  private static final int CHUNK = 4 * 1024;

  private final ObjectReader reader =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_DEPTH)
                          .maxNameLength(Integer.MAX_VALUE)
                          .build())
                  // Jackson never frees a canonicalized name, and clients choose the names
                  .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                  .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build()
          .reader();

  /** Bytes that can be read several times, each time from the beginning. */
  @FunctionalInterface
  public interface Source {
    InputStream open();
  }

  /** Returns the tree, or empty if the bytes are not JSON or have too many values. */
  public Optional<JsonNode> parse(byte[] bytes) {
    try {
      return Optional.of(read(bytes));
    } catch (MalformedJson | Failure e) {
      return Optional.empty();
    }
  }

  /** Returns the tree, see {@link #read(Source)}. */
  public JsonNode read(byte[] bytes) throws MalformedJson {
    return read(() -> new ByteArrayInputStream(bytes));
  }

  /**
   * Returns the tree, without ever holding the whole text.
   *
   * @throws MalformedJson if the bytes are not JSON; it says where and why
   * @throws Failure {@code payload_too_large} if there are too many values
   */
  public JsonNode read(Source source) throws MalformedJson {
    try {
      long length = lengthOf(source);
      try (JsonParser parser = reader.getFactory().createParser(new Utf8Reader(source.open()))) {
        return tree(length < MIN_LENGTH_TO_COUNT ? parser : new Counting(parser), source);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private JsonNode tree(JsonParser parser, Source source) throws IOException, MalformedJson {
    try {
      return reader.readTree(parser);
    } catch (JsonProcessingException e) {
      throw MalformedJson.of(e, parser.currentLocation(), new Utf8Reader(source.open()));
    }
  }

  /** Counts the characters, and rejects invalid UTF-8 and mere white space. */
  private static long lengthOf(Source source) throws IOException, MalformedJson {
    InputStream in = source.open();
    char[] piece = new char[Math.max(2, Math.min(CHUNK, in.available()))];
    long length = 0;
    long line = 1;
    long column = 1;
    boolean isBlank = true;
    try (Utf8Reader text = new Utf8Reader(in)) {
      for (int count = text.read(piece); count >= 0; count = text.read(piece)) {
        if (length == 0 && piece[0] == BOM) {
          throw new MalformedJson(1, 1, "the text begins with a byte order mark (BOM)");
        }
        for (int i = 0; i < count; i++) {
          column++;
          if (piece[i] == '\n') {
            line++;
            column = 1;
          }
          isBlank &= isWhiteSpace(piece[i]);
        }
        length += count;
      }
    } catch (CharacterCodingException e) {
      throw new MalformedJson(line, column, "the bytes are not UTF-8");
    }
    if (isBlank) {
      throw new MalformedJson(
          line, column, length == 0 ? "the body is empty" : "the body is only white space");
    }
    return length;
  }

  private static boolean isWhiteSpace(char c) {
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
  }

  /** Stops a parse before its tree takes many times the memory of the text. */
  private static final class Counting extends JsonParserDelegate {
    private int values;

    Counting(JsonParser parser) {
      super(parser);
    }

    @Override
    public @Nullable JsonToken nextToken() throws IOException {
      JsonToken token = super.nextToken();
      if (token != null && (token.isScalarValue() || token.isStructStart())) {
        values++;
        if (values > MAX_VALUES) {
          throw Failure.of(
              CommonCode.PAYLOAD_TOO_LARGE, "JSON may have at most " + MAX_VALUES + " values");
        }
      }
      return token;
    }
  }
}
