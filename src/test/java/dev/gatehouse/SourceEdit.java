package dev.gatehouse;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Lines to be added to a source file, as a document shows them: the file's name after {@code ---},
 * then added lines after {@code +}, each group above the line of the file that it is put before.
 */
record SourceEdit(Path file, List<String> lines) {
  private static final String NAME = "--- ";
  private static final String ADDED = "+";

  /** The edits in the diffs of a document. */
  static List<SourceEdit> of(Document document) {
    List<SourceEdit> edits = new ArrayList<>();
    for (String block : document.blocks("diff")) {
      for (String line : block.lines().toList()) {
        if (line.startsWith(NAME)) {
          edits.add(new SourceEdit(Path.of(line.substring(NAME.length())), new ArrayList<>()));
        } else {
          edits.get(edits.size() - 1).lines.add(line);
        }
      }
    }
    return edits;
  }

  /** The file's text with the added lines. */
  String applied() {
    List<String> source = new ArrayList<>(Document.read(file).lines().toList());
    List<String> added = new ArrayList<>();
    for (String line : lines) {
      String content = line.substring(1);
      if (line.startsWith(ADDED)) {
        added.add(content);
      } else {
        int place = source.indexOf(content);
        if (place < 0) {
          throw new AssertionError(
              "%s does not have the line \"%s\", before which a document adds others"
                  .formatted(file, content));
        }
        source.addAll(place, added);
        added.clear();
      }
    }
    return String.join("\n", source) + "\n";
  }
}
