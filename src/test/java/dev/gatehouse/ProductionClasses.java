package dev.gatehouse;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;

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
}
