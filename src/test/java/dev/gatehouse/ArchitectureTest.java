package dev.gatehouse;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import dev.gatehouse.idempotency.Idles;
import dev.gatehouse.platform.http.WithoutIdempotencyKey;
import jakarta.ws.rs.POST;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static dev.gatehouse.ProductionClasses.CLASSES;
import static dev.gatehouse.ProductionClasses.ROOT;
import static dev.gatehouse.ProductionClasses.within;
import static org.assertj.core.api.Assertions.assertThat;

class ArchitectureTest {
  private static final List<String> LADDER =
      List.of(
          "platform",
          "audit",
          "jobs",
          "ratelimit",
          "idempotency",
          "mail",
          "passwords",
          "tokens",
          "sessions",
          "mfa",
          "users",
          "signin",
          "products",
          "operations",
          "pages");

  /** What meets the database besides DAOs and mappers: COPY, LISTEN, the scheduler's DataSource. */
  private static final Set<String> MEET_THE_DATABASE = Set.of("JobScheduler", "JobSchedulerBuilder");

  @Test
  void thePackagesFormOneStraightLadder() {
    for (int step = 0; step < LADDER.size(); step++) {
      String[] above = LADDER.stream().skip(step + 1).map(ProductionClasses::within).toArray(String[]::new);
      if (above.length > 0) {
        noClasses()
            .that(resideInAPackage(within(LADDER.get(step))))
            .should()
            .dependOnClassesThat(resideInAnyPackage(above))
            .allowEmptyShould(true)
            .check(CLASSES);
      }
    }
  }

  @Test
  void everyPackageStandsOnTheLadder() {
    Set<String> packages =
        CLASSES.stream()
            .map(JavaClass::getPackageName)
            .filter(name -> !name.equals(ROOT))
            .map(name -> name.substring(ROOT.length() + 1).split("\\.", -1)[0])
            .collect(Collectors.toSet());

    assertThat(LADDER).containsAll(packages);
    assertThat(packages).contains("platform", "users", "products");
  }

  @Test
  void noPackageIsInACircle() {
    slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(CLASSES);
    slices().matching(ROOT + ".platform.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void nobodyImportsTheRootPackage() {
    noClasses()
        .that(not(resideInAPackage(ROOT)))
        .should()
        .dependOnClassesThat(resideInAPackage(ROOT))
        .check(CLASSES);
  }

  @Test
  void aDaoIsAnInterface() {
    classes().that().haveSimpleNameEndingWith("Dao").should().beInterfaces().check(CLASSES);
  }

  @Test
  void onlyDaosMeetTheDatabase() {
    noClasses()
        .that(not(resideInAPackage(within("platform.database"))))
        .and(not(simpleNameEndingWith("Dao").or(simpleNameEndingWith("Mapper").and(mapsRows()))))
        .and(not(called(MEET_THE_DATABASE)))
        .should()
        .dependOnClassesThat(resideInAnyPackage("org.jdbi..", "java.sql..", "javax.sql.."))
        .check(CLASSES);
  }

  private static DescribedPredicate<JavaClass> mapsRows() {
    return DescribedPredicate.describe(
        "map rows", type -> type.isAssignableTo("org.jdbi.v3.core.mapper.RowMapper"));
  }

  private static DescribedPredicate<JavaClass> called(Set<String> names) {
    return DescribedPredicate.describe("named", type -> names.contains(type.getSimpleName()));
  }

  @Test
  void aResourceKnowsNoDao() {
    noClasses()
        .that()
        .haveSimpleNameEndingWith("Resource")
        .should()
        .dependOnClassesThat(are(simpleNameEndingWith("Dao")))
        .check(CLASSES);
  }

  @Test
  void aServiceNeverSeesHttp() {
    noClasses()
        .that()
        .haveSimpleNameEndingWith("Service")
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                "jakarta.ws.rs..", "jakarta.servlet..", "io.dropwizard..", "com.fasterxml.."))
        .check(CLASSES);
  }

  /** It takes the square of a run of combining marks, so that there is one place that bounds it. */
  @Test
  void onlyTextRulesNormalises() {
    noClasses()
        .that(not(called(Set.of("TextRules"))))
        .should()
        .dependOnClassesThat()
        .haveNameMatching("java\\.text\\.Normalizer.*")
        .check(CLASSES);
  }

  /** With an Idempotency-Key they have a connection while the password is hashed. */
  @Test
  void whoeverTakesAPasswordAndAKeyIdles() {
    List<JavaMethod> found =
        CLASSES.stream()
            .filter(type -> !type.isAnnotatedWith(WithoutIdempotencyKey.class))
            .flatMap(type -> type.getMethods().stream())
            .filter(method -> method.isAnnotatedWith(POST.class))
            .filter(method -> !method.isAnnotatedWith(WithoutIdempotencyKey.class))
            .filter(ArchitectureTest::takesPassword)
            .toList();

    assertThat(found).hasSizeGreaterThan(2);
    assertThat(found).allMatch(method -> method.isAnnotatedWith(Idles.class));
  }

  private static boolean takesPassword(JavaMethod method) {
    return method.getRawParameterTypes().stream()
        .flatMap(type -> type.getFields().stream())
        .anyMatch(field -> field.getName().toLowerCase(Locale.ROOT).endsWith("password"));
  }

  @Test
  void eachLibraryHasOneHome() {
    onlyIn("tokens", "io.jsonwebtoken..");
    onlyIn("passwords", "org.bouncycastle..");
    onlyIn("mfa", "com.eatthepath..", "com.google.zxing..");
    onlyIn("mail", "jakarta.mail..", "org.simplejavamail..");
    onlyIn("jobs", "com.github.kagkarlsson..");
    onlyIn("platform.openapi", "io.swagger..");
  }

  private static void onlyIn(String home, String... libraries) {
    noClasses()
        .that(not(resideInAPackage(within(home))))
        .should()
        .dependOnClassesThat(resideInAnyPackage(libraries))
        .check(CLASSES);
  }
}
