package dev.gatehouse;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaMember.Predicates.declaredIn;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noCodeUnits;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static dev.gatehouse.ProductionClasses.CLASSES;
import static dev.gatehouse.ProductionClasses.ROOT;
import static dev.gatehouse.ProductionClasses.within;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import dev.gatehouse.platform.conditional.Preconditions;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ConventionsTest {
  private static final Pattern WORD = Pattern.compile("[A-Z]?[a-z0-9]+|[A-Z]+(?![a-z])");
  private static final Set<String> SAY_NOTHING =
      Set.of("util", "utils", "common", "helper", "helpers", "manager", "impl", "base");

  private static final String CONSTRUCTORS =
      "everything is handed to the constructor, by the feature's module, and what belongs to a"
          + " request to the method that answers it";

  private static final java.nio.file.Path MIGRATIONS = java.nio.file.Path.of("migrations");

  /** Named by what it holds: the codes that all features have in common. */
  private static final Set<String> NAMED_ALL_THE_SAME = Set.of("CommonCode");

  @Test
  void timeComesFromAClock() {
    noClasses()
        .that(not(resideInAPackage(ROOT)))
        .should()
        .callMethodWhere(
            DescribedPredicate.describe("the machine is asked for the time", this::readsTheTime))
        .because(
            "tests set the time: take a java.time.Clock in the constructor and ask clock.instant()")
        .check(CLASSES);
  }

  private boolean readsTheTime(JavaAccess<?> access) {
    JavaClass owner = access.getTargetOwner();
    boolean takesAClock = access.getDescription().contains("(" + Clock.class.getName() + ")");
    return switch (access.getName()) {
      case "now" -> owner.getPackageName().startsWith("java.time") && !takesAClock;
      case "currentTimeMillis" -> owner.isEquivalentTo(System.class);
      default -> owner.isEquivalentTo(Clock.class) && access.getName().startsWith("system");
    };
  }

  @Test
  void nothingIsInjectedIntoFieldsOrSetters() {
    for (String inject : List.of("jakarta.inject.Inject", "jakarta.ws.rs.core.Context")) {
      noFields().should().beAnnotatedWith(inject).because(CONSTRUCTORS).check(CLASSES);
      methods()
          .that()
          .haveNameMatching("set[A-Z].*")
          .should()
          .notBeAnnotatedWith(inject)
          .because(CONSTRUCTORS)
          .allowEmptyShould(true)
          .check(CLASSES);
    }
  }

  @Test
  void nothingStaticIsMutable() {
    fields()
        .that()
        .areStatic()
        .should(beBeyondChange())
        .because(
            "all share it: make it final, and an array private; state belongs to an object that"
                + " the module makes")
        .check(CLASSES);
  }

  /** Final, and no array that others reach. */
  private static ArchCondition<JavaField> beBeyondChange() {
    return new ArchCondition<>("be beyond change") {
      @Override
      public void check(JavaField field, ConditionEvents events) {
        Set<JavaModifier> modifiers = field.getModifiers();
        boolean closed =
            !field.getRawType().isArray()
                || modifiers.contains(JavaModifier.PRIVATE)
                || modifiers.contains(JavaModifier.SYNTHETIC);
        boolean isFinal = modifiers.contains(JavaModifier.FINAL);
        events.add(new SimpleConditionEvent(field, isFinal && closed, field.getFullName()));
      }
    };
  }

  @Test
  void onlyCommandsPrint() {
    noClasses()
        .that(not(resideInAnyPackage(ROOT, within("platform.commands"))))
        .should()
        .accessFieldWhere(
            DescribedPredicate.describe(
                "a standard stream is used",
                access ->
                    access.getTargetOwner().isEquivalentTo(System.class)
                        && Set.of("out", "err").contains(access.getName())))
        .because("standard output is the log's: log with SLF4J, or print from a command")
        .check(CLASSES);
    noCodeUnits()
        .that(are(declaredIn(not(resideInAPackage(within("platform.commands"))))))
        .should(printStackTraces())
        .because("the log has it as JSON: log.error(message, exception)")
        .check(CLASSES);
  }

  private static ArchCondition<JavaCodeUnit> printStackTraces() {
    return new ArchCondition<>("print stack traces") {
      @Override
      public void check(JavaCodeUnit code, ConditionEvents events) {
        code.getMethodCallsFromSelf().stream()
            .filter(call -> call.getName().equals("printStackTrace"))
            .filter(call -> call.getTarget().getRawParameterTypes().isEmpty())
            .forEach(
                call -> events.add(SimpleConditionEvent.satisfied(call, call.getDescription())));
      }
    };
  }

  @Test
  void requestsAnswersAndConfigsAreRecords() {
    classes()
        .that(are(simpleNameMatching(".+(View|Form|Patch|Config)|New[A-Z].+|Settings")))
        .and()
        .areNotAnnotations()
        .and(not(resideInAPackage(within("platform.binding"))))
        .should()
        .beRecords()
        .because(
            "requests, answers and settings are values: make it a record, or name it otherwise")
        .check(CLASSES);
  }

  private static DescribedPredicate<JavaClass> simpleNameMatching(String pattern) {
    return DescribedPredicate.describe(
        "named " + pattern, type -> type.getSimpleName().matches(pattern));
  }

  @Test
  void whateverChangesSomethingWithATagHonoursIfMatch() {
    List<String> deaf = new ArrayList<>();
    for (JavaClass type : CLASSES) {
      if (!type.isAnnotatedWith(Path.class)) {
        continue;
      }
      Set<String> tagged = new TreeSet<>();
      type.getMethods().stream()
          .filter(method -> method.isAnnotatedWith(GET.class) && takesPreconditions(method))
          .forEach(method -> tagged.add(pathOf(method)));
      type.getMethods().stream()
          .filter(
              method ->
                  method.isAnnotatedWith(PUT.class)
                      || method.isAnnotatedWith(PATCH.class)
                      || method.isAnnotatedWith(DELETE.class))
          .filter(method -> tagged.contains(pathOf(method)) && !takesPreconditions(method))
          .forEach(method -> deaf.add(method.getFullName()));
    }

    assertThat(deaf)
        .as(
            "GET of the same path has a tag, so this must take @Context Preconditions and pass"
                + " their versionCheck to the service")
        .isEmpty();
  }

  private static boolean takesPreconditions(JavaMethod method) {
    return method.getRawParameterTypes().stream()
        .anyMatch(type -> type.isEquivalentTo(Preconditions.class));
  }

  private static String pathOf(JavaMethod method) {
    return method.tryGetAnnotationOfType(Path.class).map(Path::value).orElse("");
  }

  @Test
  void noNameSaysNothing() {
    classes()
        .should(haveASpeakingName())
        .because("none of these words tells what a class does: " + new TreeSet<>(SAY_NOTHING))
        .check(CLASSES);
  }

  private static ArchCondition<JavaClass> haveASpeakingName() {
    return new ArchCondition<>("have a descriptive name") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        boolean speaks =
            NAMED_ALL_THE_SAME.contains(type.getSimpleName())
                || (WORD.matcher(type.getSimpleName())
                        .results()
                        .map(word -> word.group().toLowerCase(Locale.ROOT))
                        .noneMatch(SAY_NOTHING::contains)
                    && List.of(type.getPackageName().split("\\.", -1)).stream()
                        .noneMatch(SAY_NOTHING::contains));
        events.add(new SimpleConditionEvent(type, speaks, type.getName()));
      }
    };
  }

  @Test
  void everyPackageSaysWhatItIs() {
    Set<String> described =
        CLASSES.stream()
            .filter(type -> type.getSimpleName().equals("package-info"))
            .filter(type -> type.isAnnotatedWith("org.jspecify.annotations.NullMarked"))
            .map(JavaClass::getPackageName)
            .collect(Collectors.toSet());

    assertThat(CLASSES.stream().map(JavaClass::getPackageName).distinct())
        .filteredOn(name -> !described.contains(name))
        .as("packages that need a package-info.java, @NullMarked, which says what they do")
        .isEmpty();
  }

  @Test
  void everyMigrationIsInTheChangelog() throws IOException {
    String changelog = Files.readString(MIGRATIONS.resolve("changelog.xml"));
    try (Stream<java.nio.file.Path> files = Files.list(MIGRATIONS)) {
      assertThat(files.map(file -> file.getFileName().toString()).sorted())
          .filteredOn(name -> name.endsWith(".sql"))
          .isNotEmpty()
          .allSatisfy(
              name ->
                  assertThat(changelog)
                      .withFailMessage(
                          "migrations/%1$s is not in migrations/changelog.xml: add"
                              + " <include file=\"%1$s\" relativeToChangelogFile=\"true\"/>"
                              + " as its last include",
                          name)
                      .contains("file=\"" + name + '"'));
    }
  }
}
