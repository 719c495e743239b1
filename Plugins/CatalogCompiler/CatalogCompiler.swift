import PackagePlugin

/// Compiles `Catalog/**/*.yaml` into one Swift file of `CatalogFacts`.
@main
struct CatalogCompiler: BuildToolPlugin {
    func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] { [] }
}
