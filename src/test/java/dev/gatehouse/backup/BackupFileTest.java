package dev.gatehouse.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.platform.binding.ApiJson;
import dev.gatehouse.platform.config.OperatorException;
import dev.gatehouse.platform.config.SecretString;
import dev.gatehouse.platform.migrations.Migrations;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** Files that are backups, and such as are none any more. */
class BackupFileTest {
  private static final SecretString PASSPHRASE = new SecretString("correct horse");
  private static final String KEYED = "a heading of this test\n";
  private static final int LONG = 200_000;

  private static final List<DumpedTable> TABLES =
      List.of(new DumpedTable("one", List.of("a", "b")), new DumpedTable("two", List.of("c")));

  private static final SequencePosition SEQUENCE = new SequencePosition("one_id_seq", 7, true);

  /** What a reader was given. */
  private static final class Kept implements DumpSink {
    private final ByteArrayOutputStream rows = new ByteArrayOutputStream();
    private final CountingSink counting = new CountingSink();
    private final List<SequencePosition> sequences = new ArrayList<>();

    @Override
    public void beginTable(DumpedTable table) {
      counting.beginTable(table);
    }

    @Override
    public void rows(byte[] bytes, int length) {
      counting.rows(bytes, length);
      rows.write(bytes, 0, length);
    }

    @Override
    public long endTable(DumpedTable table) {
      return counting.endTable(table);
    }

    @Override
    public void sequence(SequencePosition position) {
      sequences.add(position);
    }
  }

  private static Manifest manifest(List<String> changeSets) {
    return new Manifest(
        "1.0", "2026-01-31T09:00:00Z", "18.1", changeSets, List.of("ab"), List.of(""), TABLES);
  }

  private static byte[] row(int length) {
    byte[] row = new byte[length];
    new Random(length).nextBytes(row);
    for (int i = 0; i < length; i++) {
      row[i] = (byte) (row[i] == '\n' ? 'n' : row[i]);
    }
    row[length - 1] = '\n';
    return row;
  }

