package dev.gatehouse;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The classes of the service, without those of its tests. */
final class ProductionClasses {
  static final String ROOT = "dev.gatehouse";

  static final JavaClasses CLASSES =
      new ClassFileImporter()
          .importUrl(
              GatehouseApplication.class.getProtectionDomain().getCodeSource().getLocation());

  private ProductionClasses() {}

  /** A package of that name, beneath the root, and all beneath it. */
  static String within(String name) {
    return ROOT + "." + name + "..";
  }

  /** The names of the packages right beneath the root: the platform and the features. */
  static Set<String> packages() {
    return CLASSES.stream()
        .map(JavaClass::getPackageName)
        .filter(name -> name.startsWith(ROOT + "."))
        .map(name -> name.substring(ROOT.length() + 1).split("\\.", -1)[0])
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
