package dev.gatehouse.backup;

import java.util.Optional;

/** Seals the chunks of a file one after the other, or opens them in the same order. */
interface ChunkSeal {
  /** How many bytes a sealed chunk has more than the chunk. */
  int overhead();

  /** Seals the next chunk. */
  byte[] seal(byte[] chunk, int length, boolean isLast);

  /** Opens the next chunk; empty if it is another one, or was changed. */
  Optional<byte[]> open(byte[] sealed, boolean isLast);
}
