package dev.gatehouse.backup;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.gatehouse.platform.binding.ApiJson;
import dev.gatehouse.platform.config.SecretString;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** Reads a dump that {@link DumpWriter} wrote, whatever else it may get, in constant memory. */
final class DumpReader {
  private static final int BUFFER = 1 << 16;
  private static final ObjectReader JSON =
      ApiJson.MAPPER
          .reader()
          .with(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .with(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final SealedInput sealed;
  private final DataInputStream in;
  private final Manifest manifest;
  private byte[] content = new byte[0];

  /**
   * Reads the beginning.
   *
   * @throws DamagedException if this is no backup that can be read with that passphrase
   */
  DumpReader(InputStream file, Optional<SecretString> passphrase) throws IOException {
    this(new SealedInput(file, Heading.read(file, passphrase)));
  }

  /** Reads the beginning of what follows a heading. */
  DumpReader(SealedInput sealed) throws IOException {
    this.sealed = sealed;
    try {
      this.in = new DataInputStream(new GZIPInputStream(sealed, BUFFER));
      require(Frame.MANIFEST);
      this.manifest = parse(new TypeReference<>() {});
    } catch (JacksonException | ZipException | EOFException e) {
      throw malformed(e);
    }
  }

  Manifest manifest() {
    return manifest;
  }

  /**
   * Reads the rest to its verified end.
   *
   * @return the rows of each table
   * @throws DamagedException if the end is not reached; the sink has got some of the rows then
   */
  List<TableRows> readInto(DumpSink sink) throws IOException {
    List<TableRows> counts = new ArrayList<>();
    try {
      for (DumpedTable table : manifest.tables()) {
        counts.add(readTable(table, sink));
      }
      require(Frame.SEQUENCES);
      List<SequencePosition> positions = parse(new TypeReference<>() {});
      positions.forEach(sink::sequence);
      require(Frame.TRAILER);
      List<TableRows> told = parse(new TypeReference<>() {});
      if (!told.equals(counts) || in.read() >= 0) {
        throw malformed("its end does not tell the rows before it");
      }
    } catch (JacksonException | ZipException | EOFException e) {
      throw malformed(e);
    }
    sealed.requireEnd();
    return counts;
  }

  private TableRows readTable(DumpedTable table, DumpSink sink) throws IOException {
    require(Frame.TABLE);
    if (!new String(content, StandardCharsets.UTF_8).equals(table.name())) {
      throw malformed("the table " + table.name() + " is missing");
    }
    sink.beginTable(table);
    Frame frame = next();
    while (frame == Frame.ROWS) {
      sink.rows(content, content.length);
      frame = next();
    }
    if (frame != Frame.END_OF_TABLE || content.length != Long.BYTES) {
      throw malformed("the table " + table.name() + " has no end");
    }
    long rows = ByteBuffer.wrap(content).getLong();
    long taken = sink.endTable(table);
    if (rows != taken) {
      throw malformed(
          "the table %s has %d rows where it says %d".formatted(table.name(), taken, rows));
    }
    return new TableRows(table.name(), rows);
  }

  private <T> T parse(TypeReference<T> type) throws IOException {
    @Nullable T value = JSON.forType(type).readValue(content);
    if (value == null || (value instanceof List<?> list && list.contains(null))) {
      throw malformed("a description in it is empty");
    }
    return value;
  }

  private void require(Frame frame) throws IOException {
    if (next() != frame) {
      throw malformed("something else stands where there must be the frame " + frame);
    }
  }

  private Frame next() throws IOException {
    char letter = (char) in.readUnsignedByte();
    for (Frame frame : Frame.values()) {
      if (frame.letter() == letter) {
        int length = in.readInt();
        if (length < 0 || length > frame.longest()) {
          throw malformed("a frame %s claims to have %d bytes".formatted(frame, length));
        }
        content = in.readNBytes(length);
        if (content.length < length) {
          throw new EOFException();
        }
        return frame;
      }
    }
    throw malformed("there is no frame of the kind " + (int) letter);
  }

  private static DamagedException malformed(String why) {
    return new DamagedException(
        "The backup is intact, but not one that this release can read: %s.".formatted(why));
  }

  private static DamagedException malformed(IOException cause) {
    DamagedException exception =
        malformed(
            cause instanceof JacksonException
                ? "a description in it is malformed"
                : "its compressed content ends early or is none");
    exception.initCause(cause);
    return exception;
  }
}
