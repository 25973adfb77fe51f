package dev.kitsune;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

/** The architecture of the core, as sentences. */
@AnalyzeClasses(packages = "dev.kitsune", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule packages_have_no_cycles =
      slices().matching("dev.kitsune.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule api_and_internal_have_no_cycle =
      noClasses()
          .that()
          .resideInAPackage("dev.kitsune.internal")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.kitsune",
              "dev.kitsune.unit..",
              "dev.kitsune.update..",
              "dev.kitsune.load..",
              "dev.kitsune.transform..",
              "dev.kitsune.weave..");

  @ArchTest
  static final ArchRule api_knows_only_the_switch_behind_it =
      classes()
          .that()
          .resideInAPackage("dev.kitsune")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("dev.kitsune", "dev.kitsune.internal", "java..", "org.jspecify..");

  @ArchTest
  static final ArchRule core_knows_no_port =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.kitsune.kv..",
              "dev.kitsune.ftp..",
              "dev.kitsune.http..",
              "dev.kitsune.mina..",
              "dev.kitsune.eval..",
              "org.apache.mina..");

  /** The reference shares nothing with what it judges. */
  @Test
  void reference_knowsNothingOfTheRealTransformation() {
    noClasses()
        .that()
        .resideInAPackage("dev.kitsune.reference")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.kitsune.transform..", "dev.kitsune.load..", "dev.kitsune.unit..", "dev.kitsune")
        .check(new ClassFileImporter().importPackages("dev.kitsune.reference"));
  }
}
