package dev.kitsune.kv;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaModifier.SYNTHETIC;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import dev.kitsune.Migrate;
import dev.kitsune.NoMigrate;

/** The layers, which are also the grain in which an update shares code and data. */
@AnalyzeClasses(packages = "dev.kitsune.kv", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {

  @ArchTest
  static final ArchRule packages_haveNoCycles =
      slices().matching("dev.kitsune.kv.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule packages_areLayers =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("data")
          .definedBy("dev.kitsune.kv.data")
          .layer("store")
          .definedBy("dev.kitsune.kv.store")
          .layer("protocol")
          .definedBy("dev.kitsune.kv.protocol")
          .layer("persistence")
          .definedBy("dev.kitsune.kv.persistence")
          .layer("replication")
          .definedBy("dev.kitsune.kv.replication")
          .layer("server")
          .definedBy("dev.kitsune.kv.server")
          .layer("paging")
          .definedBy("dev.kitsune.kv.paging")
          .layer("command")
          .definedBy("dev.kitsune.kv.command")
          .layer("top")
          .definedBy("dev.kitsune.kv")
          .whereLayer("data")
          .mayNotAccessAnyLayer()
          .whereLayer("store")
          .mayOnlyAccessLayers("data")
          .whereLayer("protocol")
          .mayOnlyAccessLayers("data")
          .whereLayer("persistence")
          .mayOnlyAccessLayers("data", "store")
          .whereLayer("replication")
          .mayOnlyAccessLayers("data", "store", "persistence")
          .whereLayer("server")
          .mayOnlyAccessLayers("data", "store", "protocol", "persistence", "replication")
          .whereLayer("command")
          .mayOnlyAccessLayers("data", "store", "protocol", "persistence", "replication", "server")
          .whereLayer("paging")
          .mayOnlyAccessLayers("data", "store", "persistence", "server")
          .whereLayer("top")
          .mayNotBeAccessedByAnyLayer();

  @ArchTest
  static final ArchRule program_usesOnlyThePublicApi =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..",
              "org.jspecify.annotations",
              "org.apache.mina..",
              "dev.kitsune",
              "dev.kitsune.mina",
              "dev.kitsune.kv..");

  /** What an update cannot follow by its declared type it has to follow object by object. */
  @ArchTest
  static final ArchRule fields_haveTypesOfTheirOwn =
      fields()
          .that()
          .areNotStatic()
          .and()
          .areDeclaredInClassesThat()
          .resideInAnyPackage("dev.kitsune.kv.data", "dev.kitsune.kv.store")
          .and()
          .areDeclaredInClassesThat()
          .areNotAnonymousClasses()
          .should(ArchCondition.from(describe("have a full type", f -> isFull(f.getType()))));

  /** Constants of the code's own say so; all other statics are state. */
  @ArchTest
  static final ArchRule constants_sayWhoseTheyAre =
      fields()
          .that()
          .areStatic()
          .and()
          .areFinal()
          .and(describe("are written by people", f -> !f.getModifiers().contains(SYNTHETIC)))
          .and(describe("may be mutable", f -> !isImmutable(f.getRawType())))
          .should()
          .beAnnotatedWith(NoMigrate.class)
          .orShould()
          .beAnnotatedWith(Migrate.class);

  private static boolean isImmutable(JavaClass type) {
    return type.isPrimitive() || type.isEnum() || type.isEquivalentTo(String.class);
  }

  private static boolean isFull(JavaType type) {
    return !(type instanceof JavaClass raw)
        || !raw.isEquivalentTo(Object.class) && raw.getTypeParameters().isEmpty();
  }
}
