package dev.gatehouse.backup;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.gatehouse.platform.binding.ApiJson;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/**
 * Writes a dump: the manifest; each of its tables, in order; the sequences; the end. {@link
 * DumpReader} reads it.
 */
final class DumpWriter {
  /** Faster than the usual level, and nearly as small. */
  private static final int LEVEL = 4;

  private static final int BUFFER = 1 << 16;
  private static final JsonMapper JSON = ApiJson.MAPPER;

  private final SealedOutput sealed;
  private final GZIPOutputStream packed;
  private final DataOutputStream out;
  private final byte[] piece = new byte[Frame.ROWS.longest()];
  private final List<TableRows> counts = new ArrayList<>();
  private int length;

  DumpWriter(OutputStream file, Heading heading) throws IOException {
    this.sealed = new SealedOutput(file, heading);
    this.packed = new FastGzip(sealed);
    this.out = new DataOutputStream(packed);
  }

  private static final class FastGzip extends GZIPOutputStream {
    FastGzip(OutputStream out) throws IOException {
      super(out, BUFFER);
      def.setLevel(LEVEL);
    }
  }

  void manifest(Manifest manifest) throws IOException {
    write(Frame.MANIFEST, JSON.writeValueAsBytes(manifest));
  }

  void beginTable(DumpedTable table) throws IOException {
    write(Frame.TABLE, table.name().getBytes(StandardCharsets.UTF_8));
  }

  void row(byte[] row) throws IOException {
    int done = 0;
    while (done < row.length) {
      if (length == piece.length) {
        writePiece();
      }
      int part = Math.min(row.length - done, piece.length - length);
      System.arraycopy(row, done, piece, length, part);
      length += part;
      done += part;
    }
  }

  void endTable(DumpedTable table, long rows) throws IOException {
    if (length > 0) {
      writePiece();
    }
    write(Frame.END_OF_TABLE, ByteBuffer.allocate(Long.BYTES).putLong(rows).array());
    counts.add(new TableRows(table.name(), rows));
  }

  void sequences(List<SequencePosition> positions) throws IOException {
    write(Frame.SEQUENCES, JSON.writeValueAsBytes(positions));
  }

  /** Ends the dump, which is not whole before. */
  void finish() throws IOException {
    write(Frame.TRAILER, JSON.writeValueAsBytes(counts));
    out.flush();
    packed.finish();
    sealed.finish();
  }

  private void writePiece() throws IOException {
    write(Frame.ROWS, piece, length);
    length = 0;
  }

  private void write(Frame frame, byte[] content) throws IOException {
    write(frame, content, content.length);
  }

  private void write(Frame frame, byte[] content, int count) throws IOException {
    if (count > frame.longest()) {
      throw new IllegalStateException("a frame that nobody could read: " + frame);
    }
    out.writeByte(frame.letter());
    out.writeInt(count);
    out.write(content, 0, count);
  }

  List<TableRows> counts() {
    return List.copyOf(counts);
  }
}
