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
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
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

  /** The tree; empty if the bytes are no JSON, or have more values than a tree may have. */
  public Optional<JsonNode> parse(byte[] bytes) {
    try {
      return Optional.of(read(bytes));
    } catch (MalformedJson | Failure e) {
      return Optional.empty();
    }
  }

  /**
   * The tree, or where and why the bytes are no JSON.
   *
   * @throws Failure {@code payload_too_large} if it has more values than a tree may have
   */
  public JsonNode read(byte[] bytes) throws MalformedJson {
    if (bytes.length == 0) {
      throw new MalformedJson(1, 1, "there is no body");
    }
    CharBuffer text = textOf(bytes);
    try (JsonParser parser =
        reader.getFactory().createParser(text.array(), text.arrayOffset(), text.length())) {
      return tree(parser, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private JsonNode tree(JsonParser parser, CharBuffer text) throws IOException, MalformedJson {
    try {
      JsonNode tree = reader.readTree(text.length() < TELLING ? parser : new Counting(parser));
      if (tree == null || tree.isMissingNode()) {
        throw MalformedJson.at(text, text.length(), "there is nothing but white space");
      }
      return tree;
    } catch (JsonProcessingException e) {
      throw MalformedJson.of(e, parser.currentLocation(), text);
    }
  }

  private static CharBuffer textOf(byte[] bytes) throws MalformedJson {
    CharBuffer text = CharBuffer.allocate(bytes.length);
    CoderResult result =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT)
            .decode(ByteBuffer.wrap(bytes), text, true);
    text.flip();
    if (result.isError()) {
      throw MalformedJson.at(text, text.length(), "the bytes are not UTF-8");
    }
    if (text.charAt(0) == BOM) {
      throw MalformedJson.at(text, 0, "there is a byte order mark (BOM)");
    }
    return text;
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
