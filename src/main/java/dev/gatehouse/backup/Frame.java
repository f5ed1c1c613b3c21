package dev.gatehouse.backup;

/** The kinds of frames of a dump: a letter, the length of the content, the content. */
enum Frame {
  MANIFEST('M', 1 << 20),
  TABLE('T', 1 << 10),
  ROWS('R', 1 << 16),
  END_OF_TABLE('E', Long.BYTES),
  SEQUENCES('S', 1 << 20),
  TRAILER('Z', 1 << 20);

  private final char letter;
  private final int longest;

  Frame(char letter, int longest) {
    this.letter = letter;
    this.longest = longest;
  }

  char letter() {
    return letter;
  }

  /** How many bytes the content has at most. */
  int longest() {
    return longest;
  }
}
