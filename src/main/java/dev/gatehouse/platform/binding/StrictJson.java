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
 * JSON as RFC 8259 has it and no more: UTF-8 without a fault, no duplicate names, nothing behind
 * the value, at most 100 levels. Thread-safe.
 */
public final class StrictJson {
  private static final int DEEPEST = 100;
  private static final char BOM = '\uFEFF';
  private static final int MOST_VALUES = 100_000;

  /** A shorter text cannot hold that many values and their separators. */
  private static final int TELLING = 2 * MOST_VALUES;

  private static final int PIECE = 4 * 1024;

  private final ObjectReader reader =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEEPEST)
                          .maxNameLength(Integer.MAX_VALUE)
                          .build())
                  // the names that it has seen are kept for good, and clients choose them
                  .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                  .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build()
          .reader();

  /** Bytes that may be read more than once, each time from the beginning. */
  @FunctionalInterface
  public interface Source {
    InputStream open();
  }

  /** The tree; empty if the bytes are no JSON, or have more values than a tree may have. */
  public Optional<JsonNode> parse(byte[] bytes) {
    try {
      return Optional.of(read(bytes));
    } catch (MalformedJson | Failure e) {
      return Optional.empty();
    }
  }

  /** The tree, or where and why the bytes are no JSON; see {@link #read(Source)}. */
  public JsonNode read(byte[] bytes) throws MalformedJson {
    return read(() -> new ByteArrayInputStream(bytes));
  }

  /**
   * The tree, or where and why the bytes are no JSON. The text is never held as a whole.
   *
   * @throws Failure {@code payload_too_large} if it has more values than a tree may have
   */
  public JsonNode read(Source source) throws MalformedJson {
    try {
      long length = lengthOf(source);
      try (JsonParser parser = reader.getFactory().createParser(new Utf8Reader(source.open()))) {
        return tree(length < TELLING ? parser : new Counting(parser), source);
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

  /** How many characters there are, all of them valid and not all of them white space. */
  private static long lengthOf(Source source) throws IOException, MalformedJson {
    InputStream in = source.open();
    char[] piece = new char[Math.max(2, Math.min(PIECE, in.available()))];
    long length = 0;
    long line = 1;
    long column = 1;
    boolean isBlank = true;
    try (Utf8Reader text = new Utf8Reader(in)) {
      for (int count = text.read(piece); count >= 0; count = text.read(piece)) {
        if (length == 0 && piece[0] == BOM) {
          throw new MalformedJson(1, 1, "there is a byte order mark (BOM)");
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
          line, column, length == 0 ? "there is no body" : "there is nothing but white space");
    }
    return length;
  }

  private static boolean isWhiteSpace(char c) {
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
  }

  /** Ends a parse before its tree takes many times the memory of its text. */
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
        if (values > MOST_VALUES) {
          throw Failure.of(
              CommonCode.PAYLOAD_TOO_LARGE, "JSON may have at most " + MOST_VALUES + " values");
        }
      }
      return token;
    }
  }
}