  /** A backup with one row of each of these lengths. */
  private static byte[] backup(Heading heading, int... lengths) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    DumpWriter writer = new DumpWriter(file, heading);
    writer.manifest(manifest(Migrations.first(3)));
    writer.beginTable(TABLES.get(0));
    for (int length : lengths) {
      writer.row(row(length));
    }
    writer.endTable(TABLES.get(0), lengths.length);
    writer.beginTable(TABLES.get(1));
    writer.endTable(TABLES.get(1), 0);
    writer.sequences(List.of(SEQUENCE));
    writer.finish();
    return file.toByteArray();
  }

  private static byte[] plain(int... lengths) throws IOException {
    return backup(Heading.make(Optional.empty()), lengths);
  }

  /** Always the same key, as deriving one from a passphrase takes long. */
  private static Heading keyed() {
    return new Heading(KEYED, new CipherSeal(new byte[32]));
  }

  private static Kept read(InputStream file) throws IOException {
    return read(new DumpReader(file, Optional.empty()));
  }

  private static Kept readKeyed(byte[] file) throws IOException {
    ByteArrayInputStream in = new ByteArrayInputStream(file);
    in.skipNBytes(KEYED.length());
    return read(new DumpReader(new SealedInput(in, keyed())));
  }

  private static Kept read(DumpReader reader) throws IOException {
    Kept kept = new Kept();
    reader.readInto(kept);
    return kept;
  }

  private static InputStream in(byte[] file) {
    return new ByteArrayInputStream(file);
  }

  private static InputStream in(String file) {
    return in(file.getBytes(StandardCharsets.ISO_8859_1));
  }

  @Test
  void whatWasWrittenIsRead() throws IOException {
    for (byte[] file :
        List.of(plain(5, LONG, 1), backup(Heading.make(Optional.of(PASSPHRASE)), 5, LONG, 1))) {
      boolean isPlain = new String(file, 0, 24, StandardCharsets.US_ASCII).endsWith("plain");
      DumpReader reader =
          new DumpReader(in(file), isPlain ? Optional.empty() : Optional.of(PASSPHRASE));
      Kept kept = new Kept();

      assertThat(reader.manifest()).isEqualTo(manifest(Migrations.first(3)));
      assertThat(reader.readInto(kept))
          .containsExactly(new TableRows("one", 3), new TableRows("two", 0));
      assertThat(kept.rows.toByteArray()).startsWith(row(5)).endsWith(row(1)).hasSize(5 + LONG + 1);
      assertThat(kept.sequences).containsExactly(SEQUENCE);
    }
  }

  @Test
  void aFileThatIsCutOffAnywhereIsRefused() throws IOException {
    byte[] file = plain(300, 1);
    byte[] sealed = backup(keyed(), 300, 1);

    for (int length = 0; length < file.length; length++) {
      byte[] cut = Arrays.copyOf(file, length);
      assertThatThrownBy(() -> read(in(cut))).isInstanceOf(DamagedException.class);
    }
    for (int length = KEYED.length(); length < sealed.length; length++) {
      byte[] cut = Arrays.copyOf(sealed, length);
      assertThatThrownBy(() -> readKeyed(cut))
          .isInstanceOf(DamagedException.class)
          .hasMessageContaining("cut off");
    }
  }

  @Test
  void aFileThatIsCutOffBetweenTwoChunksIsRefused() throws IOException {
    byte[] file = plain(LONG);
    int chunk = ByteBuffer.wrap(file, 25, 4).getInt();
    byte[] cut = Arrays.copyOf(file, 25 + 4 + chunk);
    byte[] marked = cut.clone();
    marked[25] |= (byte) 0x80;

    assertThat(chunk).isPositive();
    assertThatThrownBy(() -> read(in(cut))).hasMessageContaining("cut off");
    assertThatThrownBy(() -> read(in(marked))).hasMessageContaining("damaged");
  }

  @Test
  void aFileWithAnyBitChangedIsRefused() throws IOException {
    byte[] file = plain(30, 1);
    byte[] sealed = backup(keyed(), 30, 1);

    for (int bit = 0; bit < file.length * 8; bit++) {
      byte[] changed = flipped(file, bit);
      assertThatThrownBy(() -> read(in(changed)))
          .as("bit %d", bit)
          .isInstanceOf(DamagedException.class);
    }
    for (int bit = KEYED.length() * 8; bit < sealed.length * 8; bit++) {
      byte[] changed = flipped(sealed, bit);
      assertThatThrownBy(() -> readKeyed(changed))
          .as("bit %d", bit)
          .isInstanceOf(DamagedException.class);
    }
  }

  private static byte[] flipped(byte[] file, int bit) {
    byte[] changed = file.clone();
    changed[bit / 8] ^= (byte) (1 << bit % 8);
    return changed;
  }

  @Test
  void aFileWithSomethingBehindItIsRefused() throws IOException {
    byte[] file = plain(5);

    assertThatThrownBy(() -> read(in(Arrays.copyOf(file, file.length + 1))))
        .hasMessageContaining("something follows its end");
  }

  @Test
  void chunksThatWereExchangedAreRefused() throws IOException {
    byte[] file = backup(keyed(), LONG);
    int size = 4 + SealedOutput.CHUNK_BYTES + 16;
    byte[] changed = file.clone();
    System.arraycopy(file, KEYED.length() + size, changed, KEYED.length(), size);
    System.arraycopy(file, KEYED.length(), changed, KEYED.length() + size, size);

    assertThat(readKeyed(file).rows.size()).isEqualTo(LONG);
    assertThatThrownBy(() -> readKeyed(changed)).hasMessageContaining("damaged");
  }

  @Test
  void lengthsThatAreClaimedAreNotBelieved() throws IOException {
    for (int length : new int[] {Integer.MAX_VALUE, SealedOutput.CHUNK_BYTES + 33, 31, 0, -1}) {
      byte[] head = ByteBuffer.allocate(4).putInt(length).array();
      assertThatThrownBy(() -> read(in(joined("gatehouse-backup 1 plain\n", head))))
          .isInstanceOf(DamagedException.class);
    }
    for (Frame frame : Frame.values()) {
      byte[] file =
          packed(
              out -> {
                out.writeByte(frame.letter());
                out.writeInt(Integer.MAX_VALUE);
              });
      assertThatThrownBy(() -> read(in(file)))
          .hasMessageContaining("claims to have 2147483647 bytes");
    }
  }

  @FunctionalInterface
  private interface Content {
    void to(DataOutputStream out) throws IOException;
  }

  /** A file with valid seals around this content. */
  private static byte[] packed(Content content) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    SealedOutput sealed = new SealedOutput(file, Heading.make(Optional.empty()));
    OutputStream gzip = new GZIPOutputStream(sealed);
    content.to(new DataOutputStream(gzip));
    gzip.close();
    sealed.finish();
    return file.toByteArray();
  }

  private static byte[] joined(String begin, byte[] end) {
    return ByteBuffer.allocate(begin.length() + end.length)
        .put(begin.getBytes(StandardCharsets.US_ASCII))
        .put(end)
        .array();
  }

  @Test
  void contentThatIsNoDumpIsRefused() throws IOException {
    List<byte[]> files = new ArrayList<>();
    files.add(packed(out -> {}));
    files.add(packed(out -> out.writeByte('Q')));
    files.add(packed(out -> frame(out, Frame.TABLE, "one")));
    for (String json :
        List.of(
            "",
            "null",
            "[]",
            "{}",
            "[".repeat(100_000),
            "{\"release\":\"\\u001b[2J\",\"made_at\":\"x\",\"postgres\":\"x\",\"change_sets\":[],"
                + "\"wrapped_under\":[],\"secret_checks\":[],\"tables\":[]}",
            "{\"release\":\"1\",\"made_at\":\"x\",\"postgres\":\"x\",\"change_sets\":[],"
                + "\"wrapped_under\":[],\"secret_checks\":[],"
                + "\"tables\":[{\"name\":\"a; drop\",\"columns\":[]}]}")) {
      files.add(packed(out -> frame(out, Frame.MANIFEST, json)));
    }

    for (byte[] file : files) {
      assertThatThrownBy(() -> read(in(file)))
          .isInstanceOf(DamagedException.class)
          .hasMessageContaining("not one that this release can read");
    }
  }

  private static void frame(DataOutputStream out, Frame frame, String content) throws IOException {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    out.writeByte(frame.letter());
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  @Test
  void rowsThatAreCountedWronglyAreRefused() throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    DumpWriter writer = new DumpWriter(file, Heading.make(Optional.empty()));
    writer.manifest(manifest(List.of()));
    writer.beginTable(TABLES.get(0));
    writer.row(row(9));
    writer.endTable(TABLES.get(0), 2);
    writer.finish();

    assertThatThrownBy(() -> read(in(file.toByteArray())))
        .hasMessageContaining("the table one has 1 rows where it says 2");
  }

  @Test
  void aBombIsReadInPieces() throws IOException {
    int pieces = 4096;
    byte[] zeros = new byte[Frame.ROWS.longest()];
    String json = new String(manifestBytes(), StandardCharsets.UTF_8);
    byte[] bomb =
        packed(
            out -> {
              frame(out, Frame.MANIFEST, json);
              frame(out, Frame.TABLE, "one");
              for (int i = 0; i < pieces; i++) {
                out.writeByte(Frame.ROWS.letter());
                out.writeInt(zeros.length);
                out.write(zeros);
              }
            });
    long[] taken = {0};
    DumpReader reader = new DumpReader(in(bomb), Optional.empty());

    assertThat(bomb.length).isLessThan(1 << 20);
    assertThatThrownBy(
            () ->
                reader.readInto(
                    new DumpSink() {
                      @Override
                      public void beginTable(DumpedTable table) {
                        taken[0] = 0;
                      }

                      @Override
                      public void rows(byte[] bytes, int length) {
                        taken[0] += length;
                      }

                      @Override
                      public long endTable(DumpedTable table) {
                        return 0;
                      }

                      @Override
                      public void sequence(SequencePosition position) {
                        taken[0] = 0;
                      }
                    }))
        .isInstanceOf(DamagedException.class);
    assertThat(taken[0]).isEqualTo((long) pieces * zeros.length);
  }

  private static byte[] manifestBytes() throws IOException {
    return ApiJson.MAPPER.writeValueAsBytes(manifest(List.of()));
  }

  @Test
  void filesOfOthersAreNamed() {
    refuses("", "Standard input is empty");
    refuses("PGDMP\u0001", "pg_restore");
    refuses("--\n-- PostgreSQL database dump\n", "psql");
    refuses("\u001f\u008b\b", "unpack it first");
    refuses("PK\u0003\u0004", "unpack it first");
    refuses("gatehouse-backup 2 plain\n", "has the format 2, and this release reads format 1");
    refuses("gatehouse-backup 1 pla", "damaged or cut off");
    refuses("gatehouse-backup 1 rot13\n", "damaged or cut off");
    refuses("{\"email\":\"ann@example.com\"}\n", "must begin with \"gatehouse-backup\"");
    refuses("x".repeat(1000), "must begin with \"gatehouse-backup\"");
  }

  private static void refuses(String file, String why) {
    assertThatThrownBy(() -> Restore.of(in(file), Optional.empty()))
        .isInstanceOf(OperatorException.class)
        .hasMessageContaining(why)
        .hasMessageEndingWith("Nothing was restored.");
  }

  @Test
  void aPassphraseMustFit() throws IOException {
    byte[] file = backup(Heading.make(Optional.of(PASSPHRASE)), 5);
    String text = new String(file, StandardCharsets.ISO_8859_1);
    SecretString wrong = new SecretString("correct house");

    assertThatThrownBy(() -> Restore.of(in(file), Optional.of(wrong)))
        .hasMessageContaining("The passphrase is not that of the backup");
    assertThatThrownBy(() -> Restore.of(in(file), Optional.empty()))
        .hasMessageContaining("APP_BACKUP_PASSPHRASE");
    assertThatThrownBy(() -> Restore.of(in(plain(5)), Optional.of(PASSPHRASE)))
        .hasMessageContaining("is not encrypted, but a passphrase is given");
    assertThatThrownBy(
            () ->
                Restore.of(
                    in(text.replaceFirst(" 600000 ", " 99999999 ")), Optional.of(PASSPHRASE)))
        .hasMessageContaining("iterations");
    assertThat(text).doesNotContain("one_id_seq", "made_at");
  }

  @Test
  void aSchemaThatThisReleaseCannotMakeIsRefused() throws IOException {
    List<String> newer = new ArrayList<>(Migrations.first(2));
    newer.add("999-of-the-future");
    for (List<String> changeSets :
        List.of(List.<String>of(), newer, List.of("999-of-the-future"))) {
      ByteArrayOutputStream file = new ByteArrayOutputStream();
      DumpWriter writer = new DumpWriter(file, Heading.make(Optional.empty()));
      writer.manifest(manifest(changeSets));
      writer.finish();

      assertThatThrownBy(() -> Restore.of(in(file.toByteArray()), Optional.empty()))
          .hasMessageContaining("made by release 1.0, whose schema this release cannot make");
    }
  }
}
