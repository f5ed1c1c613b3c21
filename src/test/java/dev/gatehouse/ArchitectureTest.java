package dev.gatehouse;

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

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import dev.gatehouse.idempotency.Idles;
import dev.gatehouse.platform.Feature;
import dev.gatehouse.platform.MailType;
import dev.gatehouse.platform.http.UrlEncoded;
import dev.gatehouse.platform.rest.ResourceInterceptor;
import dev.gatehouse.platform.routing.AccessRule;
import dev.gatehouse.platform.routing.Form;
import dev.gatehouse.platform.routing.WithoutIdempotencyKey;
import dev.gatehouse.platform.security.KeyUse;
import dev.gatehouse.platform.security.Permission;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestFilter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final List<String> LADDER =
      List.of(
          "platform",
          "nodes",
          "audit",
          "keyring",
          "backup",
          "jobs",
          "ratelimit",
          "idempotency",
          "mail",
          "passwords",
          "tokens",
          "sessions",
          "mfa",
          "roles",
          "users",
          "signin",
          "invitations",
          "clients",
          "oauth2",
          "products",
          "operations",
          "pages",
          "doctor");

  /** What meets the database besides DAOs and mappers: COPY, LISTEN, the scheduler's DataSource. */
  private static final Set<String> MEET_THE_DATABASE =
      Set.of(
          "JobScheduler",
          "JobSchedulerBuilder",
          "Catalogue",
          "DatabaseWork",
          "DumpSession",
          "DumpSource",
          "DumpTarget");

  @Test
  void thePackagesFormOneStraightLadder() {
    for (int step = 0; step < LADDER.size(); step++) {
      String[] above =
          LADDER.stream().skip(step + 1).map(ProductionClasses::within).toArray(String[]::new);
      if (above.length > 0) {
        noClasses()
            .that(resideInAPackage(within(LADDER.get(step))))
            .should()
            .dependOnClassesThat(resideInAnyPackage(above))
            .because(
                "a package uses only those before it in LADDER of ArchitectureTest: move what both"
                    + " need to the lower one, or let the lower one declare an interface that"
                    + " Modules hands the upper one's class to")
            .allowEmptyShould(true)
            .check(CLASSES);
      }
    }
  }

  @Test
  void everyPackageStandsOnTheLadder() {
    Set<String> packages = ProductionClasses.packages();

    for (String name : packages) {
      assertThat(LADDER)
          .withFailMessage(
              "The package %s is not in LADDER of ArchitectureTest. Add the line \"%s\", to it,"
                  + " after \"%s\".",
              name, name, highestUsedBy(name))
          .contains(name);
    }
    assertThat(packages).contains("platform", "users", "products");
  }

  private static Optional<String> feature(JavaClass type) {
    String name = type.getPackageName();
    return name.startsWith(ROOT + ".")
        ? Optional.of(name.substring(ROOT.length() + 1).split("\\.", -1)[0])
        : Optional.empty();
  }

  /** Of the packages that it uses the one that stands last on the ladder. */
  private static String highestUsedBy(String name) {
    Set<String> used =
        CLASSES.stream()
            .filter(type -> feature(type).filter(name::equals).isPresent())
            .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
            .flatMap(use -> feature(use.getTargetClass()).stream())
            .collect(Collectors.toSet());
    return LADDER.stream()
        .filter(used::contains)
        .reduce((lower, higher) -> higher)
        .orElse("platform");
  }

  @Test
  void noPackageIsInACircle() {
    for (String packages : List.of(ROOT + ".(*)..", ROOT + ".platform.(*)..")) {
      slices()
          .matching(packages)
          .should()
          .beFreeOfCycles()
          .because(
              "of two packages one uses the other: move what both need to the lower one, or to a"
                  + " third")
          .check(CLASSES);
    }
  }

  @Test
  void nobodyImportsTheRootPackage() {
    noClasses()
        .that(not(resideInAPackage(ROOT)))
        .should()
        .dependOnClassesThat(resideInAPackage(ROOT))
        .because("it wires the features: let it hand in what they need, by their modules")
        .check(CLASSES);
  }

  @Test
  void onlyTheApplicationKnowsModules() {
    noClasses()
        .that(not(resideInAPackage(ROOT)))
        .should()
        .dependOnClassesThat(resideInAPackage(ROOT + "..").and(simpleNameEndingWith("Module")))
        .because("a class takes the services that it uses, not the module that has them")
        .check(CLASSES);
  }

  @Test
  void aDaoIsAnInterface() {
    classes()
        .that()
        .haveSimpleNameEndingWith("Dao")
        .should()
        .beInterfaces()
        .because("Jdbi implements them: give the methods @SqlQuery or @SqlUpdate, no bodies")
        .check(CLASSES);
  }

  @Test
  void onlyDaosMeetTheDatabase() {
    noClasses()
        .that(
            not(
                resideInAnyPackage(
                    within("platform.database"),
                    within("platform.migrations"),
                    within("platform.postgres"))))
        .and(not(simpleNameEndingWith("Dao").or(simpleNameEndingWith("Mapper").and(mapsRows()))))
        .and(not(called(MEET_THE_DATABASE)))
        .should()
        .dependOnClassesThat(resideInAnyPackage("org.jdbi..", "java.sql..", "javax.sql.."))
        .because(
            "SQL stands in a *Dao, and what reads its rows in a RowMapper named *Mapper: move it")
        .check(CLASSES);
  }

  private static DescribedPredicate<JavaClass> mapsRows() {
    return DescribedPredicate.describe(
        "map rows", type -> type.isAssignableTo("org.jdbi.v3.core.mapper.RowMapper"));
  }

  private static DescribedPredicate<JavaClass> called(Set<String> names) {
    return DescribedPredicate.describe(
        "named " + names, type -> names.contains(type.getSimpleName()));
  }

  @Test
  void aResourceKnowsNoDao() {
    noClasses()
        .that()
        .haveSimpleNameEndingWith("Resource")
        .should()
        .dependOnClassesThat(are(simpleNameEndingWith("Dao")))
        .because("it calls a *Service, which has the rules and the transaction")
        .check(CLASSES);
  }

  @Test
  void noResourceReadsTheQueryByHand() {
    noClasses()
        .that()
        .areAnnotatedWith(Path.class)
        .should()
        .dependOnClassesThat(
            are(
                called(
                    Set.of(
                        "QueryParam",
                        "UriInfo",
                        "HttpServletRequest",
                        UrlEncoded.class.getSimpleName()))))
        .because(
            "the parameters are a record that the method takes by @BeanParam: it is validated, and"
                + " the description of the API is made from it")
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
        .because("it throws a Failure and returns values; the *Resource makes the answer of them")
        .check(CLASSES);
  }

  /** A right is a permission, which a role may give to others too. */
  @Test
  void nobodyAsksWhetherSomebodyIsAnAdministrator() {
    noClasses()
        .that(not(resideInAnyPackage(within("roles"), within("users"))))
        .should()
        .callMethodWhere(
            DescribedPredicate.describe(
                "is asked whether somebody is an administrator",
                call -> call.getName().equals("isAdmin")))
        .because("it asks for a permission: caller.may(…), or @Requires on the method")
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
        .because("there the length is bounded first: call Texts")
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
    assertThat(found)
        .filteredOn(method -> !method.isAnnotatedWith(Idles.class))
        .as("methods that take a password and an Idempotency-Key, and need the annotation @Idles")
        .isEmpty();
  }

  private static boolean takesPassword(JavaMethod method) {
    return method.getRawParameterTypes().stream()
        .flatMap(type -> type.getFields().stream())
        .anyMatch(field -> field.getName().toLowerCase(Locale.ROOT).endsWith("password"));
  }

  /** What a reader can take in: more than that is two packages. */
  private static final int LARGEST_PACKAGE = 30;

  /** Packages that are about HTTP, also where they offer no resource. */
  private static final String[] HTTP =
      Stream.of("http", "rest", "conditional", "bodies", "server")
          .map(name -> within("platform." + name))
          .toArray(String[]::new);

  @Test
  void noPackageOfThePlatformIsTooLarge() {
    Map<String, Long> sizes =
        CLASSES.stream()
            .filter(type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
            .filter(type -> type.getPackageName().startsWith(ROOT + ".platform"))
            .collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting()));

    assertThat(sizes.values())
        .withFailMessage(
            "A platform package has more than %d classes: %s. Split it by what a reader looks for.",
            LARGEST_PACKAGE, sizes)
        .allMatch(size -> size <= LARGEST_PACKAGE);
  }

  /** Their constants are what is declared and documented. */
  @Test
  void theUsesOfKeysAreEnums() {
    classes()
        .that()
        .implement(KeyUse.class)
        .should()
        .beEnums()
        .because("a module declares them by their values()")
        .check(CLASSES);
  }

  @Test
  void whatAFeatureHasIsReturnedByItsModule() {
    assertThat(undeclared(KeyUse.class, "keyUses")).isEmpty();
    assertThat(undeclared(MailType.class, "mailTypes")).isEmpty();
    assertThat(undeclared(Permission.class, "permissions")).isEmpty();
  }

  /** What is wrong with the enums of a type whose values modules must return from a method. */
  private static List<String> undeclared(Class<?> type, String method) {
    Set<String> declared =
        CLASSES.stream()
            .filter(module -> module.isAssignableTo(Feature.class))
            .flatMap(module -> module.getMethods().stream())
            .filter(declaring -> declaring.getName().equals(method))
            .flatMap(declaring -> declaring.getMethodCallsFromSelf().stream())
            .filter(call -> call.getName().equals("values"))
            .map(call -> call.getTargetOwner().getName())
            .collect(Collectors.toSet());
    assertThat(declared).isNotEmpty();
    return CLASSES.stream()
        .filter(found -> found.isEnum() && found.isAssignableTo(type))
        .filter(found -> !declared.contains(found.getName()))
        .map(
            found ->
                "%1$s is in no Feature.%2$s(): return List.of(%1$s.values()) from %2$s() of your module"
                    .formatted(found.getSimpleName(), method))
        .toList();
  }

  @Test
  void httpKnowsNoDatabase() {
    noClasses()
        .that(resideInAnyPackage(HTTP))
        .should()
        .dependOnClassesThat(resideInAnyPackage(within("platform.database"), "java.sql.."))
        .because("a failure of the database comes as a Failure, and lists are read in paging")
        .check(CLASSES);
  }

  @Test
  void onlyTheEdgesOfAFeatureKnowHttp() {
    noClasses()
        .that(not(resideInAnyPackage(ROOT, within("platform"), within("idempotency"))))
        .and(not(meetRequests()))
        .should()
        .dependOnClassesThat(resideInAnyPackage(HTTP))
        .because(
            "services, lists and DAOs are used by commands and jobs too: let the resource translate"
                + " what it reads, or move what both need to platform.binding")
        .check(CLASSES);
  }

  private static DescribedPredicate<JavaClass> meetRequests() {
    return DescribedPredicate.describe(
        "meet requests",
        type ->
            meetsRequests(type)
                || type.getEnclosingClass().filter(ArchitectureTest::meetsRequests).isPresent());
  }

  private static boolean meetsRequests(JavaClass type) {
    return type.isAnnotatedWith(Path.class)
        || type.isAnnotatedWith(Form.class)
        || type.isAssignableTo(AccessRule.class)
        || type.isAssignableTo(ContainerRequestFilter.class)
        || type.isAssignableTo(ResourceInterceptor.class)
        || type.isAssignableTo(Feature.class)
        || type.getPackageName().equals(ROOT + ".pages");
  }

  @Test
  void eachLibraryHasOneHome() {
    onlyIn("tokens", "io.jsonwebtoken..");
    onlyIn("oauth2", "com.nimbusds..");
    onlyIn("passwords", "org.bouncycastle..");
    onlyIn("mfa", "com.eatthepath..", "com.google.zxing..");
    onlyIn("mail", "jakarta.mail..", "org.simplejavamail..");
    onlyIn("jobs", "com.github.kagkarlsson..");
    onlyIn("platform.openapi", "io.swagger..");
  }

  @Test
  void nothingUsesTheInternalsOfJetty() {
    noClasses()
        .should()
        .dependOnClassesThat(resideInAPackage("org.eclipse.jetty..internal.."))
        .because(
            "a patch release may change them: use a Customizer, an HttpStream.Wrapper or an own"
                + " EndPoint, as platform.http does")
        .check(CLASSES);
  }

  private static void onlyIn(String home, String... libraries) {
    noClasses()
        .that(not(resideInAPackage(within(home))))
        .should()
        .dependOnClassesThat(resideInAnyPackage(libraries))
        .because(
            "that library is hidden in "
                + home
                + ": use what the package offers, or let it offer what is missing")
        .check(CLASSES);
  }
}
