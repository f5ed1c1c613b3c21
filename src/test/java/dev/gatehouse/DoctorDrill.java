package dev.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatehouse.doctor.FaultCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the doctor says of a disk. Needs the right to mount one in a namespace of its own. */
@Tag("mount")
class DoctorDrill {
  private final Path folder;

  DoctorDrill(@TempDir Path folder) throws IOException {
    this.folder = folder;
    Files.copy(Path.of("config.yml"), folder.resolve("config.yml"));
  }

  @Test
  void aSmallDiskIsTold() throws Exception {
    Files.createDirectory(folder.resolve("data"));
    String mount = "mount -t tmpfs -o size=50m,mode=700 tmpfs data";
    List<String> command =
        new ArrayList<>(List.of("unshare", "-rm", "sh", "-c", mount + " && exec \"$@\"", "x"));
    command.addAll(DoctorVisit.commandLine());

    DoctorVisit visit = DoctorVisit.by(folder, command);

    assertThat(visit.codes()).contains(FaultCode.DISK_LOW.key());
  }
}
